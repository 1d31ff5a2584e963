"""What becomes of an article meanwhile, and the digests that tell of it: a draft in review says it anew, and people hear of a
withdrawal while mails are still to leave."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, WorkflowState

from cms.publication.models import Publication, Shelf
from cms.publication.proposals import open_version
from cms.publication.story import DigestDetails

from ..models import Delivery, DigestItem, DigestPage, Dispatch, ToldInDigest
from ..telling import tell_entry_lost


def note_told(publication: Publication) -> None:
    """Keeps which articles a digest tells of; nothing for other pages. In the transaction that makes it public."""
    details = publication.story.details
    if isinstance(details, DigestDetails):
        about = {"digest_id": publication.page_id, "publication_id": publication.pk}
        rows = [ToldInDigest(article_id=entry.page_id, **about) for entry in details.entries]
        ToldInDigest.objects.bulk_create(rows, ignore_conflicts=True)


def article_changed(page_id: int) -> None:
    """Opens a new version of each digest in review that says something else now, so that what was passed is passed again; nobody
    has to save it by hand. In the transaction of the change."""
    in_review = WorkflowState.objects.active().filter(content_type=ContentType.objects.get_for_model(DigestPage))
    ids = sorted(int(pk) for pk in in_review.values_list("object_id", flat=True))
    for pk in Page.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True):
        if _tells_of(pk, page_id):
            open_version(pk, None)


def article_withdrawn(page_id: int) -> None:
    """Tells of each approved digest with the article whose mails have not all left: they leave without it."""
    for shelf in _on_the_way():
        publication = shelf.scheduled or shelf.current
        details = publication.story.details if publication else None
        if isinstance(details, DigestDetails) and page_id in {entry.page_id for entry in details.entries}:
            tell_entry_lost(shelf)


def _tells_of(digest_id: int, article_id: int) -> bool:
    draft = Page.objects.get(pk=digest_id).specific.latest_draft()
    rows: list[DigestItem] = list(draft.items.all())
    return any(row.article_id == article_id for row in rows)


def _on_the_way() -> list[Shelf]:
    waiting = Delivery.objects.filter(state=Delivery.State.QUEUED, channel="email", dispatch__isnull=False)
    opened = Dispatch.objects.filter(state__in=[Dispatch.State.OPEN, Dispatch.State.HELD], channel="email")
    unsent = Q(pk__in=waiting.values("dispatch__page_id")) | Q(pk__in=opened.values("page_id"))
    rows = Shelf.objects.filter(kind="digest", withdrawn_at=None).filter(unsent | Q(scheduled__isnull=False))
    return list(rows.select_related("current", "scheduled"))
