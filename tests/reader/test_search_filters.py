"""Results narrowed by kind, topic, session and day, in a plain form; and what is said of a value that is none."""

import datetime as dt
import re

import pytest
from django.test import Client

from cms.publication.story import SessionRef, Topic
from cms.text.dates import ZONE
from tests.factories.reader import publish_article, publish_frame, publish_person, publish_session, withdraw
from tests.reader.test_search import found, results

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

AT = dt.datetime(2026, 3, 18, 9, tzinfo=ZONE)
SEA, SCHOOL = Topic(slug="bien", name="Kinh tế biển"), Topic(slug="giao-duc", name="Giáo dục")


@pytest.fixture
def paths() -> dict[str, str]:
    """Three articles, a session and a person that all have the words «phiên trù bị»."""
    frame = publish_frame()
    session = publish_session(frame, 1, day=AT.date())
    about = SessionRef(session_id=1, name="Phiên trù bị 1", day=AT.date())
    return {
        "session": session.path,
        "person": publish_person(frame, name="Trù Bị Phiên", at=AT - dt.timedelta(days=30)).path,
        "sea": publish_article("Phiên trù bị bàn về biển", topics=(SEA,), session=about, at=AT).path,
        "school": publish_article("Phiên trù bị bàn về trường", topics=(SCHOOL,), at=AT + dt.timedelta(days=1)).path,
        "both": publish_article("Sau phiên trù bị", topics=(SEA, SCHOOL), at=AT + dt.timedelta(days=2)).path,
    }


@pytest.mark.parametrize(
    ("filters", "names"),
    [({}, {"session", "person", "sea", "school", "both"}),
     ({"loai": "bai-viet"}, {"sea", "school", "both"}), ({"loai": "phien-hop"}, {"session"}), ({"loai": "nhan-vat"}, {"person"}),
     ({"chu-de": "bien"}, {"sea", "both"}), ({"den": "2026-03-17"}, {"person"}),
     ({"chu-de": "giao-duc", "loai": "bai-viet"}, {"school", "both"}),
     ({"phien": "1"}, {"session", "sea"}), ({"phien": "1", "loai": "bai-viet"}, {"sea"}),
     ({"tu": "2026-03-19", "den": "2026-03-20", "loai": "bai-viet"}, {"school", "both"}),
     ({"tu": "19/3/2026", "den": "19/3/2026"}, {"school"}), ({"tu": "2026-03-18", "den": "2026-03-18"}, {"session", "sea"}),
     ({"tu": "2026-03-20", "chu-de": "bien"}, {"both"}), ({"chu-de": "bien", "den": "2026-03-17"}, set())],
)  # fmt: skip
def test_filters_narrow_the_results(
    client: Client, paths: dict[str, str], filters: dict[str, str], names: set[str]
) -> None:
    assert set(found(client, "phiên trù bị", **filters)) == {paths[name] for name in names}


def test_filters_alone_list_what_passes_newest_first(client: Client, paths: dict[str, str]) -> None:
    assert found(client, "", **{"chu-de": "bien"}) == [paths["both"], paths["sea"]]
    assert found(client, "", tu="2026-03-18", den="2026-03-19", loai="bai-viet") == [paths["school"], paths["sea"]]
    assert results(client, "").count("<h2>") == 0


def test_the_form_offers_what_there_is_and_keeps_what_was_chosen(client: Client, paths: dict[str, str]) -> None:
    page = results(client, "phiên", **{"chu-de": "bien", "tu": "2026-03-01", "phien": "1"})
    assert '<option value="bien" selected>Kinh tế biển</option>' in page
    assert '<option value="giao-duc">Giáo dục</option>' in page
    assert '<option value="1" selected>Phiên trù bị 1 · 18/03/2026</option>' in page
    assert re.search(r'name="tu" form="tim-o-trang" value="01/03/2026"', page)
    assert '<form class="search" id="tim-o-trang"' in page


def test_each_filter_that_is_on_can_be_taken_away(client: Client, paths: dict[str, str]) -> None:
    page = results(client, "phiên", **{"chu-de": "bien", "tu": "2026-03-01", "loai": "bai-viet"})
    urls = [
        url.replace("&amp;", "&")
        for url in re.findall(r'<li><a href="(/tim-kiem/\?[^"]+)"><span class="hidden">', page)
    ]
    assert urls == [
        "/tim-kiem/?q=phi%C3%AAn&chu-de=bien&tu=2026-03-01",
        "/tim-kiem/?q=phi%C3%AAn&loai=bai-viet&tu=2026-03-01",
        "/tim-kiem/?q=phi%C3%AAn&loai=bai-viet&chu-de=bien",
    ]
    assert "Kinh tế biển" in page and "từ 01/03/2026" in page
    for url in urls:
        assert client.get(url).status_code == 200


def test_pages_of_results_keep_the_filters(client: Client) -> None:
    for number in range(25):
        publish_article(f"Phiên {number}", topics=(SEA,), at=AT)
    page = results(client, "phiên", **{"chu-de": "bien"})
    assert "/tim-kiem/?q=phi%C3%AAn&amp;chu-de=bien&amp;trang=2" in page


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [({"loai": "khac"}, "Chỉ có thể lọc"), ({"chu-de": "khong-co"}, "Không có chủ đề này."),
     ({"chu-de": "a b"}, "Không có chủ đề này."),
     ({"phien": "999"}, "Không có phiên họp này."), ({"phien": "x"}, "Không có phiên họp này."),
     ({"phien": "9" * 30}, "Không có phiên họp này."), ({"tu": "hôm qua"}, "Không có ngày này: hôm qua."),
     ({"den": "31/2/2026"}, "Không có ngày này: 31/2/2026."), ({"tu": "0001-01-01"}, "Không có ngày này: 0001-01-01."),
     ({"tu": "2026-03-02", "den": "2026-03-01"}, "Ngày đầu sau ngày cuối.")],
)  # fmt: skip
def test_a_value_that_is_none_gets_one_sentence(
    client: Client, paths: dict[str, str], filters: dict[str, str], sentence: str
) -> None:
    answer = client.get("/tim-kiem/", {"q": "phiên", **filters})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count('role="alert"') == 1 and sentence in page
    assert 'class="hits"' not in page and 'value="phiên"' in page


def test_a_topic_without_articles_is_offered_no_more(client: Client) -> None:
    shelf = publish_article("Biển", topics=(SEA,))
    assert "Kinh tế biển</option>" in results(client, "biển")
    withdraw(shelf)
    assert "Kinh tế biển</option>" not in results(client, "biển")
    assert client.get("/tim-kiem/", {"q": "biển", "chu-de": "bien"}).status_code == 400


def test_nothing_found_says_so_and_shows_ways_on(client: Client, paths: dict[str, str]) -> None:
    page = results(client, "phiên", **{"chu-de": "bien", "den": "2026-03-01"})
    assert "Không tìm thấy kết quả nào." in page
    assert "Tìm không dùng bộ lọc" in page and 'href="/luu-tru/"' in page


def test_many_filters_cost_no_more_queries(
    client: Client, paths: dict[str, str], django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12):
        results(client, "phiên trù bị", **{"chu-de": "bien", "loai": "bai-viet", "tu": "2026-03-01", "phien": "1"})
