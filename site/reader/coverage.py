"""How a session is covered: where an article stands in it, and what came before, during and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from cms.publication.story import SessionDetails
from cms.text.dates import local

from .models import Teaser
from .queries import newest

MOST = 60
"""Articles of a session that are looked at for an article's place; beyond, it is only said to be one of many."""


@dataclass(frozen=True)
class PlaceInSession:
    """Where an article stands among those on its session, in the order in which they came out."""

    number: int
    total: int
    earlier: Teaser | None
    later: Teaser | None
    others: list[Teaser]


def place_in(session_id: int, page_id: int, *, others: int) -> PlaceInSession | None:
    """The article's place, and the newest of the others: one query. None for one that stands alone, or is not public."""
    rows = newest(f"session:{session_id}", MOST)
    rest = [teaser for teaser in rows if teaser.pk != page_id][:others]
    at = next((at for at, teaser in enumerate(rows) if teaser.pk == page_id), None)
    if at is None or len(rows) == MOST:
        return PlaceInSession(0, 0, None, None, rest) if rest else None
    if not rest:
        return None
    return PlaceInSession(
        number=len(rows) - at,
        total=len(rows),
        earlier=rows[at + 1] if at + 1 < len(rows) else None,
        later=rows[at - 1] if at else None,
        others=rest,
    )


def by_time(session: SessionDetails, teasers: Sequence[Teaser]) -> list[tuple[str, list[Teaser]]]:
    """The articles after, during and before the session's day, each with what that is called; the newest first."""
    groups: dict[str, list[Teaser]] = {}
    names = {
        1: pgettext("coverage", "After the session"),
        0: pgettext("coverage", "On the day"),
        -1: pgettext("coverage", "Before the session"),
    }
    for teaser in teasers:
        day = local(teaser.published_at).date()
        groups.setdefault(names[(day > session.day) - (day < session.day)], []).append(teaser)
    return [(name, groups[name]) for name in names.values() if name in groups]
