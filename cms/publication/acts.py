"""The acts of this room in the trail, and Wagtail's own acts on pages under our names."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import pgettext_lazy
from wagtail.models import PageLogEntry

from cms.trail.acts import register_acts
from cms.trail.record import record
from cms.trail.wording import register_codes

from .models import Contribution, Kind
from .queries import last_known_digest

REASONS = {
    "deleted": pgettext_lazy("reason", "the page was deleted"),
    "unpublished": pgettext_lazy("reason", "unpublished without a reason"),
    "expired": pgettext_lazy("reason", "its time was over"),
    "content_changed": pgettext_lazy("reason", "what is stored is not what was approved"),
}
"""Why something was taken back by itself; whatever else is given as a reason was typed by a person."""

Details = Callable[[PageLogEntry], dict[str, Any]]


def register() -> None:
    register_codes("reason", REASONS)
    register_codes("kind", dict(Kind.choices))
    register_codes("way", dict(Contribution.Way.choices))
    register_acts(
        "page",
        pgettext_lazy("acts", "Drafts and pages"),
        {
            "page.created": pgettext_lazy("act", "page created"),
            "page.saved": pgettext_lazy("act", "saved without a change of what readers see"),
            "page.renamed": pgettext_lazy("act", "headline changed"),
            "page.copied": pgettext_lazy("act", "copied"),
            "page.translated": pgettext_lazy("act", "copied for a translation"),
            "page.moved": pgettext_lazy("act", "moved"),
            "page.reordered": pgettext_lazy("act", "order changed"),
            "page.locked": pgettext_lazy("act", "locked"),
            "page.unlocked": pgettext_lazy("act", "unlocked"),
            "page.deleted": pgettext_lazy("act", "page deleted"),
            "page.comment_added": pgettext_lazy("act", "comment added"),
            "page.comment_changed": pgettext_lazy("act", "comment changed"),
            "page.comment_resolved": pgettext_lazy("act", "comment resolved"),
            "page.comment_deleted": pgettext_lazy("act", "comment deleted"),
            "page.other": pgettext_lazy("act", "something else was done to the page"),
        },
    )
    register_acts(
        "publication",
        pgettext_lazy("acts", "Content and publication"),
        {
            "publication.contributed": pgettext_lazy("act", "content changed"),
            "publication.sealed": pgettext_lazy("act", "approved and sealed"),
            "publication.scheduled": pgettext_lazy("act", "scheduled"),
            "publication.unscheduled": pgettext_lazy("act", "schedule given up"),
            "publication.published": pgettext_lazy("act", "made public"),
            "publication.rolled_back": pgettext_lazy("act", "earlier version brought back"),
            "publication.inspected": pgettext_lazy("act", "publication read for an inspection"),
            "publication.moved": pgettext_lazy("act", "public address changed"),
            "publication.withdrawn": pgettext_lazy("act", "withdrawn"),
            "publication.expired": pgettext_lazy("act", "expired"),
        },
    )


# None: told by the room itself, in the act's own transaction, with digest or seal.
_PAGE_ACTS: dict[str, str | None] = {
    "wagtail.edit": None,
    "wagtail.revert": None,
    "publication.fact_changed": None,
    "wagtail.delete": None,
    "wagtail.copy": None,
    "wagtail.copy_for_translation": None,
    "wagtail.publish": None,
    "wagtail.publish.schedule": None,
    "wagtail.publish.scheduled": None,
    "wagtail.unpublish": None,
    "wagtail.unpublish.scheduled": None,
    "wagtail.schedule.cancel": None,
    "wagtail.create": "page.created",
    "wagtail.rename": "page.renamed",
    "wagtail.move": "page.moved",
    "wagtail.reorder": "page.reordered",
    "wagtail.lock": "page.locked",
    "wagtail.unlock": "page.unlocked",
    "wagtail.comments.create": "page.comment_added",
    "wagtail.comments.edit": "page.comment_changed",
    "wagtail.comments.resolve": "page.comment_resolved",
    "wagtail.comments.delete": "page.comment_deleted",
    "wagtail.comments.create_reply": "page.comment_added",
    "wagtail.comments.edit_reply": "page.comment_changed",
    "wagtail.comments.delete_reply": "page.comment_deleted",
}
_details: list[Details] = []


def name_page_acts(acts: Mapping[str, str], details: Details) -> None:
    """Another room's names for acts that Wagtail logs on pages, and what of a log entry is written down with them: ids only."""
    if taken := _PAGE_ACTS.keys() & acts.keys():
        raise ValueError(f"Named already: {', '.join(sorted(taken))}.")
    _PAGE_ACTS.update(acts)
    _details.append(details)


@receiver(post_save, sender=PageLogEntry)
def mirror(sender: type, instance: PageLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Wagtail's log of pages in the trail, in its transaction, with the version that the page was at."""
    name = _PAGE_ACTS.get(instance.action, "page.other")
    if not created or raw or name is None:
        return
    data = {"what": instance.action} if name == "page.other" else {}
    for details in (_moved, *_details):
        data |= details(instance)
    if instance.revision_id:
        data.setdefault("revision", instance.revision_id)
    if digest := last_known_digest(instance.page_id):
        data["digest"] = digest
    record(name, actor=instance.user, subject=f"page:{instance.page_id}", data=data)


def _moved(entry: PageLogEntry) -> dict[str, Any]:
    """The pages that a move went from and to."""
    ends = {"from": entry.data.get("source"), "to": entry.data.get("destination")}
    return {name: place["id"] for name, place in ends.items() if isinstance(place, dict) and "id" in place}
