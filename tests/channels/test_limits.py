"""What does not fit a channel can't be submitted: once approved, it would leave as it is."""

import pytest
from django.test import Client
from django.utils import translation
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.articles.models import ArticlePage
from cms.channels.mail import compose
from cms.channels.webhook import http
from cms.proofreading.check import findings
from tests.factories.forms import submit_by_form
from tests.factories.newsroom import draft, sign_in

pytestmark = pytest.mark.django_db

LONG = "Phiên họp " * 25 + "cuối"
LONG_BODY = streamfield([("text", rich_text(f"<p>{'Một câu dài. ' * 300}</p>"))])


@pytest.fixture
def reporter(desk) -> Client:
    return sign_in(Client(), desk.reporter)


def waits(page: ArticlePage) -> bool:
    return ArticlePage.objects.get(pk=page.pk).current_workflow_state is not None


def test_a_headline_too_long_for_a_mail(desk, reporter):
    page = draft(desk.section, desk.reporter)
    screen = submit_by_form(reporter, page, title=LONG)
    assert "Chưa gửi duyệt được" in screen
    assert "Thư điện tử: Tiêu đề thư dài quá 250 ký tự." in screen
    assert not waits(page)
    submit_by_form(reporter, page, title="Phiên họp cuối")
    assert waits(page)


def test_a_text_too_long_for_a_mail(desk, reporter, monkeypatch):
    monkeypatch.setattr(compose, "MAX_HTML", 5000)
    page = draft(desk.section, desk.reporter)
    assert "Thư điện tử: Thư quá dài." in submit_by_form(reporter, page, body=LONG_BODY)
    assert not waits(page)


def test_an_article_too_long_for_partners(desk, reporter, monkeypatch):
    monkeypatch.setattr(http, "MAX_BODY", 5000)
    page = draft(desk.section, desk.reporter)
    screen = submit_by_form(reporter, page, body=LONG_BODY)
    assert "Đối tác nhận bài tự động: Bài kèm mọi thành phần quá dài." in screen
    assert not waits(page)


def test_the_reason_stands_in_the_users_language(desk):
    page = draft(desk.section, desk.reporter, title=LONG)
    with translation.override("en"):
        (finding,) = findings(page.story())
    assert finding.message == "E-mail: The mail's subject is longer than 250 characters."


def test_a_draft_without_a_headline_is_told_so_once(desk):
    page = draft(desk.section, desk.reporter)
    page.title = ""
    assert [finding.code for finding in findings(page.story())] == ["headline.missing"]
