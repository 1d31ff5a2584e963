"""Marks what was searched for in a text with its accents, and cuts the passage that has most of it."""

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from .query import Query, fold_word

_WORD = re.compile(r"[^\W_]+")
PASSAGE = 220
"""Characters of a passage."""


def marked(text: str, query: Query) -> SafeString:
    """The text as HTML with ``<mark>`` around what was searched for. Where words stand side by side as they were typed, stray
    single ones are not marked: one syllable of a Vietnamese word says little."""
    runs = _runs(text, set(query.folded))
    if any(words > 1 for _start, _end, words in runs):
        runs = [run for run in runs if run[2] > 1]
    pieces: list[str] = []
    done = 0
    for start, end, _words in runs:
        pieces.append(f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>")
        done = end
    pieces.append(escape(text[done:]))
    return mark_safe("".join(pieces))  # noqa: S308


def _runs(text: str, wanted: set[str]) -> list[tuple[int, int, int]]:
    """Start, end and number of words of each stretch of wanted words with nothing but spaces between them."""
    runs: list[tuple[int, int, int]] = []
    for match in _WORD.finditer(text):
        if fold_word(match[0]) not in wanted:
            continue
        if runs and not text[runs[-1][1] : match.start()].strip():
            start, _end, words = runs[-1]
            runs[-1] = (start, match.end(), words + 1)
        else:
            runs.append((match.start(), match.end(), 1))
    return runs


def passage(text: str, query: Query) -> SafeString:
    """The passage of the text with most of the words searched for, marked; its beginning where none is in it."""
    text = " ".join(text.split())
    wanted = set(query.folded)
    hits = [(match.start(), word) for match in _WORD.finditer(text) if (word := fold_word(match[0])) in wanted]
    best, start = 0, 0
    first = 0
    for last, (position, _word) in enumerate(hits):
        while hits[first][0] < position - PASSAGE:
            first += 1
        # Different words count most, then how often they come.
        score = 10 * len({word for _at, word in hits[first : last + 1]}) + min(last - first, 9)
        if score > best:
            best, start = score, hits[first][0]
    start = _word_start(text, max(0, start - 40))
    cut = text[start : start + PASSAGE]
    if start + PASSAGE < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return mark_safe(("… " if start else "") + marked(cut, query))  # noqa: S308


def _word_start(text: str, position: int) -> int:
    if position == 0:
        return 0
    space = text.find(" ", position)
    return space + 1 if 0 <= space < position + 40 else position
