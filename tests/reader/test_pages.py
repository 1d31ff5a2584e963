"""What a reader meets at an address."""

import datetime as dt
import json
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.publication.models import OldPath
from cms.publication.signals import moved
from cms.publication.story import FactBoxBlock, Mention, RelatedBlock, SessionRef, TextBlock, Topic
from tests.factories.reader import (
    make_photo,
    make_story,
    publish,
    publish_article,
    publish_frame,
    publish_person,
    publish_session,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]


def text(response) -> str:
    return response.content.decode()


def test_an_article_is_shown_with_all_that_was_sealed(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(
        section=frame["tin-tuc"], lead_photo=make_photo(), topics=(Topic(slug="dai-hoi", name="Đại hội"),)
    )
    page = text(client.get(shelf.path))
    for part in (
        "Phiên họp thứ Nhất của Tiểu ban Phục vụ Đại hội", "Chiều 18/3", "bốn nội dung", "Hoàng Phúc", "Minh An",
        'width="2400"', 'height="1600"', "Toàn cảnh hội trường", "Đại hội", "Ban Tuyên truyền Đại hội thành phố Mẫu",
    ):  # fmt: skip
        assert part in page
    assert '<html lang="vi">' in page


def test_headings_follow_the_headline_and_skip_no_level(client: Client) -> None:
    """Authors write the third and fourth level, and may begin with the fourth."""
    html = "<h4>Một</h4><p>…</p><h3>Hai</h3><p>…</p><h4>Ba</h4><p>…</p>"
    boxed = FactBoxBlock(title="Hộp", html="<h3>Bốn</h3><p>…</p>")
    shelf = publish_article(section=publish_frame()["tin-tuc"], blocks=(TextBlock(html=html), boxed))
    found = re.findall(r"<(h[1-6])\b[^>]*>(Một|Hai|Ba|Hộp|Bốn)</h[1-6]>", text(client.get(shelf.path)))
    assert found == [("h2", "Một"), ("h2", "Hai"), ("h3", "Ba"), ("h2", "Hộp"), ("h3", "Bốn")]


def test_what_was_never_sealed_is_not_there(client: Client) -> None:
    publish_frame()
    assert client.get("/tin-tuc/khong-co/").status_code == 404
    assert client.get("/b/424242/").status_code == 404
    assert client.get("/b/99999999999999999999999/").status_code == 404
    assert 'type="search"' in text(client.get("/tin-tuc/khong-co/"))


def test_a_withdrawn_page_says_so(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"])
    withdraw(shelf, "Bài đã được gỡ vì sai số liệu.")
    response = client.get(shelf.path)
    assert response.status_code == 410
    assert "Bài đã được gỡ vì sai số liệu." in text(response)
    assert "bốn nội dung" not in text(response)
    assert client.get(f"/b/{shelf.pk}/").status_code == 410
    assert "Phiên họp thứ Nhất" not in text(client.get("/"))


def test_a_page_expires_to_the_minute(client: Client) -> None:
    frame = publish_frame()
    end = timezone.now().replace(second=0, microsecond=0) + dt.timedelta(hours=1)
    shelf = publish_article(section=frame["tin-tuc"], expire_at=end)
    assert client.get(shelf.path).status_code == 200
    with time_machine.travel(end - dt.timedelta(seconds=1), tick=False):
        assert client.get(shelf.path).status_code == 200
    with time_machine.travel(end, tick=False):
        assert client.get(shelf.path).status_code == 410
        for address in ("/", frame["tin-tuc"].path, "/rss.xml", "/tim-kiem/?q=phien"):
            assert "Phiên họp thứ Nhất" not in text(client.get(address))


def test_an_old_address_leads_to_the_new_one(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"])
    old, shelf.path, shelf.section_id = shelf.path, "/phien-hop/bai/", frame["phien-hop"].pk
    shelf.save()
    OldPath.objects.create(path=old, shelf=shelf)
    moved.send(type(shelf), shelf=shelf, old_path=old)
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, "/phien-hop/bai/")
    assert client.get(f"/b/{shelf.pk}/")["Location"] == "/phien-hop/bai/"
    assert "bai/" not in text(client.get(frame["tin-tuc"].path)).split("<main", 1)[1].split("</main>")[0]


def test_links_lead_to_what_is_public_and_are_text_where_it_is_not(client: Client) -> None:
    frame = publish_frame()
    other = publish_article("Bài khác", section=frame["tin-tuc"])
    gone = publish_article("Bài đã gỡ", section=frame["tin-tuc"])
    html = (
        f'<p><a linktype="page" id="{other.pk}">xem bài</a>, <a linktype="page" id="{gone.pk}">bài cũ</a>, '
        '<a linktype="page" id="99999999999999999999">bài ma</a>, <a href="https://example.org/a?b=1&amp;c=2">ngoài</a>, '
        '<a href="javascript:alert(1)">xấu</a></p>'
    )
    withdraw(gone)
    shelf = publish_article(
        section=frame["tin-tuc"], blocks=(TextBlock(html=html), RelatedBlock(page_ids=(other.pk, gone.pk)))
    )
    page = text(client.get(shelf.path))
    assert (
        f'<a href="{other.path}">xem bài</a>, bài cũ, bài ma, <a href="https://example.org/a?b=1&amp;c=2">ngoài</a>, xấu'
        in page
    )
    assert f'<a href="{other.path}">Bài khác</a>' in page
    assert "Bài đã gỡ" not in page


def test_scripts_in_a_story_do_not_reach_the_page(client: Client) -> None:
    shelf = publish_article(
        "Bài </script><script>alert(1)</script>", blocks=(TextBlock(html="<p onclick=x>a<script>b</script></p>"),)
    )
    page = text(client.get(shelf.path))
    assert "<script>" not in page
    assert "onclick" not in page


def test_every_kind_of_page_lists_what_belongs_to_it(client: Client) -> None:
    frame = publish_frame()
    person = publish_person(frame)
    session = publish_session(frame, day=timezone.now().date() + dt.timedelta(days=3))
    shelf = publish_article(
        section=frame["tin-tuc"],
        session=SessionRef(session_id=1, name="Phiên trù bị", day=dt.date(2026, 3, 18)),
        mentions=(Mention(person_id=1, name="Trần Thị Lụa", offices=("Trưởng Tiểu ban",)),),
        topics=(Topic(slug="dai-hoi", name="Đại hội"),),
    )
    today = timezone.localtime(timezone.now()).date()
    for address in (
        "/", frame["tin-tuc"].path, session.path, person.path, "/chu-de/dai-hoi/",
        f"/luu-tru/{today.year}/{today.month}/{today.day}/",
    ):  # fmt: skip
        assert shelf.path in text(client.get(address)), address
    article = text(client.get(shelf.path))
    assert f'href="{person.path}"' in article
    assert f'href="{session.path}"' in article
    assert session.path in text(client.get("/"))
    assert session.path in text(client.get(frame["phien-hop"].path))
    assert person.path in text(client.get(frame["nhan-vat"].path))
    assert f"/luu-tru/{today.year}/{today.month}/{today.day}/" in text(client.get("/luu-tru/"))
    assert "Trần Thị Mẫu" in text(client.get("/gioi-thieu/"))


def test_long_lists_are_read_to_their_end_by_key(client: Client) -> None:
    frame = publish_frame()
    at = timezone.now() - dt.timedelta(hours=1)
    # Five came out in the same instant: order and paging must not depend on the time alone.
    shelves = [
        publish_article(f"Bài số {n}.", section=frame["tin-tuc"], at=at + dt.timedelta(seconds=n // 5))
        for n in range(45)
    ]
    seen: list[str] = []
    address = frame["tin-tuc"].path
    while address:
        page = text(client.get(address))
        seen += re.findall(r"<h2><a href=\"(/tin-tuc/bai-\d+/)\"", page)
        older = re.search(r'rel="next" href="(\?truoc=[\d-]+)"', page)
        address = frame["tin-tuc"].path + older[1] if older else ""
    assert seen == [shelf.path for shelf in reversed(shelves)]


@pytest.mark.parametrize(
    "junk",
    ["truoc=x", "truoc=1-2-3", "truoc=99999999999999999999999999-1", "truoc=-5", "truoc=%00", "a=b", "truoc=٣-٣"],
)
def test_junk_in_the_query_is_ignored(client: Client, junk: str) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"])
    for address in ("/", frame["tin-tuc"].path, shelf.path):
        assert client.get(f"{address}?{junk}").status_code == 200


def test_only_reading_is_answered(client: Client) -> None:
    shelf = publish_article()
    checked = Client(enforce_csrf_checks=True)
    for address in ("/tim-kiem/", shelf.path, "/rss.xml", "/luu-tru/"):
        assert checked.post(address).status_code == 405
        assert checked.put(address).status_code == 405
    head = client.head(shelf.path)
    assert (head.status_code, head.content) == (200, b"")


def test_nothing_public_sets_a_cookie_or_runs_inline_code(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"], lead_photo=make_photo(focus=(0, 0, 100, 100)))
    person = publish_person(frame)
    session = publish_session(frame)
    for address in (
        "/", frame["tin-tuc"].path, frame["phien-hop"].path, frame["nhan-vat"].path, shelf.path, person.path, session.path,
        "/gioi-thieu/", "/luu-tru/", "/tim-kiem/?q=phien", "/khong-co/", "/rss.xml", "/sitemap.xml", "/robots.txt", "/so-do-trang/",
        "/.well-known/security.txt", "/api/v2/", "/api/v2/articles/",
    ):  # fmt: skip
        response = client.get(address)
        assert not response.cookies, address
        # The language that a reader chose is all that a page for people may differ by.
        assert ("Cookie" in response.get("Vary", "")) == response["Content-Type"].startswith("text/html"), address
        policy = response["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy
        page = text(response)
        assert not re.search(r"<style|\sstyle=|\son\w+=", page), address
        for tag in re.findall(r"<script\b[^>]*>", page):
            assert "src=" in tag or 'type="application/ld+json"' in tag
        assert address.endswith(".xml") or not re.search(r"(?:src|href)=\"//|(?:src|srcset)=\"https?:", page), address


def test_a_reader_who_has_the_present_page_is_told_so(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"])
    first = client.get(shelf.path)
    same = client.get(shelf.path, headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert client.get(shelf.path, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    story = shelf.current.story
    publish(story.model_copy(update={"headline": "Đầu đề mới"}), shelf.path)
    fresh = client.get(shelf.path, headers={"if-none-match": first["ETag"]})
    assert fresh.status_code == 200
    assert "Đầu đề mới" in text(fresh)


def test_another_page_that_is_withdrawn_makes_a_list_new(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"])
    etag = client.get(frame["tin-tuc"].path)["ETag"]
    withdraw(shelf)
    assert client.get(frame["tin-tuc"].path, headers={"if-none-match": etag}).status_code == 200


def test_pages_tell_machines_what_they_are(client: Client, settings) -> None:
    settings.PUBLIC_BASE_URL = "https://tin.example"
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"], lead_photo=make_photo())
    session = publish_session(frame)
    person = publish_person(frame)

    def data(address: str) -> dict[str, dict]:
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text(client.get(address)), re.DOTALL)
        return {item["@type"]: item for item in map(json.loads, found)}

    article = data(shelf.path)["NewsArticle"]
    assert article["headline"] == shelf.current.story.headline
    assert article["mainEntityOfPage"] == "https://tin.example" + shelf.path
    assert article["datePublished"].endswith("+07:00")
    assert article["author"] == [{"@type": "Person", "name": "Hoàng Phúc"}]
    assert article["image"][0]["url"].startswith("https://tin.example/anh/")
    crumbs = data(shelf.path)["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs][1] == "Tin tức"
    assert data(session.path)["Event"]["startDate"] == "2026-03-18"
    assert data(person.path)["Person"]["jobTitle"] == ["Phó Bí thư Thường trực Thành ủy"]
    assert data("/")["WebSite"]["name"] == "Trang tin Đại hội"
    page = text(client.get(shelf.path))
    assert f'<link rel="canonical" href="https://tin.example{shelf.path}">' in page
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="og:image" content="https://tin.example/anh/' in page


def test_sample_data_is_called_so(client: Client) -> None:
    from cms.publication.models import Kind

    frame = publish_frame()
    assert 'class="sample"' not in text(client.get("/"))
    shelf = publish_article(section=frame["tin-tuc"], kind_of_publication=Kind.SAMPLE)
    assert 'class="sample"' in text(client.get("/"))
    withdraw(shelf)
    assert 'class="sample"' not in text(client.get("/"))


def test_a_site_without_anything_is_polite(client: Client) -> None:
    assert client.get("/").status_code == 404
    for address in ("/tim-kiem/", "/luu-tru/", "/sitemap.xml", "/sitemap-news.xml", "/robots.txt"):
        assert client.get(address).status_code == 200, address


def test_a_failure_is_told_without_the_database(client: Client, django_assert_num_queries) -> None:
    from django.test import RequestFactory

    from reader.views.errors import failed

    with django_assert_num_queries(0):
        response = failed(RequestFactory().get("/"))
    assert response.status_code == 500


def test_the_preview_is_the_page_but_for_its_ribbon(client: Client, rf) -> None:
    from cms.publication.rendering import render

    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"], lead_photo=make_photo())

    def article(page: str) -> str:
        return re.search(r"<article.*?</article>", page, re.DOTALL)[0]

    shown = render(rf.get("/"), shelf.current.story)
    public = text(client.get(shelf.path))
    assert article(text(shown)) == article(public)
    assert 'class="ribbon"' in text(shown)
    assert 'class="ribbon"' not in public
    assert "no-store" in shown["Cache-Control"]
    assert render(rf.get("/"), make_story("Bản nháp")).status_code == 200
