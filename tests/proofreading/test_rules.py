"""What stops a story from being submitted."""

import datetime as dt
from typing import Any

import pytest

from cms.proofreading.check import findings, stops
from cms.proofreading.finding import Severity
from cms.publication.story import (
    AgendaBlock,
    AgendaItem,
    GalleryBlock,
    Photo,
    PhotoBlock,
    QuoteBlock,
    RelatedBlock,
    Story,
    TableBlock,
    TextBlock,
)

pytestmark = pytest.mark.django_db

PHOTO = Photo(image_id=1, sha256="a" * 64, width=1200, height=800, alt="Hội trường", caption="Toàn cảnh", credit="An")
NO_CREDIT = PHOTO.model_copy(update={"credit": " "})
NO_ALT = PHOTO.model_copy(update={"alt": ""})
TEXT = TextBlock(html="<p>Các đại biểu đã thảo luận.</p>")


def article(*blocks: Any, **fields: Any) -> Story:
    whole: dict[str, Any] = {
        "kind": "article",
        "page_id": 1,
        "slug": "phien-hop",
        "headline": "Phiên họp thứ Nhất",
        "lede": "Chiều 18/3, Tiểu ban họp.",
        "day": dt.date(2026, 3, 18),
        "blocks": blocks or (TEXT,),
    }
    return Story(**{**whole, **fields})


def codes(story: Story) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.block) for finding in findings(story)]


def test_a_whole_article_has_no_findings() -> None:
    assert findings(article(TEXT, PhotoBlock(photo=PHOTO), lead_photo=PHOTO)) == []


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (article(headline=" "), [("headline.missing", None)]),
        (article(lede=""), [("lede.missing", None)]),
        (article(day=None), [("day.missing", None)]),
        (article(blocks=()), [("body.missing", None)]),
        (article(RelatedBlock(page_ids=(3,))), [("body.missing", None)]),
        (article(TEXT, PhotoBlock(title="Tên", caption="Chú thích")), [("photo.missing", 1)]),
        (article(PhotoBlock(photo=NO_CREDIT)), [("photo.no_credit", 0)]),
        (article(TEXT, GalleryBlock(photos=(PHOTO, NO_ALT))), [("photo.no_alt", 1)]),
        (article(lead_photo=NO_CREDIT), [("photo.no_credit", None)]),
        (article(GalleryBlock(photos=())), [("gallery.empty", 0)]),
        (article(QuoteBlock(text="", name="An")), [("quote.empty", 0)]),
        (article(QuoteBlock(text="Rõ việc.")), [("quote.nobody", 0)]),
        (article(TextBlock(html="<p>Có [[số <b>phiếu</b>]] phiếu</p>")), [("slot.open", 0)]),
        (article(headline="Kết quả: [[số phiếu]]"), [("slot.open", None)]),
        (article(AgendaBlock(items=(AgendaItem(title="[[việc]]"),))), [("slot.open", 0)]),
        (article(TEXT, TableBlock(rows=(("a", "[[b]]"), ("[[c]]", "d")))), [("slot.open", 1), ("slot.open", 1)]),
    ],
)
def test_what_stops_an_article(story: Story, expected: list[tuple[str, int | None]]) -> None:
    assert codes(story) == expected
    assert len(stops(story)) == len(expected)
    for finding in findings(story):
        assert finding.severity is Severity.STOP
        assert finding.message


def test_a_finding_names_the_slot_and_the_photo() -> None:
    story = article(TextBlock(html="<p>[[số phiếu]]</p>"), PhotoBlock(title="Toàn cảnh phiên họp"))
    slot, photo = findings(story)
    assert "số phiếu" in slot.message
    assert "Toàn cảnh phiên họp" in photo.message
    assert (slot.block, photo.block) == (0, 1)


def test_other_kinds_of_pages_need_no_lede() -> None:
    story = Story(kind="section", page_id=1, slug="tin-tuc", headline="Tin tức")
    assert findings(story) == []
