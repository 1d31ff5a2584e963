"""Whatever a comparison holds can be shown, with a number for each change, nothing of a text being markup."""

import re

import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.publication.story import Story
from cms.review.comparison.compare import compare
from cms.review.comparison.markup import segments_html
from cms.review.comparison.shown import Section, sections_of

from .stories import pairs
from .test_blocks import article, text

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
