"""A section never stands where the site itself answers: neither it nor its articles would be found."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.articles.models import FrontPage, SectionPage
from cms.publication.actions import seal
from cms.publication.errors import AddressReserved
from cms.publication.queries import draft_digest
from cms.publication.reserved import reserved_words
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import make_user, shelf, sign_in

from .doors import patterns

pytestmark = pytest.mark.django_db

SAID = "hệ thống đã dùng địa chỉ «{}»"


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, make_user(Role.EDITOR, Role.APPROVING_EDITOR))


@pytest.fixture
def front(section: SectionPage) -> FrontPage:
    return FrontPage.objects.get()


def section_form(title: str, slug: str, **fields: Any) -> dict[str, Any]:
    return nested_form_data(
        {"title": title, "slug": slug, "intro": "", "lists": "articles", "menu_order": "0"}
        | {"comments": inline_formset([]), **fields}
    )


def text(answer: Any) -> str:
    return unescape(answer.content.decode()).lower()


def test_the_words_are_those_of_the_url_configuration() -> None:
    words = reserved_words(None)
    assert words >= {"tim-kiem", "luu-tru", "chu-de", "b", "anh", "tai-lieu", "quan-tri", "tai-khoan", "static"}
    first = {route.lstrip("^").partition("/")[0] for route in patterns() if "/" in route}
    assert {word for word in first if word.replace("-", "").isalnum()} <= words
    for word in words - {"static"}:
        assert not any(character in word for character in "^(<\\"), word


@pytest.mark.parametrize("slug", ["tim-kiem", "b", "quan-tri", "ban-tin"])
def test_a_section_is_not_created_there(desk: Client, front: FrontPage, slug: str) -> None:
    address = reverse("wagtailadmin_pages:add", args=["articles", "sectionpage", front.pk])
    answer = desk.post(address, section_form("Mục mới", slug))
    assert SAID.format(slug) in text(answer)
    assert not SectionPage.objects.filter(slug=slug).exists()
    desk.post(address, section_form("Mục mới", f"{slug}-2"))
    assert SectionPage.objects.filter(slug=f"{slug}-2").exists()


def test_a_title_alone_does_not_lead_there(desk: Client, front: FrontPage) -> None:
    address = reverse("wagtailadmin_pages:add", args=["articles", "sectionpage", front.pk])
    assert SAID.format("tim-kiem") in text(desk.post(address, section_form("Tìm kiếm", "")))


def test_a_section_is_not_renamed_so(desk: Client, section: SectionPage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[section.pk])
    assert SAID.format("luu-tru") in text(desk.post(address, section_form("Tin tức", "luu-tru")))
    assert section.latest_draft().slug == "tin-tuc"
    assert resolve("/tin-tuc/").url_name == "wagtail_serve"


def test_a_section_is_not_copied_or_moved_there(desk: Client, section: SectionPage, front: FrontPage) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[section.pk])
    form = {"new_title": "Tin", "new_slug": "chu-de", "new_parent_page": front.pk, "copy_subpages": ""}
    assert SAID.format("chu-de") in text(desk.post(address, form))
    elsewhere = FrontPage(title="Trang khác", live=False)
    front.get_parent().add_child(instance=elsewhere)
    # Below a page that is not the site's root it stands at another address.
    section = SectionPage(title="Ảnh", slug="anh", live=False)
    elsewhere.add_child(instance=section)
    move = reverse("wagtailadmin_pages:move_confirm", args=[section.pk, front.pk])
    assert SAID.format("anh") in text(desk.get(move, follow=True))
    assert SAID.format("anh") in text(desk.post(move, follow=True))
    with pytest.raises(AddressReserved):
        section.move(front, "last-child")
    assert SectionPage.objects.get(pk=section.pk).get_parent().pk == elsewhere.pk


def test_no_way_in_python_leads_there(section: SectionPage, front: FrontPage, author: User) -> None:
    with pytest.raises(AddressReserved):
        front.add_child(instance=SectionPage(title="Tìm kiếm", live=False))
    draft = section.latest_draft()
    draft.slug = "anh"
    with pytest.raises(AddressReserved):
        draft.save()
    # A draft alone stands nowhere; it gets no further.
    draft = section.latest_draft()
    draft.slug = "anh"
    revision = draft.save_revision(user=author)
    with pytest.raises(AddressReserved):
        seal(section, revision=revision, digest=draft_digest(section), approver=make_user(Role.APPROVING_EDITOR))
    assert shelf(section).path == "/tin-tuc/"


def test_the_front_page_may_be_called_anything(desk: Client, front: FrontPage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[front.pk])
    form = {
        "title": "Trang tin",
        "slug": "b",
        "tagline": "",
        "zones": streamfield([]),
        "comments": inline_formset([]),
    }
    assert desk.post(address, nested_form_data(form)).status_code == 302
    assert front.latest_draft().slug == "b"
