"""What to read after an article: what it shares people, topics or a session with, and says so."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.publication.story import Story

from .models import Listing, Teaser
from .queries import listed, public

MOST = 4
_NEWEST = 20
"""Articles looked at of each person, topic and session: the newest, so that a name that is in all of them costs no more."""
_MOST_KEYS = 8
_NAMED = 2
_WEIGHTS = {"session": 3, "person": 2, "topic": 2}


@dataclass(frozen=True)
class Related:
    """An article to read next, and what it shares with this one."""

    teaser: Teaser
    why: str


def related(story: Story, *, without: Collection[int]) -> list[Related]:
    """The articles that share most with the story, the newest first among equals: one query, none for a story that speaks of nobody
    and nothing."""
    shared = _shared(story)
    if not shared:
        return []
    nearest = Q()
    for key in shared:
        nearest |= Q(pk__in=listed(key).values("pk")[:_NEWEST])
    rows = Listing.objects.filter(nearest, public("teaser__shelf__"), teaser__kind="article").exclude(
        teaser_id__in=[story.page_id, *without]
    )
    found: dict[int, list[Listing]] = {}
    for row in rows.select_related("teaser__shelf"):
        found.setdefault(row.teaser_id, []).append(row)
    best = sorted(found.values(), key=lambda each: (_weight(each), each[0].at), reverse=True)
    return [Related(each[0].teaser, _why([shared[row.list] for row in each])) for each in best[:MOST]]


def _shared(story: Story) -> dict[str, str]:
    """The lists of what the story speaks of, the weightiest first, with what readers call it."""
    keys: dict[str, str] = {}
    if story.session:
        keys[f"session:{story.session.session_id}"] = story.session.name
    for mention in story.mentions:
        keys.setdefault(f"person:{mention.person_id}", mention.name)
    for topic in story.topics:
        keys.setdefault(f"topic:{topic.slug}", topic.name)
    topics = [key for key in keys if key.startswith("topic:")][: _MOST_KEYS // 2]
    others = [key for key in keys if not key.startswith("topic:")][: _MOST_KEYS - len(topics)]
    return {key: keys[key] for key in (*others, *topics)}


def _weight(rows: list[Listing]) -> int:
    return sum(_WEIGHTS[row.list.partition(":")[0]] for row in rows)


def _why(names: list[str]) -> str:
    return _("Also on: %(names)s") % {"names": ", ".join([*dict.fromkeys(names)][:_NAMED])}
