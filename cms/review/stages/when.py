"""When a stage is passed, in words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.publication.posts import channel_labels

from .about import About
from .kinds import AboutSession, AppliesTo, ForSlips, InPhase

if TYPE_CHECKING:
    from ..models import ReviewTask


def when(stage: "ReviewTask") -> str:
    """Which versions pass the stage: ``"bài viết, phiên họp · phiên khai mạc · trong đại hội"``."""
    parts = [
        _named(AppliesTo, stage.applies_to),
        _named(AboutSession, stage.sessions),
        _named(InPhase, stage.phases),
        _with_posts(stage.channels),
        "" if stage.for_slips == ForSlips.USUAL else ForSlips(stage.for_slips).label,
    ]
    return " · ".join(str(part) for part in parts if part) or pgettext("a stage is for", "every version")


def of_version(version: About) -> str:
    """The kind of page, its session, its phase and its channels; what is none is left out."""
    kind = [AppliesTo(version.kind).label] if version.kind in AppliesTo.values else []
    session = [] if version.session == AboutSession.NONE else [AboutSession(version.session).label]
    phases = [phase.label for phase in InPhase if phase in version.phases and phase != InPhase.NONE]
    posts = [_with_posts(version.channels)] if version.channels else []
    return ", ".join(str(part) for part in [*kind, *session, *phases, *posts])


def _named(choices: type[TextChoices], chosen: Iterable[str]) -> str:
    """The labels of what is chosen, in the order of the list; empty for none."""
    return _one_of([str(each.label) for each in choices if each.value in set(chosen)])


def _with_posts(channels: Iterable[str]) -> str:
    """``"có bài đăng cho Kênh Telegram"``; empty for none."""
    named = [label for code, label in channel_labels() if code in set(channels)]
    return pgettext("a stage is for", "with a post for %(channels)s") % {"channels": _one_of(named)} if named else ""


def _one_of(named: list[str]) -> str:
    if len(named) < 2:
        return "".join(named)
    return _("%(before)s or %(last)s") % {"before": ", ".join(named[:-1]), "last": named[-1]}
