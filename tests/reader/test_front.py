"""The front page as an editor arranged it: who stands where, what fills itself, and what a countdown says."""

import datetime as dt
import itertools
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.publication.models import Shelf
from cms.publication.story import (
    Document,
    DocumentsZone,
    EssayZone,
    FrontDetails,
    FrontZone,
    LeadZone,
    PhotoBlock,
    RiverZone,
    SecondZone,
    SectionsZone,
    SessionsZone,
    Story,
    Topic,
)
from reader.front import countdown
from tests.factories.reader import (
    make_photo,
    publish,
    publish_article,
    publish_document,
    publish_frame,
    publish_library,
    publish_session,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

NOW = dt.datetime(2026, 11, 15, 2, tzinfo=dt.UTC)


def arrange(*zones: FrontZone, **details: Any) -> Shelf:
    """The front page with these zones."""
    front = FrontDetails(tagline="Thành phố Mẫu", zones=zones, **details)
    story = Story(kind="front", page_id=9000, slug="trang-chu", headline="Trang tin Đại hội", details=front)
    return publish(story, "/")


def articles(count: int, **fields: Any) -> list[Shelf]:
    """Public articles «Bài 1», «Bài 2» …, the newest last."""
    at = timezone.now() - dt.timedelta(days=2)
    return [
        publish_article(f"Bài {number}", at=at + dt.timedelta(minutes=number), **fields)
        for number in range(1, count + 1)
    ]


def essay(title: str = "Phóng sự ảnh", **fields: Any) -> Shelf:
    photos = tuple(PhotoBlock(photo=make_photo(number)) for number in range(1, 6))
    return publish_article(title, genre="photo_essay", blocks=photos, **fields)


def zones(client: Client) -> list[tuple[str, list[str]]]:
    """The zones that readers see, in order, each with its headlines."""
    page = client.get("/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    parts = re.split(r'<section class="front-zone front-(\w+)[^"]*"', main)[1:]
    return [(name, headlines(body)) for name, body in zip(parts[::2], parts[1::2], strict=True)]


def headlines(html: str) -> list[str]:
    found = re.findall(r'<h[23]><a href="[^"]+">([^<]+)</a></h[23]>|<span class="what">([^<]+)</span>', html)
    return [first or second for first, second in found]


def test_zones_stand_in_the_order_of_the_editor_with_heading_and_note(client: Client) -> None:
    one, _two, three = articles(3, section=publish_frame()["tin-tuc"])
    arrange(
        RiverZone(heading="Tin mới", note="Cập nhật liên tục.", entries=5),
        LeadZone(page_id=one.pk),
        SecondZone(page_ids=(three.pk,), places=2),
    )
    page = client.get("/").content.decode()
    assert "Tin mới" in page and "Cập nhật liên tục." in page
    # The river stands above and takes the newest that nobody chose; the open place has nothing left.
    assert zones(client) == [("river", ["Bài 2"]), ("lead", ["Bài 1"]), ("second", ["Bài 3"])]


def test_no_article_stands_twice(client: Client) -> None:
    frame = publish_frame()
    shelves = articles(12, section=frame["tin-tuc"], topics=(Topic(slug="dai-hoi", name="Đại hội"),))
    arrange(
        LeadZone(),
        SecondZone(page_ids=(shelves[0].pk,), places=3),
        RiverZone(topic=Topic(slug="dai-hoi", name="Đại hội"), entries=2),
        RiverZone(section_id=frame["tin-tuc"].pk, entries=2),
        RiverZone(entries=2),
        SectionsZone(entries=2),
    )
    shown = zones(client)
    every = [headline for _zone, row in shown for headline in row]
    assert len(every) == len(set(every)) == 12
    assert shown[0] == ("lead", ["Bài 12"])
    assert shown[1] == ("second", ["Bài 1", "Bài 11", "Bài 10"])


def test_what_is_left_open_fills_itself(client: Client) -> None:
    frame = publish_frame()
    articles(8, section=frame["tin-tuc"])
    essay("Một ngày bên sông", section=frame["tin-tuc"], at=timezone.now() - dt.timedelta(days=9))
    arrange(LeadZone(), SecondZone(places=2), EssayZone(), RiverZone(entries=3))
    assert zones(client) == [
        ("lead", ["Bài 8"]),
        ("second", ["Bài 7", "Bài 6"]),
        ("essay", ["Một ngày bên sông"]),
        ("river", ["Bài 5", "Bài 4", "Bài 3"]),
    ]


def test_what_was_taken_back_is_gone_and_the_next_moves_up(client: Client) -> None:
    one, two, three, _four = articles(4, section=publish_frame()["tin-tuc"])
    arrange(LeadZone(page_id=one.pk), SecondZone(page_ids=(two.pk, three.pk), places=2))
    assert zones(client) == [("lead", ["Bài 1"]), ("second", ["Bài 2", "Bài 3"])]
    withdraw(one)
    assert zones(client) == [("lead", ["Bài 2"]), ("second", ["Bài 3", "Bài 4"])]


def test_what_is_over_is_gone_to_the_minute(client: Client) -> None:
    frame = publish_frame()
    end = timezone.now().replace(second=0, microsecond=0) + dt.timedelta(hours=1)
    ends = publish_article("Sắp hết hạn", section=frame["tin-tuc"], expire_at=end)
    articles(2, section=frame["tin-tuc"])
    arrange(LeadZone(page_id=ends.pk), RiverZone(entries=1))
    assert zones(client)[0] == ("lead", ["Sắp hết hạn"])
    with time_machine.travel(end, tick=False):
        assert zones(client) == [("lead", ["Bài 2"]), ("river", ["Bài 1"])]


def test_a_chosen_article_shows_once_it_is_public(client: Client) -> None:
    frame = publish_frame()
    articles(2, section=frame["tin-tuc"])
    arrange(LeadZone(page_id=8123), SecondZone(page_ids=(8124, 8124)))
    assert zones(client) == [("lead", ["Bài 2"]), ("second", ["Bài 1"])]
    publish_article("Vừa ra", page_id=8123, section=frame["tin-tuc"])
    assert zones(client)[0] == ("lead", ["Vừa ra"])


def test_a_front_page_from_before_there_were_zones_is_shown_as_ever(client: Client) -> None:
    frame = publish_frame()
    shelves = articles(20, section=frame["tin-tuc"])
    publish_session(frame, day=timezone.localdate() + dt.timedelta(days=3))
    arrange(lead_page_ids=(shelves[4].pk, shelves[2].pk))
    shown = dict(zones(client))
    assert list(shown) == ["lead", "second", "strip", "river", "sections"]
    assert shown["lead"] == ["Bài 5"]
    assert shown["second"] == ["Bài 3", "Bài 20", "Bài 19", "Bài 18"]
    assert len(shown["river"]) == 12 and shown["river"][0] == "Bài 17"


def test_a_river_of_a_section_that_is_gone_is_left_out(client: Client) -> None:
    frame = publish_frame()
    articles(3, section=frame["tin-tuc"])
    arrange(LeadZone(), RiverZone(section_id=424242), RiverZone(topic=Topic(slug="khong-co", name="Không có")))
    assert zones(client) == [("lead", ["Bài 3"])]


def test_sessions_of_a_day_give_way_to_those_to_come(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        frame = publish_frame()
        publish_session(frame, 1, dt.date(2026, 11, 16))
        publish_session(frame, 2, dt.date(2026, 11, 18))
        publish_session(frame, 3, dt.date(2026, 11, 18))
        publish_session(frame, 4, dt.date(2026, 11, 20))
        arrange(SessionsZone(day=dt.date(2026, 11, 18)))
        page = client.get("/").content.decode()
        assert zones(client) == [("strip", ["Phiên trù bị 2", "Phiên trù bị 3"])]
        assert "Còn 3 ngày" in page and "Thứ Tư, 18/11/2026" in page
    with time_machine.travel(NOW + dt.timedelta(days=4), tick=False):
        page = client.get("/").content.decode()
        assert zones(client) == [("strip", ["Phiên trù bị 4"])]
        assert "Ngày mai" in page and "Phiên họp sắp tới" in page


def test_the_countdown_goes_on_at_midnight_for_who_holds_the_page(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        publish_session(publish_frame(), 1, dt.date(2026, 11, 17))
        arrange(SessionsZone())
        held = client.get("/")
        assert "Còn 2 ngày" in held.content.decode()
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        again = client.get("/", headers={"if-none-match": held["ETag"]})
        assert again.status_code == 200
        assert "Ngày mai" in again.content.decode()


@pytest.mark.parametrize(
    ("days", "said"), [(12, "Còn 12 ngày"), (2, "Còn 2 ngày"), (1, "Ngày mai"), (0, "Hôm nay"), (-1, "")]
)
def test_what_the_countdown_says(days: int, said: str) -> None:
    today = dt.date(2026, 11, 15)
    assert countdown(today + dt.timedelta(days=days), today) == said


def test_a_photo_essay_shows_its_photos_and_leads_to_each(client: Client) -> None:
    shelf = essay("Một ngày bên sông", section=publish_frame()["tin-tuc"])
    arrange(EssayZone(page_id=shelf.pk, heading="Ống kính"))
    page = client.get("/").content.decode()
    assert zones(client) == [("essay", ["Một ngày bên sông"])]
    assert "Ống kính" in page and "5 ảnh" in page
    assert re.findall(rf'href="{shelf.path}(#[^"]+)"', page) == ["#anh-2", "#anh-3", "#anh-4"]


def test_documents_are_offered_for_download(client: Client) -> None:
    frame = publish_frame()
    articles(3, section=frame["tin-tuc"])
    paper = Document(
        document_id=4, sha256="a" * 64, title="Nghị quyết", filename="nghi-quyet.docx", size=20480, number="01-NQ/ĐH"
    )
    front = arrange(DocumentsZone(documents=(paper,), section_id=frame["tin-tuc"].pk, entries=2))
    page = client.get("/").content.decode()
    assert zones(client) == [("documents", ["Bài 3", "Bài 2"])]
    assert "01-NQ/ĐH" in page and "/nghi-quyet.docx" in page
    assert front.current is not None
    assert list(front.current.story.documents()) == [paper]
    assert "document:4" in front.current.story.facts()


def test_the_newest_of_the_library_stand_on_the_front_page(client: Client) -> None:
    library = publish_library(publish_frame())
    older = publish_document(library, "Báo cáo chính trị", day=dt.date(2026, 3, 1))
    newer = publish_document(library, "Nghị quyết Đại hội", day=dt.date(2026, 3, 18))
    arrange(DocumentsZone(section_id=library.pk, entries=2))
    page = client.get("/").content.decode()
    assert zones(client) == [("documents", ["Nghị quyết Đại hội", "Báo cáo chính trị"])]
    assert older.path in page and newer.path in page
    assert f'href="{library.path}"' in page


def test_headings_skip_no_level(client: Client) -> None:
    frame = publish_frame()
    articles(9, section=frame["tin-tuc"])
    essay(section=frame["tin-tuc"])
    for heading in ("", "Đề mục"):
        arrange(
            LeadZone(heading=heading),
            SecondZone(heading=heading, places=2),
            EssayZone(heading=heading),
            RiverZone(entries=2),
            SectionsZone(heading=heading),
        )
        page = client.get("/").content.decode()
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page[page.index("<main") :])]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_questions_do_not_grow_with_what_is_public(client: Client) -> None:
    frame = publish_frame()
    session = publish_session(frame, day=timezone.localdate() + dt.timedelta(days=1))
    fields: dict[str, Any] = {"section": frame["tin-tuc"], "topics": (Topic(slug="dai-hoi", name="Đại hội"),)}
    one, *others = articles(30, **fields)
    essay(section=frame["tin-tuc"])
    arrange(
        LeadZone(page_id=one.pk),
        SecondZone(page_ids=tuple(shelf.pk for shelf in others[:4])),
        SessionsZone(day=session.current.story.details.day),
        EssayZone(),
        RiverZone(entries=10),
        RiverZone(topic=Topic(slug="dai-hoi", name="Đại hội"), entries=5),
        DocumentsZone(section_id=frame["tin-tuc"].pk),
        SectionsZone(),
    )

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    before = cost()
    articles(40, **fields)
    assert cost() == before
    assert before <= 10
