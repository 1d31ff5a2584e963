"""Earlier versions that name what was deleted since: shown, compared and taken up again, with a sentence that says so."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.registry.actions import open_session_page
from cms.registry.models import Body, Office, Person, Session, SessionPage
from cms.registry.models.earlier import without_deleted
from cms.staff.roles import Role
from tests.factories.newsroom import make_user, news_section, sign_in
from tests.factories.registry import make_body, make_office, make_person, make_session, make_venue

from .forms import person_form, session_form
from .test_admin import sentences, url

pytestmark = pytest.mark.django_db

GONE = "Bản cũ này nhắc đến dữ liệu đã bị xóa sau đó nên được hiển thị mà không có:"


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, make_user(Role.EDITOR))


def save(desk: Client, entry: Office | Person | Session, form: dict) -> int:
    """Saves the entry by its form; the id of the version that this made."""
    assert desk.post(url(entry._meta.model_name, "edit", entry.pk), form).status_code == 302
    return type(entry).objects.get(pk=entry.pk).latest_revision_id


def office_form(title: str, body: Body | None) -> dict:
    return {"title": title, "short_title": "", "body": body.pk if body else "", "line": 3, "rank": 50}


def compare(model: str, pk: int, first: int) -> str:
    return reverse(f"wagtailsnippets_registry_{model}:revisions_compare", args=[pk, first, "latest"])


def test_an_office_of_a_deleted_body(desk: Client) -> None:
    body = make_body("Ban đã giải thể")
    office = make_office("Trưởng ban", body=body)
    first = save(desk, office, office_form("Trưởng ban", body))
    save(desk, office, office_form("Trưởng ban mới", None))
    desk.post(url("body", "delete", body.pk))
    assert not Body.objects.exists()

    for address in (compare("office", office.pk, first), url("office", "revisions_revert", office.pk, first)):
        answer = desk.get(address)
        assert answer.status_code == 200
        assert f"{GONE} 1 tổ chức." in sentences(answer)
        assert "Trưởng ban" in answer.content.decode()
    assert GONE not in sentences(desk.get(url("office", "edit", office.pk)))
    address = url("office", "revisions_revert", office.pk, first)
    assert desk.post(address, office_form("Trưởng ban", None)).status_code == 302
    office.refresh_from_db()
    assert (office.title, office.body) == ("Trưởng ban", None)


def test_a_person_whose_office_was_deleted(desk: Client) -> None:
    gone, kept = make_office("Chức vụ nhầm"), make_office("Chức vụ đúng")
    person = make_person()
    terms = [{"office": gone.pk}, {"office": kept.pk}]
    first = save(desk, person, person_form(person.name, *terms, slug=person.slug))
    person.terms.get(office=gone).delete()
    desk.post(url("office", "delete", gone.pk))
    assert list(Office.objects.all()) == [kept]

    answer = desk.get(url("person", "revisions_revert", person.pk, first))
    assert f"{GONE} 1 chức vụ." in sentences(answer)
    assert [form.instance.office for form in answer.context["form"].formsets["terms"].initial_forms] == [kept]
    assert desk.get(compare("person", person.pk, first)).status_code == 200


def test_a_session_of_which_much_was_deleted(desk: Client) -> None:
    venue, chair, delegate, speaker = make_venue(), *(make_person(f"Người số {number}") for number in range(3))
    session = make_session()
    lists = {
        "chairs": [{"person": chair.pk}],
        "agenda": [{"title": "Khai mạc", "time": "", "speaker": speaker.pk, "note": ""}],
        "delegates": [{"person": delegate.pk, "name": "", "office": ""}],
    }
    first = save(desk, session, session_form(venue=venue.pk, **lists))
    for part in (session.chairs, session.agenda, session.delegates):
        part.all().delete()
    save(desk, session, session_form())
    for model, entry in (("venue", venue), ("person", chair), ("person", delegate), ("person", speaker)):
        assert desk.post(url(model, "delete", entry.pk)).status_code == 302
    assert not Person.objects.exists()

    for address in (compare("session", session.pk, first), url("session", "revisions_revert", session.pk, first)):
        answer = desk.get(address)
        assert answer.status_code == 200
        assert "3 nhân vật" in sentences(answer)
        assert "1 địa điểm" in sentences(answer)
    assert "Khai mạc" in answer.content.decode(), "what does not need the deleted is there"


def test_a_page_whose_session_was_deleted(desk: Client) -> None:
    section, gone, kept = news_section(), make_session(number=1), make_session(number=2)
    page = open_session_page(gone, section, None)
    first = page.latest_revision_id
    page = page.latest_draft()
    page.session = kept
    page.save_revision()
    page.save()
    # By force: the newsroom itself keeps a session that a page shows.
    Session.objects.filter(pk=gone.pk)._raw_delete("default")
    for name, *more in (("revisions_revert", first), ("revisions_compare", first, "latest")):
        answer = desk.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more]), follow=True)
        assert answer.status_code == 200, name
    assert SessionPage.objects.get(pk=page.pk).latest_draft().session == kept


def test_it_takes_a_query_for_each_model_named(django_assert_num_queries) -> None:
    session = make_session(venue=make_venue())
    for number in range(20):
        session.delegates.create(person=make_person(f"Đại biểu {number}"), sort_order=number)
    content = session.serializable_data()
    with django_assert_num_queries(2):
        assert without_deleted(Session, content) == (content, {})
