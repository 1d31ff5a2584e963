"""The trail in the admin: who reads it, what it can be narrowed to, and what leaves it as a file."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.articles.models import ArticlePage, SectionPage
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry, Origin
from cms.trail.record import record
from cms.trail.views import PER_LEAF
from cms.trail.wording import in_words
from tests.factories.newsroom import draft, make_user, news_section, sign_in
from tests.factories.people import author, section

from .telling import newest

__all__ = ["author", "section"]

pytestmark = pytest.mark.django_db

INDEX = "/quan-tri/nhat-ky/"


@pytest.fixture
def reader(client: Client) -> Client:
    return sign_in(client, make_user(Role.ADMINISTRATOR))


def shown(answer: Any) -> list[Entry]:
    assert answer.status_code == 200
    return [line.entry for line in answer.context["lines"]]


def streamed(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


# Who


def addresses() -> list[str]:
    number = record("trail.exported").number
    return [
        INDEX,
        reverse("trail:results"),
        reverse("trail:entry", args=[number]),
        reverse("trail:export", args=["csv"]),
        reverse("trail:export", args=["json"]),
    ]


@pytest.mark.parametrize("role", [None, *Role])
def test_administrators_and_approving_editors_read_the_trail(client: Client, role: Role | None) -> None:
    for address in addresses():
        assert Client().get(address).status_code == 302
    sign_in(client, make_user(*([role] if role else [])))
    allowed = role in {Role.ADMINISTRATOR, Role.APPROVING_EDITOR}
    for address in addresses():
        assert (client.get(address).status_code == 200) is allowed, address
    assert (INDEX in client.get("/quan-tri/").content.decode()) is allowed


@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_erases_typed_words(client: Client, role: Role) -> None:
    entry = record("publication.withdrawn", words="Theo đề nghị của ông Mẫu")
    sign_in(client, make_user(role))
    client.post(reverse("trail:erase_words", args=[entry.number]))
    allowed = role is Role.ADMINISTRATOR
    assert bool(Entry.objects.get(pk=entry.pk).words) is not allowed
    assert client.get(reverse("trail:erase_words", args=[entry.number])).status_code in {302, 403, 405}


# What is shown


def test_names_stand_in_place_of_ids(reader: Client, section: SectionPage, author: User) -> None:
    page = draft(section, author, title="Khai mạc đại hội")
    text = reader.get(INDEX).content.decode()
    assert "Khai mạc đại hội" in text
    assert str(author) in text
    assert "Sửa nội dung" in text
    assert f"page:{page.pk}" in text


def test_facts_are_told_in_words() -> None:
    facts = {"due": "2026-11-29", "decision": "refuse", "taken_over": True, "how": "phone", "after_review": 3}
    with override("vi"):
        told = {f"{fact.label} {fact.value}" for fact in in_words(facts, {})}
    assert told == {
        "hạn 29/11/2026", "quyết định không chấp nhận", "nhận thay có", "hình thức qua điện thoại", "hậu kiểm số 3",
    }  # fmt: skip


def test_a_deleted_page_keeps_its_name_in_the_trail(reader: Client, section: SectionPage, author: User) -> None:
    page = draft(section, author, title="Bài sẽ xóa")
    ArticlePage.objects.get(pk=page.pk).delete()
    answer = reader.get(INDEX, {"act": "page.deleted"})
    assert "Bài sẽ xóa" in answer.content.decode()
    assert all(line.subject.gone for line in answer.context["lines"])


def test_an_entry_stands_alone_with_all_that_is_chained(reader: Client) -> None:
    reader.post(reverse("account_logout"))
    entry = Entry.objects.latest("number")
    client = sign_in(Client(), make_user(Role.APPROVING_EDITOR))
    text = client.get(reverse("trail:entry", args=[entry.number])).content.decode()
    assert entry.link in text
    assert "127.0.0.1" in text
    Origin.objects.update(address=None)
    assert "127.0.0.1" not in client.get(reverse("trail:entry", args=[entry.number])).content.decode()
    assert client.get(reverse("trail:entry", args=[10**12])).status_code == 404


# Narrowed


def test_each_filter_alone_and_all_together(reader: Client, section: SectionPage, author: User) -> None:
    page = draft(section, author, title="Khai mạc đại hội")
    other = make_user(Role.REPORTER)
    draft(section, other, title="Bế mạc đại hội")
    subject = f"page:{page.pk}"

    by_who = shown(reader.get(INDEX, {"who": str(author.trail_id)}))
    assert {entry.actor for entry in by_who} == {str(author.trail_id)}
    by_nobody = shown(reader.get(INDEX, {"who": "-"}))
    assert {entry.actor for entry in by_nobody} == {""}
    by_group = shown(reader.get(INDEX, {"group": ["page", "trail"]}))
    assert {entry.action for entry in by_group} == {"page.created", "page.deleted"}
    by_act = shown(reader.get(INDEX, {"act": "publication.contributed"}))
    assert {entry.action for entry in by_act} == {"publication.contributed"}
    by_kind = shown(reader.get(INDEX, {"kind": "user"}))
    assert {entry.subject.partition(":")[0] for entry in by_kind} == {"user"}
    for typed in (subject, str(page.pk)):
        assert {entry.subject for entry in shown(reader.get(INDEX, {"subject": typed}))} == {subject}
    assert shown(reader.get(INDEX, {"group": "nhóm lạ"})) == []
    together = {"who": str(author.trail_id), "act": "page.created", "kind": "page", "subject": subject, "q": "khai mac"}
    assert [entry.action for entry in shown(reader.get(INDEX, together))] == ["page.created"]


@pytest.mark.parametrize("text", ["khai mac dai", "Khai mạc", "page.created"])
def test_text_finds_headlines_without_diacritics_and_acts(
    reader: Client, section: SectionPage, author: User, text: str
) -> None:
    page = draft(section, author, title="Khai mạc đại hội")
    assert f"page:{page.pk}" in {entry.subject for entry in shown(reader.get(INDEX, {"q": text}))}


def test_text_finds_seals_reasons_people_and_numbers(reader: Client) -> None:
    sealed = record("publication.sealed", subject="page:77", data={"seal": "ab12cd34" * 8})
    withdrawn = record("publication.withdrawn", subject="page:78", words="Sai số liệu")
    user = make_user(Role.REPORTER)
    for text, number in (
        ("ab12cd34ab12", sealed.number),
        ("Sai số", withdrawn.number),
        (str(sealed.number), sealed.number),
        (sealed.link, sealed.number),
        (user.first_name, Entry.objects.filter(subject=f"user:{user.pk}").latest("number").number),
    ):
        assert number in {entry.number for entry in shown(reader.get(INDEX, {"q": text}))}, text
    assert shown(reader.get(INDEX, {"q": "không có ở đâu cả"})) == []


def test_days_are_those_of_the_newsrooms_clock(reader: Client) -> None:
    """Entries at both ends of 18/03/2026 in Vietnam, and a minute outside of it."""
    from cms.trail.chain import link_of

    last = Entry.objects.latest("number")
    for place, time in enumerate(["17T16:59:59", "17T17:00:00", "18T16:59:59", "18T17:00:00"], start=1):
        at = f"2026-03-{time}.000000+00:00"
        entry = Entry(number=last.number + place, at=at, action="trail.exported")
        entry.link = link_of(entry, last.link)
        entry.save()
    found = shown(reader.get(INDEX, {"day_from": "18/03/2026", "day_to": "18/03/2026"}))
    assert [entry.number - last.number for entry in found] == [3, 2]


# Turned by key


def test_leaves_follow_each_other_without_gap_or_repetition(reader: Client) -> None:
    for _ in range(2 * PER_LEAF + 7):
        record("trail.exported")
    seen: list[int] = []
    address = INDEX
    while address:
        answer = reader.get(address)
        seen += [entry.number for entry in shown(answer)]
        last, address = answer, answer.context["older"]
    assert seen == list(range(newest(), 0, -1))
    newer = reader.get(last.context["newer"])
    assert [entry.number for entry in shown(newer)] == list(
        range(shown(last)[0].number + PER_LEAF, shown(last)[0].number, -1)
    )
    assert reader.get(INDEX, {"truoc": "x", "sau": "-1"}).status_code == 200


def test_the_number_of_queries_does_not_grow(reader: Client, django_assert_max_num_queries: Any) -> None:
    section, people = news_section(), [make_user(Role.REPORTER) for _ in range(12)]
    reader.get(INDEX)
    with django_assert_max_num_queries(60) as few:
        reader.get(INDEX)
    for number, user in enumerate(people):
        draft(section, user, title=f"Bài số {number}")
    with django_assert_max_num_queries(len(few) + 2):
        assert len(shown(reader.get(INDEX))) == PER_LEAF


# As a file


def test_the_csv_has_what_the_filter_shows_and_no_formula(reader: Client, section: SectionPage, author: User) -> None:
    draft(section, author, title="=HYPERLINK(&quot;http://x&quot;)")
    record("publication.withdrawn", words="@SUM(1+1)")
    text = streamed(reader.get(reverse("trail:export", args=["csv"]), {"group": ["publication", "page"]}))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["action"].partition(".")[0] for row in rows} == {"publication", "page"}
    assert "'@SUM(1+1)" in {row["words"] for row in rows}
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row.values())


def test_the_json_is_one_array_and_the_export_an_act(reader: Client, author: User) -> None:
    record("publication.withdrawn", actor=author, subject="page:5", data={"publication": 1}, words="Sai")
    before = newest()
    rows = json.loads(streamed(reader.get(reverse("trail:export", args=["json"]), {"q": "Sai", "who": ""})))
    assert [(row["action"], row["words"], row["data"]["publication"]) for row in rows] == [
        ("publication.withdrawn", "Sai", 1)
    ]
    told = Entry.objects.latest("number")
    assert told.number == before + 1
    assert (told.action, told.facts) == ("trail.exported", {"format": "json", "filters": ["q"]})
    assert "Sai" not in told.data
    assert reader.get(reverse("trail:export", args=["xlsx"])).status_code == 404


def test_a_long_trail_leaves_in_one_piece(reader: Client) -> None:
    for _ in range(1100):
        record("trail.exported")
    rows = json.loads(streamed(reader.get(reverse("trail:export", args=["json"]))))
    assert [row["number"] for row in rows] == list(range(newest() - 1, 0, -1))
