"""Holds everything public against its seal, and against the trail: who can write the database can make a publication with a
digest that fits, but no entry of the trail, whose key is elsewhere (``verify_trail`` says whether the trail itself holds)."""

import json
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.trail.models import Entry

from .actions import content_digest
from .models import Publication, Shelf
from .paths import public_path
from .story import digest_of

Inspection = Callable[[], Iterator[str]]

_inspections: list[Inspection] = []


def register_inspection(inspection: Inspection) -> None:
    """Adds another room's check of what it keeps of publications; it yields a sentence for each thing that differs."""
    if inspection not in _inspections:
        _inspections.append(inspection)


def differences() -> Iterator[str]:
    """A sentence for each public or scheduled thing that is not as it was sealed."""
    told = _Told()
    for shelf in Shelf.objects.select_related("current", "scheduled").iterator(chunk_size=500):
        for publication in filter(None, (shelf.current, shelf.scheduled)):
            yield from _of_publication(publication)
            yield from _of_sealing(publication, shelf, told)
        yield from _of_standing(shelf, told)
        yield from _of_page(shelf)
    yield from _of_unknown_pages()
    for inspection in _inspections:
        yield from inspection()


def _of_publication(publication: Publication) -> Iterator[str]:
    name = {"page": publication.page_id, "number": publication.number}
    if not publication.seal_holds():
        yield _("Page %(page)d: publication %(number)d does not have the digest of its seal.") % name
    revision = Revision.objects.filter(pk=publication.revision_id).first()
    if revision is not None and content_digest(revision) != publication.revision_digest:
        yield _("Page %(page)d: the revision of publication %(number)d was changed after its approval.") % name


class _Told:
    """What the trail tells: the seal of each publication, and the number of the publication that each page shows, 0 for none."""

    def __init__(self) -> None:
        self.seals: dict[tuple[str, int], str] = {}
        self.shown: dict[str, int] = {}
        entries = Entry.objects.filter(action__in=_TOLD_BY).order_by("number")
        for action, subject, text in entries.values_list("action", "subject", "data").iterator(chunk_size=2000):
            data = json.loads(text)
            if action == "publication.sealed":
                self.seals[subject, data["publication"]] = data["seal"]
            else:
                self.shown[subject] = data["publication"] if action == "publication.published" else 0


_TOLD_BY = ("publication.sealed", "publication.published", "publication.withdrawn", "publication.expired")


def _of_sealing(publication: Publication, shelf: Shelf, told: _Told) -> Iterator[str]:
    sealed = told.seals.get((f"page:{shelf.pk}", publication.number))
    if publication.page_id != shelf.pk or sealed != publication.seal:
        name = {"page": shelf.pk, "number": publication.number}
        yield _("Page %(page)d: the trail knows no approval of publication %(number)d as it is stored.") % name


def _of_standing(shelf: Shelf, told: _Told) -> Iterator[str]:
    if shelf.is_public() and shelf.current and told.shown.get(f"page:{shelf.pk}") != shelf.current.number:
        name = {"page": shelf.pk, "number": shelf.current.number}
        yield _("Page %(page)d shows publication %(number)d, which is not what was last made public.") % name


def _of_page(shelf: Shelf) -> Iterator[str]:
    page = Page.objects.filter(pk=shelf.pk).specific().first()
    name = {"page": shelf.pk, "path": shelf.path}
    if page is None:
        if shelf.is_public():
            yield _("Page %(page)d (%(path)s) is public, but was deleted.") % name
        return
    # Readers are not concerned by a wrong label, but the newsroom is. A page that just ran out is relabelled by the worker.
    if page.live != shelf.is_public() and not (page.live and shelf.expires_at):
        yield _("Page %(page)d (%(path)s): the admin's label does not say whether it is public.") % name
    if public_path(page) != shelf.path and shelf.is_public():
        yield _("Page %(page)d is served at %(path)s, which is not its place in the tree.") % name
    if page.live and page.live_revision_id and shelf.is_public():
        revision = Revision.objects.get(pk=page.live_revision_id)
        if digest_of(page.story()) != digest_of(revision.as_object().story()):
            yield (
                _("Page %(page)d (%(path)s): its row was edited behind the gate. Readers see the sealed version.")
                % name
            )


def _of_unknown_pages() -> Iterator[str]:
    for page in Page.objects.filter(live=True, depth__gt=1).exclude(pk__in=Shelf.objects.values("pk")).iterator():
        yield _("Page %(page)d is labelled live, but was never approved. Readers do not see it.") % {"page": page.pk}
