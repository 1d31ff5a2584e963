"""The interface speaks the language that its reader chose; articles keep their own."""

import pytest
from django.test import Client

from tests.factories.reader import publish_article, publish_frame, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def english(client: Client) -> Client:
    client.post("/ngon-ngu/", {"language": "en"})
    return client


def test_a_choice_is_remembered_and_leads_back(client: Client) -> None:
    checked = Client(enforce_csrf_checks=True)
    answer = checked.post("/ngon-ngu/", {"language": "en"}, headers={"referer": "http://testserver/tim-kiem/?q=a"})
    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/tim-kiem/?q=a")
    assert answer.cookies["language"]["samesite"] == "Lax"
    assert int(answer.cookies["language"]["max-age"]) > 300 * 24 * 3600
    publish_frame()
    assert '<html lang="en">' in text(checked.get("/"))
    checked.post("/ngon-ngu/", {"language": "vi"})
    assert '<html lang="vi">' in text(checked.get("/"))


def test_it_leads_to_no_other_site(client: Client) -> None:
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = client.post("/ngon-ngu/", {"language": "en", "next": elsewhere}, headers={"referer": elsewhere})
        assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["", "xx", "../en", "en-XX", "vi\r\nx: y"])
def test_a_language_that_is_none_leaves_the_sites_own(client: Client, language: str) -> None:
    publish_frame()
    client.post("/ngon-ngu/", {"language": language})
    assert '<html lang="vi">' in text(client.get("/"))
    client.cookies["language"] = "xx"
    assert '<html lang="vi">' in text(client.get("/"))


def test_an_article_keeps_its_language_with_its_dates(english: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"])
    page = text(english.get(shelf.path))
    assert '<html lang="en">' in page
    assert f'<h1 lang="vi">{shelf.current.story.headline}</h1>' in page
    assert "Copy the link" in page
    weekdays = ("Thứ ", "Chủ Nhật")
    header = page.partition("<h1")[2].partition("</header>")[0]
    assert any(day in header for day in weekdays)
    masthead = page.partition('class="date"')[2].partition("</p>")[0]
    assert not any(day in masthead for day in weekdays)


def test_every_page_for_people_is_in_english_too(english: Client) -> None:
    frame = publish_frame()
    gone = publish_article("Bài sẽ gỡ", section=frame["tin-tuc"])
    withdraw(gone)
    for path, words in (
        ("/tim-kiem/", "Search"), ("/luu-tru/", "Archive"), ("/cai-chinh/", "Corrections"), ("/khong-co/", "Page not found"),
        (gone.path, "withdrawn"), (f"/b/{gone.pk}/", "withdrawn"), ("/nhan-ban-tin/", "Newsletter"), ("/thiet-ke/", "Colours"),
    ):  # fmt: skip
        answer = english.get(path)
        assert (answer["Content-Language"], words in text(answer)) == ("en", True), path


def test_machines_get_the_sites_language_whoever_asks(english: Client) -> None:
    publish_frame()
    for path in ("/rss.xml", "/feed.json", "/sitemap.xml", "/robots.txt"):
        answer = english.get(path)
        assert "Cookie" not in answer.get("Vary", ""), path
        assert answer["Content-Language"] == "vi", path


def test_a_copy_in_one_language_is_none_of_the_other(client: Client) -> None:
    publish_frame()
    etag = client.get("/")["ETag"]
    client.post("/ngon-ngu/", {"language": "en"})
    assert client.get("/", headers={"if-none-match": etag}).status_code == 200
