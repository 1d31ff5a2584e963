"""What stands in and around the text of an article."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.publication.render_body import Target
from cms.publication.story import Mention, SessionRef, TextBlock, Topic
from reader import named
from reader.reading_time import minutes as minutes_of
from tests.factories.reader import publish_article, publish_frame, publish_person, publish_session, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

LUA = Mention(person_id=1, name="Trần Thị Lụa", offices=("Bí thư Thành ủy",))


def text(response) -> str:
    return response.content.decode()


def body_of(page: str) -> str:
    return page.partition('<div class="body"')[2].partition("<footer>")[0]


def test_a_person_in_the_text_leads_to_their_page_once_with_the_office_of_that_day(client: Client) -> None:
    frame = publish_frame()
    person = publish_person(frame)
    html = "<h3>Trần Thị Lụa nói gì</h3><p>Đồng chí Trần Thị Lụa dự. Bà Trần Thị Lụa phát biểu.</p>"
    shelf = publish_article(section=frame["tin-tuc"], blocks=(TextBlock(html=html),), mentions=(LUA,))
    body = body_of(text(client.get(shelf.path)))
    link = f'<a class="person" href="{person.path}" title="Bí thư Thành ủy">Trần Thị Lụa</a>'
    assert body.count(link) == 1
    assert f"Đồng chí {link} dự. Bà Trần Thị Lụa phát biểu." in body


def test_a_person_without_a_public_page_stays_text(client: Client) -> None:
    frame = publish_frame()
    blocks = (TextBlock(html="<p>Trần Thị Lụa dự.</p>"),)
    shelf = publish_article(section=frame["tin-tuc"], blocks=blocks, mentions=(LUA,))
    assert 'class="person"' not in text(client.get(shelf.path))


def test_a_name_within_another_is_not_taken_for_it() -> None:
    people = [
        (Mention(person_id=1, name="Trần Lụa"), Target("/1/", "")),
        (Mention(person_id=2, name="Trần Lụa Anh"), Target("/2/", "")),
    ]
    html = named.linked("<p>Trần Lụa Anh và Trần Lụa, Trần Luận; <a href='/x/'>Trần Lụa</a></p>", people)
    assert re.findall(r'href="(/\d/)"[^>]*>([^<]+)<', html) == [("/2/", "Trần Lụa Anh"), ("/1/", "Trần Lụa")]


@given(st.lists(st.sampled_from(["<p>", "</p>", "<a href='/'>", "</a>", "An", "Bình", " ", "&amp;", "<h2>", "</h2>"])))
def test_links_to_people_change_no_word_of_the_text(parts: list[str]) -> None:
    html = "".join(parts)
    people = [
        (Mention(person_id=1, name="An"), Target("/1/", "")),
        (Mention(person_id=2, name="Bình"), Target("/2/", "")),
    ]
    found = str(named.linked(html, people))
    assert re.sub(r"<[^>]*>", "", found) == re.sub(r"<[^>]*>", "", html)
    assert re.sub(r'<a class="person"[^>]*>([^<]*)</a>', r"\1", found) == html


def test_a_long_article_has_contents_that_lead_to_its_headings(client: Client) -> None:
    frame = publish_frame()
    html = "".join(f"<h3>Phần <b>thứ {n}</b></h3><p>Chữ.</p>" for n in (1, 2, 3))
    shelf = publish_article(section=frame["tin-tuc"], blocks=(TextBlock(html=html),))
    page = text(client.get(shelf.path))
    assert re.findall(r'<a href="#(muc-[^"]+)">([^<]+)</a>', page) == [
        (f"muc-phan-thu-{n}", f"Phần thứ {n}") for n in (1, 2, 3)
    ]
    assert re.findall(r'<h2 id="(muc-[^"]+)">', page) == [f"muc-phan-thu-{n}" for n in (1, 2, 3)]
    short = publish_article("Bài ngắn", section=frame["tin-tuc"], blocks=(TextBlock(html="<h3>Một</h3><p>Hai</p>"),))
    assert 'class="contents"' not in text(client.get(short.path))


@pytest.mark.parametrize(("syllables", "minutes"), [(0, 1), (1, 1), (240, 1), (241, 2), (2400, 10)])
def test_reading_time_is_that_of_an_unhurried_reader(syllables: int, minutes: int) -> None:
    assert minutes_of("chữ " * syllables) == minutes


def test_an_article_says_its_place_in_its_session_and_turns_to_its_neighbours(client: Client) -> None:
    frame = publish_frame()
    session = publish_session(frame)
    at = timezone.now() - dt.timedelta(days=1)
    of_session = SessionRef(session_id=1, name="Phiên trù bị")
    first, second, third = [
        publish_article(f"Bài số {n}", section=frame["tin-tuc"], at=at + dt.timedelta(hours=n), session=of_session)
        for n in (1, 2, 3)
    ]
    page = text(client.get(second.path))
    assert "bài 2/3" in page
    assert f'<a href="{session.path}" lang="vi">Phiên trù bị</a>' in page
    turn = page.partition('<nav class="turn"')[2].partition("</nav>")[0]
    assert re.findall(r'<a rel="(\w+)" href="([^"]+)"', turn) == [("prev", first.path), ("next", third.path)]
    withdraw(third)
    page = text(client.get(second.path))
    assert "bài 2/2" in page
    assert third.path not in page


def test_what_to_read_on_shares_people_and_topics_and_says_which(client: Client) -> None:
    frame = publish_frame()
    topic = Topic(slug="quy-hoach", name="Quy hoạch")
    at = timezone.now() - dt.timedelta(days=2)
    by_topic = publish_article("Cùng chủ đề", section=frame["tin-tuc"], at=at, topics=(topic,))
    by_both = publish_article("Cùng cả hai", section=frame["tin-tuc"], at=at, topics=(topic,), mentions=(LUA,))
    publish_article("Không liên quan", section=frame["tin-tuc"])
    shelf = publish_article("Bài đang đọc", section=frame["tin-tuc"], topics=(topic,), mentions=(LUA,))
    page = text(client.get(shelf.path)).partition('id="lien-quan"')[2].partition("</section>")[0]
    assert re.findall(r'<h3><a href="([^"]+)"', page) == [by_both.path, by_topic.path]
    assert "Cùng nói về: Trần Thị Lụa, Quy hoạch" in page
    alone = publish_article("Bài lẻ", section=frame["tin-tuc"])
    assert 'id="lien-quan"' not in text(client.get(alone.path))


def test_a_session_shows_its_coverage_before_on_and_after_its_day(client: Client) -> None:
    frame = publish_frame()
    today = timezone.localdate()
    session = publish_session(frame, day=today - dt.timedelta(days=5))
    for headline, days in (("Trước", 9), ("Trong", 5), ("Sau", 1)):
        publish_article(
            headline,
            section=frame["tin-tuc"],
            at=timezone.now() - dt.timedelta(days=days),
            session=SessionRef(session_id=1, name="Phiên"),
        )
    page = text(client.get(session.path))
    groups = re.findall(
        r'class="when"><h3>([^<]+)</h3>\s*<div class="list">.*?<h4><a[^>]*>([^<]+)</a>',
        page,
        re.DOTALL,
    )
    assert groups == [("Sau phiên họp", "Sau"), ("Trong ngày họp", "Trong"), ("Trước phiên họp", "Trước")]


def test_a_session_turns_to_the_ones_before_and_after(client: Client) -> None:
    frame = publish_frame()
    day = timezone.localdate()
    one, two, three = [publish_session(frame, n, day=day + dt.timedelta(days=n)) for n in (1, 2, 3)]
    turn = text(client.get(two.path)).partition('<nav class="turn sessions-turn"')[2].partition("</nav>")[0]
    assert re.findall(r'<a rel="(\w+)" href="([^"]+)"', turn) == [("prev", one.path), ("next", three.path)]


def test_sharing_is_plain_links_to_the_short_address(client: Client, settings) -> None:
    settings.PUBLIC_BASE_URL = "https://tin.example"
    shelf = publish_article(section=publish_frame()["tin-tuc"])
    page = text(client.get(shelf.path))
    short = f"https%3A%2F%2Ftin.example%2Fb%2F{shelf.pk}%2F"
    for start in ("https://zalo.me/share?url=", "https://www.facebook.com/sharer/sharer.php?u="):
        assert f'href="{start}{short}"' in page
    assert f'<a href="https://tin.example/b/{shelf.pk}/">tin.example/b/{shelf.pk}/</a>' in page
    assert f"https://tin.example/b/{shelf.pk}/" in page.partition("only-print")[2].partition("</p>")[0]


def test_a_name_that_two_people_bear_leads_to_neither(client: Client) -> None:
    frame = publish_frame()
    publish_person(frame)
    namesake = Mention(person_id=77, name="Trần Thị Lụa", offices=("Giám đốc Sở Xây dựng",))
    blocks = (TextBlock(html="<p>Trần Thị Lụa và Trần Thị Lụa cùng dự.</p>"),)
    shelf = publish_article(section=frame["tin-tuc"], blocks=blocks, mentions=(LUA, namesake))
    assert 'class="person"' not in body_of(text(client.get(shelf.path)))
