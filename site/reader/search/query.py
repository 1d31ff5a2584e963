"""What a reader typed: words, phrases in quotation marks, a day. Only letters and digits pass, so nothing typed is an operator."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cms.text.normal import clean

from . import numerals
from .words import exact_word, fold_word, split

LONGEST = 200
"""Characters of a query that are read."""
MOST_WORDS = 12
"""Words of a query that are searched for: more make a search slower and not better."""
LONGEST_WORD = 40

_COURTESY = (("ông",), ("bà",), ("đồng", "chí"))
"""What stands before a name and is no part of it."""

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
_DAY = re.compile(
    r"(?<![\d/.-])(?:ng[aà]y\s+)?(\d{1,2})(?:\s*[/.-]\s*|\s+th[aá]ng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+n[aă]m\s+)(\d{4})(?![\d/.-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Form:
    """One way to write a query. ``exact`` stands beside ``folded`` word by word; ``marks`` says where the word was typed with
    marks; ``phrases`` are the parts, from word to word, that must stand side by side."""

    folded: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    marks: tuple[bool, ...] = ()
    phrases: tuple[tuple[int, int], ...] = ()

    @property
    def any_marks(self) -> bool:
        return any(self.marks)


@dataclass(frozen=True)
class Query:
    """A query: as typed, and what is searched for."""

    typed: str
    form: Form = Form()
    day: dt.date | None = None

    @classmethod
    def parse(cls, typed: str) -> "Query":
        """The query in what was typed; without words where nothing in it can be searched for."""
        text = " ".join(clean(typed[: LONGEST * 10]).split())[:LONGEST]
        day, rest = _day_in(text)
        return cls(text, _form(rest), day)

    def __bool__(self) -> bool:
        return bool(self.form.folded or self.day)

    @property
    def folded(self) -> tuple[str, ...]:
        """The words without marks, in their order."""
        return self.form.folded

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The ways to write it, as typed first: an ordinal is found however it was written, a name without its «đồng chí»."""
        if self.form.phrases:
            return (self.form,)
        bare = _without_courtesy(self.form)
        others = [_plain(words) for words in numerals.others(self.folded)]
        return (self.form, *([bare] if bare else []), *others)


def _day_in(text: str) -> tuple[dt.date | None, str]:
    """A day that is typed in full, and the text without it."""
    match = _DAY.search(text)
    if match is None:
        return None, text
    try:
        day = dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None, text
    return day, f"{text[: match.start()]} {text[match.end() :]}"


def _form(text: str) -> Form:
    words: list[str] = []
    phrases: list[tuple[int, int]] = []
    for part, quoted in _parts(text):
        taken = [word for word in split(part) if fold_word(word)][: MOST_WORDS - len(words)]
        if quoted and taken:
            phrases.append((len(words), len(words) + len(taken)))
        words += taken
    return Form(
        folded=tuple(fold_word(word)[:LONGEST_WORD] for word in words),
        exact=tuple((exact_word(word) or fold_word(word))[:LONGEST_WORD] for word in words),
        marks=tuple(exact_word(word) != fold_word(word) for word in words),
        phrases=tuple(phrases),
    )


def _without_courtesy(form: Form) -> Form | None:
    for words in _COURTESY:
        length = len(words)
        if len(form.folded) < length + 2 or form.folded[:length] != tuple(map(fold_word, words)):
            continue
        # «bà» is a courtesy; «ba», where marks are typed, is a number.
        if not form.any_marks or form.exact[:length] == tuple(map(exact_word, words)):
            return Form(form.folded[length:], form.exact[length:], form.marks[length:])
    return None


def _plain(words: tuple[str, ...]) -> Form:
    words = words[: MOST_WORDS + 2]
    return Form(words, words, (False,) * len(words))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of the text with whether they stand in quotation marks; a mark that is not closed is none."""
    done = 0
    for match in _QUOTED.finditer(text):
        yield text[done : match.start()], False
        yield match[1], True
        done = match.end()
    yield text[done:], False
