"""The desk's rows, written from what stands in the database: always the whole standing of one page, so that no step is lost."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Page, WorkflowState, get_page_models

from cms.proofreading.check import findings
from cms.proofreading.finding import Severity
from cms.publication.models import Contribution, Shelf
from cms.publication.pages import ReviewedPage
from cms.publication.queries import publications_of, shelf_of
from cms.publication.story import Story
from cms.text.fold import fold

from .models import DeskRow, Standing

_MOST = 32_767


def write(page_id: int, story: Story | None = None) -> DeskRow | None:
    """Writes the page's row as things stand; None for a page that is none of ours or gone.

    ``story`` is what the newest version says, where the caller has it: headline, session and findings are taken from it.
    Without it they stay as they were written last.
    """
    page = Page.objects.filter(pk=page_id).first()
    if page is None or not issubclass(page.specific_class or Page, ReviewedPage):
        return None
    row = DeskRow.objects.filter(pk=page_id).first()
    if row is None:
        row = DeskRow(page_id=page_id)
        story = story or page.specific.latest_draft().story()
    if story is not None:
        _take_words(row, story)
    _take_place(row, page)
    _take_standing(row, page)
    row.save()
    return row


def _take_words(row: DeskRow, story: Story) -> None:
    row.headline = story.headline[:255]
    row.folded = fold(story.headline)[:255]
    row.session_id = story.session.session_id if story.session else None
    weights = [finding.severity for finding in findings(story)]
    row.stops = min(weights.count(Severity.STOP), _MOST)
    row.doubts = min(weights.count(Severity.DOUBT), _MOST)


def _take_place(row: DeskRow, page: Page) -> None:
    parent = Page.objects.filter(path=page.path[: -page.steplen]).values_list("pk", flat=True)
    row.section_id = parent.first()
    row.author_id = page.owner_id


def _take_standing(row: DeskRow, page: Page) -> None:
    shelf = shelf_of(page.pk)
    row.go_live_at = shelf.scheduled_at if shelf and shelf.scheduled_id else None
    row.public_since = shelf.current_since if shelf and shelf.is_public() else None
    stands = _stands(page, shelf)
    row.standing, row.since, row.stage_state_id = stands.standing, stands.since, stands.stage_state_id
    row.open = row.standing in (Standing.WAITING, Standing.SENT_BACK) or row.go_live_at is not None


@dataclass(frozen=True)
class _Stands:
    standing: Standing
    since: dt.datetime
    stage_state_id: int | None = None


def _stands(page: Page, shelf: Shelf | None) -> _Stands:
    review = WorkflowState.objects.active().for_instance(page).select_related("current_task_state").first()
    state = review.current_task_state if review else None
    if review is not None and state is not None:
        if review.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return _Stands(Standing.SENT_BACK, state.finished_at or state.started_at, state.pk)
        return _Stands(Standing.WAITING, state.started_at, state.pk)
    published = publications_of(page.pk)
    worked = Contribution.objects.filter(page_id=page.pk, after_publication=published).order_by("-pk").first()
    sealed = shelf and (shelf.scheduled or shelf.current)
    if sealed and (worked is None or worked.digest == sealed.seal):
        return _Stands(Standing.SEALED, sealed.sealed_at)
    return _Stands(Standing.DRAFT, worked.at if worked else page.latest_revision_created_at or timezone.now())


def rebuild() -> int:
    """Writes the row of every page anew; how many there are. What is worked on is proofread, what is sealed is not."""
    written = 0
    for model in get_page_models():
        if not issubclass(model, ReviewedPage):
            continue
        for page in model.objects.only("pk").iterator(chunk_size=500):
            written += write(page.pk, _newest(page)) is not None
    return written


def _newest(page: Any) -> Story:
    return page.latest_draft().story()
