"""Two texts word by word, as a slip counts them: a word is what stands between blanks, with the signs at it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from cms.text.fold import fold

_TAG = re.compile(r"(<[^>]*>)")
_INSIDE_A_WORD = re.compile(r"</?(?:a|b|strong|i|em|u|s|sub|sup|span|code|mark|small)\b", re.IGNORECASE)


LONGEST = 200
"""Letters of a stretch that are compared; each one beyond counts as another one."""

LONGEST_STRETCH = 400
"""Words between the first and the last that differ within which single ones are looked for; a longer stretch counts as changed as
a whole, so that nobody waits for a text that was written anew."""


@dataclass(frozen=True)
class Changed:
    """A stretch of words that became another one; ``doubled`` where a word that stood there twice was taken out once."""

    before: str
    after: str
    doubled: bool = False

    @property
    def words(self) -> int:
        """How many words changed: the longer side counts."""
        return max(len(self.before.split()), len(self.after.split()))

    @property
    def letters(self) -> int:
        """How many letters and blanks would have to be typed to make one of the other."""
        return 0 if self.doubled else distance(self.before[:LONGEST], self.after[:LONGEST]) + self._beyond

    @property
    def _beyond(self) -> int:
        return max(len(self.before), len(self.after), LONGEST) - LONGEST

    def is_the_same_word(self) -> bool:
        """Whether each word is still seen in what became of it: the same letters in another order or with other marks, or half of
        it as it was. Words may be joined or divided as they are."""
        old, new = self.before.split(), self.after.split()
        if self.doubled or len(old) != len(new):
            return self.doubled or "".join(old) == "".join(new)
        return all(_alike(one, other) for one, other in zip(old, new, strict=True))


def changed_words(before: str, after: str) -> list[Changed]:
    """The stretches that differ, in their order. How wide the blanks are doesn't count."""
    old, new = before.split(), after.split()
    head = next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    shorter = min(len(old), len(new)) - head
    tail = next((at for at in range(shorter) if old[-1 - at] != new[-1 - at]), shorter)
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(inner_old), len(inner_new)) > LONGEST_STRETCH:
        return [Changed(" ".join(inner_old), " ".join(inner_new))]
    steps = SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes()
    return [_changed(old, new, a + head, b + head, c + head, d + head) for name, a, b, c, d in steps if name != "equal"]


def _changed(old: list[str], new: list[str], a: int, b: int, c: int, d: int) -> Changed:
    gone = old[a:b]
    doubled = c == d and gone in (old[max(0, 2 * a - b) : a], old[b : 2 * b - a])
    return Changed(" ".join(gone), " ".join(new[c:d]), doubled)


def _alike(one: str, other: str) -> bool:
    if sorted(fold(one)) == sorted(fold(other)):
        return True
    return 2 * distance(one, other) <= max(len(one), len(other))


def distance(one: str, other: str) -> int:
    """Letters to put in, take out or exchange."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, row[0] = row[0], at
        for place, mine in enumerate(other, 1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (letter != mine))
    return row[-1]


def texts_between(old: str, new: str) -> Iterator[tuple[str, str]] | None:
    """The texts between the tags of two pieces of HTML, side by side; None where a tag is another one."""
    one, other = _TAG.split(old), _TAG.split(new)
    if one[1::2] != other[1::2]:
        return None
    return ((html.unescape(a), html.unescape(b)) for a, b in zip(one[::2], other[::2], strict=True))


def whole_text(piece: str) -> str:
    """The text of HTML as it is read: words go on across bold and links, and end with a paragraph."""
    parts = _TAG.split(piece)
    parts[1::2] = ["" if _INSIDE_A_WORD.match(tag) else " " for tag in parts[1::2]]
    return html.unescape("".join(parts))
