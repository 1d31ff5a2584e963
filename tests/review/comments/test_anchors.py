"""A passage is found again in a draft that was edited, or said to be gone."""

import pytest

from cms.publication.story import FactBoxBlock, Story, TableBlock, TextBlock
from cms.review.comments.anchors import Anchor, Place, locate, settled
from cms.review.comments.reading import Part, parts_of

FIRST = "Chiều 18/3, Tiểu ban họp phiên thứ Nhất tại Hội trường A."
SECOND = "Các đại biểu đã thảo luận về bốn nội dung, trong đó có quy chế làm việc."
THIRD = "Phiên họp thứ Hai sẽ diễn ra vào tháng sau."


def story(*paragraphs: str, lede: str = "Bốn nội dung đã được bàn.", **fields: object) -> Story:
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    blocks = (TextBlock(html=html), *fields.pop("blocks", ()))
    return Story(
        kind="article", page_id=1, slug="tin", headline="Phiên họp thứ Nhất", lede=lede, blocks=blocks, **fields
    )


def parts(*paragraphs: str, **fields: object) -> list[Part]:
    return parts_of(story(*paragraphs, **fields))


def mark(reading: list[Part], quote: str, part: str = "body") -> Anchor:
    """What a browser sends for words that are marked in a part."""
    text = next(each.text for each in reading if each.name == part)
    at = text.index(quote)
    return settled(reading, Anchor.marked(part, quote, text[max(0, at - 10) : at], text[at + len(quote) :][:10]))


def words_at(reading: list[Part], place: Place | None) -> str | None:
    if place is None:
        return None
    return next(part.text for part in reading if part.name == place.part)[place.start : place.end]


def test_every_word_of_a_draft_can_be_marked_once() -> None:
    reading = parts(
        FIRST,
        "<b>Đậm</b> và thường",
        dateline_place="Hà Nội",
        blocks=(
            FactBoxBlock(title="Số liệu", html="<p>Trong hộp.</p>"),
            TableBlock(caption="Bảng", rows=(("Tổ", "Số phiếu"), ("1", "20"))),
        ),
    )
    assert [(part.name, part.text) for part in reading] == [
        ("headline", "Phiên họp thứ Nhất"),
        ("lede", "Bốn nội dung đã được bàn."),
        ("dateline_place", "Hà Nội"),
        ("body", f"{FIRST} Đậm và thường Số liệu Trong hộp. Bảng Tổ | Số phiếu 1 | 20"),
    ]
    body = reading[-1]
    assert [body.text[passage.start : passage.end] for passage in body.passages] == [
        passage.text for passage in body.passages
    ]


def test_a_passage_stays_found_when_text_before_it_changes_and_when_it_moves() -> None:
    anchor = mark(parts(FIRST, SECOND, THIRD), "bốn nội dung")
    for edited in (
        parts("Một đoạn mới ở đầu.", FIRST, SECOND, THIRD),
        parts(FIRST.replace("Hội trường A", "Hội trường Thống Nhất"), SECOND),
        parts(THIRD, SECOND, FIRST),
    ):
        place = locate(edited, anchor)
        assert place and place.state == "stands"
        assert words_at(edited, place) == "bốn nội dung"


def test_of_the_same_words_twice_the_marked_ones_are_found() -> None:
    before = parts("Tổ 1 có 20 phiếu thuận.", "Tổ 2 có 20 phiếu thuận.")
    body = before[-1].text
    second = body.rindex("20 phiếu")
    anchor = settled(before, Anchor.marked("body", "20 phiếu", "Tổ 2 có ", " thuận."))
    place = locate(before, anchor)
    assert place and place.start == second
    edited = parts("Mở đầu.", "Tổ 1 có 20 phiếu thuận.", "Tổ 2 có 20 phiếu thuận.")
    place = locate(edited, anchor)
    assert place and place.start == edited[-1].text.rindex("20 phiếu")


def test_a_rewritten_passage_shows_what_stands_there_now() -> None:
    anchor = mark(parts(FIRST, SECOND, THIRD), "bốn nội dung")
    edited = parts(FIRST, SECOND.replace("bốn nội dung", "năm vấn đề lớn"), THIRD)
    place = locate(edited, anchor)
    assert place and place.state == "changed"
    assert words_at(edited, place) == "năm vấn đề lớn"


def test_a_rewritten_headline_is_still_the_headline() -> None:
    reading = parts(FIRST)
    anchor = mark(reading, "Phiên họp thứ Nhất", "headline")
    edited = parts_of(story(FIRST).model_copy(update={"headline": "Tiểu ban họp phiên đầu"}))
    place = locate(edited, anchor)
    assert place and (place.part, place.state) == ("headline", "changed")
    assert words_at(edited, place) == "Tiểu ban họp phiên đầu"


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param((FIRST, THIRD), id="its paragraph was removed"),
        pytest.param(
            (FIRST, "Các đại biểu đã thảo luận về, trong đó có quy chế làm việc.", THIRD), id="it was removed"
        ),
        pytest.param(("Một bài khác hẳn.",), id="all is new"),
    ],
)
def test_a_removed_passage_is_gone(edited: tuple[str, ...]) -> None:
    anchor = mark(parts(FIRST, SECOND, THIRD), "bốn nội dung")
    assert locate(parts(*edited, lede="Khác."), anchor) is None


def test_a_short_passage_is_not_found_inside_other_words() -> None:
    anchor = mark(parts("Có 4 phiếu trắng."), "4")
    assert locate(parts("Năm 2024 và điều 4 của quy chế."), anchor) is None


def test_half_a_word_can_be_marked() -> None:
    reading = parts(FIRST)
    anchor = mark(reading, "iểu ban họ")
    assert words_at(reading, locate(reading, anchor)) == "iểu ban họ"


def test_a_passage_over_several_paragraphs_is_one() -> None:
    reading = parts(FIRST, SECOND)
    anchor = settled(reading, Anchor.marked("body", "tại Hội trường A.\n\nCác đại biểu", "", ""))
    assert words_at(reading, locate(reading, anchor)) == "tại Hội trường A. Các đại biểu"


def test_of_a_very_long_passage_the_beginning_is_kept() -> None:
    long = " ".join(f"Câu số {number}." for number in range(200))
    reading = parts(long)
    anchor = settled(reading, Anchor.marked("body", long, "", ""))
    place = locate(reading, anchor)
    assert place and place.start == 0
    assert long.startswith(words_at(reading, place) or "?")


def test_what_a_browser_sends_decomposed_is_found_composed() -> None:
    reading = parts(FIRST)
    anchor = Anchor.marked("", "Tiê\u0309u ban   họp", "", "")
    assert words_at(reading, locate(reading, anchor)) == "Tiểu ban họp"
