"""Which two versions are held against each other: those that were asked for, else those that the member most likely wants."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from cms.publication.pages import ReviewedPage
from cms.publication.story import Story, digest_of

from .history import History, history_of
from .shortcuts import Shortcut, shortcuts_of
from .versions import Version, look_of, publications_of, revisions_of, story_of


@dataclass(frozen=True)
class Choice:
    """The two versions, and what else could be chosen. ``old`` is empty where there is nothing to compare with."""

    old: str
    new: str
    old_story: Story | None
    new_story: Story
    digest: str
    groups: tuple[tuple[str, tuple[Version, ...]], ...]
    shortcuts: tuple[Shortcut, ...]
    looked: bool
    is_latest: bool

    def label(self, key: str) -> str:
        return next((version.label for _name, group in self.groups for version in group if version.key == key), "")

    @property
    def old_label(self) -> str:
        return self.label(self.old)

    @property
    def new_label(self) -> str:
        return self.label(self.new)


def choice_of(page: ReviewedPage, user: Any, *, old: str, new: str) -> Choice:
    """The choice for keys that may be empty. Raises ``LookupError`` for a key that is none of this page's."""
    history = history_of(page, user)
    revisions = revisions_of(page, history, also={old, new})
    publications = publications_of(history)
    latest = revisions[0].key if revisions else ""
    new = new or latest or next((version.key for version in publications), "")
    new_story = story_of(page, user, new)
    digest = digest_of(new_story)
    shortcuts = shortcuts_of(history, digest)
    old = old or _likeliest(shortcuts, [*revisions, *publications], new)
    return Choice(
        old=old,
        new=new,
        old_story=story_of(page, user, old) if old else None,
        new_story=new_story,
        digest=digest,
        groups=_groups(look_of(history), revisions, publications),
        shortcuts=tuple(shortcuts),
        looked=_has_looked(history, digest),
        is_latest=new == latest,
    )


def _likeliest(shortcuts: list[Shortcut], versions: list[Version], new: str) -> str:
    """The first shortcut that leads elsewhere, or else the oldest other version."""
    keys = [shortcut.key for shortcut in shortcuts] + [version.key for version in reversed(versions)]
    return next((key for key in keys if key != new), "")


def _has_looked(history: History, digest: str) -> bool:
    return bool(history.look and history.look.digest == digest)


def _groups(*groups: list[Version]) -> tuple[tuple[str, tuple[Version, ...]], ...]:
    names = (
        pgettext("comparison", "My last look"),
        pgettext("comparison", "Drafts and submitted versions"),
        pgettext("comparison", "Publications"),
    )
    return tuple((name, tuple(group)) for name, group in zip(names, groups, strict=True) if group)
