"""What meets a member of the newsroom first: the first page by role, the guide, one's account, the ways one types names."""

import re
from pathlib import Path
from typing import Any

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms import review
from cms.articles.models import ArticlePage
from cms.staff.roles import Role
from newsroom.guide.roles import ROLES
from newsroom.guide.rooms import ROOMS
from newsroom.tag_input import names_in
from tests.factories.newsroom import draft, make_user, news_section, sign_in

pytestmark = pytest.mark.django_db


def _page(client: Client, url: str) -> BeautifulSoup:
    answer = client.get(url, headers={"Accept-Language": "vi"})
    assert answer.status_code == 200, url
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize("role", list(Role))
def test_the_first_page_offers_each_role_its_work(role: Role) -> None:
    news_section()
    client = sign_in(Client(), make_user(role))
    starts = [str(link["href"]) for link in _page(client, "/quan-tri/").select("a.desk-start")]
    assert starts
    for url in starts:
        assert client.get(url, follow=True).status_code == 200, url


def test_a_role_is_offered_nothing_that_it_may_not_do() -> None:
    news_section()
    client = sign_in(Client(), make_user(Role.CHANNEL_MANAGER))
    starts = {str(link["href"]) for link in _page(client, "/quan-tri/").select("a.desk-start")}
    assert starts == {reverse("channel_ledger:index")}


@pytest.mark.parametrize("url", ["/quan-tri/", "/quan-tri/huong-dan/", "/quan-tri/account/"])
def test_nothing_leads_elsewhere(url: str) -> None:
    news_section()
    page = _page(sign_in(Client(), make_user(Role.EDITOR)), url)
    page.noscript.extract()
    assert [link["href"] for link in page.select("a[href^=http]")] == []
    assert "Wagtail" not in page.get_text()


def test_the_guide_begins_with_ones_own_work() -> None:
    page = _page(sign_in(Client(), make_user(Role.PHOTO_EDITOR)), reverse("newsroom_guide"))
    assert page.select_one("details[open] h3").get_text() == "Biên tập ảnh"
    assert len(page.select("details:not([id])")) == len(Role)


def test_each_room_of_the_review_has_a_chapter_of_the_guide() -> None:
    page = _page(sign_in(Client(), make_user(Role.REPORTER)), reverse("newsroom_guide"))
    rooms = {path.parent.name for path in Path(review.__path__[0]).glob("*/__init__.py")}
    chapters = {str(chapter["id"]) for chapter in page.select("details[id]")}
    assert rooms - {"management", "migrations", "templatetags"} <= chapters
    assert chapters - rooms == {"changes", "publications", "channels", "documents", "front"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_guide_calls_each_button_by_its_name(language: str) -> None:
    """What stands in quotes is somewhere in the admin, word for word."""
    paths = [path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("vi/LC_MESSAGES/django.po")]
    entries = [entry for path in paths for entry in polib.pofile(str(path))]
    known = {(entry.msgstr if language == "vi" else entry.msgid).rstrip("…") for entry in entries}
    # A word processor's own.
    known |= {"Track changes", "Theo dõi thay đổi"}
    with translation.override(language):
        lines = [
            str(line) for chapter in (*ROLES.values(), *(room.lines for room in ROOMS.values())) for line in chapter
        ]
    quoted = {found for line in lines for found in re.findall("“(.+?)”", line)}
    assert len(quoted) > 20
    assert quoted - known == set()


def test_ones_account_leads_to_password_and_second_factor() -> None:
    page = _page(sign_in(Client(), make_user(Role.REPORTER)), "/quan-tri/account/")
    links = {link["href"] for link in page.select(".desk-links a")}
    assert links == {reverse("account_change_password"), reverse("mfa_index")}
    fields = [str(field["name"]) for field in page.select("input[name^=name_email]")]
    assert fields.index("name_email-last_name") < fields.index("name_email-first_name"), "the family name comes first"


@pytest.mark.parametrize(("role", "offered"), [(Role.ADMINISTRATOR, False), (Role.REPORTER, True)])
def test_only_who_may_do_without_a_second_factor_is_offered_to_switch_it_off(role: Role, offered: bool) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = make_user(role)
    if role is Role.REPORTER:
        TOTP.activate(user, generate_totp_secret())
    page = _page(sign_in(Client(), user), reverse("mfa_index"))
    assert bool(page.select(f'a[href="{reverse("mfa_deactivate_totp")}"]')) == offered


def test_the_list_of_members_shows_their_roles() -> None:
    make_user(Role.REPORTER, Role.PHOTO_EDITOR, username="hai-vai")
    page = _page(sign_in(Client(), make_user(Role.ADMINISTRATOR)), reverse("wagtailusers_users:index"))
    row = next(row for row in page.select("tbody tr") if "hai-vai" in row.get_text())
    assert "Biên tập ảnh" in row.get_text()
    assert "Phóng viên" in row.get_text()


def test_a_page_that_is_not_there_is_the_newsrooms_own() -> None:
    client = sign_in(Client(), make_user(Role.EDITOR))
    answer = client.get("/quan-tri/pages/99999/edit/", headers={"Accept-Language": "vi"})
    assert answer.status_code == 404
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.h1.get_text() == "Không tìm thấy trang"
    assert "Wagtail" not in page.get_text()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Công tác phục vụ", ["Công tác phục vụ"]),
        ("Giao thông, Công tác phục vụ", ["Công tác phục vụ", "Giao thông"]),
        ('"Công tác phục vụ", Giao thông; Y tế', ["Công tác phục vụ", "Giao thông", "Y tế"]),
        (" , ", []),
        ("", []),
    ],
)
def test_names_are_separated_by_commas(typed: str, names: list[str]) -> None:
    assert names_in(typed) == names


def test_topics_come_back_from_the_editor_as_they_went_there() -> None:
    reporter = make_user(Role.REPORTER)
    page = draft(news_section(), reporter)
    client = sign_in(Client(), reporter)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def save(topics: str) -> Any:
        form = _page(client, url).select_one("[data-edit-form]")
        values: dict[str, Any] = {
            str(field["name"]): field.get("value") or "" for field in form.select("input[name]:not([type=checkbox])")
        }
        values |= {str(field["name"]): field.get_text().strip() for field in form.select("textarea[name]")}
        return client.post(url, values | {"topics": topics, "body-count": "0"})

    assert save("Công tác phục vụ").status_code == 302
    assert [topic.name for topic in page.latest_draft().topics.all()] == ["Công tác phục vụ"]
    field = _page(client, url).select_one("[name=topics]")
    assert field["value"] == "Công tác phục vụ"
    save(f"{field['value']}, Y tế")
    assert sorted(
        topic.name for topic in ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().topics.all()
    ) == [
        "Công tác phục vụ",
        "Y tế",
    ]
