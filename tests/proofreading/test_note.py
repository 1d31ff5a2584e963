"""The findings beside an open page."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.staff.roles import Role
from tests.factories.newsroom import draft, make_user, news_section, sign_in

pytestmark = pytest.mark.django_db


def test_the_editor_shows_what_is_found_in_the_latest_draft(client: Client) -> None:
    reporter = make_user(Role.REPORTER)
    page = draft(news_section(), reporter, text="Có [[số phiếu]] phiếu tán thành.")
    url = reverse("articles:notes", args=[page.pk])
    assert client.get(url).status_code == 302
    sign_in(client, make_user())
    assert client.get(url).status_code in (302, 403)
    sign_in(client, reporter)
    assert "[[số phiếu]]" in client.get(url).content.decode()
    assert 'data-finding="slot.open"' in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    page = page.latest_draft()
    page.body = [("text", "<p>Có 5 phiếu tán thành.</p>")]
    page.save_revision(user=reporter)
    assert "data-finding" not in client.get(url).content.decode()


def test_a_page_that_is_not_there(client: Client) -> None:
    news_section()
    sign_in(client, make_user(Role.REPORTER))
    assert client.get(reverse("articles:notes", args=[99_999])).status_code == 404
