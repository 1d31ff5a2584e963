"""Who gave the approval while a leader's word is still to come: no other step of the version is theirs, and it never stands still
because of them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review.stages.kinds import StageKind
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit
from tests.review.stages.scene import APPROVAL, add_stage, stands_at, state_of

from .scene import a_leader, leaders_stage, link_and_code, note, say, settle, text_of

pytestmark = pytest.mark.django_db

LEADER, PROTOCOL = "Ý kiến lãnh đạo", "Lễ tân"


@pytest.fixture
def article(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    """It is approved, and waits for a leader."""
    leaders_stage(order=2)
    page = submit(draft(section, author), author)
    decide(page, editor)
    decide(page, approver)
    assert stands_at(page) == LEADER
    return page


def leader_says_yes(page: ArticlePage, editor: User) -> None:
    path, code = link_and_code(page, editor, make_user(Role.APPROVING_EDITOR), a_leader())
    assert say(path, code).status_code == 200


def carry_on(page: ArticlePage, editor: User) -> None:
    sign_in(Client(), editor).post(reverse("signoff:carry_on", args=[page.pk]))


def approved_by(page: ArticlePage) -> User | None:
    stands = shelf(page)
    return stands.current.approved_by if stands and stands.current else None


def test_a_stage_that_was_added_since_is_passed_by_somebody_else(
    article: ArticlePage, editor: User, approver: User
) -> None:
    add_stage(PROTOCOL, StageKind.PROTOCOL, Role.APPROVING_EDITOR, before=APPROVAL)
    leader_says_yes(article, editor)
    assert stands_at(article) == PROTOCOL
    client = sign_in(Client(), approver)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    why = f"Bạn đã duyệt bản này, nên một thành viên khác của khâu “{PROTOCOL}”"
    assert why in text_of(client.get(address))
    passing = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state_of(article).pk])
    client.post(passing, {})
    assert stands_at(article) == PROTOCOL
    decide(article, make_user(Role.APPROVING_EDITOR))
    assert stands_at(article) == LEADER
    carry_on(article, editor)
    assert approved_by(article) == approver


def test_the_leaders_word_is_confirmed_by_somebody_else(article: ArticlePage, editor: User, approver: User) -> None:
    row = note(article, editor, a_leader())
    settle(row, approver)
    assert row.confirmed_at is None
    settle(row, make_user(Role.EDITOR))
    assert approved_by(article) == approver


def leaves(user: User) -> None:
    user.delete()


def loses_the_role(user: User) -> None:
    user.groups.clear()


@pytest.mark.parametrize("goes", [leaves, loses_the_role])
def test_an_approval_whose_giver_is_gone_is_given_again(
    article: ArticlePage, editor: User, approver: User, goes: Callable[[User], None]
) -> None:
    goes(approver)
    leader_says_yes(article, editor)
    assert (stands_at(article), shelf(article)) == (APPROVAL, None)
    other = make_user(Role.APPROVING_EDITOR)
    decide(article, other)
    assert stands_at(article) == LEADER
    carry_on(article, editor)
    assert approved_by(article) == other
