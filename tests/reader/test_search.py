"""Search: with and without diacritics, and whatever is typed."""

import datetime as dt
import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.publication.story import DelegateRow
from reader.search import finding
from reader.search.finding import find
from reader.search.highlight import marked, passage
from reader.search.query import Query
from reader.search.suggesting import suggestions
from tests.factories.reader import (
    paragraph,
    publish,
    publish_article,
    publish_frame,
    publish_person,
    publish_session,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]


def results(client: Client, query: str, **filters: str) -> str:
    page = client.get("/tim-kiem/", {"q": query, **filters})
    assert page.status_code == 200
    return page.content.decode()


def found(client: Client, query: str, **filters: str) -> list[str]:
    """Addresses of what is found, those that the query names first."""
    return re.findall(r'<h2><a href="([^"]+)"', results(client, query, **filters))


def suggested(client: Client, query: str) -> list[str]:
    return [item["url"] for item in client.get("/tim-kiem/goi-y.json", {"q": query}).json()["suggestions"]]


@pytest.mark.parametrize(
    "query",
    ["phien hop thu nhat", "phiên họp thứ nhất", "PHIÊN HỌP THỨ NHẤT", "phie\u0302n ho\u0323p", "dai hoi dang bo",
     "Đại hội Đảng bộ",      "bon noi dung", "hoàng phúc"],
)  # fmt: skip
def test_an_article_is_found(client: Client, query: str) -> None:
    shelf = publish_article("Phiên họp thứ Nhất phục vụ Đại hội Đảng bộ thành phố")
    publish_article("Bài không liên quan", lede="", blocks=(paragraph("Chuyện khác."),), byline=())
    assert found(client, query) == [shelf.path]


def test_marks_prefer_what_was_written_with_the_same_marks(client: Client) -> None:
    other = publish_article("Hồi ký một đại biểu", lede="", blocks=(), byline=())
    wanted = publish_article("Hội ký kết văn bản", lede="", blocks=(), byline=())
    publish_article("Bài thứ ba", lede="", blocks=(), byline=())
    publish_article("Bài thứ tư", lede="", blocks=(), byline=())
    publish_article("Bài thứ năm", lede="", blocks=(), byline=())
    assert found(client, "hội ký") == [wanted.path, other.path]
    assert found(client, "hồi ký") == [other.path, wanted.path]
    assert set(found(client, "hoi ky")) == {wanted.path, other.path}


def test_words_side_by_side_come_first(client: Client) -> None:
    for number in range(4):
        publish_article(f"Họp bàn thứ {number}, phiên sau cùng là nhất", lede="", blocks=(), byline=())
    wanted = publish_article("Tin trong ngày", lede="Chiều nay có phiên họp thứ Nhất.", blocks=(), byline=())
    assert found(client, "phien hop thu nhat")[0] == wanted.path
    assert len(found(client, "phien hop thu nhat")) == 5


def test_sessions_and_people_are_found(client: Client) -> None:
    frame = publish_frame()
    person = publish_person(frame, name="Nguyễn Thị Thược")
    session = publish_session(frame, delegates=(DelegateRow(name="Ma Khánh Toàn", office="Phó Giám đốc"),))
    assert found(client, "nguyen thi thuoc") == [person.path]
    assert found(client, "ma khanh toan") == [session.path]
    assert found(client, "hoi truong trung tam") == [session.path]


def test_what_is_not_public_is_not_found(client: Client) -> None:
    shelf = publish_article("Bài sắp gỡ")
    assert found(client, "sap go") == [shelf.path]
    story = shelf.current.story
    publish(story.model_copy(update={"headline": "Bài đổi tên"}), shelf.path)
    assert found(client, "sap go") == []
    assert found(client, "doi ten") == [shelf.path]
    withdraw(shelf)
    assert found(client, "doi ten") == []
    assert suggested(client, "doi ten") == []


def test_suggestions_come_from_the_beginning_of_a_word(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article("Khai mạc trọng thể Đại hội")
    person = publish_person(frame, name="Khổng Thị Mai")
    assert suggested(client, "khai m") == [shelf.path]
    assert suggested(client, "đại h") == [shelf.path]
    assert suggested(client, "khong thi m") == [person.path]
    assert suggested(client, "k") == []
    assert suggested(client, "noi dung") == []


def test_results_go_on_over_pages(client: Client) -> None:
    shelves = {publish_article(f"Phiên họp số {number}").path for number in range(25)}
    first = found(client, "phien hop")
    page = client.get("/tim-kiem/?q=phien+hop&trang=2").content.decode()
    second = re.findall(r'<h2><a href="([^"]+)"', page)
    assert len(first) == 20
    assert set(first) | set(second) == shelves
    assert "25" in client.get("/tim-kiem/?q=phien+hop").content.decode()


def test_counting_ends_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        publish_article(f"Phiên họp số {number}")
    monkeypatch.setattr(finding, "MOST", 5)
    some = find(Query.parse("phien hop"))
    assert (some.total, some.capped) == (5, True)


HOSTILE = ['"', "'", "a' OR 1=1 --", "NEAR(a b)", "title : x", "* AND OR NOT", "a & | ! <-> b", "(", "\\", "%s %d", "\x00",
           "{title}",            "^a", "-1", "'phien':*", "a" * 10_000, "phien " * 2_000, "😀", "\ud7ff", "ٱلْعَرَبِيَّة", "_", "½",
           "ﬁ", "𐐷", "ꟊ𞤀"]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_queries_are_only_words(client: Client, query: str) -> None:
    publish_article()
    assert client.get("/tim-kiem/", {"q": query}).status_code == 200
    assert client.get("/tim-kiem/goi-y.json", {"q": query}).status_code == 200
    assert client.get("/tim-kiem/", {"q": query, "trang": "99999999"}).status_code == 200


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_is_an_operator(text: str) -> None:
    query = Query.parse(text)
    find(query)
    suggestions(query)


@given(st.text(alphabet="aáàâấđĐdơợ \"'*:-_½ﬁß", max_size=40))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_published_can_be_searched(text: str) -> None:
    page = publish_article(f"Bài {text}", page_id=77, slug="bai", lede=text).pk
    query = Query.parse(text)
    if query:
        assert find(query).page_ids == (page,)


def test_words_are_marked_with_their_accents() -> None:
    query = Query.parse("phien hop <b>")
    assert marked("Phiên họp & <b>phiên</b>", query) == "<mark>Phiên họp</mark> &amp; &lt;b&gt;phiên&lt;/b&gt;"
    assert marked("Phiên & <b>", query) == "<mark>Phiên</mark> &amp; &lt;<mark>b</mark>&gt;"
    long = "Mở đầu. " * 60 + "Phiên họp thứ Nhất diễn ra. " + "Kết thúc. " * 60
    cut = passage(long, Query.parse("thu nhat"))
    assert "<mark>thứ Nhất</mark>" in cut
    assert len(cut) < 320
    assert passage("", query) == ""


def test_dates_of_results_are_those_of_the_newsroom(client: Client) -> None:
    publish_article("Đêm muộn", at=dt.datetime(2026, 3, 17, 18, 30, tzinfo=dt.UTC))
    assert "18/03/2026" in client.get("/tim-kiem/?q=dem+muon").content.decode()
