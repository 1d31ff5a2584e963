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
    """One thing found.

    ``block`` counts the story's blocks from 0, and is None for what stands outside of the body; there ``field`` may name the
    story's field.
    """

    code: str
    severity: Severity
    message: str
    block: int | None = None
    field: str = ""
