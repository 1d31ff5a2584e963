"""Words: whole syllables with their marks, numbers with their points; quick, and bounded whatever the text."""

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.review.comparison.matching import Budget, rising
from cms.review.comparison.words import steps, tokens


def marked(old: str, new: str) -> str:
    """The change as people write it: ``[removed]{added}``."""
    told, old_at, new_at = "", 0, 0
    for op, size in steps(old, new, Budget()):
        if op == "removed":
            told += f"[{old[old_at : old_at + size]}]"
        elif op == "added":
            told += f"{{{new[new_at : new_at + size]}}}"
        else:
            told += new[new_at : new_at + size]
        old_at += size if op != "added" else 0
        new_at += size if op != "removed" else 0
    assert (old_at, new_at) == (len(old), len(new))
    return told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("các đại biểu dự", "các đại diện dự", "các đại [biểu]{diện} dự"),
        ("hoà bình", "hòa bình", "[hoà]{hòa} bình"),
        (
            "ngày 18/3/2026, tại hội trường",
            "ngày 19/3/2026, tại hội trường",
            "ngày [18/3/2026]{19/3/2026}, tại hội trường",
        ),
        ("có 1.250 phiếu", "có 1.260 phiếu", "có [1.250]{1.260} phiếu"),
        ("thảo luận và cho ý kiến", "thảo luận, cho ý kiến", "thảo luận[ và]{,} cho ý kiến"),
        ("Phiên họp bế mạc", "Phiên họp", "Phiên họp[ bế mạc]"),
        ("", "Sa-pô", "{Sa-pô}"),
    ],
)
def test_a_change_is_told_in_whole_words(old: str, new: str, told: str) -> None:
    assert marked(old, new) == told


def test_marks_stay_with_their_letter() -> None:
    assert tokens("Tie\u0302\u0301ng Vie\u0302\u0323t") == ["Tie\u0302\u0301ng", " ", "Vie\u0302\u0323t"]


def test_a_rewritten_sentence_is_not_cut_to_pieces() -> None:
    old = "Chiều nay, Ban Tổ chức đã công bố danh sách, và chương trình của các phiên làm việc."
    new = "Sáng mai, nhiều đoàn viên sẽ ra quân dọn vệ sinh, trồng cây trên những tuyến đường lớn."
    assert marked(old, new).count("[") == 1


@given(st.text("ab áế,. 1\n", max_size=60), st.text("ab áế,. 1\n", max_size=60))
def test_nothing_is_lost_and_nothing_invented(old: str, new: str) -> None:
    removed_first = "".join(
        "r" if step.op == "removed" else "a" if step.op == "added" else "s" for step in steps(old, new, Budget())
    )
    assert "ar" not in removed_first and "ss" not in removed_first
    marked(old, new)


def _words(count: int, seed: int, vocabulary: int = 900) -> list[str]:
    chance = random.Random(seed)
    return [f"từ{chance.randrange(vocabulary)}" for _ in range(count)]


def test_a_block_of_200_kb_is_still_told_word_by_word() -> None:
    old = _words(32_000, 1)
    new = ["khác" if at % 101 == 50 else word for at, word in enumerate(old)]
    begun = time.perf_counter()
    told = marked(" ".join(old), " ".join(new))
    assert told.count("{khác}") > 300
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ".join(_words(40_000, 1)), " ".join(_words(40_000, 2))),
        (" ".join(_words(60_000, 1, 2)), " ".join(_words(60_000, 2, 2))),
        ("a " * 100_000, "a " * 99_990 + "b"),
        ("," * 200_000, "," * 100_000 + "." + "," * 99_999),
        ("á" * 200_000, "á" * 199_999 + "b"),
    ],
    ids=["unrelated", "two words", "one word", "signs", "no blank"],
)
def test_no_text_takes_long(old: str, new: str) -> None:
    begun = time.perf_counter()
    marked(old, new)
    # Under a second on an idle machine; left alone, difflib takes minutes.
    assert time.perf_counter() - begun < 20


@given(st.lists(st.integers(0, 40), unique=True, max_size=9), st.data())
def test_the_heaviest_rising_chain(heights: list[int], data: st.DataObject) -> None:
    steps_ = [(height, data.draw(st.integers(1, 5))) for height in heights]
    best = 0
    for chosen in range(2 ** len(steps_)):
        chain = [step for at, step in enumerate(steps_) if chosen >> at & 1]
        if all(one[0] < two[0] for one, two in itertools.pairwise(chain)):
            best = max(best, sum(weight for _height, weight in chain))
    found = [steps_[at] for at in rising(steps_)]
    assert sorted(found) == found
    assert sum(weight for _height, weight in found) == best
