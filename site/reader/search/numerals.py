"""Numbers that papers write in several ways: «lần thứ XVIII», «lần thứ 18», «phiên thứ Nhất», «phiên thứ 1»."""

from collections.abc import Iterator, Sequence

_BEFORE = {"thu", "khoa", "lan", "phien", "ki", "so", "to"}
"""Folded words after which a number is an ordinal. Elsewhere «hai», «vi» and «xi» are words."""
_ONES = ("", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")
_FIRSTS = {1: "nhat", 4: "tu"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HIGHEST = 39


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        while number >= value:
            letters, number = letters + letter, number - value
    return letters


def _spelled(number: int) -> tuple[str, ...]:
    if number in _FIRSTS:
        return (_FIRSTS[number],)
    tens, ones = divmod(number, 10)
    before = ("muoi",) if tens == 1 else (_ONES[tens], "muoi") if tens else ()
    last = "lam" if ones == 5 and tens else _ONES[ones]
    return (*before, last) if last else before


_WAYS = {number: (_roman(number), _spelled(number)) for number in range(1, _HIGHEST + 1)}
_OF_ROMAN = {roman: number for number, (roman, _words) in _WAYS.items()}
_OF_WORDS = {words: number for number, (_letters, words) in _WAYS.items()}


def others(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The folded words with their first ordinal written in the other ways; nothing where there is none."""
    for at in range(1, len(words)):
        if words[at - 1] not in _BEFORE:
            continue
        found = _number_at(words, at)
        if found is None:
            continue
        number, length = found
        ways: tuple[tuple[str, ...], ...] = ((str(number),), (_WAYS[number][0],), _WAYS[number][1])
        for way in ways:
            if way != tuple(words[at : at + length]):
                yield (*words[:at], *way, *words[at + length :])
        return


def _number_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number that begins at the place, and how many words it takes."""
    for length in (3, 2, 1):
        spelled = tuple(words[at : at + length])
        if len(spelled) == length and spelled in _OF_WORDS:
            return _OF_WORDS[spelled], length
    word = words[at]
    if word in _OF_ROMAN:
        return _OF_ROMAN[word], 1
    if word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= _HIGHEST:
        return int(word), 1
    return None
