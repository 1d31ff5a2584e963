import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.registry.models import Body, Office, Person, Phase, Session
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import make_user, sign_in
from tests.factories.registry import hold, make_body, make_congress, make_office, make_person, make_session, make_venue

from .forms import person_form, session_form

pytestmark = pytest.mark.django_db

MODELS = ["person", "office", "body", "congress", "session", "venue"]


def url(model: str, view: str, *args: int) -> str:
    return reverse(f"wagtailsnippets_registry_{model}:{view}", args=args)


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, make_user(Role.EDITOR))


def sentences(response) -> str:  # type: ignore[no-untyped-def]
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# Who may do what


@pytest.mark.parametrize("model", MODELS)
def test_a_reporter_reads_and_does_not_change(client: Client, model: str) -> None:
    sign_in(client, make_user(Role.REPORTER))
    assert client.get(url(model, "list")).status_code == 200
    assert client.post(url(model, "add"), {"name": "Không được phép"}).status_code in (302, 403)
    assert not Person.objects.exists()


def test_a_reporter_looks_at_a_person(client: Client) -> None:
    person = make_person()
    sign_in(client, make_user(Role.REPORTER))
    assert person.name in client.get(url("person", "inspect", person.pk)).content.decode()
    client.post(url("person", "edit", person.pk), person_form("Tên khác"))
    person.refresh_from_db()
    assert person.name == "Trần Thị Mẫu"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVING_EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("model", MODELS)
def test_the_desk_opens_every_screen(client: Client, role: Role, model: str) -> None:
    sign_in(client, make_user(role))
    assert client.get(url(model, "list")).status_code == 200
    assert client.get(url(model, "add")).status_code == 200


def test_nobody_without_a_role_comes_in(client: Client) -> None:
    sign_in(client, make_user())
    assert client.get(url("person", "list")).status_code in (302, 403)


# A person and a session, each on one screen


def test_a_person_is_written_down_with_offices_on_one_screen(desk: Client) -> None:
    office = make_office("Chủ tịch UBND thành phố")
    data = person_form(
        "  Nguyễn  Thi\u0323  Ma\u0302\u0303u ",
        {"office": office.pk, "start": "01/07/2025", "end": "", "source": "Nghị quyết số 12"},
        variants="Nguyễn Mẫu",
    )
    response = desk.post(url("person", "add"), data)

    assert response.status_code == 302, response.context["form"].errors
    person = Person.objects.get()
    assert person.name == "Nguyễn Thị Mẫu"
    assert person.slug == "nguyen-thi-mau"
    term = person.terms.get()
    assert (term.office, term.start, term.end, term.source) == (office, dt.date(2025, 7, 1), None, "Nghị quyết số 12")


def test_a_session_is_written_down_with_all_its_rows_on_one_screen(desk: Client) -> None:
    chair, guest = make_person("Lê Văn Chủ Trì"), make_person("Phạm Thị Khách")
    data = session_form(
        number=1,
        body=make_body("Tiểu ban Phục vụ Đại hội").pk,
        venue=make_venue().pk,
        part_of_day="afternoon",
        chairs=[{"person": chair.pk}],
        agenda=[
            {"time": "14:00", "title": "Khai mạc", "speaker": chair.pk, "speaker_text": ""},
            {"time": "", "title": "Thảo luận", "speaker": "", "speaker_text": "Các tổ giúp việc"},
        ],
        delegates=[
            {"person": guest.pk, "name": "", "office": ""},
            {"person": "", "name": "Võ Văn Ngoài", "office": "Đại diện cử tri"},
        ],
        delegates_source="Ban Tổ chức, ngày 17/3",
    )
    response = desk.post(url("session", "add"), data)

    assert response.status_code == 302, response.context["form"].errors
    session = Session.objects.get()
    assert session.display_name() == "Phiên họp thứ Nhất của Tiểu ban Phục vụ Đại hội"
    assert [row.person for row in session.chairs.all()] == [chair]
    assert [(row.title, row.speaker_shown()) for row in session.agenda.all()] == [
        ("Khai mạc", "Lê Văn Chủ Trì"),
        ("Thảo luận", "Các tổ giúp việc"),
    ]
    assert [row.name_shown() for row in session.delegates.all()] == ["Phạm Thị Khách", "Võ Văn Ngoài"]


