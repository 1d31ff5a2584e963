"""Takes the demo newsroom out of the database again, and nothing else.

Publications are never deleted: those of the demo stay as rows that nobody can reach, since their shelves go (404, as if the pages
had never been). The front page and the lists that came with the installation go back to what the installation published.
"""

from functools import partial

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Revision

from cms.articles.models import Topic
from cms.channels.models import Subscriber, WebhookEndpoint
from cms.publication import contributions, gate
from cms.publication.facts import note_facts
from cms.publication.install import is_sample
from cms.publication.models import Contribution, FactUse, Kind, Publication, SampleMark, Shelf
from cms.registry.models import Body, Congress, Office, Person, Session, TermOfOffice, Venue
from cms.review.notices.models import Notice
from cms.staff.models import Unit, User
from cms.trail.record import record
from media.models import Paper, Photo, PhotoRendition, PublicationCrop, PublicationFile
from newsroom.demo_accounts import accounts_file
from newsroom.installation import install
from reader.rebuild import rebuild

from . import ledger
from .errors import DemoRefused

NAMED = 5
"""Pages that a refusal names."""


@transaction.atomic
def remove(*, dependents: bool = False) -> bool:
    """Removes the demo newsroom; False where there is none. With ``dependents`` also pages of others that stand on it.

    Raises ``DemoRefused`` in a database that is not marked as sample, and where others' pages or entries use the demo's.
    """
    if not is_sample():
        raise DemoRefused(_("This database is not marked as sample data, so nothing is removed from it."))
    if not ledger.is_loaded():
        return False
    others = _others()
    if others and not dependents:
        raise DemoRefused(_refusal(others))
    page_ids = [*ledger.noted_ids(Page), *(page.pk for page in others)]
    _rewind_frame(page_ids)
    _remove_pages(page_ids)
    try:
        _remove_registry()
    except ProtectedError as error:
        names = ", ".join(sorted(str(row) for row in error.protected_objects)[:NAMED])
        raise DemoRefused(
            _("Other entries use the demo's: %(names)s. Change or delete them first.") % {"names": names}
        ) from error
    _remove_files()
    _remove_people()
    ledger.forget()
    install()
    rebuild()
    SampleMark.objects.all().delete()
    record("demo.removed", subject="site:demo", data={"pages": len(page_ids)})
    transaction.on_commit(lambda: accounts_file().unlink(missing_ok=True))
    return True


def _others() -> list[Page]:
    """Pages that are not the demo's, but stand below its sections or show its people, sessions, photos or papers."""
    own = ledger.noted_ids(Page)
    below: set[int] = set()
    for page in Page.objects.filter(pk__in=own):
        below.update(page.get_descendants().values_list("pk", flat=True))
    kinds = {"person": Person, "session": Session, "body": Body, "image": Photo, "document": Paper}
    keys = [f"{name}:{pk}" for name, kind in kinds.items() for pk in ledger.noted_ids(kind)]
    showing = set(FactUse.objects.filter(key__in=keys).values_list("page_id", flat=True)) - _going_back()
    return list(Page.objects.filter(pk__in=(below | showing) - set(own)).order_by("pk"))


def _going_back() -> set[int]:
    """Pages that the installation made, of which the demo's version is public: they show its things no more afterwards."""
    installed = Publication.objects.filter(kind=Kind.INSTALLATION).values("page_id")
    return set(Shelf.objects.filter(current__kind=Kind.SAMPLE, pk__in=installed).values_list("pk", flat=True))


def _refusal(others: list[Page]) -> str:
    names = "; ".join(f"«{page.draft_title or page.title}»" for page in others[:NAMED])
    found = ngettext(
        "%(count)d page of your own uses the demo newsroom: %(names)s.",
        "%(count)d pages of your own use the demo newsroom: %(names)s.",
        len(others),
    ) % {"count": len(others), "names": names}
    return f"{found} {_('Change them first, or remove them too with --with-dependents.')}"


def _rewind_frame(removed: list[int]) -> None:
    """Shows again what the installation published, wherever the demo's version of it is public."""
    shelves = Shelf.objects.filter(current__kind=Kind.SAMPLE).exclude(pk__in=removed)
    for shelf in shelves.select_for_update():
        first = Publication.objects.filter(page_id=shelf.pk, kind=Kind.INSTALLATION).order_by("-number").first()
        revision = Revision.objects.filter(pk=first.revision_id).first() if first else None
        if first is None or revision is None:
            raise DemoRefused(_("The site's frame has no version from before the demo newsroom."))
        page = Page.objects.get(pk=shelf.pk).specific
        page.latest_revision, page.draft_title = revision, first.story.headline
        page.save(update_fields=["latest_revision", "draft_title"])
        Revision.objects.for_instance(page).filter(pk__gt=revision.pk).delete()
        with gate.opened(shelf.pk):
            revision.publish(skip_permission_checks=True)
        Shelf.objects.filter(pk=shelf.pk).update(
            current=first, current_since=first.sealed_at, first_public_at=first.sealed_at, expires_at=None
        )
        record(
            "publication.published",
            subject=f"page:{shelf.pk}",
            data={"publication": first.number, "seal": first.seal},
        )
        note_facts(first.story)
        PublicationFile.objects.filter(publication__page_id=shelf.pk).exclude(publication=first).delete()
        contributions.note(Page.objects.get(pk=shelf.pk).specific, None, Contribution.Way.REVERT)


def _remove_pages(page_ids: list[int]) -> None:
    for page in Page.objects.filter(pk__in=page_ids).order_by("-depth", "-pk"):
        # Read afresh: the tree counts children.
        Page.objects.get(pk=page.pk).specific.delete()
    FactUse.objects.filter(page_id__in=page_ids).delete()
    Notice.objects.filter(page_id__in=page_ids).delete()
    PublicationFile.objects.filter(publication__page_id__in=page_ids).delete()
    PublicationCrop.objects.filter(publication__page_id__in=page_ids).delete()
    Shelf.objects.filter(pk__in=page_ids).delete()


def _remove_registry() -> None:
    people = ledger.noted(Person)
    for session in ledger.noted(Session):
        session.delete()
    for term in TermOfOffice.objects.filter(person__in=people):
        term.delete()
    for kind in (Person, Congress, Office):
        for entry in ledger.noted(kind):
            entry.delete()
    # A body goes after those that are part of it.
    for kind in (Body, Venue):
        for entry in ledger.noted(kind).order_by("-pk"):
            entry.delete()


def _remove_files() -> None:
    files = [rendition.file for rendition in PhotoRendition.objects.filter(image__in=ledger.noted(Photo))]
    kept: list[Photo | Paper] = [*ledger.noted(Photo), *ledger.noted(Paper)]
    for thing in kept:
        files.append(thing.file)
        thing.delete()
    # At once: the tasks that Wagtail leaves for this would wait for a worker.
    transaction.on_commit(partial(_delete_files, [(file.storage, file.name) for file in files if file]))
    for topic in ledger.noted(Topic).filter(tagged_articles__isnull=True):
        topic.delete()


def _delete_files(files: list[tuple[Storage, str]]) -> None:
    for storage, name in files:
        storage.delete(name)


def _remove_people() -> None:
    ledger.noted(Subscriber).delete()
    ledger.noted(WebhookEndpoint).delete()
    ledger.noted(User).delete()
    ledger.noted(Unit).filter(members__isnull=True).delete()
