"""Rolling back: an earlier publication becomes, byte for byte, the newest one. See decision 19."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.trail.record import record

from .actions import content_digest, make_public
from .errors import ContentChanged, FourEyes, MayNotRollBack
from .facts import add_facts, note_facts
from .models import Contribution, Kind, Publication, Shelf
from .permissions import user_can_roll_back
from .queries import approved_before, publications_of
from .signals import sealed
from .story import digest_of

if TYPE_CHECKING:
    from cms.staff.models import User

    from .pages import ReviewedPage

_APPROVED = frozenset({Kind.APPROVAL, Kind.SAMPLE, Kind.INSTALLATION})


@transaction.atomic
def roll_back(page: "ReviewedPage", number: int, *, user: "User", reason: str) -> Publication:
    """Makes the page's publication of that number public again, at once, as a new publication. The draft stays as it is.

    Raises ``ValueError`` without a reason, ``MayNotRollBack`` for a user who may not or a publication that can't come back,
    ``FourEyes`` where the user worked on that version or on anything since, and ``ContentChanged`` where it is not stored as it
    was approved.
    """
    if not reason:
        raise ValueError(_("Please say why the earlier version comes back."))
    Page.objects.select_for_update().get(pk=page.pk)
    shelf = Shelf.objects.select_for_update().filter(pk=page.pk).first()
    earlier = Publication.objects.filter(page_id=page.pk, number=number).first()
    _check(page, shelf, earlier, user)
    if shelf is None or shelf.current is None or earlier is None:
        raise MayNotRollBack(_("There is no such publication."))
    revision = Revision.objects.for_instance(page).filter(pk=earlier.revision_id).first()
    if revision is None or not earlier.seal_holds() or content_digest(revision) != earlier.revision_digest:
        raise ContentChanged(_("The earlier version is not stored as it was approved."))
    replaced = shelf.current.number
    publication = Publication.objects.create(
        page_id=page.pk,
        number=publications_of(page.pk) + 1,
        kind=Kind.SAMPLE if earlier.kind == Kind.SAMPLE else Kind.APPROVAL,
        story_json=earlier.story_json,
        seal=earlier.seal,
        revision_id=earlier.revision_id,
        revision_digest=earlier.revision_digest,
        sealed_at=timezone.now(),
        approved_by=user,
    )
    note_facts(publication.story)
    told = {"publication": publication.number, "seal": publication.seal}
    subject = f"page:{page.pk}"
    record(
        "publication.sealed",
        actor=user,
        subject=subject,
        data=told | {"revision": revision.pk, "kind": publication.kind},
    )
    sealed.send(sender=Publication, publication=publication, shelf=shelf)
    make_public(shelf, publication, revision, user)
    _keep_contributors(page, publication, since=number)
    record(
        "publication.rolled_back",
        actor=user,
        subject=subject,
        data=told | {"old": replaced, "new": number},
        words=reason,
    )
    return publication


def why_not(page_id: int, shelf: Shelf | None, earlier: Publication | None) -> str | None:
    """Why this publication can't come back, whoever asks; None where it can."""
    if shelf is None or not shelf.is_public() or shelf.current is None:
        return _("A page that is not public comes back by a new approval.")
    if earlier is None or earlier.page_id != page_id or earlier.number >= shelf.current.number:
        return _("There is no such earlier publication.")
    if earlier.kind not in _APPROVED:
        return _("That version went out in an emergency and was never approved.")
    if earlier.story.expire_at and earlier.story.expire_at <= timezone.now():
        return _("The time of that version is over.")
    return None


def has_worked_since(user: "User", page_id: int, number: int) -> bool:
    """Whether the user worked on that version or on anything of the page since. What went out in an emergency before it was
    approved by nobody: it is part of that version."""
    since = approved_before(page_id, number)
    worked = Contribution.objects.filter(page_id=page_id, user=user, after_publication__gte=since)
    return worked.exists()


def _check(page: "ReviewedPage", shelf: Shelf | None, earlier: Publication | None, user: "User") -> None:
    if not user_can_roll_back(user, page):
        raise MayNotRollBack(_("Only an approving editor brings back an earlier version."))
    if (sentence := why_not(page.pk, shelf, earlier)) is not None:
        raise MayNotRollBack(sentence)
    if earlier is not None and has_worked_since(user, page.pk, earlier.number):
        raise FourEyes(_("You have worked on this article yourself, so somebody else has to bring it back."))


def _keep_contributors(page: "ReviewedPage", publication: Publication, since: int) -> None:
    """The draft goes on from what was rolled back: whoever worked on that has contributed to the next version, too."""
    draft = page.latest_draft()
    story = draft.story()
    digest = digest_of(story)
    if digest == publication.seal:
        return
    add_facts(story)
    worked = Contribution.objects.filter(page_id=page.pk, after_publication__gte=since).exclude(user=None)
    users: list[int | None] = [*sorted(set(worked.values_list("user_id", flat=True)))]
    for user_id in users or [None]:
        Contribution.objects.create(
            page_id=page.pk,
            user_id=user_id,
            way=Contribution.Way.REVERT,
            digest=digest,
            revision_id=draft.latest_revision_id or 0,
            after_publication=publication.number,
        )
