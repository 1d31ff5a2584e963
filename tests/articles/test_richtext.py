"""Pasted text comes out clean, and one text has one spelling."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from cms.articles.blocks import TextBlock
from cms.articles.context import StoryContext
from cms.articles.richtext import settled

from .samples import SAMPLES

WORD = (SAMPLES / "word-clipboard.html").read_text(encoding="utf-8")
CLEAN = (
    "<h3>Kết luận của hội nghị</h3>"
    "<p>Phó Bí thư Thường trực Thành ủy <b>Trần Thị Lụa</b> nhấn mạnh: “Rõ việc, rõ đầu mối, rõ trách nhiệm”.</p>"
    "<ul><li>Quy chế làm việc;</li><li>Kế hoạch hoạt động.</li></ul>"
    '<p>Theo <a href="https://example.org/ke-hoach">kế hoạch</a>, <i>tổ giúp việc</i> báo cáo hằng tháng.</p>'
    "<p>Dòng thứ hai.</p>"
)


def test_word_clipboard_is_clean_when_stored_and_in_the_story() -> None:
    block = TextBlock()
    stored = block.clean(RichText(WORD))
    assert stored.source == CLEAN
    for value in (stored, RichText(WORD)):
        text = block.to_story(value, StoryContext())
        assert text is not None
        assert text.html == CLEAN


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<p></p>", ""),
        ('<p data-block-key="abc12">Một</p>', "<p>Một</p>"),
        ("<p>a<br/>b</p>", "<p>a</p><p>b</p>"),
        ("<script>alert(1)</script><p>b</p>", "<p>b</p>"),
        ('<p onclick="x()">b</p>', "<p>b</p>"),
        ('<p><a href="javascript:x()">b</a></p>', "<p>b</p>"),
        ('<p><a linktype="document" id="3">b</a></p>', "<p>b</p>"),
        ('<p><a linktype="page">b</a></p>', "<p>b</p>"),
        ('<p><a linktype="page" id="x">b</a></p>', "<p>b</p>"),
        ("bare words", "<p>bare words</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a – b</p>"),
        ("<li>lost</li>", "<p>lost</p>"),
        (unicodedata.normalize("NFD", "<p>Đại hội</p>"), "<p>Đại hội</p>"),
    ],
)
def test_one_spelling(html: str, expected: str) -> None:
    assert settled(html) == expected


@pytest.mark.django_db
def test_a_link_to_a_page_keeps_its_number_even_if_the_page_is_gone() -> None:
    assert settled('<p><a linktype="page" id="7">b</a></p>') == '<p><a linktype="page" id="7">b</a></p>'


TAGS = st.sampled_from(["p", "b", "i", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4", "br", "a", "div", "span"])
WORDS = st.sampled_from(["Đại hội", " ", "  ", "&nbsp;", "a", "“b”", "\n", "<", "&amp;", "·  x"])
PARTS = st.one_of(
    WORDS,
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.just('<a href="https://example.org/">'),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARTS, max_size=14).map("".join))
def test_the_spelling_is_a_fixed_point(html: str) -> None:
    once = settled(html)
    assert settled(once) == once
