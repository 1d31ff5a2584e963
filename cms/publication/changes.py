"""A change after publication in words, for pages, machines and partners alike."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .story import Change

_LABELS = {
    "slip": lambda: pgettext("public note", "Slip"),
    "update": lambda: pgettext("public note", "Update"),
    "correction": lambda: pgettext("public note", "Correction"),
}


def label_of(change: Change) -> str:
    """What readers see such a change called."""
    return _LABELS[change.kind]()


def in_words(change: Change) -> str:
    """The whole note as plain text: ``"Correction. Published was: … Right is: …"``."""
    parts = [f"{label_of(change)}."]
    if change.wrong:
        parts.append(_("Published was: %(wrong)s") % {"wrong": change.wrong})
    if change.right:
        parts.append(_("Right is: %(right)s") % {"right": change.right})
    if change.note:
        parts.append(change.note)
    return " ".join(parts)
