"""Which stages a page passes, where leaders' words stand among them, and whom the seal names."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review.errors import ReviewRefused
from cms.review.stages.kinds import StageKind
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit
from tests.review.signoff.scene import a_leader, link_and_code, say

from .scene import APPROVAL, DESK, add_stage, stands_at, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


def test_a_stage_for_another_kind_of_page_is_skipped(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    for before in (DESK, APPROVAL, ""):
        kind = StageKind.PHOTO if before else StageKind.LEADER
        add_stage(f"Trước {before}", kind, Role.EDITOR, before=before, applies_to=["person"])
    submit(article, author)
    assert stands_at(article) == DESK
    decide(article, editor)
    assert stands_at(article) == APPROVAL
    screen = sign_in(Client(), approver).get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert screen.status_code == 200
    decide(article, approver)
    assert shelf(article).is_public()


def test_a_stage_for_this_kind_is_not_skipped(article: ArticlePage, author: User, editor: User, approver: User) -> None:
    add_stage("Ảnh", StageKind.PHOTO, Role.PHOTO_EDITOR, before=APPROVAL, applies_to=["article"])
    submit(article, author)
    decide(article, editor)
    assert stands_at(article) == "Ảnh"
    decide(article, make_user(Role.PHOTO_EDITOR))
    decide(article, approver)
    assert shelf(article).is_public()


class TestALeadersWord:
    def test_before_the_approval_it_frees_nobody_from_four_eyes(
        self, article: ArticlePage, author: User, editor: User
    ) -> None:
        add_stage("Lãnh đạo", StageKind.LEADER, Role.EDITOR, before=APPROVAL)
        boss = make_user(Role.EDITOR, Role.APPROVING_EDITOR)
        submit(article, author)
        decide(article, boss)
        say(*link_and_code(article, editor, make_user(Role.APPROVING_EDITOR), a_leader()))
        assert stands_at(article) == APPROVAL
        with pytest.raises(ReviewRefused):
            decide(article, boss)

    def test_no_member_gives_it_by_a_click(
        self, article: ArticlePage, author: User, editor: User, approver: User
    ) -> None:
        add_stage("Lãnh đạo", StageKind.LEADER, Role.APPROVING_EDITOR)
        submit(article, author)
        decide(article, editor)
        decide(article, approver)
        other = make_user(Role.APPROVING_EDITOR)
        state = state_of(article)
        client = sign_in(Client(), other)
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk]), {})
        with pytest.raises(ReviewRefused):
            decide(article, other)
        assert stands_at(article) == "Lãnh đạo"
        assert shelf(article) is None

    def test_nobodys_word_passes_another_stage(self, article: ArticlePage, author: User) -> None:
        submit(article, author)
        with pytest.raises(ReviewRefused):
            state_of(article).approve(by_word=True)

    def test_switched_off_while_a_version_waits_it_publishes_nothing(
        self, article: ArticlePage, author: User, editor: User, approver: User
    ) -> None:
        stage = add_stage("Lãnh đạo", StageKind.LEADER, Role.APPROVING_EDITOR)
        submit(article, author)
        decide(article, editor)
        decide(article, approver)
        admin = sign_in(Client(), make_user(Role.ADMINISTRATOR))
        answer = admin.post(reverse("wagtailadmin_workflows:disable_task", args=[stage.pk]))
        assert answer.status_code == 302
        assert shelf(article) is None
        assert stands_at(article) == "Lãnh đạo"
