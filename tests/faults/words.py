"""Words that show where a text went: each save has one of its own, which stands in no other and in no sentence of the site."""

import itertools
import json
import re
from typing import Any

WORD = re.compile(r"zq[bcdfghjkm]{5}")
_LETTERS = "bcdfghjkm"


class Words:
    """New words, in an order that a replay repeats."""

    def __init__(self) -> None:
        self._numbers = itertools.count()

    def new(self) -> str:
        number, letters = next(self._numbers), ""
        for _ in range(5):
            number, rest = divmod(number, len(_LETTERS))
            letters = _LETTERS[rest] + letters
        return f"zq{letters}"


def words_in(value: Any) -> frozenset[str]:
    """The words in a text, or in whatever JSON can hold; tags inside a word don't hide it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return frozenset(WORD.findall(re.sub(r"<[^>]*>", "", text)))
