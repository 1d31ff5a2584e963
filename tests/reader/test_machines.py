"""Feeds, site maps, robots."""

import datetime as dt
import json

import fastfeedparser
import feedparser
import pytest
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone

from cms.publication import signals
from cms.publication.models import Shelf
from cms.publication.story import PhotoBlock, RelatedBlock, TextBlock, Topic
from reader.feeds.bodies import Kept
from tests.factories.reader import make_photo, publish, publish_article, publish_frame, publish_person, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

FEEDS = ("rss.xml", "atom.xml", "feed.json")


@pytest.fixture(autouse=True)
def base_url(settings) -> None:
    settings.PUBLIC_BASE_URL = "https://tin.example"


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_holds_the_whole_text_with_full_addresses(client: Client, name: str) -> None:
    frame = publish_frame()
    person = publish_person(frame)
    html = f'<p>Đồng chí <a linktype="page" id="{person.pk}">Lụa</a> & «đại biểu» ]]> phát biểu</p>'
    shelf = publish_article(
        "Phiên họp <thứ> Nhất & «Đại hội»",
        section=frame["tin-tuc"],
        lead_photo=make_photo(1),
        blocks=(TextBlock(html=html), PhotoBlock(photo=make_photo(2))),
        topics=(Topic(slug="dai-hoi", name="Đại hội"),),
    )
    for address in (f"/{name}", f"/tin-tuc/{name}", f"/chu-de/dai-hoi/{name}"):
        response = client.get(address)
        assert response.status_code == 200, address
        if name == "feed.json":
            assert json.loads(response.content)["version"] == "https://jsonfeed.org/version/1.1"
            data = fastfeedparser.parse(response.content)
            assert {
                "rel": "self",
                "type": "application/json",
                "href": "https://tin.example" + address,
            } in data.feed.links
            item = data.entries[0]
            assert dt.datetime.fromisoformat(item.published)
        else:
            data = feedparser.parse(response.content)
            assert not data.bozo, data.bozo_exception
            item = data.entries[0]
            assert item.published_parsed
        title, content, url, authors = item.title, item.content[0]["value"], item.link, item.author
        assert (
            title.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == "Phiên họp <thứ> Nhất & «Đại hội»"
        )
        assert authors == "Hoàng Phúc"
        assert url == "https://tin.example" + shelf.path
        assert f'href="https://tin.example{person.path}"' in content
        assert content.count("https://tin.example/anh/") == 2
        assert item["id"] == f"tag:tin.example,2026:trang:{shelf.pk}"


@pytest.mark.parametrize("name", FEEDS)
def test_an_item_keeps_its_id_and_leaves_when_withdrawn(client: Client, name: str) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"])
    before = client.get(f"/{name}")
    publish(shelf.current.story.model_copy(update={"headline": "Đầu đề mới"}), "/khac/", at=timezone.now())
    after = client.get(f"/{name}", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert f"2026:trang:{shelf.pk}" in after.content.decode()
    shelf.refresh_from_db()
    withdraw(shelf)
    assert f"2026:trang:{shelf.pk}" not in client.get(f"/{name}").content.decode()


@pytest.mark.parametrize("name", FEEDS)
def test_a_body_that_is_kept_follows_where_its_links_lead(client: Client, name: str) -> None:
    publish_frame()
    other = publish_article("Bài được dẫn")
    link = f'<p>Xem <a linktype="page" id="{other.pk}">bài trước</a>.</p>'
    publish_article("Bài dẫn", blocks=(TextBlock(html=link), RelatedBlock(page_ids=(other.pk,))))

    def text() -> str:
        return client.get(f"/{name}").content.decode().replace("&lt;", "<").replace("&gt;", ">").replace('\\"', '"')

    assert text().count(f'href="https://tin.example{other.path}"') >= 2
    assert text() == text()
    old, other.path = other.path, "/tin-tuc/noi-moi/"
    other.save()
    signals.moved.send(Shelf, shelf=other, old_path=old)
    assert f'href="https://tin.example{other.path}"' in text()
    assert f'href="https://tin.example{old}"' not in text()
    withdraw(other)
    assert other.path not in text()
    assert "bài trước" in text()


def test_no_more_bodies_are_kept_than_said() -> None:
    kept = Kept(2)
    made = []
    for key in ("a", "b", "a", "c", "b", "a"):
        assert kept.get(key, lambda key=key: made.append(key) or key.upper()) == key.upper()
    assert made == ["a", "b", "c", "a"]


def test_feeds_of_what_is_not_there(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article(section=frame["tin-tuc"])
    for address in ("/khong-co/rss.xml", "/chu-de/khong-co/rss.xml", f"{shelf.path}rss.xml", "/gioi-thieu/feed.json"):
        assert client.get(address).status_code == 404, address


def locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [
        node.text or ""
        for node in ElementTree.fromstring(response.content).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_every_public_page_stands_in_the_site_map_once(client: Client) -> None:
    frame = publish_frame()
    person = publish_person(frame)
    march = [
        publish_article(section=frame["tin-tuc"], at=dt.datetime(2026, 3, day, 17, 30, tzinfo=dt.UTC))
        for day in (1, 31)
    ]
    gone = publish_article(section=frame["tin-tuc"])
    withdraw(gone)
    parts = [address.removeprefix("https://tin.example") for address in locations(client, "/sitemap.xml")]
    assert "/sitemap-2026-4.xml" in parts  # 31 March 17:30 UTC is the first of April here.
    assert "/sitemap-2026-3.xml" in parts
    urls = [url for part in parts if part != "/sitemap-news.xml" for url in locations(client, part)]
    expected = {"https://tin.example" + shelf.path for shelf in (*frame.values(), person, *march)}
    assert sorted(urls) == sorted(expected)


def test_the_news_site_map_has_the_last_two_days_with_the_first_time(client: Client) -> None:
    frame = publish_frame()
    now = timezone.now().replace(microsecond=0)
    first = now - dt.timedelta(hours=30)
    publish_article("Bài cũ", section=frame["tin-tuc"], at=now - dt.timedelta(hours=49))
    shelf = publish_article("Bài mới", section=frame["tin-tuc"], at=first)
    publish(shelf.current.story.model_copy(update={"lede": "Sửa"}), shelf.path, at=now)
    root = ElementTree.fromstring(client.get("/sitemap-news.xml").content)
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    assert [node.text for node in root.iter(f"{news}title")] == ["Bài mới"]
    assert [node.text for node in root.iter(f"{news}language")] == ["vi"]
    assert [node.text for node in root.iter(f"{news}name")] == ["Trang tin Đại hội"]
    assert [dt.datetime.fromisoformat(node.text or "") for node in root.iter(f"{news}publication_date")] == [first]


def test_robots_are_led_to_the_site_maps(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: https://tin.example/sitemap.xml" in text
    assert "Disallow: /quan-tri/" in text
