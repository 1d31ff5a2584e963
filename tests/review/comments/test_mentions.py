"""Colleagues who are named in a comment, the chooser that offers them, and who is told of what."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage
from cms.review.notices.models import Notice
from cms.review.notices.words import sentence_of, target_of
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import make_user, sign_in

from .scene import act, comments_url, post, say, screen

pytestmark = pytest.mark.django_db


def named(first: str, last: str, username: str, *roles: Role) -> User:
    user = make_user(*roles, username=username)
    user.first_name, user.last_name = first, last
    user.save()
    return user


@pytest.fixture
def lua() -> User:
    return named("Lụa", "Trần Thị", "lua.tran", Role.EDITOR)


def offered(by: User, page: ArticlePage, typed: str) -> list[str]:
    response = sign_in(Client(), by).get(reverse("review_comments:members", args=[page.pk]), {"q": typed})
    return [member["username"] for member in response.json()["members"]]


def told(user: User) -> list[str]:
    return [notice.kind for notice in Notice.objects.filter(recipient=user).order_by("pk")]


@pytest.mark.parametrize("typed", ["lụa", "lua", "LU", "tran", "Trần", "lua.tr"])
def test_a_colleague_is_found_by_any_part_of_the_name_without_diacritics_too(
    article: ArticlePage, editor: User, lua: User, typed: str
) -> None:
    assert offered(editor, article, typed) == ["lua.tran"]


def test_the_chooser_offers_those_who_may_see_the_draft_first_those_who_work_on_it(
    article: ArticlePage, author: User, editor: User, lua: User
) -> None:
    named("Lụa", "Lê Thị", "le.lua", Role.REPORTER)
    named(
        "Lụa",
        "Vũ Thị",
        "vu.lua",
        Role.EDITOR,
    ).delete()
    assert offered(editor, article, "lụa") == ["lua.tran"], "another reporter may not see the draft"
    everybody = offered(editor, article, "")
    assert everybody[0] == author.username and editor.username not in everybody and "le.lua" not in everybody
    assert offered(editor, article, "nobody") == []


def test_who_is_named_is_told_and_shown_by_name(article: ArticlePage, editor: User, lua: User) -> None:
    comment = say(article, editor, "Nhờ @lua.tran. Xem giúp số phiếu; thư ở a@lua.tran")
    assert list(comment.mentioned.all()) == [lua]
    notice = Notice.objects.get(recipient=lua)
    assert sentence_of(notice) == f"{editor} nhắc đến bạn trong góp ý cho “{article.title}”."
    assert target_of(notice) == comments_url(article) + f"#comment-{comment.pk}"
    assert "Nhờ <b>@Trần Thị Lụa</b>. Xem giúp số phiếu; thư ở a@lua.tran" in screen(editor, article)


def test_a_photo_editor_who_may_see_the_draft_is_told_too(article: ArticlePage, editor: User) -> None:
    photographer = named("An", "Minh", "an.anh", Role.PHOTO_EDITOR)
    say(article, editor, "@an.anh đổi ảnh nhé")
    assert told(photographer) == ["comment_mention"]


def test_a_name_that_is_nobodys_or_may_not_see_the_draft_is_said_not_to_be_told(
    article: ArticlePage, editor: User
) -> None:
    stranger = named("Lụa", "Lê Thị", "le.lua", Role.REPORTER)
    client = sign_in(Client(), editor)
    response = client.post(
        reverse("review_comments:make", args=[article.pk]),
        {"text": "@le.lua và @khong.co xem giúp"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert "Chưa báo được cho @le.lua, @khong.co" in response.json()["message"]
    assert told(stranger) == []


def test_who_worked_on_the_draft_hears_of_comments_once_and_nobody_of_their_own(
    article: ArticlePage, author: User, editor: User
) -> None:
    comment = say(article, editor, f"@{author.username} sửa giúp", blocking="1")
    assert told(author) == ["comment_mention"] and told(editor) == []
    act("answer", comment, author, text="Đã sửa.")
    assert told(editor) == ["comment_answered"] and told(author) == ["comment_mention"]
    act("resolve", comment, editor)
    act("reopen", comment, editor)
    assert told(author) == ["comment_mention", "comment_resolved", "comment_reopened"]
    assert told(editor) == ["comment_answered"]


def test_a_comment_that_stops_the_approval_says_so_to_its_author(
    article: ArticlePage, author: User, editor: User
) -> None:
    say(article, editor, "Thiếu nguồn.", blocking="1")
    assert "phải xử lý xong mới duyệt được" in sentence_of(Notice.objects.get(recipient=author))


def test_nobody_is_told_of_what_was_refused(article: ArticlePage, author: User) -> None:
    post("make", article.pk, make_user(Role.REPORTER), text=f"@{author.username}")
    assert told(author) == []
