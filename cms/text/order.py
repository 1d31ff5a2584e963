"""Vietnamese dictionary order: letters first (a ă â, d đ, e ê …), then the five tones."""

import unicodedata

_LETTERS = {letter: rank for rank, letter in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """A key that sorts texts syllable by syllable: by letters first, by tones where the letters are the same."""
    letters: list[tuple[int, ...]] = []
    tones: list[tuple[int, ...]] = []
    for syllable in unicodedata.normalize("NFC", text).lower().split():
        ranks: list[int] = []
        marks: list[int] = []
        for char in syllable:
            parts = unicodedata.normalize("NFD", char)
            tone = next((_TONES[mark] for mark in parts if mark in _TONES), 0)
            base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
            ranks.append(_LETTERS.get(base, 100 + ord(base[0])))
            marks.append(tone)
        letters.append(tuple(ranks))
        tones.append(tuple(marks))
    return tuple(letters), tuple(tones)


def given_name_first(name: str) -> str:
    """A name with its last word in front, as Vietnamese lists of persons are sorted: by given name."""
    *rest, given = name.split() or [""]
    return " ".join([given, *rest])
