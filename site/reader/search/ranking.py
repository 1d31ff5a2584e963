"""Which of the pages found a reader most likely wants. The same on both databases: it looks at words, not at an index.

What counts, in this order: the words side by side rather than apart, in the headline rather than in the text, with the marks that
were typed, near the beginning, and lately.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .index import Page
from .index.document import token
from .query import Form, Query

_BEGINNING = 400
"""Characters of a page's words that say what it is about: headline and lede."""
_PERSON, _SESSION = token("kind:person"), token("kind:session")
_OTHER_WRITING = 0.95
"""What a number written otherwise counts for."""


@dataclass(frozen=True)
class Weights:
    """What each observation adds; all are between 0 and 1 before."""

    headline_words: float = 2.0
    headline_pairs: float = 3.0
    headline_whole: float = 3.0
    headline_alone: float = 2.5  # How much of the headline the query is.
    named: float = 2.0  # The headline of a person's or session's page has all words.
    holds_office: float = 2.0  # A person's page has the words side by side: the office.
    beginning_pairs: float = 1.5
    beginning_words: float = 0.7
    text_pairs: float = 4.0
    text_whole: float = 2.0
    often: float = 0.6
    marks_headline: float = 3.0
    marks_text: float = 2.0
    of_the_day: float = 4.0
    lately: float = 1.2


WEIGHTS = Weights()


def ranked(pages: Iterable[Page], query: Query, now: dt.datetime) -> list[Page]:
    """The pages, best first."""
    return sorted(pages, key=lambda page: (score(page, query, now), page.at, page.page_id), reverse=True)


def has_words(page: Page, query: Query) -> bool:
    """Whether the page has all the words in what is looked at of it, the quoted ones side by side."""
    return any(_has(page, form) for form in query.forms)


def _has(page: Page, form: Form) -> bool:
    for start, end in form.phrases:
        exact = any(form.marks[start:end])
        if not _whole(page.text_exact if exact else page.text, (form.exact if exact else form.folded)[start:end]):
            return False
    return all(f" {word} " in page.text for word in form.folded)


def score(page: Page, query: Query, now: dt.datetime) -> float:
    """How good a page answers the query; only to be compared with that of other pages."""
    found = WEIGHTS.lately * _lately(page.at, now)
    if query.day and token(f"day:{query.day}") in page.facets:
        found += WEIGHTS.of_the_day
    if query.folded:
        found += max(
            (_OTHER_WRITING if number else 1) * _of_form(page, form) for number, form in enumerate(query.forms)
        )
    return found


def _of_form(page: Page, form: Form) -> float:
    words = form.folded
    found = _in_headline(page, words) + _in_text(page, words)
    if form.any_marks:
        found += WEIGHTS.marks_headline * _marks(page.headline_exact, page.headline, form)
        found += WEIGHTS.marks_text * _marks(page.text_exact, page.text, form)
    return found


def _in_headline(page: Page, words: tuple[str, ...]) -> float:
    headline = page.headline
    share = _words_in(headline, words)
    found = WEIGHTS.headline_words * share * share
    found += WEIGHTS.headline_pairs * _pairs_in(headline, words)
    if _whole(headline, words):
        found += WEIGHTS.headline_whole
    if share == 1:
        found += WEIGHTS.headline_alone * min(1.0, len(set(words)) / max(1, len(headline.split())))
        if page.facets & {_PERSON, _SESSION}:
            found += WEIGHTS.named
    return found


def _in_text(page: Page, words: tuple[str, ...]) -> float:
    beginning = page.text[:_BEGINNING]
    found = WEIGHTS.beginning_pairs * _pairs_in(beginning, words) + WEIGHTS.beginning_words * _words_in(
        beginning, words
    )
    found += WEIGHTS.text_pairs * _pairs_in(page.text, words)
    times = page.text.count(_spaced(words))
    if times and _PERSON in page.facets:
        found += WEIGHTS.holds_office
    if times:
        found += WEIGHTS.text_whole + WEIGHTS.often * (1 - 1 / times)
    return found


def _words_in(text: str, words: tuple[str, ...]) -> float:
    return sum(f" {word} " in text for word in words) / len(words)


def _pairs_in(text: str, words: tuple[str, ...]) -> float:
    """How much of the query stands side by side; of a single word, whether it is there."""
    if len(words) == 1:
        return float(_whole(text, words))
    return sum(f" {first} {second} " in text for first, second in pairwise(words)) / (len(words) - 1)


def _marks(exact: str, folded: str, form: Form) -> float:
    """How many of the words that were typed with marks stand there as typed: side by side where they can, else anywhere."""
    if _whole(exact, form.exact):
        return 1.0
    if _whole(folded, form.folded):
        # The words as typed, with other marks: another word altogether.
        return 0.0
    marked = tuple(word for word, marks in zip(form.exact, form.marks, strict=True) if marks)
    return 0.8 * _words_in(exact, marked)


def _whole(text: str, words: tuple[str, ...]) -> bool:
    return _spaced(words) in text


def _spaced(words: tuple[str, ...]) -> str:
    return f" {' '.join(words)} "


def _lately(at: dt.datetime, now: dt.datetime) -> float:
    """1 for today and for what is to come, a half for a month ago, less and less before."""
    days = max(0.0, (now - at).total_seconds() / 86_400)
    return 1 / (1 + days / 30)
