"""What to read after an article: what it shares people, topics or a session with, and says so."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.publication.story import Story

from .models import Teaser
from .queries import newest_ids, teasers

MOST = 4
_NEWEST = 30
"""Pages looked at of each person, topic and session: the newest, so that a name that is in all of them costs no more."""
_MOST_KEYS = 8
_NAMED = 2
_WEIGHTS = {"session": 3, "person": 2, "topic": 2}


@dataclass(frozen=True)
class Related:
    """An article to read next, and what it shares with this one."""

    teaser: Teaser
    why: str


def related(story: Story, *, without: Collection[int]) -> list[Related]:
    """The articles that share most with the story, the newest first among equals: two queries; none for a story that speaks of
    nobody and nothing."""
    shared = _shared(story)
    if not shared:
        return []
    left_out = {story.page_id, *without}
    lists: dict[int, list[str]] = {}
    for key, page_ids in newest_ids(shared, _NEWEST).items():
        for page_id in page_ids:
            lists.setdefault(page_id, []).append(key)
    found = teasers(lists.keys() - left_out)
    articles = [teaser for teaser in found.values() if teaser.kind == "article"]
    best = sorted(articles, key=lambda teaser: (_weight(lists[teaser.pk]), teaser.published_at), reverse=True)
    return [Related(teaser, _why([shared[key] for key in shared if key in lists[teaser.pk]])) for teaser in best[:MOST]]


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


def _weight(keys: list[str]) -> int:
    return sum(_WEIGHTS[key.partition(":")[0]] for key in keys)


def _why(names: list[str]) -> str:
    return _("Also on: %(names)s") % {"names": ", ".join([*dict.fromkeys(names)][:_NAMED])}
