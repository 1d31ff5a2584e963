"""A change after publication in words, for pages, machines and partners alike."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .story import Change, Story

_LABELS = {
    "slip": lambda: pgettext("public note", "Slip"),
    "update": lambda: pgettext("public note", "Update"),
    "correction": lambda: pgettext("public note", "Correction"),
}


def label_of(change: Change) -> str:
    """What readers see such a change called."""
    return _LABELS[change.kind]()


def corrections_of(story: Story, before: Story | None = None) -> list[Change]:
    """The formal corrections of a story, the newest first; with ``before`` those that it did not have."""
    known = before.changes if before else ()
    return [each for each in reversed(story.changes) if each.kind == "correction" and each not in known]


def in_words(change: Change) -> str:
    """The whole note as plain text: ``"Correction. Published was: … Right is: …"``."""
    return " ".join([f"{label_of(change)}.", *lines(change)])


def lines(change: Change) -> list[str]:
    """What was published, what is right, and the words to the readers, as far as they are there."""
    said = []
    if change.wrong:
        said.append(_("Published was: %(wrong)s") % {"wrong": change.wrong})
    if change.right:
        said.append(_("Right is: %(right)s") % {"right": change.right})
    return [*said, change.note] if change.note else said
