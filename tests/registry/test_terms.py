import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from cms.registry.choices import Line
from cms.registry.models import Office, TermOfOffice
from cms.registry.queries import (
    offices_of_many,
    offices_on,
    overlaps_of_person,
    people_by_id,
    people_by_name,
    shared_single_offices,
)
from cms.registry.values import held_on, mention_value, person_details
from tests.factories.registry import hold, make_body, make_office, make_person

DAY = dt.date(2026, 3, 18)

days = st.dates(dt.date(2020, 1, 1), dt.date(2020, 3, 31))
open_days = st.none() | days


@st.composite
def terms(draw: st.DrawFn) -> TermOfOffice:
    start, end = draw(open_days), draw(open_days)
    if start and end and end < start:
        start, end = end, start
    return TermOfOffice(office_id=draw(st.integers(1, 2)), start=start, end=end)


def all_days() -> list[dt.date]:
    return [dt.date(2019, 12, 1) + dt.timedelta(days=number) for number in range(152)]


@given(terms(), terms())
def test_two_terms_overlap_exactly_if_some_day_is_in_both(first: TermOfOffice, second: TermOfOffice) -> None:
    common = any(first.covers(day) and second.covers(day) for day in all_days())
    assert first.overlaps(second) == second.overlaps(first) == common


@given(terms())
def test_a_term_covers_its_first_and_last_day_and_what_lies_open(term: TermOfOffice) -> None:
    if term.start:
        assert term.covers(term.start)
        assert not term.covers(term.start - dt.timedelta(days=1))
    else:
        assert term.covers(dt.date(1900, 1, 1))
    if term.end:
        assert term.covers(term.end)
        assert not term.covers(term.end + dt.timedelta(days=1))
    else:
        assert term.covers(dt.date(2100, 1, 1))


@given(st.lists(terms(), max_size=6))
def test_overlaps_are_found_among_terms_of_one_office_only(found: list[TermOfOffice]) -> None:
    pairs = overlaps_of_person(found)
    assert all(first.office_id == second.office_id and first.overlaps(second) for first, second in pairs)
    count = sum(
        first.office_id == second.office_id and first.overlaps(second)
        for index, first in enumerate(found)
        for second in found[index + 1 :]
    )
    assert len(pairs) == count


@pytest.mark.django_db
@given(found=st.lists(st.tuples(open_days, open_days), max_size=5), day=days)
def test_the_database_and_the_value_agree_on_the_offices_of_a_day(
    found: list[tuple[dt.date | None, dt.date | None]], day: dt.date
) -> None:
    with transaction.atomic():
        person, office = make_person(), make_office()
        for start, end in found:
            if start and end and end < start:
                start, end = end, start
            hold(person, office, start, end)
        assert offices_on(person, day) == held_on(person.terms.all(), day)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_offices_are_named_central_party_local_party_state_function() -> None:
    person = make_person()
    function = make_office("Trưởng Tiểu ban Phục vụ", line=Line.FUNCTION)
    state = make_office("Phó Chủ tịch HĐND Thành phố", line=Line.STATE)
    deputy = make_office("Phó Bí thư Thành ủy", line=Line.LOCAL_PARTY, rank=20)
    member = make_office("Ủy viên Ban Thường vụ Thành ủy", line=Line.LOCAL_PARTY, rank=10)
    central = make_office("Ủy viên Trung ương Đảng", line=Line.CENTRAL_PARTY)
    for office in (function, deputy, state, member, central):
        hold(person, office)

    titles = mention_value(person, DAY).offices

    assert titles == (central.title, member.title, deputy.title, state.title, function.title)
    assert tuple(term.office.title for term in offices_on(person, DAY)) == titles


@pytest.mark.django_db
def test_an_old_report_keeps_the_office_of_its_day() -> None:
    person = make_person()
    hold(person, make_office("Giám đốc Sở Xây dựng"), dt.date(2020, 1, 1), dt.date(2025, 12, 31))
    hold(person, make_office("Phó Chủ tịch UBND thành phố"), dt.date(2026, 1, 1))

    assert mention_value(person, dt.date(2025, 12, 31)).offices == ("Giám đốc Sở Xây dựng",)
    assert mention_value(person, dt.date(2026, 1, 1)).offices == ("Phó Chủ tịch UBND thành phố",)
    assert mention_value(person, dt.date(2019, 12, 31)).offices == ()


@pytest.mark.django_db
def test_details_name_present_offices_first_then_the_latest_that_ended() -> None:
    person, body = make_person(), make_body("Sở Xây dựng")
    hold(person, make_office("Chuyên viên", body=body), dt.date(2001, 1, 1), dt.date(2010, 1, 1))
    hold(person, make_office("Giám đốc", body=body), dt.date(2010, 1, 2), dt.date(2025, 1, 1))
    hold(person, make_office("Chủ tịch"), dt.date(2025, 1, 2))

    offices = person_details(person).offices

    assert [office.title for office in offices] == ["Chủ tịch", "Giám đốc", "Chuyên viên"]
    assert [office.body for office in offices] == ["", "Sở Xây dựng", "Sở Xây dựng"]


@pytest.mark.django_db
def test_the_offices_of_many_take_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    body = make_body()
    people = [make_person(f"Người {number}") for number in range(20)]
    for person in people:
        hold(person, make_office(body=body))
        hold(person, make_office(body=body), end=dt.date(2000, 1, 1))
    idle = make_person("Người không giữ chức vụ")

    with django_assert_num_queries(1):
        found = offices_of_many([*(person.pk for person in people), idle.pk], DAY)
        assert all(len([term.office.title for term in found[person.pk]]) == 1 for person in people)
    assert found[idle.pk] == []


@pytest.mark.django_db
def test_the_mentions_of_many_take_two_queries(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    people = [make_person(f"Người {number}") for number in range(20)]
    for person in people:
        hold(person, make_office())
    with django_assert_num_queries(2):
        found = people_by_id(person.pk for person in people)
        assert all(mention_value(person, DAY).offices for person in found.values())


@pytest.mark.django_db
def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    person, office = make_person(), make_office()
    term = TermOfOffice(person=person, office=office, start=DAY, end=DAY - dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        term.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        term.save()


@pytest.mark.django_db
def test_two_holders_of_an_office_for_one_are_pointed_out() -> None:
    office: Office = make_office("Chủ tịch UBND thành phố", single_holder=True)
    before, after = make_person("Người trước"), make_person("Người sau")
    hold(before, office, end=DAY)
    late = hold(after, office, start=DAY)
    assert [(own, other.person) for own, other in shared_single_offices(after)] == [(late, before)]

    late.start = DAY + dt.timedelta(days=1)
    late.save()
    assert shared_single_offices(after) == []


@pytest.mark.django_db
def test_persons_of_a_name_stand_with_the_likeliest_first() -> None:
    other_marks = make_person("Trần Thị Hóa")
    idle = make_person("Trần Thị Hòa")
    holder = make_person("Trần Thị Hòa")
    variant = make_person("Trần Hòa", variants="Trần Thị Hòa\nTrần Thị Mỹ Hòa")
    make_person("Trần Thị Hòa Bình")
    hold(holder, make_office(), start=DAY)

    assert people_by_name("Trần Thị Hòa", DAY) == [holder, idle, variant, other_marks]
    assert {holder.slug, idle.slug} == {"tran-thi-hoa", "tran-thi-hoa-2"} or holder.slug != idle.slug
    assert people_by_name("tran thi my hoa") == [variant]
    assert people_by_name("   ") == []
    assert people_by_name("?!") == []
