"""What a rule finds in a story."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Severity(StrEnum):
    """How much a finding weighs: ``stop`` keeps the story from being submitted, the rest is for the editor."""

    STOP = "stop"
    DOUBT = "doubt"
    STYLE = "style"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS = {
    Severity.STOP: _("stops submission"),
    Severity.DOUBT: _("please check"),
    Severity.STYLE: _("style"),
}


@dataclass(frozen=True)
class Finding:
    """One thing found. ``block`` counts the body's blocks from 0, and is None for what stands outside of the body."""

    code: str
    severity: Severity
    message: str
    block: int | None = None

    @property
    def place(self) -> int | None:
        """The block's number as people count, from 1."""
        return None if self.block is None else self.block + 1
