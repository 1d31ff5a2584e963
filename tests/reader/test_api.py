"""The API: what is public, by the types that describe it, and never more."""

import datetime as dt
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from cms.publication import signals
from cms.publication.models import Shelf
from cms.publication.story import (
    Change,
    Document,
    DocumentBlock,
    Mention,
    PhotoBlock,
    RelatedBlock,
    SessionRef,
    TextBlock,
    Topic,
)
from cms.publication.story.blocks import Block
from newsroom.settings.env import BASE_DIR
from reader.models import TopicUse
from reader.rebuild import rebuild
from tests.factories.reader import (
    make_photo,
    publish,
    publish_article,
    publish_frame,
    publish_person,
    publish_session,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

HOST = "https://tin.example"
LISTS = ("pages", "articles", "sessions", "persons", "sections")


@pytest.fixture(autouse=True)
def base_url(settings: Any) -> None:
    settings.PUBLIC_BASE_URL = HOST


class Program:
    """A program of somebody else's, which believes what the description says."""

    def __init__(self) -> None:
        self.client = Client()
        self.document = self.client.get("/api/v2/openapi.json").json()

    def get(self, address: str, status: int = 200, **headers: str) -> Any:
        """The answer, held against the schema of its address."""
        answer = self.client.get(address.removeprefix(HOST), headers=headers)
        assert answer.status_code == status, (address, answer.content[:500])
        assert answer["Content-Type"] == "application/json"
        assert answer["Access-Control-Allow-Origin"] == "*"
        self.check(address.removeprefix(HOST), answer.json(), status)
        return answer.json()

    def check(self, address: str, data: Any, status: int) -> None:
        parts = urlsplit(address).path.strip("/").split("/")
        if len(parts) == 4 and parts[3] != "find":
            parts[3] = "{slug}" if parts[2] == "topics" else "{page_id}"
        operation = self.document["paths"]["/" + "/".join(parts) + "/"]["get"]
        schema = operation["responses"][str(status)]["content"]["application/json"]["schema"]
        whole = {**schema, "components": self.document["components"]}
        Draft202012Validator(whole, format_checker=FormatChecker()).validate(data)

    def ids(self, address: str) -> list[int]:
        return [item["id"] for item in self.get(address)["items"]]

    def all_ids(self, address: str) -> list[int]:
        """The ids of all items, page by page."""
        found, there = [], address
        while there:
            said = self.get(there)
            found += [item["id"] for item in said["items"]]
            there = said["meta"]["next"]
        return found


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture
def frame() -> dict[str, Shelf]:
    return publish_frame()


def whole_article(frame: dict[str, Shelf]) -> Shelf:
    """An article with one of everything, whose text has been corrected."""
    person = publish_person(frame)
    other = publish_article("Bài được dẫn", section=frame["tin-tuc"])
    publish_session(frame)
    link = f'<p>Xem <a linktype="page" id="{other.pk}">bài trước</a>, <a linktype="page" id="{person.pk}">đồng chí</a>.</p>'
    paper = Document(
        document_id=3, sha256="a" * 64, title="Nghị quyết", filename="nghi-quyet.pdf", size=9, number="01-NQ"
    )
    at = timezone.now() - dt.timedelta(hours=2)
    shelf = publish_article(
        "Phiên họp «thứ Nhất»", section=frame["tin-tuc"], at=at, day=dt.date(2026, 3, 18), dateline_place="Hải Âu",
        lead_photo=make_photo(1), session=SessionRef(session_id=1, name="Phiên trù bị"),
        blocks=(TextBlock(html=link), PhotoBlock(photo=make_photo(2)), DocumentBlock(document=paper),
                RelatedBlock(page_ids=(other.pk,))),
        mentions=(Mention(person_id=1, name="Trần Thị Lụa", offices=("Phó Bí thư",)), Mention(person_id=9, name="Người Khác")),
        topics=(Topic(slug="dai-hoi", name="Đại hội"),),
    )  # fmt: skip
    change = Change(kind="correction", wrong="ba nội dung", right="bốn nội dung")
    return publish(
        shelf.current.story.model_copy(update={"changes": (change,)}), shelf.path, section=frame["tin-tuc"].pk
    )


def test_an_article_is_told_whole(program: Program, frame: dict[str, Shelf]) -> None:
    shelf = whole_article(frame)
    said = program.get(f"/api/v2/articles/{shelf.pk}/")
    story = shelf.current.story
    assert said["id"] == shelf.pk
    assert said["title"] == story.headline
    assert said["meta"]["type"] == "article"
    assert said["meta"]["html_url"] == HOST + shelf.path
    assert said["meta"]["short_url"] == f"{HOST}/b/{shelf.pk}/"
    assert said["meta"]["seal"] == shelf.current.seal
    assert said["meta"]["version"] == 2
    assert said["meta"]["parent"]["id"] == frame["tin-tuc"].pk
    assert dt.datetime.fromisoformat(said["meta"]["first_published_at"]) == shelf.first_public_at.replace(
        microsecond=shelf.first_public_at.microsecond
    )
    assert dt.datetime.fromisoformat(said["meta"]["last_published_at"]) > shelf.first_public_at
    # The very blocks that were sealed.
    assert said["blocks"] == json.loads(shelf.current.story_json)["blocks"]
    assert HOST + "/tin-tuc/" in said["html"] and "/anh/1/" in said["html"]
    assert [photo["image_id"] for photo in said["photos"]] == [1, 2]
    assert said["photos"][0]["url"].startswith(f"{HOST}/anh/1/")
    assert said["documents"][0]["url"].startswith(f"{HOST}/tai-lieu/3/")
    assert [(note["kind"], note["wrong"]) for note in said["notes"]] == [("correction", "ba nội dung")]
    assert [mention["html_url"] for mention in said["mentions"]] == [f"{HOST}/nhan-vat/nguoi-1/", None]
    assert {each["title"] for each in said["links"]} == {"Bài được dẫn", "Trần Thị Lụa"}
    assert said["topics"][0]["slug"] == "dai-hoi"
    # What is in the story and not for readers of the page stays there.
    assert not {"posts", "wordings", "signed_as", "go_live_at", "expire_at"} & said.keys()


def test_every_kind_of_page_is_told_as_described(program: Program, frame: dict[str, Shelf]) -> None:
    whole_article(frame)
    for name in LISTS:
        for item in program.get(f"/api/v2/{name}/")["items"]:
            said = program.get(item["meta"]["detail_url"])
            # What a list tells of a page is what the page says of itself.
            assert {key: said[key] for key in item if key != "meta"} == {
                key: item[key] for key in item if key != "meta"
            }
            assert item["meta"].items() <= said["meta"].items()
    (session,), (person,) = (program.get(f"/api/v2/{name}/?fields=*")["items"] for name in ("sessions", "persons"))
    assert (session["session_id"], session["details"]["venue"]) == (1, "Hội trường Trung tâm")
    assert (person["person_id"], person["details"]["offices"][0]["title"]) == (1, "Phó Bí thư Thường trực Thành ủy")
    root = program.get("/api/v2/")
    for endpoint in root["endpoints"]:
        program.get(endpoint["url"])
    assert root["openapi_url"] == f"{HOST}/api/v2/openapi.json"


def test_the_description_is_one_and_knows_every_address(program: Program) -> None:
    Draft202012Validator.check_schema({"components": program.document["components"]})
    assert program.document["openapi"] == "3.1.0"
    blocks = program.document["components"]["schemas"]["Page"]["properties"]["blocks"]["items"]["discriminator"][
        "mapping"
    ]
    assert set(blocks) == {block.model_fields["type"].default for block in Block.__origin__.__args__}
    from reader.api.urls import urlpatterns

    routes = {"/api/v2/" + str(pattern.pattern) for pattern in urlpatterns if pattern.name != "api_missing"}
    described = {
        path.replace("{page_id}", "<int:page_id>").replace("{slug}", "<slug:slug>")
        for path in program.document["paths"]
    }
    assert described == routes - {"/api/v2/openapi.json"}


def test_the_example_in_the_documentation_is_an_answer(program: Program, frame: dict[str, Shelf]) -> None:
    example = (BASE_DIR / "docs" / "api.md").read_text().partition("```json\n")[2].partition("```")[0]
    told = json.loads(example)
    program.check("/api/v2/articles/", told, 200)
    publish_article(section=frame["tin-tuc"], topics=(Topic(slug="dai-hoi", name="Đại hội"),), lead_photo=make_photo(7))
    (item,) = program.get("/api/v2/articles/?topic=dai-hoi&limit=1")["items"]
    (said,) = told["items"]
    assert said.keys() == item.keys()
    for part in ("meta", "photo"):
        assert said[part].keys() == item[part].keys()


def test_a_list_goes_on_from_where_it_was(program: Program, frame: dict[str, Shelf]) -> None:
    now = timezone.now()
    # Some came out in the very same instant.
    shelves = [
        publish_article(f"Bài {n}", section=frame["tin-tuc"], at=now - dt.timedelta(minutes=n // 2)) for n in range(9)
    ]
    expected = [
        shelf.pk for shelf in sorted(shelves, key=lambda shelf: (shelf.first_public_at, shelf.pk), reverse=True)
    ]
    assert program.all_ids("/api/v2/articles/?limit=2") == expected
    assert program.all_ids("/api/v2/articles/?limit=4&order=date") == expected[::-1]
    assert program.all_ids("/api/v2/articles/?limit=4&offset=3") == expected[3:]
    assert (
        program.all_ids(f"/api/v2/articles/?limit=2&section={frame['tin-tuc'].pk}&order=-last_published_at") == expected
    )
    assert program.all_ids("/api/v2/pages/?limit=3&type=article,section&order=last_published_at")
    assert sorted(program.all_ids("/api/v2/pages/?limit=3")) == sorted(
        [*expected, *(frame[name].pk for name in ("tin-tuc", "phien-hop", "nhan-vat"))]
    )
    with CaptureQueriesContext(connection) as queries:
        there = program.get("/api/v2/articles/?limit=2")["meta"]["next"]
        program.get(there)
    assert not [query["sql"] for query in queries if "OFFSET" in query["sql"]]
    answer = Client().get("/api/v2/articles/?limit=2&fields=title")
    assert answer["Link"] == f'<{answer.json()["meta"]["next"]}>; rel="next"'
    assert "fields=title" in answer["Link"]


def test_sessions_of_long_ago_are_paged_too(program: Program, frame: dict[str, Shelf]) -> None:
    days = [dt.date(1930, 2, 3), dt.date(1951, 2, 11), dt.date(1969, 12, 31), dt.date(2026, 3, 18)]
    shelves = [publish_session(frame, number, day) for number, day in enumerate(days, 1)]
    assert program.all_ids("/api/v2/sessions/?limit=1&order=date") == [shelf.pk for shelf in shelves]
    assert program.ids("/api/v2/sessions/?day_from=1951-02-11&day_to=1969-12-31&order=date") == [
        shelf.pk for shelf in shelves[1:3]
    ]


def test_filters(program: Program, frame: dict[str, Shelf]) -> None:
    now = timezone.now()
    old = publish_article(
        "Bài cũ", section=frame["tin-tuc"], at=now - dt.timedelta(days=40), topics=(Topic(slug="a", name="A"),)
    )
    new = publish_article(
        "Khai mạc Đại hội", section=frame["tin-tuc"], at=now - dt.timedelta(hours=3), session=SessionRef(session_id=4, name="P"),
        mentions=(Mention(person_id=7, name="Trần Thị Lụa"),), topics=(Topic(slug="a", name="A"), Topic(slug="b", name="B")),
    )  # fmt: skip
    english = publish_article("The congress opens", at=now - dt.timedelta(hours=1), language="en")
    day = timezone.localdate(new.first_public_at)
    for query, expected in {
        f"section={frame['tin-tuc'].pk}": [new.pk, old.pk],
        "topic=a": [new.pk, old.pk],
        "topic=b": [new.pk],
        "topic=a&session=4&person=7": [new.pk],
        "topic=b&session=5": [],
        "session=4": [new.pk],
        "person=7": [new.pk],
        "language=en": [english.pk],
        "language=vi": [new.pk, old.pk],
        "language=fr": [],
        "language=vi&order=last_published_at": [old.pk, new.pk],
        f"day_from={day}&language=vi": [new.pk],
        f"day_to={day - dt.timedelta(days=1)}": [old.pk],
        "day_from=0001-01-01&day_to=9999-12-31&topic=a": [new.pk, old.pk],
        f"updated_since={(now - dt.timedelta(hours=4)).isoformat().replace('+00:00', 'Z')}": [new.pk, english.pk],
        "updated_since=0001-01-01T00:00:00Z&topic=a": [old.pk, new.pk],
        "updated_since=9999-12-31T23:59:59Z": [],
        "search=dai+hoi": [new.pk],
        "search=dai+hoi&topic=b": [new.pk],
        "search=dai+hoi&language=en": [],
        "search=%C2%AB%C2%BB": [],
    }.items():  # fmt: skip
        assert program.ids(f"/api/v2/articles/?{query}") == expected, query
    said = program.get("/api/v2/pages/?search=bai&limit=1&type=article")
    assert said["meta"]["total_count"] == 1


def test_hits_of_a_search_are_paged(program: Program, frame: dict[str, Shelf]) -> None:
    for number in range(5):
        publish_article(f"Phiên họp {number}", section=frame["tin-tuc"])
    found = program.all_ids("/api/v2/articles/?search=phien+hop&limit=2")
    assert len(found) == len(set(found)) == 5


def test_no_more_is_counted_than_said(
    program: Program, frame: dict[str, Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.api.finding.COUNTED", 3)
    for number in range(4):
        publish_article(f"Bài {number}", section=frame["tin-tuc"])
    assert program.get("/api/v2/articles/")["meta"] == {"total_count": 3, "total_count_capped": True, "next": None}
    assert program.get("/api/v2/sections/")["meta"]["total_count_capped"] is False


def test_fields(program: Program, frame: dict[str, Shelf]) -> None:
    shelf = whole_article(frame)
    address = f"/api/v2/articles/{shelf.pk}/"
    always = {"id", "meta"}
    assert program.get(f"{address}?fields=_").keys() == always
    assert program.get(f"{address}?fields=_")["meta"].keys() == {"type", "detail_url"}
    assert program.get(f"{address}?fields=_,title,seal").keys() == always | {"title"}
    assert program.get(f"{address}?fields=_,title,seal")["meta"]["seal"] == shelf.current.seal
    assert "html" not in program.get(f"{address}?fields=-html")
    item = program.get("/api/v2/articles/?topic=dai-hoi&fields=html")["items"][0]
    assert item["html"] and item["title"] and "blocks" not in item
    assert program.get("/api/v2/articles/?topic=dai-hoi&fields=*")["items"][0] == program.get(address)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=51", "limit=nhieu", "limit=%2B5", "limit=5.0", "limit=", "offset=-1", "offset=1001", "cursor=mai",
        "cursor=99999999999999999999-1", "cursor=9999999999999999999-1", "cursor=1-9999999999999999999", "order=title",
        "section=0", "section=9223372036854775808", "topic=%C4%91", "topic=a%00", "session=x",
        "person=1e3", "day_from=hom-nay", "day_from=2026-02-30", "day_to=1767225600", "updated_since=2026-03-18",
        "updated_since=1767225600", "updated_since=2026-03-18T08:00:00", "language=VI", "language=vi%00", "fields=khong_co",
        "fields=title(url)", "fields=(", "fields=title,,lede", "la=1", "search=a&cursor=1-1", "search=a&order=date",
        "updated_since=2026-03-18T08:00:00Z&order=date", "day_from=2026-03-18&order=last_published_at",
        "search=" + "a" * 201, "fields=" + "a(" * 140,
    ],
)  # fmt: skip
def test_a_question_that_is_not_understood_is_told_so(program: Program, frame: dict[str, Shelf], query: str) -> None:
    said = program.get(f"/api/v2/articles/?{query}", 400)
    assert said["message"].startswith("Không trả lời được vì")
    assert [error["parameter"] for error in said["errors"]]
    assert all(error["reason"] for error in said["errors"])


def test_what_is_not_there(program: Program, frame: dict[str, Shelf]) -> None:
    article, person = publish_article(), publish_person(frame)
    for address in (
        "/api/v2/articles/1/", f"/api/v2/articles/{person.pk}/", f"/api/v2/sessions/{article.pk}/", "/api/v2/topics/khong-co/",
        f"/api/v2/pages/{frame['imprint'].pk}/", f"/api/v2/articles/{2**70}/", "/api/v2/pages/find/?html_path=/khong-co/",
    ):  # fmt: skip
        assert program.get(address, 404)["message"], address
    for address in ("/api/v2/khong-co/", "/api/v2/articles/x/", "/api/v2/topics/%0A/", "/api/v3/"):
        assert Client().get(address).status_code == 404
    assert all(Client().get(f"/api/v2/{path}/").json()["message"] for path in ("khong-co", "topics/%0A"))
    assert Client().get("/api/v2/articles")["Location"] == "/api/v2/articles/"


def test_withdrawn_and_run_out(program: Program, frame: dict[str, Shelf]) -> None:
    gone = publish_article("Bài đã gỡ", section=frame["tin-tuc"], topics=(Topic(slug="go", name="Gỡ"),))
    hour = timezone.now() + dt.timedelta(hours=1)
    topic = Topic(slug="het", name="Hết")
    ending = publish_article("Bài hết hạn", section=frame["tin-tuc"], expire_at=hour, topics=(topic,))
    assert program.get("/api/v2/topics/het/")
    assert set(program.ids("/api/v2/articles/")) == {gone.pk, ending.pk}
    withdraw(gone, notice="Bài có sai sót.")
    # The hour is over and no clock has ticked.
    Shelf.objects.filter(pk=ending.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    said = program.get(f"/api/v2/articles/{gone.pk}/", 410)
    assert said["notice"] == said["message"] == "Bài có sai sót."
    assert program.get(f"/api/v2/pages/{ending.pk}/", 410)["message"]
    for query in ("", "?order=last_published_at", "?search=bai", "?fields=*"):
        assert program.ids(f"/api/v2/articles/{query}") == []
    assert program.get("/api/v2/topics/go/", 404)
    assert program.get("/api/v2/topics/het/", 404)
    assert program.get("/api/v2/topics/")["meta"]["total_count"] == 0
    (note,) = program.get("/api/v2/corrections/")["items"]
    assert (note["kind"], note["page_id"], note["note"]) == ("withdrawal", gone.pk, "Bài có sai sót.")


def test_who_holds_a_list_is_told_of_the_end_of_a_page_by_no_clock(frame: dict[str, Shelf]) -> None:
    now = timezone.now()
    for minutes in (10, 20):
        ending = publish_article(section=frame["tin-tuc"], at=now, expire_at=now + dt.timedelta(minutes=minutes))
    addresses = ("/api/v2/articles/", "/rss.xml", "/tin-tuc/", "/sitemap-pages.xml")
    for minutes in (11, 21):
        held = {address: Client().get(address) for address in addresses}
        with time_machine.travel(now + dt.timedelta(minutes=minutes), tick=False):
            for address, answer in held.items():
                for ask in ({"if-none-match": answer["ETag"]}, {"if-modified-since": answer["Last-Modified"]}):
                    assert Client().get(address, headers=ask).status_code == 200, address
            assert Client().get("/api/v2/articles/").json()["meta"]["total_count"] == (1 if minutes == 11 else 0)
        held = {}
    assert ending.pk


def test_corrections_are_listed(program: Program, frame: dict[str, Shelf]) -> None:
    shelf = whole_article(frame)
    withdraw(publish_article(section=frame["tin-tuc"]), notice="Gỡ.")
    items = program.get("/api/v2/corrections/?limit=1")
    assert items["meta"]["total_count"] == 2
    assert program.get(items["meta"]["next"])["items"][0]["page_id"] == shelf.pk
    program.get("/api/v2/corrections/?cursor=x", 400)


def test_topics_are_counted_as_articles_come_and_go(program: Program, frame: dict[str, Shelf]) -> None:
    shelves = [
        publish_article(topics=(Topic(slug="a", name="Chủ đề A"), Topic(slug="b", name="B"))),
        publish_article(topics=(Topic(slug="a", name="Chủ đề A"),)),
    ]

    def counted() -> dict[str, int]:
        return {item["id"]: item["articles"] for item in program.get("/api/v2/topics/")["items"]}

    assert counted() == {"a": 2, "b": 1}
    assert program.get("/api/v2/topics/?limit=1")["meta"]["next"].endswith("cursor=a")
    assert [item["id"] for item in program.get("/api/v2/topics/?cursor=a")["items"]] == ["b"]
    story = shelves[0].current.story.model_copy(update={"topics": (Topic(slug="a", name="Tên mới"),)})
    publish(story, shelves[0].path)
    assert counted() == {"a": 2}
    # Called as its newest public article calls it.
    assert program.get("/api/v2/topics/a/")["name"] == "Chủ đề A"
    withdraw(shelves[1])
    assert program.get("/api/v2/topics/a/")["name"] == "Tên mới"
    assert counted() == {"a": 1}
    rebuild()
    assert counted() == {"a": 1}
    other = publish_article(topics=(Topic(slug="a", name="Tên của bài đã gỡ"),))
    assert program.get("/api/v2/topics/a/")["name"] == "Tên của bài đã gỡ"
    withdraw(other)
    assert program.get("/api/v2/topics/a/")["name"] == "Tên mới"
    assert TopicUse.objects.count() == 1


def test_who_has_the_present_answer_is_told_so(program: Program, frame: dict[str, Shelf]) -> None:
    shelf = publish_article(section=frame["tin-tuc"])
    client = Client()
    for address in (
        "/api/v2/", "/api/v2/openapi.json", "/api/v2/articles/?limit=3", f"/api/v2/articles/{shelf.pk}/", "/api/v2/topics/",
        "/api/v2/corrections/",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer["Cache-Control"] == "public, no-cache"
        with CaptureQueriesContext(connection) as queries:
            again = client.get(address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        assert len(queries) <= 2
        head = client.head(address)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", answer["ETag"])
    held = client.get("/api/v2/articles/")["ETag"]
    assert client.get("/api/v2/articles/?limit=3")["ETag"] != held
    publish_article("Bài sau", section=frame["tin-tuc"])
    assert client.get("/api/v2/articles/", headers={"if-none-match": held}).status_code == 200


def test_pages_of_other_sites_ask_and_nobody_writes(program: Program, frame: dict[str, Shelf]) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.options(
        "/api/v2/articles/", headers={"origin": "https://khac.example", "access-control-request-method": "GET"}
    )
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Methods"] == answer["Allow"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method("/api/v2/articles/")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json()["message"]
    answer = client.get("/api/v2/articles/")
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_page_is_found_by_its_path_also_after_a_move(program: Program, frame: dict[str, Shelf]) -> None:
    shelf = publish_article(section=frame["tin-tuc"])
    old = shelf.path
    detail = f"/api/v2/articles/{shelf.pk}/"
    assert Client().get(f"/api/v2/pages/find/?html_path={old}")["Location"] == detail
    shelf.path = "/tin-tuc/noi-moi/"
    shelf.save()
    shelf.old_paths.create(path=old)
    signals.moved.send(Shelf, shelf=shelf, old_path=old)
    for path in (old, shelf.path):
        assert Client().get(f"/api/v2/pages/find/?html_path={path}")["Location"] == detail
    assert program.get(detail)["meta"]["html_url"] == HOST + "/tin-tuc/noi-moi/"
    program.get("/api/v2/pages/find/", 400)


def test_what_an_answer_costs_does_not_grow(program: Program, frame: dict[str, Shelf]) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            shelf = publish_article(
                f"Phiên họp {number}", section=frame["tin-tuc"], lead_photo=make_photo(number),
                topics=(Topic(slug="dai-hoi", name="Đại hội"),), mentions=(Mention(person_id=1, name="Trần Thị Lụa"),),
            )  # fmt: skip
            change = Change(kind="correction", wrong="a", right="b")
            publish(
                shelf.current.story.model_copy(update={"changes": (change,)}), shelf.path, section=frame["tin-tuc"].pk
            )

    addresses = [
        f"/api/v2/{name}/{query}"
        for name in LISTS
        for query in ("", "?fields=*", "?search=phien&fields=*", "?order=-last_published_at")
    ]

    def cost() -> dict[str, int]:
        counts = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert Client().get(address).status_code == 200
            counts[address] = len(queries)
        return counts

    publish_person(frame)
    publish_session(frame)
    fill(3)
    before = cost()
    fill(12)
    assert cost() == before
    assert max(before.values()) <= 14
