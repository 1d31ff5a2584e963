"""The findings beside an open page."""

import pytest
from bs4 import BeautifulSoup
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


def test_findings_name_their_places_as_the_editor_counts_them(client: Client) -> None:
    """A block that says nothing yet is not in the story, but it is on the screen."""
    reporter = make_user(Role.REPORTER)
    page = draft(news_section(), reporter, title="Kết quả: [[số phiếu]]").latest_draft()
    page.lede = "Có [[số người]] người dự."
    page.body = [
        ("text", "<p>Đã xong.</p>"),
        ("related", {"pages": []}),
        ("photo", {"photo": None, "title": "Quang cảnh", "caption": ""}),
    ]
    page.save_revision(user=reporter)
    sign_in(client, reporter)
    note = BeautifulSoup(client.get(reverse("articles:notes", args=[page.pk])).content, "html.parser")
    told = [" ".join(item.get_text(" ").split()) for item in note.select("[data-finding]")]
    assert [line.split(":")[0] for line in told] == ["Tiêu đề", "Sa-pô", "3. Ảnh"]
    photo = page.latest_draft().body[2]
    assert note.select_one("a")["href"] == f"#block-{photo.id}-section"
    # The tabs of the editor count Wagtail's own errors, and these are none.
    assert not note.select(".help-critical, .error-message")


def test_a_page_that_is_not_there(client: Client) -> None:
    news_section()
    sign_in(client, make_user(Role.REPORTER))
    assert client.get(reverse("articles:notes", args=[99_999])).status_code == 404
