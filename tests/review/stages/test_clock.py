"""Reminders: each once, to whom it concerns."""

import datetime as dt

import pytest

from cms.articles.models import ArticlePage, SectionPage
from cms.review.duty.models import Shift
from cms.review.models import ReviewTaskState
from cms.review.notices.models import Notice
from cms.review.stages.clock import tick
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, submit

from .scene import DESK, stage_named, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    stage = stage_named(DESK)
    stage.due_minutes = 60
    stage.save()
    return submit(draft(section, author), author)


def at(page: ArticlePage, minutes: float) -> dt.datetime:
    """Minutes after the due time."""
    return state_of(page).due_at + dt.timedelta(minutes=minutes)


def told(kind: str) -> list[int]:
    return sorted(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_each_is_told_once_in_its_turn(waiting: ArticlePage, editor: User, approver: User) -> None:
    coordinator = make_user(Role.COORDINATOR)
    assert tick(at(waiting, -16)) == 0
    assert [tick(at(waiting, -15)), tick(at(waiting, -14))] == [1, 0]
    assert told("due_soon") == [editor.pk]
    assert [tick(at(waiting, 0)), tick(at(waiting, 59))] == [1, 0]
    assert told("overdue") == [editor.pk]
    assert [tick(at(waiting, 60)), tick(at(waiting, 600))] == [1, 0]
    assert told("escalated") == sorted([approver.pk, coordinator.pk])


def test_a_changed_text_begins_no_new_round(waiting: ArticlePage, editor: User) -> None:
    tick(at(waiting, 1))
    fresh = waiting.latest_draft()
    fresh.lede += " Sửa."
    fresh.save_revision(user=editor)
    assert tick(at(waiting, 2)) == 0
    assert ReviewTaskState.objects.count() == 2


def test_who_has_it_hears_and_else_who_is_on_duty(waiting: ArticlePage, editor: User) -> None:
    second, third = make_user(Role.EDITOR), make_user(Role.EDITOR)
    due = state_of(waiting).due_at
    Shift.objects.create(
        stage=stage_named(DESK),
        member=third,
        starts_at=due - dt.timedelta(hours=1),
        ends_at=due + dt.timedelta(hours=1),
    )
    tick(at(waiting, -1))
    assert told("due_soon") == [third.pk]
    ReviewTaskState.objects.update(claimed_by=second)
    tick(at(waiting, 1))
    assert told("overdue") == [second.pk]


def test_what_is_passed_is_late_no_more(waiting: ArticlePage, editor: User) -> None:
    late = at(waiting, 1)
    decide(waiting, editor)
    assert tick(late) == 0
