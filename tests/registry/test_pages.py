import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.articles.models import SectionPage
from cms.publication.install import mark_as_sample, seal_installed
from cms.publication.models import Contribution, FactUse, Kind, Shelf
from cms.publication.story import PersonDetails, SessionDetails
from cms.registry.actions import open_person_page, open_session_page, sections_for
from cms.registry.models import AgendaPoint, Delegate, PersonPage, Phase, SessionChair, SessionPage, SessionPaper
from cms.staff.roles import Role
from tests.factories.media import make_paper, make_photo
from tests.factories.newsroom import make_user, news_section, sign_in
from tests.factories.registry import (
    hold,
    make_body,
    make_congress,
    make_office,
    make_person,
    make_session,
    make_venue,
)

from .forms import person_form

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 18)


@pytest.fixture
def sessions() -> SectionPage:
    news_section()
    return SectionPage.objects.get(slug="phien-hop")


@pytest.fixture
def people() -> SectionPage:
    news_section()
    return SectionPage.objects.get(slug="nhan-vat")


def sealed_sample(page: Page) -> None:
    """The page is public, as sample data are."""
    mark_as_sample()
    seal_installed(page, kind=Kind.SAMPLE)


def proposals(page: Page) -> list[Contribution]:
    return list(Contribution.objects.filter(page_id=page.pk, way=Contribution.Way.FACT))


# Opening


def test_a_session_gets_the_draft_of_its_page_with_what_the_registry_knows(sessions: SectionPage) -> None:
    reporter = make_user(Role.REPORTER)
    chair = make_person("Lê Văn Chủ Trì")
    hold(chair, make_office("Phó Bí thư Thành ủy"))
    session = make_session(number=1, body=make_body("Tiểu ban Phục vụ Đại hội"))
    SessionChair.objects.create(session=session, person=chair)

    page = open_session_page(session, sessions, reporter)

    assert page.title == "Phiên họp thứ Nhất của Tiểu ban Phục vụ Đại hội"
    assert page.slug == "phien-hop-thu-nhat-cua-tieu-ban-phuc-vu-dai-hoi"
    assert not page.live
    assert page.owner == reporter
    story = page.latest_draft().story()
    assert isinstance(story.details, SessionDetails)
    assert story.day == DAY
    assert story.details.chair[0].office == "Phó Bí thư Thành ủy"
    assert story.mentions[0].person_id == chair.pk
    assert f"session:{session.pk}" in story.facts()
    assert Contribution.objects.get(page_id=page.pk).user == reporter
    assert not Shelf.objects.filter(pk=page.pk).exists()


def test_opening_twice_leads_to_the_same_page(people: SectionPage) -> None:
    editor, person = make_user(Role.EDITOR), make_person()
    assert open_person_page(person, people, editor) == open_person_page(person, people, editor)
    assert PersonPage.objects.count() == 1


def test_who_may_add_no_page_opens_none(people: SectionPage) -> None:
    with pytest.raises(PermissionDenied):
        open_person_page(make_person(), people, make_user(Role.CHANNEL_MANAGER))
    assert sections_for(PersonPage, make_user(Role.CHANNEL_MANAGER)) == []


def test_a_page_stands_in_a_section_and_nowhere_else(people: SectionPage) -> None:
    with pytest.raises(ValidationError):
        open_person_page(make_person(), people.get_parent(), make_user(Role.EDITOR))


def test_a_person_page_shows_offices_and_portrait(people: SectionPage) -> None:
    person = make_person(portrait=make_photo())
    hold(person, make_office("Chủ tịch Hội"), dt.date(2024, 1, 1))
    page = open_person_page(person, people, make_user(Role.EDITOR))
    page.biography = '<p data-block-key="abc12">Sinh năm 1970.</p><p data-block-key="abc13"></p>'
    page.save_revision()

    story = page.latest_draft().story()
    assert isinstance(story.details, PersonDetails)
    assert [office.title for office in story.details.offices] == ["Chủ tịch Hội"]
    assert story.details.portrait
    assert story.details.portrait.image_id == person.portrait_id
    assert [block.html for block in story.blocks] == ["<p>Sinh năm 1970.</p>"]


