"""Vietnamese order inside the database, whatever collation the database has."""

from cms.text.order import sort_key

# How much of a text decides its place: a longer common beginning is no order that a person could see.
_LETTERS = 80


def collation_key(text: str) -> str:
    """A key of hexadecimal digits that sorts texts in Vietnamese dictionary order, as bytes or by any language's rules.

    At most 2 × 4 × 80 + 4 characters.
    """
    letters, tones = sort_key(text)
    return f"{_joined(letters, first=1)}0000{_joined(tones, first=1)}"


def _joined(syllables: tuple[tuple[int, ...], ...], *, first: int) -> str:
    """Four digits a rank; ``0000`` ends a syllable, so that a shorter one comes first."""
    ranks: list[int] = []
    for syllable in syllables:
        if ranks:
            ranks.append(0)
        ranks.extend(min(rank + first, 0xFFFF) for rank in syllable)
    return "".join(f"{rank:04x}" for rank in ranks[:_LETTERS])
