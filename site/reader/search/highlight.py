"""Marks what was searched for in a text with its accents, and cuts the passage that has most of it."""

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from .query import Query
from .words import exact_word, fold_word

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"\s+|[/.-]")
"""What stands between words side by side, and in a day."""
_ENDED = re.compile(r"(?<=[^\s.!?:;…,”\"])\s*\n\s*")
"""The end of a line that is no sentence: a caption, a name, a topic."""
PASSAGE = 220
"""Characters of a passage."""


class Wanted:
    """The words to be marked. A word that was typed with marks is marked where it stands with these, if it does anywhere in the
    text, and not where it stands with others."""

    def __init__(self, query: Query, text: str) -> None:
        self._folded = {word for form in query.forms for word in form.folded}
        if query.day:
            self._folded |= {str(query.day.day), str(query.day.month), str(query.day.year)}
        form = query.form
        typed = {word for word, marks in zip(form.exact, form.marks, strict=True) if marks}
        if typed:
            there = {exact_word(word) for word in _WORD.findall(text.lower())}
            self._exact = typed & there
            self._only_exact = {
                folded for folded, exact in zip(form.folded, form.exact, strict=True) if exact in self._exact
            }
        else:
            self._exact = self._only_exact = set()

    def word(self, word: str) -> str:
        """The word without marks if it is wanted; else nothing."""
        folded = fold_word(word.lower())
        if folded not in self._folded:
            return ""
        if folded in self._only_exact and exact_word(word.lower()) not in self._exact:
            return ""
        return folded


def marked(text: str, query: Query) -> SafeString:
    """The text as HTML with ``<mark>`` around what was searched for. Where words stand side by side as they were typed, stray
    single ones are not marked: one syllable of a Vietnamese word says little."""
    return _marked(text, _together(_runs(text, Wanted(query, text))))


def marked_headline(text: str, query: Query) -> SafeString:
    """The same; stray words are marked only where all words that were typed are there."""
    wanted = Wanted(query, text)
    runs = _together(_runs(text, wanted))
    if len(runs) < len(set(query.folded)) and all(words == 1 for _start, _end, words in runs):
        return _marked(text, [])
    return _marked(text, runs)


def _together(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    if any(words > 1 for _start, _end, words in runs):
        return [run for run in runs if run[2] > 1]
    return runs


def _marked(text: str, runs: list[tuple[int, int, int]]) -> SafeString:
    pieces: list[str] = []
    done = 0
    for start, end, _words in runs:
        pieces.append(f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>")
        done = end
    pieces.append(escape(text[done:]))
    return mark_safe("".join(pieces))  # noqa: S308


def _runs(text: str, wanted: Wanted) -> list[tuple[int, int, int]]:
    """Start, end and number of words of each stretch of wanted words with nothing but spaces between them."""
    runs: list[tuple[int, int, int]] = []
    for match in _WORD.finditer(text):
        if not wanted.word(match[0]):
            continue
        if runs and _BETWEEN.fullmatch(text, runs[-1][1], match.start()):
            start, _end, words = runs[-1]
            runs[-1] = (start, match.end(), words + 1)
        else:
            runs.append((match.start(), match.end(), 1))
    return runs


def passage(text: str, query: Query) -> SafeString:
    """The passage of the text with most of the words searched for, side by side where they are; else its beginning."""
    text = " ".join(_ENDED.sub(" · ", text.strip()).split())
    wanted = Wanted(query, text)
    runs = _runs(text, wanted)
    best, start = 0, 0
    first = 0
    for last, (_start, end, _words) in enumerate(runs):
        while runs[first][0] < end - PASSAGE + 40 and first < last:
            first += 1
        # The longest stretch counts most, then different words, then how often they come.
        inside = runs[first : last + 1]
        words = {wanted.word(word) for at, to, _n in inside for word in _WORD.findall(text[at:to])}
        score = 20 * max(run[2] for run in inside) + 10 * len(words) + min(len(inside), 9)
        if score > best:
            best, start = score, runs[first][0]
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
