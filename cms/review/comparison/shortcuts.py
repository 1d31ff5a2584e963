"""The comparisons that reviewers ask for most: since my last look, since last published, since it was submitted before."""

from dataclasses import dataclass

from django.utils.translation import pgettext

from .addresses import NEW, OLD, comparison_url
from .history import History


@dataclass(frozen=True)
class Shortcut:
    """An older version by its key, with what it is in words."""

    label: str
    key: str

    def url(self, page_id: int, new: str = "") -> str:
        return comparison_url(page_id, **{OLD: self.key, NEW: new})


def shortcuts_of(history: History, digest: str) -> list[Shortcut]:
    """Those that show a difference to the version with this digest."""
    found = [
        (pgettext("comparison", "Since my last look"), history.since_look(digest)),
        (pgettext("comparison", "Since last published"), history.since_public(digest)),
        (pgettext("comparison", "Since the submission before"), history.since_submission(digest)),
    ]
    return [Shortcut(label, key) for label, key in found if key]
