"""Which channels there are."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string
from django.utils.translation import override

from cms.publication.posts import Poster, register_lines, register_poster
from cms.publication.story import Story

from .channel import Channel, Payload
from .rules.asked import missing
from .rules.eligible import goes
from .rules.queries import lines

if TYPE_CHECKING:
    from .platform import Platform

_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Adds a channel, its composer to every article, its limits to what stops submission.

    Raises ``ValueError`` for a second one of the same code.
    """
    if channel.code in _channels:
        raise ValueError(f"There is a channel {channel.code!r} already.")
    _channels[channel.code] = channel
    register_poster(
        channel.code,
        Poster(
            compose=lambda story: compose(channel, story),
            label=channel.label,
            validate=lambda payload: problems_with(channel, payload),
            reading=channel.reading,
            goes_out=lambda story: goes_out(channel, story),
            words=channel.words,
        ),
    )


def load(paths: Iterable[str]) -> None:
    """Registers the classes at these dotted paths."""
    for path in paths:
        register(import_string(path)())
    register_lines(_lines_under)


def _lines_under(story: Story) -> dict[str, str]:
    signing = {one.code for one in channels() if one.signs and story.kind in one.kinds}
    return {code: line for code, line in lines().items() if code in signing} if signing else {}


def compose(channel: Channel, story: Story) -> Payload | None:
    """The channel's post of an article, in the article's language whoever asks; pages of other kinds do not go there."""
    if story.kind not in channel.kinds:
        return None
    with override(story.language):
        return channel.compose(story)


def goes_out(channel: Channel, story: Story) -> bool:
    """Whether the channel takes such an article, and has an account. What a person has written for a channel counts also without
    one, since it is sealed with the rest and leaves once an account is there."""
    written = any(wording.channel == channel.code for wording in story.wordings)
    return (written or channel.open()) and goes(channel.code, story)


def problems_with(channel: Channel, payload: Payload) -> list[str]:
    """Why a payload can't be sent: by the platform's limits, and by the rule of today."""
    return [*channel.validate(payload), *missing(channel, payload)]


def channel(code: str) -> Channel:
    """The channel of that code; raises ``KeyError`` for none."""
    return _channels[code]


def is_channel(code: str) -> bool:
    """Whether there is a channel of that code; one that the operator has taken out leaves its ledger and its places behind."""
    return code in _channels


def is_platform(code: str) -> bool:
    """Whether the newsroom has accounts of its own on the channel."""
    return any(one.code == code for one in platforms())


def platforms() -> "list[Platform]":
    """The channels on which the newsroom has accounts of its own, in the order of the codes."""
    from .platform import Platform

    return [one for one in channels() if isinstance(one, Platform)]


def platform(code: str) -> "Platform":
    """The platform of that code; raises ``KeyError`` for none."""
    return {one.code: one for one in platforms()}[code]


def channels() -> list[Channel]:
    """Every channel, in the order of the codes."""
    return [_channels[code] for code in sorted(_channels)]
