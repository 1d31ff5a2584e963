"""By what a passage is found again: hashes of a few folded words in a row, of which a fixed part is kept (winnowing).

Which are kept follows from the words alone, so that a passage of ``LENGTH + WINDOW - 1`` words has one in common with whatever
page it was taken from, wherever it was cut. Of a headline all are kept: it is the shortest thing that people paste.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence

LENGTH = 5
WINDOW = 8
HEADLINE_LENGTH = 3
SHORTEST_HEADLINE = 4
"""Words: a shorter headline is a phrase that anybody may write."""
SHORT_PASTE = 40
"""Words: so much is looked up as a headline too."""
MOST_ASKED = 400
"""Hashes of one paste that are looked up."""


def of_page(headline: Sequence[str], body: Sequence[str]) -> set[int]:
    """What is kept of a page: of its headline everything, of the rest every fourth hash or so."""
    kept = {*_hashes(body, LENGTH, _BODY)} if len(body) < LENGTH + WINDOW else _winnowed(_hashes(body, LENGTH, _BODY))
    if len(headline) >= SHORTEST_HEADLINE:
        kept |= {whole_of(headline), *_hashes(headline, HEADLINE_LENGTH, _HEADLINE), *_hashes(headline, LENGTH, _BODY)}
    return kept


def of_paste(words: Sequence[str]) -> dict[int, tuple[int, int]]:
    """What is looked up of a paste, and of which words (from, to): all of a short one, as much as is allowed of a long one."""
    body = _hashes(words, LENGTH, _BODY)
    places = {value: (at, at + LENGTH) for at, value in reversed(list(enumerate(body)))}
    if len(body) > MOST_ASKED - SHORT_PASTE:
        kept = sorted(_winnowed(body))
        kept = [kept[at * len(kept) // MOST_ASKED] for at in range(MOST_ASKED)] if len(kept) > MOST_ASKED else kept
        places = {value: places[value] for value in kept}
    if SHORTEST_HEADLINE <= len(words) <= SHORT_PASTE:
        headline = _hashes(words, HEADLINE_LENGTH, _HEADLINE)
        places |= {value: (at, at + HEADLINE_LENGTH) for at, value in enumerate(headline)}
        places[whole_of(words)] = (0, len(words))
    return places


def telling(places: Mapping[int, tuple[int, int]], common: Collection[int], whole: int) -> set[int]:
    """Those that tell one page from others: not common, and not for the most part words of one that is.

    Of a phrase of the house not every hash is kept on every page, so that some of them look rare.
    """
    covered = {word for value in common for word in range(*places[value])}
    found = {
        value
        for value, (first, last) in places.items()
        if value not in common and 2 * sum(word not in covered for word in range(first, last)) > last - first
    }
    return found | ({whole} - set(common))


_BODY, _HEADLINE, _WHOLE = b"body", b"headline", b"whole"


def whole_of(words: Sequence[str]) -> int:
    """The fingerprint of a headline as a whole."""
    return _hash(" ".join(words), _WHOLE)


def _hashes(words: Sequence[str], length: int, sort: bytes) -> list[int]:
    return [_hash(" ".join(words[at : at + length]), sort) for at in range(len(words) - length + 1)]


def _hash(text: str, sort: bytes) -> int:
    """64 bits that are the same in every process and for ever: they are stored."""
    digest = hashlib.blake2b(text.encode(), digest_size=8, person=sort).digest()
    return int.from_bytes(digest, "big", signed=True)


def _winnowed(hashes: Sequence[int]) -> set[int]:
    """The smallest of each window."""
    last = max(len(hashes) - WINDOW + 1, 1)
    return {min(hashes[at : at + WINDOW]) for at in range(last)} if hashes else set()