def test_a_pasted_list_keeps_the_organisers_order_and_finds_who_is_known(desk: Client) -> None:
    known = make_person("Phạm Thị Khách")
    make_person("Trùng Tên"), make_person("Trùng Tên")
    pasted = "1. Võ Văn Ngoài; Đại diện cử tri\r\n\r\n2) Phạm Thị Khách\r\n3\tTrùng Tên\tGiám đốc Sở; Xây dựng\r\n"
    response = desk.post(url("session", "add"), session_form(delegates_pasted=pasted))

    assert response.status_code == 302, response.context["form"].errors
    delegates = list(Session.objects.get().delegates.all())
    assert [(row.name_shown(), row.person, row.office) for row in delegates] == [
        ("Võ Văn Ngoài", None, "Đại diện cử tri"),
        ("Phạm Thị Khách", known, ""),
        ("Trùng Tên", None, "Giám đốc Sở; Xây dựng"),
    ]


def test_a_delegate_without_a_name_gets_a_sentence(desk: Client) -> None:
    response = desk.post(
        url("session", "add"), session_form(delegates=[{"person": "", "name": "", "office": "Đại biểu"}])
    )
    assert response.status_code == 200
    assert not Session.objects.exists()


def test_a_term_that_ends_before_it_begins_is_refused(desk: Client) -> None:
    term = {"office": make_office().pk, "start": "02/01/2026", "end": "01/01/2026"}
    response = desk.post(url("person", "add"), person_form("Người Mẫu", term))
    assert response.status_code == 200
    assert "end" in response.context["form"].formsets["terms"].errors[0]
    assert not Person.objects.exists()


def test_the_same_office_twice_on_a_day_is_refused_and_one_after_the_other_is_not(desk: Client) -> None:
    office = make_office()
    first = {"office": office.pk, "start": "01/01/2020", "end": "31/12/2024"}
    twice = [first, {"office": office.pk, "start": "31/12/2024", "end": ""}]
    after = [first, {"office": office.pk, "start": "01/01/2025", "end": ""}]

    response = desk.post(url("person", "add"), person_form("Người Mẫu", *twice))
    assert response.status_code == 200
    assert "office" in response.context["form"].formsets["terms"].errors[1]
    assert not Person.objects.exists()

    assert desk.post(url("person", "add"), person_form("Người Mẫu", *after)).status_code == 302
    assert Person.objects.get().terms.count() == 2


def test_a_second_holder_of_an_office_for_one_is_pointed_out_and_saved(desk: Client) -> None:
    office = make_office("Bí thư Thành ủy", single_holder=True)
    hold(make_person("Người Trước"), office)
    response = desk.post(url("person", "add"), person_form("Người Sau", {"office": office.pk, "start": "01/01/2026"}))

    assert response.status_code == 302
    assert Person.objects.filter(name="Người Sau").exists()
    assert "Người Trước" in sentences(response)


def test_a_phase_of_another_congress_is_refused(desk: Client) -> None:
    congress, other = make_congress(), make_congress("Đại hội khác")
    phase = Phase.objects.create(congress=other, name="Trù bị")
    response = desk.post(url("session", "add"), session_form(congress=congress.pk, phase=phase.pk))
    assert response.status_code == 200
    assert "phase" in response.context["form"].errors


def test_a_body_is_not_part_of_itself(desk: Client) -> None:
    upper = make_body("Thành ủy")
    lower = make_body("Ban Tổ chức", parent=upper)
    data = {"name": "Thành ủy", "short_name": "", "parent": lower.pk, "note": ""}
    response = desk.post(url("body", "edit", upper.pk), data)
    assert response.status_code == 200
    assert "parent" in response.context["form"].errors


# Found and sorted


@pytest.mark.parametrize("query", ["nguyen duc", "NGUYỄN ĐỨC", "đức", "nguy", "Hoà"])
def test_people_are_found_with_and_without_diacritics_in_list_and_chooser(desk: Client, query: str) -> None:
    wanted = make_person("Nguyễn Đức Mẫu", variants="Nguyễn Hòa")
    make_person("Trần Văn Khác")
    for address in (
        url("person", "list"),
        reverse("wagtailsnippetchoosers_registry_person:choose_results"),
    ):
        shown = desk.get(address, {"q": query}).content.decode()
        assert wanted.name in shown
        assert "Trần Văn Khác" not in shown


