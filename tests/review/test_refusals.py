"""A form that is refused says why, and keeps what was typed."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.review.comments.actions import make_comment
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, published, sign_in, submit
from tests.review.signoff.scene import a_leader

pytestmark = pytest.mark.django_db

TYPED = "Đồng ý cho đăng, nhớ ghi đủ chức danh."


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


def _sent(user: User, address: str, **typed: Any) -> str:
    answer = sign_in(Client(), user).post(address, typed)
    assert answer.status_code in (200, 422), "no way back to an empty form"
    return unescape(answer.content.decode())


def test_a_leaders_word_of_tomorrow(article: ArticlePage, editor: User) -> None:
    tomorrow = f"{timezone.localtime() + dt.timedelta(days=1):%Y-%m-%dT%H:%M}"
    said = {"leader": a_leader().pk, "how": "phone", "said_at": tomorrow, "words": TYPED}
    page = _sent(editor, reverse("signoff:attest", args=[article.pk]), **said)
    assert "Thời điểm cho ý kiến phải trước lúc này." in page
    assert TYPED in page


def test_a_leader_who_can_not_be_reached(article: ArticlePage, editor: User) -> None:
    leader = a_leader(email="")
    page = _sent(editor, reverse("signoff:list", args=[article.pk]), leader=leader.pk, way="mail")
    assert 'role="alert"' in page
    assert f'<option value="{leader.pk}" selected>' in page


def test_a_comment_and_an_answer_that_are_too_long(article: ArticlePage, editor: User, author: User) -> None:
    long = TYPED * 200
    page = _sent(editor, reverse("review_comments:make", args=[article.pk]), text=long)
    assert "Mỗi góp ý dài tối đa 4000 ký tự." in page
    assert f">{long}</textarea>" in page
    comment = make_comment(article, editor, "Nguồn?")
    page = _sent(author, reverse("review_comments:answer", args=[comment.pk]), text=long)
    assert page.count(f">{long}</textarea>") == 1, "in the form of the answer, and not in that of a new comment"


def test_bringing_back_by_who_worked_on_it(section: SectionPage, author: User, editor: User, approver: User) -> None:
    writing = make_user(Role.APPROVING_EDITOR)
    page = published(section, writing, editor, approver).latest_draft()
    page.lede = "Bản thứ hai."
    page.save_revision(user=author, log_action=True)
    submit(page, author)
    decide(page, editor)
    decide(page, approver)
    answered = _sent(writing, reverse("roll_back", args=[page.pk, 1]), reason=TYPED)
    assert 'role="alert"' in answered
    assert TYPED in answered
