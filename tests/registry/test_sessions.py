import datetime as dt
import unicodedata

import pytest
from django.utils import translation

from cms.publication.story import AgendaItem, DelegateRow
from cms.registry.models import AgendaPoint, Delegate, Phase, Session, SessionChair
from cms.registry.queries import sessions_whole
from cms.registry.values import agenda_items, session_details, session_ref
from tests.factories.registry import (
    hold,
    make_body,
    make_congress,
    make_office,
    make_person,
    make_session,
    make_venue,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 18)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "meeting", "number": 1}, "Phiên họp thứ Nhất"),
        ({"kind": "plenary", "number": 4}, "Phiên toàn thể thứ Tư"),
        ({"kind": "conference", "number": 10}, "Hội nghị lần thứ Mười"),
        ({"kind": "press", "number": 2}, "Họp báo lần thứ Hai"),
        ({"kind": "opening"}, "Phiên khai mạc"),
        ({"kind": "meeting", "number": 1, "name": "Phiên họp trực tuyến"}, "Phiên họp trực tuyến"),
    ],
)
def test_a_session_is_called_as_the_house_calls_it(fields: dict, name: str) -> None:
    assert Session(day=DAY, **fields).display_name() == name


def test_a_session_is_named_with_who_holds_it() -> None:
    body = make_body("Tiểu ban Phục vụ Đại hội")
    congress = make_congress()
    named = "Đại hội Đảng bộ thành phố Hải Âu lần thứ XVIII"
    for fields, name in [
        ({"number": 1, "body": body, "congress": congress}, "Phiên họp thứ Nhất của Tiểu ban Phục vụ Đại hội"),
        ({"kind": "opening", "congress": congress}, f"Phiên khai mạc {named}"),
        ({"kind": "plenary", "number": 2, "congress": congress}, f"Phiên toàn thể thứ Hai của {named}"),
        ({"kind": "conference", "body": body}, "Hội nghị Tiểu ban Phục vụ Đại hội"),
    ]:
        assert make_session(**fields).display_name() == name


def test_a_congress_whose_name_has_its_number_gets_none_added() -> None:
    assert make_congress("Đại hội lần thứ XVIII").full_name() == "Đại hội lần thứ XVIII"


def test_text_is_nfc_on_one_line_whatever_came_in() -> None:
    venue = make_venue(unicodedata.normalize("NFD", "Nhà  hát\u200b Sông Ấn"))
    venue.refresh_from_db()
    assert venue.name == "Nhà hát Sông Ấn"


def whole_session() -> Session:
    congress = make_congress()
    Phase.objects.create(congress=congress, kind="before", start=dt.date(2026, 1, 1), end=dt.date(2026, 4, 30))
    Phase.objects.create(congress=congress, kind="during", name="Chính thức", start=dt.date(2026, 5, 1))
    session = make_session(
        DAY,
        congress=congress,
        number=1,
        part_of_day="afternoon",
        venue=make_venue("Hội trường Thành ủy", address="Số 1 Đường Biển"),
        delegates_source="Ban Tổ chức, 17/3",
    )
    chair, guest = make_person("Lê Văn Chủ Trì"), make_person("Phạm Thị Khách")
    hold(chair, make_office("Phó Bí thư Thành ủy"), start=dt.date(2025, 1, 1))
    hold(chair, make_office("Giám đốc Sở"), end=dt.date(2024, 12, 31))
    hold(guest, make_office("Chủ tịch Hội"))
    SessionChair.objects.create(session=session, person=chair)
    AgendaPoint.objects.create(session=session, time="14:00", title="Khai mạc", speaker=chair)
    AgendaPoint.objects.create(session=session, title="Thảo luận", speaker_text="Các tổ")
    Delegate.objects.create(session=session, person=guest)
    Delegate.objects.create(session=session, person=guest, office="Khách mời")
    Delegate.objects.create(session=session, name="Võ Văn Ngoài", office="Cử tri")
    return session


def test_what_readers_see_of_a_session() -> None:
    session = whole_session()
    details = session_details(session)

    assert (details.kind, details.number, details.part_of_day, details.phase) == (
        "Phiên họp",
        1,
        "Chiều",
        "Trước Đại hội",
    )
    assert details.congress == "Đại hội Đảng bộ thành phố Hải Âu lần thứ XVIII"
    assert (details.venue, details.address) == ("Hội trường Thành ủy", "Số 1 Đường Biển")
    assert [(row.name, row.office) for row in details.chair] == [("Lê Văn Chủ Trì", "Phó Bí thư Thành ủy")]
    assert (
        details.agenda
        == agenda_items(session)
        == (
            AgendaItem(title="Khai mạc", time="14:00", speaker="Lê Văn Chủ Trì"),
            AgendaItem(title="Thảo luận", speaker="Các tổ"),
        )
    )
    guest = session.delegates.first().person_id
    assert details.delegates == (
        DelegateRow(name="Phạm Thị Khách", office="Chủ tịch Hội", person_id=guest),
        DelegateRow(name="Phạm Thị Khách", office="Khách mời", person_id=guest),
        DelegateRow(name="Võ Văn Ngoài", office="Cử tri"),
    )
    assert details.delegates_source == "Ban Tổ chức, 17/3"
    ref = session_ref(session)
    assert (ref.session_id, ref.day, ref.venue) == (session.pk, DAY, "Hội trường Thành ủy")


def test_readers_see_the_same_whatever_language_the_desk_works_in() -> None:
    session = whole_session()
    with translation.override("en"):
        english = session_details(session)
    with translation.override("vi"):
        assert session_details(session) == english


def test_a_phase_set_by_hand_goes_before_that_of_the_day() -> None:
    session = whole_session()
    session.phase = session.congress.phases.get(kind="during")
    assert session_details(session).phase == "Chính thức"


def test_a_session_takes_no_more_queries_for_more_delegates(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    session = whole_session()
    for number in range(30):
        person = make_person(f"Đại biểu {number}")
        hold(person, make_office())
        Delegate.objects.create(session=session, person=person)
    with django_assert_max_num_queries(8):
        found = sessions_whole(Session.objects.filter(pk=session.pk)).get()
        assert len(session_details(found).delegates) == 33