def test_the_papers_of_a_session_are_offered(sessions: SectionPage) -> None:
    session, paper = make_session(), make_paper()
    SessionPaper.objects.create(session=session, paper=paper)
    story = open_session_page(session, sessions, make_user(Role.EDITOR)).story()
    assert [document.document_id for document in story.documents()] == [paper.pk]


def test_a_draft_that_names_no_session_is_a_story_all_the_same(sessions: SectionPage) -> None:
    page = SessionPage(title="Chưa chọn phiên", live=False)
    sessions.add_child(instance=page)
    assert page.story().details is None


def test_a_copy_begins_without_the_session_and_public_to_nobody(sessions: SectionPage) -> None:
    page = open_session_page(make_session(), sessions, make_user(Role.EDITOR))
    copied = page.copy(update_attrs={"slug": "ban-sao"})
    assert SessionPage.objects.get(pk=copied.pk).session is None
    assert not copied.live


# In the admin


@pytest.mark.parametrize("make", [make_person, make_session])
def test_the_button_opens_the_page_in_the_section_meant_for_it(
    client: Client, people: SectionPage, make: Callable
) -> None:
    entry = make()
    model = entry._meta.model_name
    sign_in(client, make_user(Role.EDITOR))
    address = reverse(f"wagtailsnippets_registry_{model}:page", args=[entry.pk])
    assert address in client.get(reverse(f"wagtailsnippets_registry_{model}:edit", args=[entry.pk])).content.decode()

    shown = client.get(address)
    wanted = {"person": "nhan-vat", "session": "phien-hop"}[model]
    first = shown.context["form"].fields["parent"].choices[0]
    assert Page.objects.get(pk=first[0]).slug == wanted

    response = client.post(address, {"parent": first[0]})
    page = entry.pages.get()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(address).url == response.url
    assert client.get(response.url).status_code == 200


def test_who_may_add_no_page_gets_no_form(client: Client, people: SectionPage) -> None:
    sign_in(client, make_user(Role.CHANNEL_MANAGER))
    address = reverse("wagtailsnippets_registry_person:page", args=[make_person().pk])
    assert client.get(address).status_code in (302, 403)
    assert client.post(address, {"parent": people.pk}).status_code in (302, 403)
    assert not PersonPage.objects.exists()


