"""Feeds, site maps, robots."""

import datetime as dt
import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.robotparser import RobotFileParser

import fastfeedparser
import feedparser
import lxml.etree
import pytest
import time_machine
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone

from cms.publication import signals
from cms.publication.models import Shelf
from cms.publication.story import Mention, PhotoBlock, RelatedBlock, SessionRef, TextBlock, Topic
from reader.feeds.bodies import Kept
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


def feeds_of(frame: dict[str, Shelf]) -> dict[str, str]:
    """A page of each kind that has a feed, and what stands in it."""
    person, session = publish_person(frame), publish_session(frame)
    publish_article(
        "Bài của phiên", section=frame["tin-tuc"], session=SessionRef(session_id=1, name="Phiên trù bị"),
        mentions=(Mention(person_id=1, name="Trần Thị Lụa"),), topics=(Topic(slug="dai-hoi", name="Đại hội"),),
    )  # fmt: skip
    publish_article("Bài khác")
    return dict.fromkeys((frame["tin-tuc"].path, "/chu-de/dai-hoi/", person.path, session.path), "Bài của phiên")


class Links(HTMLParser):
    """The feeds that a page names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "link" and said.get("rel") == "alternate" and said.get("href"):
            self.found[said["href"]] = said["type"]


def test_every_kind_of_page_with_a_feed_has_one_and_names_it(client: Client) -> None:
    frame = publish_frame()
    for path, expected in feeds_of(frame).items():
        named = Links(client.get(path).content.decode()).found
        for name in FEEDS:
            response = client.get(path + name)
            assert response.status_code == 200, path + name
            assert named[path + name] == response["Content-Type"].split(";")[0]
            if name == "feed.json":
                data = fastfeedparser.parse(response.content)
            else:
                lxml.etree.fromstring(response.content)
                data = feedparser.parse(response.content)
                assert not data.bozo, data.bozo_exception
                assert data.version in ("rss20", "atom10")
            assert [entry.title for entry in data.entries] == [expected], path + name
            assert expected not in data.feed.title
            assert client.head(path + name).status_code == 200


def test_a_feed_follows_its_page(client: Client) -> None:
    frame = publish_frame()
    person = publish_person(frame)
    old, person.path = person.path, "/nhan-vat/noi-moi/"
    person.save()
    person.old_paths.create(path=old)
    signals.moved.send(Shelf, shelf=person, old_path=old)
    answer = client.get(f"{old}rss.xml")
    assert (answer.status_code, answer["Location"]) == (301, "/nhan-vat/noi-moi/rss.xml")
    withdraw(person)
    assert client.get("/nhan-vat/noi-moi/rss.xml").status_code == 404


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


SITE_MAPS = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
  <xsd:simpleType name="loc"><xsd:restriction base="xsd:anyURI">
    <xsd:minLength value="12"/><xsd:maxLength value="2048"/></xsd:restriction></xsd:simpleType>
  <xsd:simpleType name="lastmod"><xsd:union memberTypes="xsd:date xsd:dateTime"/></xsd:simpleType>
  <xsd:element name="sitemapindex"><xsd:complexType><xsd:sequence>
    <xsd:element name="sitemap" minOccurs="0" maxOccurs="50000"><xsd:complexType><xsd:sequence>
      <xsd:element name="loc" type="loc"/><xsd:element name="lastmod" type="lastmod" minOccurs="0"/>
    </xsd:sequence></xsd:complexType></xsd:element>
  </xsd:sequence></xsd:complexType></xsd:element>
  <xsd:element name="urlset"><xsd:complexType><xsd:sequence>
    <xsd:element name="url" minOccurs="0" maxOccurs="50000"><xsd:complexType><xsd:sequence>
      <xsd:element name="loc" type="loc"/><xsd:element name="lastmod" type="lastmod" minOccurs="0"/>
      <xsd:any namespace="##other" minOccurs="0" maxOccurs="unbounded" processContents="skip"/>
    </xsd:sequence></xsd:complexType></xsd:element>
  </xsd:sequence></xsd:complexType></xsd:element>
</xsd:schema>"""
"""The rules of siteindex.xsd and sitemap.xsd of sitemaps.org (0.9), as far as we use them; a zone is asked for below."""

NEWS = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="http://www.google.com/schemas/sitemap-news/0.9"
    targetNamespace="http://www.google.com/schemas/sitemap-news/0.9" elementFormDefault="qualified">
  <xsd:element name="news"><xsd:complexType><xsd:all>
    <xsd:element name="publication"><xsd:complexType><xsd:all>
      <xsd:element name="name" type="xsd:string"/>
      <xsd:element name="language"><xsd:simpleType><xsd:restriction base="xsd:string">
        <xsd:pattern value="zh-cn|zh-tw|[a-z]{2,3}"/></xsd:restriction></xsd:simpleType></xsd:element>
    </xsd:all></xsd:complexType></xsd:element>
    <xsd:element name="publication_date"><xsd:simpleType>
      <xsd:union memberTypes="xsd:date xsd:dateTime"/></xsd:simpleType></xsd:element>
    <xsd:element name="title" type="xsd:string"/>
  </xsd:all></xsd:complexType></xsd:element>
