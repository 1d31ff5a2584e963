"""Who looks at a version: taken, given back, taken over."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review.notices.models import Notice
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, draft, make_user, sign_in, submit

from .scene import DESK, stage_named, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(section: SectionPage, author: User) -> ArticlePage:
    return submit(draft(section, author), author)


def press(user: User, page: ArticlePage, act: str, **data: str) -> str:
    """Presses the button; the screen that follows."""
    address = reverse(f"review_stages:{act}", args=[state_of(page).pk])
    return sign_in(Client(), user).post(address, data, follow=True).content.decode()


def test_one_takes_it_and_the_others_see_so(waiting: ArticlePage, editor: User) -> None:
    assert "data-stage-note" in press(editor, waiting, "claim")
    assert state_of(waiting).claimed_by == editor
    other = make_user(Role.EDITOR)
    screen = sign_in(Client(), other).get(reverse("wagtailadmin_pages:edit", args=[waiting.pk])).content.decode()
    assert f"{editor} đã nhận bản này" in screen
    press(editor, waiting, "release")
    assert state_of(waiting).claimed_by is None
    acts = Entry.objects.filter(subject=f"page:{waiting.pk}", action__in=["review.claimed", "review.released"])
    assert acts.count() == 2


def test_taking_over_is_asked_for_and_told(waiting: ArticlePage, editor: User) -> None:
    press(editor, waiting, "claim")
    other = make_user(Role.EDITOR)
    assert "đã nhận bản này rồi" in press(other, waiting, "claim")
    assert state_of(waiting).claimed_by == editor
    press(other, waiting, "release")
    assert state_of(waiting).claimed_by == editor
    press(other, waiting, "claim", take_over="1")
    assert state_of(waiting).claimed_by == other
    assert Notice.objects.filter(recipient=editor, kind="claim_taken").exists()


def test_who_is_no_member_takes_nothing(waiting: ArticlePage, author: User, approver: User) -> None:
    for user in (author, approver, make_user(Role.ADMINISTRATOR)):
        for act in ("claim", "release"):
            press(user, waiting, act)
            assert state_of(waiting).claimed_by is None


def test_a_claim_and_the_due_time_outlast_a_changed_text(waiting: ArticlePage, author: User, editor: User) -> None:
    stage = stage_named(DESK)
    stage.due_minutes = 90
    stage.save()
    waiting.current_workflow_state.cancel(user=author)
    submit(waiting, author)
    press(editor, waiting, "claim")
    before = state_of(waiting)
    assert (before.due_at - before.started_at).total_seconds() == 90 * 60
    fresh = waiting.latest_draft()
    fresh.lede += " Sửa."
    fresh.save_revision(user=editor)
    after = state_of(waiting)
    assert after.pk != before.pk
    assert (after.claimed_by, after.due_at) == (editor, before.due_at)
    decide(waiting, editor)
    assert state_of(waiting).claimed_by is None


def again(page: ArticlePage, author: User) -> None:
    """Submits what was sent back."""
    ArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(user=author)


def test_what_was_sent_back_comes_again_to_who_had_it(
    waiting: ArticlePage, author: User, editor: User, approver: User
) -> None:
    press(editor, waiting, "claim")
    decide(waiting, editor, "reject", "Xem lại số đại biểu.")
    again(waiting, author)
    assert state_of(waiting).claimed_by == editor, "unchanged, at the stage that sent it back"
    decide(waiting, editor)
    press(approver, waiting, "claim")
    decide(waiting, approver, "reject", "Thiếu nguồn.")
    fresh = waiting.latest_draft()
    fresh.lede += " Theo Ban Tổ chức."
    fresh.save_revision(user=author)
    again(waiting, author)
    assert state_of(waiting).claimed_by == editor, "changed, from the first stage on"
    editor.groups.clear()
    decide(waiting, make_user(Role.EDITOR))
    assert state_of(waiting).claimed_by == approver
    decide(waiting, approver, "reject", "Chưa được.")
    fresh = waiting.latest_draft()
    fresh.lede += " Ngày 26/11."
    fresh.save_revision(user=author)
    again(waiting, author)
    assert state_of(waiting).claimed_by is None, "who is no member any more has nothing"


def test_a_version_that_has_moved_on_is_not_taken(waiting: ArticlePage, editor: User) -> None:
    state = state_of(waiting)
    decide(waiting, editor)
    sign_in(Client(), editor).post(reverse("review_stages:claim", args=[state.pk]))
    state.refresh_from_db()
    assert state.claimed_by is None