def test_a_page_made_in_the_page_tree_takes_its_title_from_the_registry(client: Client, people: SectionPage) -> None:
    person = make_person("Đỗ Thị Mẫu")
    sign_in(client, make_user(Role.EDITOR))
    address = reverse("wagtailadmin_pages:add", args=["registry", "personpage", people.pk])
    shown = client.get(address)
    assert shown.status_code == 200
    data = {"person": person.pk, "title": "", "slug": "", "biography": "null"}
    data |= {f"comments-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    response = client.post(address, data)
    assert response.status_code == 302, response.context["form"].errors
    page = PersonPage.objects.get()
    assert (page.title, page.slug, page.person) == ("Đỗ Thị Mẫu", "do-thi-mau", person)


def test_a_second_page_about_a_person_is_refused(client: Client, people: SectionPage) -> None:
    person = make_person()
    there = open_person_page(person, people, make_user(Role.EDITOR))
    twin = PersonPage(title="Trang thứ hai", person=person, locale=there.locale, live=False)
    with pytest.raises(ValidationError) as refused:
        twin.clean()
    assert "person" in refused.value.message_dict


# A changed fact


def test_a_changed_person_proposes_a_new_version_by_who_changed_it(client: Client, people: SectionPage) -> None:
    person = make_person("Tên Cũ")
    page = open_person_page(person, people, None)
    sealed_sample(page)
    editor = make_user(Role.EDITOR)
    sign_in(client, editor)
    address = reverse("wagtailsnippets_registry_person:edit", args=[person.pk])
    office = make_office("Chủ tịch Hội")

    terms = [{"office": office.pk, "start": "01/01/2026"}, {"office": make_office().pk}]
    assert client.post(address, person_form("Tên Mới", *terms, slug=person.slug)).status_code == 302

    (proposal,) = proposals(page)
    assert proposal.user == editor
    story = page.latest_draft().story()
    assert isinstance(story.details, PersonDetails)
    assert story.details.name == "Tên Mới"
    assert len(story.details.offices) == 2
    public = Shelf.objects.get(pk=page.pk).current
    assert public is not None
    assert public.story.details.name == "Tên Cũ"


def test_what_readers_do_not_see_changes_nothing(people: SectionPage) -> None:
    person = make_person()
    hold(person, make_office())
    page = open_person_page(person, people, None)
    sealed_sample(page)
    person.note = "Ghi chú nội bộ"
    person.variants = "Tên khác"
    person.save()
    make_person("Người khác").save()
    assert proposals(page) == []


@pytest.mark.parametrize("change", ["office", "body", "term", "term_gone"])
def test_offices_and_bodies_reach_the_pages_of_who_holds_them(people: SectionPage, change: str) -> None:
    body = make_body("Sở Xây dựng")
    office = make_office("Giám đốc", body=body)
    person, bystander = make_person("Người Giữ"), make_person("Người Ngoài")
    term = hold(person, office, dt.date(2020, 1, 1))
    page, other = open_person_page(person, people, None), open_person_page(bystander, people, None)
    sealed_sample(page)
    sealed_sample(other)

    if change == "office":
        office.title = "Giám đốc Sở"
        office.save()
    elif change == "body":
        body.name = "Sở Xây dựng và Giao thông"
        body.save()
    elif change == "term":
        term.end = DAY
        term.save()
    else:
        term.delete()

    assert len(proposals(page)) == 1
    assert proposals(other) == []


@pytest.mark.parametrize(
    "change", ["day", "venue", "body", "congress", "agenda", "delegate", "speaker", "chair", "chair_office"]
)
def test_all_that_a_session_shows_reaches_its_page(sessions: SectionPage, change: str) -> None:
    body, venue, congress = make_body("Tiểu ban"), make_venue("Hội trường"), make_congress()
    chair, speaker, office = make_person("Chủ Trì"), make_person("Phát Biểu"), make_office("Phó Bí thư")
    hold(chair, office)
    session = make_session(body=body, venue=venue, congress=congress, number=1)
    SessionChair.objects.create(session=session, person=chair)
    point = AgendaPoint.objects.create(session=session, title="Khai mạc", speaker=speaker)
    delegate = Delegate.objects.create(session=session, name="Khách mời")
    page = open_session_page(session, sessions, None)
    sealed_sample(page)

    if change == "day":
        session.day += dt.timedelta(days=1)
        session.save()
    elif change == "agenda":
        point.title = "Khai mạc phiên họp"
        point.save()
    elif change == "delegate":
        delegate.delete()
    elif change == "chair_office":
        office.title = "Phó Bí thư Thường trực"
        office.save()
    else:
        named = {"venue": venue, "body": body, "congress": congress, "speaker": speaker, "chair": chair}[change]
        named.name += " mới"
        named.save()

    assert len(proposals(page)) == 1


def test_a_phase_set_later_reaches_the_sessions_of_its_days(sessions: SectionPage) -> None:
    congress = make_congress()
    page = open_session_page(make_session(congress=congress), sessions, None)
    sealed_sample(page)
    Phase.objects.create(congress=congress, kind="before", start=dt.date(2026, 1, 1))
    assert len(proposals(page)) == 1


# Deletion


def test_who_is_on_a_page_is_not_deleted(client: Client, people: SectionPage) -> None:
    person = make_person()
    page = open_person_page(person, people, None)
    sealed_sample(page)
    assert FactUse.objects.filter(key=f"person:{person.pk}").exists()
    sign_in(client, make_user(Role.EDITOR))
    response = client.post(reverse("wagtailsnippets_registry_person:delete", args=[person.pk]))
    assert response.status_code == 302
    person.refresh_from_db()