</xsd:schema>"""
"""The rules of sitemap-news.xsd of Google (0.9), as far as we use them."""


def test_site_maps_follow_the_rules_of_their_schemas(client: Client) -> None:
    frame = publish_frame()
    publish_person(frame)
    publish_article("Bài «mới» & <hay>", section=frame["tin-tuc"])
    publish_article("The congress", section=frame["tin-tuc"], language="en")
    rules, news = (lxml.etree.XMLSchema(lxml.etree.fromstring(text)) for text in (SITE_MAPS, NEWS))
    parts = [address.removeprefix("https://tin.example") for address in locations(client, "/sitemap.xml")]
    for address in ("/sitemap.xml", *parts):
        root = lxml.etree.fromstring(client.get(address).content)
        rules.assertValid(root)
        for element in root.iter("{http://www.google.com/schemas/sitemap-news/0.9}news"):
            news.assertValid(lxml.etree.fromstring(lxml.etree.tostring(element)))
        for element in root.iter("{*}lastmod", "{*}publication_date"):
            assert dt.datetime.fromisoformat(element.text).tzinfo
    # What an address of a site map names is there.
    for part in parts:
        for url in locations(client, part):
            assert client.head(url.removeprefix("https://tin.example")).status_code == 200


def test_robots_are_led_to_the_site_maps_and_kept_from_the_newsroom(client: Client) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    assert robots.site_maps() == ["https://tin.example/sitemap.xml", "https://tin.example/sitemap-news.xml"]
    for path in ("/", "/tin-tuc/bai/", "/rss.xml", "/api/v2/articles/", "/anh/1/abc/400.jpg", "/so-do-trang/"):
        assert robots.can_fetch("Googlebot", f"https://tin.example{path}"), path
    for path in ("/quan-tri/", "/tai-khoan/login/", "/tim-kiem/?q=a"):
        assert not robots.can_fetch("Googlebot", f"https://tin.example{path}"), path


def security_fields(client: Client) -> dict[str, str]:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_whom_to_tell_of_a_weakness(client: Client, settings: Any) -> None:
    said = security_fields(client)
    assert said["Contact"] == "https://tin.example/"
    frame = publish_frame()
    assert security_fields(client)["Contact"] == "https://tin.example/gioi-thieu/"
    story = frame["imprint"].current.story
    details = story.details.model_copy(update={"email": "toasoan@tin.example"})
    publish(story.model_copy(update={"details": details}), "/gioi-thieu/")
    assert security_fields(client)["Contact"] == "mailto:toasoan@tin.example"
    settings.SECURITY_CONTACT = "https://tin.example/bao-loi/"
    said = security_fields(client)
    assert said["Contact"] == "https://tin.example/bao-loi/"
    assert said["Canonical"] == "https://tin.example/.well-known/security.txt"
    assert said["Preferred-Languages"] == "vi, en"


def test_the_end_of_security_txt_moves_on_by_itself(client: Client) -> None:
    ends = []
    for moment in ("2026-03-18T08:00:00+07:00", "2027-11-02T08:00:00+07:00"):
        with time_machine.travel(moment, tick=False):
            end = dt.datetime.fromisoformat(security_fields(client)["Expires"])
            assert dt.timedelta(days=90) < end - timezone.now() < dt.timedelta(days=365)
            ends.append(end)
    assert ends[0] < ends[1]


def test_the_site_map_for_people_leads_everywhere(client: Client) -> None:
    frame = publish_frame()
    feeds_of(frame)
    withdraw(publish_person(frame, 2, "Nguyễn Văn Gỡ"))
    page = client.get("/so-do-trang/").content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    for text in ("Tin tức", "Phiên trù bị 1", "Trần Thị Lụa", "Đại hội", f"{timezone.localdate():%m/%Y}", "JSON Feed"):
        assert text in main, text
    assert "Nguyễn Văn Gỡ" not in page
    found = re.findall(r'href="([^"#]+)"', main)
    assert {"/chu-de/dai-hoi/", "/nhan-vat/nguoi-1/", "/phien-hop/phien-1/", "/api/v2/", "/tin-tuc/rss.xml"} <= set(
        found
    )
    for address in set(found):
        assert client.get(address).status_code == 200, address
    assert 'href="/so-do-trang/"' in client.get("/").content.decode()


def test_a_short_link_survives_what_happens_to_its_page(client: Client) -> None:
    frame = publish_frame()
    shelf = publish_article("The congress", section=frame["tin-tuc"], language="en")
    short = f"/b/{shelf.pk}/"
    for number, path in enumerate(("/tin-tuc/mot/", "/khac/hai/", "/tin-tuc/mot/")):
        old, shelf.path = shelf.path, path
        shelf.save()
        shelf.old_paths.filter(path=path).delete()
        shelf.old_paths.create(path=old)
        signals.moved.send(Shelf, shelf=shelf, old_path=old)
        for ask in (client.get, client.head):
            answer = ask(short)
            assert (answer.status_code, answer["Location"]) == (302, path), number
            assert "max-age" not in answer["Cache-Control"]
    # What stood there before leads on, to the same page.
    assert client.get("/khac/hai/")["Location"] == "/tin-tuc/mot/"
    followed = client.get(short, follow=True, headers={"accept-language": "en"})
    assert (followed.status_code, followed["Content-Language"]) == (200, "vi")
    assert 'lang="en"' in followed.content.decode()
    assert client.get(f"{short}?utm_source=zalo&khac=1")["Location"] == "/tin-tuc/mot/?utm_source=zalo"
    withdraw(shelf, notice="Bài có sai sót.")
    for ask in (client.get, client.head):
        assert ask(short).status_code == 410
    assert "Bài có sai sót." in client.get(short).content.decode()
    assert client.get(f"/b/{2**70}/").status_code == client.get("/b/1/").status_code == 404
    assert client.post(short).status_code == 405
