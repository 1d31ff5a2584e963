"""The rows of the desk as they are shown: read whole, for the few that are on the screen."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page, TaskState

from cms.publication.models import Contribution, Publication
from cms.text.dates import full_moment

from ..comments.queries import open_comments
from ..comparison.addresses import comparison_url
from ..emergency.models import AfterReview
from .models import DeskRow, Standing
from .permissions import Sight
from .times import span

_SOON = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Moment:
    """An instant in words: how far it is, and when exactly."""

    words: str
    full: str
    iso: str
    urgency: str = ""
    """``late``, ``soon`` or nothing."""


def ago(moment: dt.datetime, now: dt.datetime) -> Moment:
    words = pgettext("how long", "for %(span)s") % {"span": span(now - moment)}
    return Moment(words, full_moment(moment), moment.isoformat())


def due(moment: dt.datetime, now: dt.datetime) -> Moment:
    left = moment - now
    if left < dt.timedelta():
        words, urgency = _("%(span)s late") % {"span": span(left)}, "late"
    else:
        words, urgency = _("%(span)s left") % {"span": span(left)}, "soon" if left <= _SOON else ""
    return Moment(words, full_moment(moment), moment.isoformat(), urgency)


def hour(moment: dt.datetime, now: dt.datetime) -> Moment:
    left = moment - now
    words = _("in %(span)s") % {"span": span(left)} if left > dt.timedelta() else _("any moment")
    return Moment(words, full_moment(moment), moment.isoformat(), "soon" if left <= _SOON else "")


@dataclass(frozen=True)
class Shown:
    """One row. What its list does not tell is empty."""

    row: DeskRow
    url: str
    section: str
    stage: str
    since: Moment
    due: Moment | None
    goes_live: Moment | None
    public: Moment | None
    holder: str
    held_since: Moment | None
    mine: bool
    may_claim: bool
    may_release: bool
    comments: int
    blocking: int
    barred: str
    """Why the member can't give the approval for which it waits."""
    reason: str
    reason_by: str

    @property
    def pk(self) -> int:
        return self.row.pk


@dataclass(frozen=True)
class Afterwards:
    """What was done in an emergency and nobody else has looked at yet."""

    after_review: AfterReview
    since: Moment
    due: Moment

    @classmethod
    def of(cls, after_review: AfterReview, now: dt.datetime) -> "Afterwards":
        return cls(after_review, ago(after_review.opened_at, now), due(after_review.due_at, now))


class Reader:
    """Reads the rows of one screen: a fixed number of questions for all of them."""

    def __init__(self, sight: Sight, page_ids: Iterable[int], now: dt.datetime) -> None:
        self._sight, self._now = sight, now
        rows = DeskRow.objects.filter(pk__in=list(page_ids))
        self._rows = rows.select_related(
            "page", "author__unit", "session__body", "session__congress", "stage_state__task", "stage_state__workflow_state",
            "stage_state__claimed_by", "stage_state__finished_by",
        ).in_bulk()  # fmt: skip
        self._comments = open_comments(self._rows)
        sections = {row.section_id for row in self._rows.values()}
        self._sections = dict(Page.objects.filter(pk__in=sections).values_list("pk", "draft_title"))
        self._barred = self._why_barred()

    def shown(self, page_id: int) -> Shown | None:
        """None for a row that went meanwhile."""
        row = self._rows.get(page_id)
        if row is None:
            return None
        state = row.stage_state
        waits = state if row.standing == Standing.WAITING else None
        back = state if row.standing == Standing.SENT_BACK else None
        member = waits is not None and waits.task_id in self._sight.stages
        holder = waits.claimed_by if waits else None
        found = self._comments.get(row.pk, (0, 0))
        return Shown(
            row=row,
            url=self._url(row, member),
            section=self._sections.get(row.section_id, ""),
            stage=waits.task.name if waits else "",
            since=ago(row.since, self._now),
            due=due(waits.due_at, self._now) if waits and waits.due_at else None,
            goes_live=hour(row.go_live_at, self._now) if row.go_live_at else None,
            public=ago(row.public_since, self._now) if row.public_since else None,
            holder=str(holder) if holder else "",
            held_since=ago(waits.claimed_at, self._now) if waits and holder and waits.claimed_at else None,
            mine=holder == self._sight.user,
            may_claim=member and holder != self._sight.user,
            may_release=member and holder == self._sight.user,
            comments=found[0],
            blocking=found[1],
            barred=self._barred.get(row.pk, "") if member else "",
            reason=back.comment if back else "",
            reason_by=str(back.finished_by) if back and back.finished_by else "",
        )

    def _url(self, row: DeskRow, member: bool) -> str:
        if member or self._sight.edits(row.page.path, row.author_id):
            return reverse("wagtailadmin_pages:edit", args=[row.pk])
        return comparison_url(row.pk)

    def _why_barred(self) -> dict[int, str]:
        """Pages at their approval that somebody other than the member has to approve, and why: what `rules` will say."""
        at_last = {
            row.pk: row.stage_state
            for row in self._rows.values()
            if row.standing == Standing.WAITING and row.stage_state and row.stage_state.task_id in self._sight.approvals
        }
        worked = Contribution.objects.filter(page_id__in=list(at_last), user=self._sight.user).values("page_id")
        newest = dict(worked.annotate(newest=Max("after_publication")).values_list("page_id", "newest"))
        sealed = Publication.objects.filter(page_id__in=list(at_last)).values("page_id")
        numbers = dict(sealed.annotate(newest=Max("number")).values_list("page_id", "newest"))
        passed = TaskState.objects.filter(
            workflow_state__in=[state.workflow_state_id for state in at_last.values()], finished_by=self._sight.user
        )
        passed = passed.filter(status=TaskState.STATUS_APPROVED).exclude(task__in=self._sight.approvals)
        reviews = set(passed.values_list("workflow_state", flat=True))
        barred = {}
        for pk, state in at_last.items():
            if pk in newest and newest[pk] >= numbers.get(pk, 0):
                barred[pk] = _("You worked on it: somebody else approves.")
            elif state.workflow_state_id in reviews:
                barred[pk] = _("You passed another stage of it: somebody else approves.")
        return barred
