"""What may pass for a slip: told as one, of a public article, and some letters in a few words apart from what was last more than
slips. A bound from outside: who asks less of a slip than this has lost it."""

import json

from cms.publication.models import Publication

from .known import Known
from .said import Said
from .stages import Stages

MOST_WORDS = 5
MOST_LETTERS = 3
_WORDS = (0, 2, 3, 6)
"""Where a page's words stand in what it says: headline, lede, text, the words of its photo."""
_NOTES = 9

Note = tuple[str, str, str, str]


def notes_in(story_json: str) -> list[Note]:
    """What a story tells readers of its changes."""
    changes = json.loads(story_json).get("changes") or []
    return [(each["kind"], each["wrong"], each["right"], each["note"]) for each in changes]


class Slips(Stages):
    def is_slip(self, publication: Publication, known: Known) -> bool:
        if known.whole is None or known.said is None or known.current is None or not known.is_public():
            return False
        new = notes_in(publication.story_json)[len(notes_in(self.rows[known.current][4])) :]
        return bool(new) and all(note[0] == "slip" for note in new) and _near(known.whole, known.said)

    def measured(self, publication: Publication, known: Known) -> None:
        """Remembers against what later slips are measured; what went out in an emergency is no measure."""
        if publication.kind == "emergency":
            return
        earlier = self.measures.get((publication.page_id, publication.seal))
        if earlier is not None:
            known.whole = earlier
        elif known.whole is None or not self.is_slip(publication, known):
            known.whole = known.said
        self.measures[publication.page_id, publication.seal] = known.whole


def _near(before: Said, after: Said) -> bool:
    same = all(
        one == other for at, (one, other) in enumerate(zip(before, after, strict=True)) if at not in (*_WORDS, _NOTES)
    )
    changed = 0
    for at in _WORDS:
        one, other = str(before[at]).split(), str(after[at]).split()
        if len(one) != len(other):
            return False
        for word, new in zip(one, other, strict=True):
            letters = sum(left != right for left, right in zip(word, new, strict=False)) + abs(len(word) - len(new))
            if letters > MOST_LETTERS:
                return False
            changed += letters > 0
    return same and changed <= MOST_WORDS
