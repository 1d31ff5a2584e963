"""The bound of a slip: what passes it is a typing error, whatever somebody tries."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.publication.story import Change, Mention, QuoteBlock, Story, TextBlock
from cms.review.slips.rule import MOST_LETTERS, MOST_WORDS, why_no_slip

TEXT = (
    "Chiều ngày 18/3, các đại biểu đã thảo luận sôi nổi về bốn nội dung. Ông Trần Văn Mẫu nói: “Chúng ta làm đúng kế hoạch”. "
    "Hội nghị không bàn về việc khác và ghi nhận nhiều ý kiến xây dựng của cán bộ cơ sở."
)


def story(text: str = TEXT, lede: str = "Các đại biểu thảo luận.", **fields: Any) -> Story:
    given: dict[str, Any] = {
        "kind": "article",
        "page_id": 1,
        "slug": "bai",
        "headline": "Phiên họp thứ Nhất",
        "lede": lede,
        "blocks": (TextBlock(html=f"<p>{text}</p>"), QuoteBlock(text="Đúng kế hoạch.", name="Trần Văn Mẫu")),
        "mentions": (Mention(person_id=1, name="Trần Văn Mẫu", offices=("Chủ nhiệm văn phòng",)),),
    }
    return Story(**{**given, **fields})


def told(*kinds: str, note: str = "") -> tuple[Change, ...]:
    return tuple(Change(kind=kind, note=note) for kind in kinds or ("slip",))


def verdict(old: str, new: str) -> str:
    assert old in TEXT
    return why_no_slip(story(), story(TEXT.replace(old, new), changes=told()))


@pytest.mark.parametrize(
    "old,new",
    [
        ("thảo luận", "thảo lụân"),
        ("xây dựng", "xây dụng"),
        ("ghi nhận", "ghi nhậnn"),
        ("kiến xây", "kiếnxây"),
        ("nổi về", "nổi, về"),
        ("nhiều ý", "nhiêu ý"),
    ],
)
def test_a_typing_error_is_a_slip_in_both_directions(old: str, new: str) -> None:
    assert verdict(old, new) == ""
    assert why_no_slip(story(TEXT.replace(old, new)), story(changes=told())) == ""


def test_a_word_that_stands_there_twice_is_taken_out() -> None:
    assert why_no_slip(story(TEXT.replace("nội dung", "nội nội dung")), story(changes=told())) == ""


@pytest.mark.parametrize(
    "old,new",
    [
        ("18/3", "19/3"),
        ("bốn nội", "bôn nội"),
        ("Văn Mẫu", "Vân Mẫu"),
        ("làm đúng", "làm dúng"),
        ("không bàn", "khong bàn"),
        ("không bàn", "bàn"),
        ("đã thảo", "sẽ thảo"),
        ("ghi nhận nhiều", "ghi nhận rất nhiều"),
        ("nhiều ý", "ít ý"),
        ("đại biểu", "đaị biểu"),
        ("cơ sở", "cơ xở"),
        ("“Chúng ta", "Chúng ta"),
        ("ý kiến xây dựng của cán bộ", "ý kiến phản đối của cán bộ"),
        ("sôi nổi về", "sôi <b>nổi</b> về"),
        ("ghi nhận", '<a href="https://vi.du">ghi nhận</a>'),
        ("nội dung. Ông", "nội dung.</p><p>Ông"),
    ],
)
def test_what_somebody_could_be_quoted_with_is_none(old: str, new: str) -> None:
    assert verdict(old, new)


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Phiên họp thứ Hai"},
        {"slug": "khac"},
        {"day": "2026-03-18"},
        {"byline": ("Người khác",)},
        {"blocks": (TextBlock(html=f"<p>{TEXT}</p>"), QuoteBlock(text="Đúng kế hoach.", name="Trần Văn Mẫu"))},
        {"mentions": ()},
        {"changes": told("update")},
        {"changes": told("slip", "update")},
        {"changes": ()},
        {"changes": told(note="chữ " * 31)},
        {"language": "en"},
        {"expire_at": "2030-01-01T00:00:00Z"},
    ],
)
def test_anything_else_goes_the_whole_way(fields: dict[str, Any]) -> None:
    assert why_no_slip(story(), story(**{"changes": told(), **fields}))


def test_too_many_words() -> None:
    words = ["thảo", "sôi", "nội", "việc", "nhiều", "xây"]
    for count in (MOST_WORDS, MOST_WORDS + 1):
        text = TEXT
        for word in words[:count]:
            text = text.replace(word, f"{word}h", 1)
        assert bool(why_no_slip(story(), story(text, changes=told()))) == (count > MOST_WORDS)


_LETTERS = st.text(alphabet=" aăâbcdđeêghiklmnoôơpqrstuưvxyạảãàáệộợ0123456789ABC.,“”<>&", max_size=6)


@st.composite
def _edits(draw: st.DrawFn) -> str:
    """The text with a few stretches of it replaced."""
    text = TEXT
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(_LETTERS) + text[start + draw(st.integers(0, 6)) :]
    return text


def _counted(text: str) -> list[str]:
    """Numbers and names of a text, told by a rule of our own."""
    return [word.strip(".,:;“”") for word in re.sub(r"<[^>]*>", " ", text).split() if re.search(r"[0-9A-ZĐÔ]", word)]


@given(_edits())
def test_whatever_passes_keeps_numbers_names_quotes_and_length(text: str) -> None:
    after = story(text, changes=told())
    if why_no_slip(story(), after):
        return
    html = after.blocks[0].html
    assert _counted(html) == _counted(f"<p>{TEXT}</p>")
    assert re.findall("“.*?”", html) == re.findall("“.*?”", TEXT)
    assert html.split().count("không") == 1
    was, now = f"<p>{TEXT}</p>".split(), html.split()
    assert abs(len(was) - len(now)) <= MOST_WORDS
    gone = sum((was.count(word) - now.count(word)) for word in set(was) if was.count(word) > now.count(word))
    assert gone <= MOST_WORDS
    assert abs(len("".join(was)) - len("".join(now))) <= MOST_WORDS * MOST_LETTERS + 5


@given(st.integers(0, 200), st.sampled_from("aeiouhnt"))
def test_one_letter_in_a_plain_word_is_a_slip(place: int, letter: str) -> None:
    plain = ["thảo", "luận", "nội", "dung", "việc", "khác", "nhiều", "xây", "dựng"]
    word = plain[place % len(plain)]
    at = place % (len(word) + 1)
    typed = word[:at] + letter + word[at:]
    assert why_no_slip(story(TEXT.replace(word, typed, 1)), story(changes=told())) == ""


def test_the_words_about_slips_add_up() -> None:
    fifteen = " ".join(["chữ"] * 15)
    assert why_no_slip(story(), story(changes=told("slip", "slip", note=fifteen))) == ""
    assert why_no_slip(story(), story(changes=told("slip", "slip", "slip", note=fifteen))) != ""
    assert why_no_slip(story(), story(changes=told(note="chữ" * 200))) != "", "one word of no end"


def test_a_text_that_was_written_anew_is_told_from_a_slip_at_once() -> None:
    """Ten times as long as any article: what is compared is bounded, so this ends at once whatever stands there."""
    many = "nhiều ý kiến " * 10_000
    assert why_no_slip(story(many), story(many.replace("ý kiến", "điều khác"), changes=told())) != ""
    assert why_no_slip(story(many), story("khac" * 10_000 + many, changes=told())) != ""
    assert why_no_slip(story(many), story(many + "nhiều ý kiếm ", changes=told())) != "", "a word was added"
