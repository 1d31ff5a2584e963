"""Whatever a comparison holds can be shown, with a number for each change, nothing of a text being markup."""

import re

import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.publication.story import PhotoBlock, RelatedBlock, Story
from cms.review.comparison.compare import compare
from cms.review.comparison.markup import segments_html
from cms.review.comparison.shown import Section, sections_of

from .stories import pairs
from .test_blocks import article, photo, text

LONG = [f"Đoạn thứ {number} của bài, không ai sửa." for number in range(12)]


def html_of(sections: list[Section], sides: tuple[str, ...], everything: bool) -> str:
    context = {"sides": sides, "everything": everything, "titles": {7: "Trang bảy"}}
    return "".join(
        render_to_string("admin/review/comparison/section.html", {**context, "section": section})
        for section in sections
    )


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(pairs(), st.sampled_from([("both",), ("old", "new")]), st.booleans())
def test_every_change_is_there_once_and_every_text_escaped(
    versions: tuple[Story, Story], sides: tuple[str, ...], everything: bool
) -> None:
    sections = sections_of(compare(*versions), everything=everything)
    html = html_of(sections, sides, everything)
    numbers = [int(number) for number in re.findall(r'data-change="(\d+)"', html)]
    assert numbers == list(range(1, sum(section.count for section in sections) + 1))
    assert len(set(re.findall(r' id="([^"]+)"', html))) == len(re.findall(r' id="([^"]+)"', html))
    assert "<script" not in html and "onclick" not in html


def test_a_long_unchanged_stretch_is_folded_between_its_neighbours() -> None:
    changed = [*LONG[:6], LONG[6].replace("không ai", "có người"), *LONG[7:]]
    comparison = compare(article(text(*LONG)), article(text(*changed)))
    (section,) = sections_of(comparison, everything=False)
    assert [(stretch.folded, len(stretch.entries)) for stretch in section.stretches] == [
        (True, 5),
        (False, 3),
        (True, 4),
    ]
    (_facts, body) = sections_of(comparison, everything=True)
    assert [(stretch.folded, len(stretch.entries)) for stretch in body.stretches] == [(False, 12)]


def test_numbers_follow_the_text_where_something_else_changed_on_the_way_of_a_moved_paragraph() -> None:
    moved = [*LONG[1:6], LONG[6].replace("không ai", "có người"), *LONG[7:], LONG[0]]
    sections = sections_of(compare(article(text(*LONG)), article(text(*moved))), everything=False)
    html = html_of(sections, ("both",), everything=False)
    assert re.findall(r'data-change="(\d+)"', html) == ["1", "2"]
    assert re.findall(r'href="#thay-doi-(\d+)"', html) == ["2"]


def test_a_moved_paragraph_leaves_a_mark_that_leads_to_it() -> None:
    moved = [*LONG[1:], LONG[0]]
    sections = sections_of(compare(article(text(*LONG)), article(text(*moved))), everything=True)
    html = html_of(sections, ("both",), everything=True)
    assert re.findall(r'href="#(thay-doi-\d+)"', html) == re.findall(r'id="(thay-doi-\d+)"', html) == ["thay-doi-1"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<p>Một hai</p>", "<p>Một <b>hai</b></p>", "(in đậm)"),
        ("<p>Một <i>hai</i></p>", "<p>Một hai</p>", "(bỏ in nghiêng)"),
        ("<p>Một hai</p>", '<p>Một <a linktype="page" id="7">hai</a></p>', "(thêm liên kết tới “Trang bảy”)"),
        (
            '<p>Một <a href="https://a.vn/">hai</a></p>',
            '<p>Một <a href="https://b.vn/">hai</a></p>',
            "(liên kết đổi từ https://a.vn/ sang https://b.vn/)",
        ),
        ('<p>Một <a href="https://a.vn/">hai</a></p>', "<p>Một hai</p>", "(bỏ liên kết tới https://a.vn/)"),
        ("<p>Một</p>", '<p>Một <a href="https://a.vn/">hai</a></p>', "(dẫn tới https://a.vn/)"),
        ("<p>Một  hai</p>", "<p>Một&nbsp;hai</p>", "⍽"),
    ],
)
def test_a_change_of_setting_is_said_in_words(old: str, new: str, told: str) -> None:
    body = compare(article(text(old)), article(text(new))).story.listing("body")
    assert body is not None
    assert told in segments_html(body.entries[0].lines[0].segments, "both", {7: "Trang bảy"})


def test_related_pages_are_told_by_their_titles_whether_they_came_went_or_stayed() -> None:
    comparison = compare(article(RelatedBlock(page_ids=(7, 8, 9))), article(RelatedBlock(page_ids=(7, 9, 10))))
    (change,) = comparison.story.listing("body").entries  # type: ignore[union-attr]
    assert change.fate == "kept"
    html = html_of(sections_of(comparison, everything=False), ("both",), everything=True)
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "“Trang bảy”" in told and "bỏ: #8" in told and "thêm: #10" in told
    whole = html_of(
        sections_of(compare(article(), article(RelatedBlock(page_ids=(7,)))), everything=False), ("both",), False
    )
    assert "“Trang bảy”" in whole


def test_the_alt_text_of_a_new_photo_is_read_before_it_is_approved() -> None:
    html = html_of(
        sections_of(compare(article(), article(PhotoBlock(photo=photo(alt="Đại biểu bỏ phiếu")))), everything=False),
        ("both",),
        False,
    )
    assert "Đại biểu bỏ phiếu" in html.split("comparison-lines", 1)[1]


def test_a_note_on_the_setting_stands_apart_from_the_next_word() -> None:
    body = compare(article(text("<p>Một hai ba</p>")), article(text("<p>Một <b>hai </b>ba</p>"))).story.listing("body")
    assert body is not None
    html = segments_html(body.entries[0].lines[0].segments, "both", {})
    assert re.sub(r"<[^>]+>", "", html) in ("Một hai (in đậm) ba", "Một hai (in đậm) ba ")
