"""The page of a body: its members in protocol order, as they were on its day."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.articles.models import SectionPage
from cms.publication.models import Contribution, FactUse, Shelf
from cms.publication.story import BodyDetails
from cms.registry.actions import open_body_page, open_person_page
from cms.registry.models import Body, BodyMember, BodyPage, Office, Person, TermOfOffice
from cms.staff.roles import Role
from media.actions import withdraw_rights
from media.models import Photo
from tests.articles.samples import picture
from tests.factories.newsroom import decide, make_user, news_section, sign_in, submit
from tests.factories.registry import hold, make_body, make_office, make_person

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 20)


class House:
    """A committee with a secretary, two members and one who has left."""

    def __init__(self) -> None:
        news_section()
        self.body = make_body("Ban Chấp hành Đảng bộ thành phố khóa XII", parent=make_body("Đảng bộ thành phố"))
        secretary = make_office("Bí thư Thành ủy", body=self.body, rank=1)
        self.member = make_office("Ủy viên Ban Chấp hành", body=self.body, rank=9)
        self.lua = make_person("Trần Thị Lụa", life="Sinh năm 1974, quê xã Vân Khê.\nThạc sĩ quản lý công.")
        self.vinh, self.an, self.gone = make_person("Lương Khắc Vinh"), make_person("Đỗ Văn An"), make_person("Vũ Cũ")
        hold(self.an, self.member, start=DAY)
        hold(self.vinh, self.member, start=DAY)
        hold(self.lua, secretary, start=DAY)
        hold(self.lua, self.member, start=DAY)
        hold(self.gone, self.member, end=DAY - dt.timedelta(days=1))
        self.page = open_body_page(self.body, SectionPage.objects.get(slug="nhan-vat"), None).latest_draft()
        self.page.day = DAY
        self.page.save_revision()

    def details(self) -> BodyDetails:
        details = self.page.latest_draft().story().details
        assert isinstance(details, BodyDetails)
        return details

    def publish(self) -> Shelf:
        author, editor, approver = make_user(Role.COORDINATOR), make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)
        draft = self.page.latest_draft()
        draft.lede = "Cơ quan lãnh đạo giữa hai kỳ Đại hội."
        draft.save_revision(user=author)
        submit(draft, author)
        decide(draft, editor)
        decide(draft, approver)
        return Shelf.objects.get(pk=draft.pk)


@pytest.fixture
def house() -> House:
    return House()


def test_members_come_from_the_registry_by_rank_and_name(house: House) -> None:
    details = house.details()
    assert (details.name, details.parent) == ("Ban Chấp hành Đảng bộ thành phố khóa XII", "Đảng bộ thành phố")
    assert [(member.name, member.office) for member in details.members] == [
        ("Trần Thị Lụa", "Bí thư Thành ủy, Ủy viên Ban Chấp hành"),
        ("Đỗ Văn An", "Ủy viên Ban Chấp hành"),
        ("Lương Khắc Vinh", "Ủy viên Ban Chấp hành"),
    ]
    assert details.members[0].life.startswith("Sinh năm 1974")


def test_the_protocol_order_of_an_editor_stands_above_the_registrys(house: House) -> None:
    draft = house.page.latest_draft()
    draft.members = [
        BodyMember(person=house.vinh, sort_order=0),
        BodyMember(person=house.lua, office="Bí thư", sort_order=1),
    ]
    draft.save_revision()
    assert [(member.name, member.office) for member in house.details().members] == [
        ("Lương Khắc Vinh", "Ủy viên Ban Chấp hành"),
        ("Trần Thị Lụa", "Bí thư"),
    ]


def test_its_page_shows_them_after_the_real_review(house: House, client: Client) -> None:
    person_page = open_person_page(house.lua, SectionPage.objects.get(slug="nhan-vat"), None)
    shelf = house.publish()
    text = client.get(shelf.path).content.decode()
    assert re.findall(r"<li>.*?<h2>(?:<a [^>]*>)?([^<]+)", text, re.DOTALL)[-3:] == [
        "Trần Thị Lụa", "Đỗ Văn An", "Lương Khắc Vinh",
    ]  # fmt: skip
    assert "Thạc sĩ quản lý công." in text and "20/11/2026" in text and "Vũ Cũ" not in text
    # A page of hers that nobody has approved is not linked.
    assert Page.objects.get(pk=person_page.pk).slug not in text
    said = next(
        data
        for data in map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', text))
        if data["@type"] == "Organization"
    )
    assert said["member"][0]["member"]["name"] == "Trần Thị Lụa"
    people = client.get("/nhan-vat/").content.decode()
    assert f'href="{shelf.path}"' in people.partition('class="bodies"')[2]
    assert shelf.path in client.get("/tim-kiem/", {"q": "luong khac vinh"}).content.decode()
    assert shelf.path in client.get("/sitemap-pages.xml").content.decode()
    facts = set(FactUse.objects.filter(page_id=shelf.pk).values_list("key", flat=True))
    assert {f"body:{house.body.pk}", f"person:{house.lua.pk}"} <= facts


def _renamed(house: House) -> None:
    person = Person.objects.get(pk=house.an.pk)
    person.name = "Đỗ Văn Ân"
    person.save()


def _body_renamed(house: House) -> None:
    body = Body.objects.get(pk=house.body.pk)
    body.name = "Ban Chấp hành khóa XII"
    body.save()


def _parent_renamed(house: House) -> None:
    body = Body.objects.get(pk=house.body.parent_id)
    body.name = "Đảng bộ thành phố Hải Vân"
    body.save()


def _joined(house: House) -> None:
    hold(make_person("Hoàng Người Mới"), Office.objects.get(pk=house.member.pk), start=DAY)


def _left(house: House) -> None:
    TermOfOffice.objects.get(person=house.vinh).delete()


def _life(house: House) -> None:
    person = Person.objects.get(pk=house.an.pk)
    person.life = "Sinh năm 1980."
    person.save()


def _office_renamed(house: House) -> None:
    office = Office.objects.get(pk=house.member.pk)
    office.title = "Thành ủy viên"
    office.save()


@pytest.mark.parametrize("change", [_renamed, _body_renamed, _parent_renamed, _joined, _left, _life, _office_renamed])
def test_what_changes_in_the_registry_proposes_a_version_and_changes_none(house: House, change: Any) -> None:
    shelf = house.publish()
    seal, before = shelf.current.seal, house.details()
    change(house)
    assert Shelf.objects.get(pk=shelf.pk).current.seal == seal
    assert Contribution.objects.filter(page_id=shelf.pk, way=Contribution.Way.FACT).count() == 1
    assert house.details() != before


def test_a_body_that_a_page_shows_is_not_deleted(house: House) -> None:
    house.publish()
    with pytest.raises(ProtectedError):
        Body.objects.get(pk=house.body.pk).delete()


def test_a_portrait_without_rights_leaves_the_page_at_once(house: House, client: Client) -> None:
    photo = Photo(
        title="Chân dung",
        file=ContentFile(picture(), name="a.jpg"),
        credit="Minh An",
        alt_text="Bà Trần Thị Lụa",
        caption="Bà Lụa",
    )
    photo.save()
    Person.objects.filter(pk=house.lua.pk).update(portrait=photo)
    shelf = house.publish()
    assert 'class="portrait"><picture' in client.get(shelf.path).content.decode()
    withdraw_rights(photo, user=make_user(Role.PHOTO_EDITOR), reason="Hết quyền")
    text = client.get(shelf.path).content.decode()
    assert "<picture" not in text and "Trần Thị Lụa" in text


def test_the_registry_leads_to_the_page(house: House, client: Client) -> None:
    sign_in(client, make_user(Role.EDITOR))
    there = client.get(reverse("wagtailsnippets_registry_body:page", args=[house.body.pk]))
    assert there["Location"] == reverse("wagtailadmin_pages:edit", args=[house.page.pk])
    assert client.get(there["Location"]).status_code == 200
    other = make_body("Đoàn đại biểu")
    url = reverse("wagtailsnippets_registry_body:page", args=[other.pk])
    section = SectionPage.objects.get(slug="nhan-vat")
    assert client.get(url).status_code == 200
    client.post(url, {"parent": section.pk})
    assert BodyPage.objects.filter(body=other, live=False).count() == 1