def test_who_is_new_is_found_at_once_and_a_renamed_body_under_its_new_name(desk: Client) -> None:
    body = make_body("Ban Nội chính")
    office = make_office("Trưởng ban", body=body)
    body.name = "Ban Đối ngoại"
    body.save()
    assert list(Office.objects.all().matching("doi ngoai")) == [office]
    assert list(Office.objects.all().matching("noi chinh")) == []
    assert list(Body.objects.all().matching("ban doi")) == [body]


def test_people_stand_in_vietnamese_order_by_given_name(desk: Client) -> None:
    for name in ["Lê Văn Đạt", "Lê Văn Dũng", "Lê Văn Ánh", "Lê Văn An", "Trần Thị Ân", "Bùi Văn An"]:
        make_person(name)
    assert [person.name for person in Person.objects.all()] == [
        "Bùi Văn An",
        "Lê Văn An",
        "Lê Văn Ánh",
        "Trần Thị Ân",
        "Lê Văn Dũng",
        "Lê Văn Đạt",
    ]


def test_the_list_of_people_takes_no_more_queries_for_more_people(desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(url("person", "list")).status_code == 200
        return len(captured)

    hold(make_person("Người Một"), make_office())
    queries()
    few = queries()
    for number in range(15):
        hold(make_person(f"Người {number}"), make_office())
    assert queries() == few


def test_sessions_are_narrowed_to_days(desk: Client) -> None:
    make_session(dt.date(2026, 3, 18), name="Phiên tháng Ba")
    make_session(dt.date(2026, 4, 18), name="Phiên tháng Tư")
    shown = desk.get(url("session", "list"), {"day_from": "01/04/2026", "day_to": "30/04/2026"}).content.decode()
    assert "Phiên tháng Tư" in shown
    assert "Phiên tháng Ba" not in shown


# Kept and deleted


def test_what_is_in_use_is_kept_with_a_sentence(desk: Client) -> None:
    person, office = make_person(), make_office()
    hold(person, office)
    for model, entry in (("person", person), ("office", office)):
        response = desk.post(url(model, "delete", entry.pk))
        assert response.status_code == 302
        assert str(entry) in sentences(response)
    assert Person.objects.filter(pk=person.pk).exists()
    assert Office.objects.filter(pk=office.pk).exists()


def test_bulk_deletion_keeps_all_if_one_is_in_use(desk: Client) -> None:
    used, free = make_person("Có Chức"), make_person("Không Chức")
    hold(used, make_office())
    address = reverse("wagtail_bulk_action", args=["registry", "person", "delete"])
    desk.post(f"{address}?id={used.pk}&id={free.pk}")
    assert Person.objects.count() == 2


def test_a_deleted_entry_is_found_in_the_trail(desk: Client) -> None:
    venue = make_venue()
    assert desk.post(url("venue", "delete", venue.pk)).status_code == 302
    entry = Entry.objects.get(action="registry.deleted")
    assert entry.subject == f"venue:{venue.pk}"
    assert entry.actor


# History


def test_an_earlier_version_is_kept_and_comes_back(desk: Client) -> None:
    person = make_person("Tên Cũ")
    assert desk.post(url("person", "edit", person.pk), person_form("Tên Cũ", slug=person.slug)).status_code == 302
    first = Person.objects.get().latest_revision
    assert desk.post(url("person", "edit", person.pk), person_form("Tên Mới", slug=person.slug)).status_code == 302

    assert desk.get(url("person", "history", person.pk)).status_code == 200
    address = url("person", "revisions_revert", person.pk, first.pk)
    assert "Tên Cũ" in desk.get(address).content.decode()
    assert desk.post(address, person_form("Tên Cũ", slug=person.slug)).status_code == 302
    assert Person.objects.get().name == "Tên Cũ"


def test_no_letter_typed_changes_a_fact_by_itself(desk: Client) -> None:
    person = make_person()
    assert "data-w-autosave-interval-value" not in desk.get(url("person", "edit", person.pk)).content.decode()
