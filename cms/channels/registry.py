"""Which channels there are."""

from django.utils.translation import override

from cms.publication.posts import register_composer
from cms.publication.story import Story

from .channel import Channel, Payload

_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Adds a channel, its composer to every article, its limits to what stops submission.

    Raises ``ValueError`` for a second one of the same code.
    """
    if channel.code in _channels:
        raise ValueError(f"There is a channel {channel.code!r} already.")
    _channels[channel.code] = channel
    register_composer(
        channel.code, lambda story: compose(channel, story), channel.label, channel.validate, channel.reading
    )


def compose(channel: Channel, story: Story) -> Payload | None:
    """The channel's post of an article, in the article's language whoever asks; other pages go to no channel."""
    if story.kind != "article":
        return None
    with override(story.language):
        return channel.compose(story)


def channel(code: str) -> Channel:
    """The channel of that code; raises ``KeyError`` for none."""
    return _channels[code]


def channels() -> list[Channel]:
    """Every channel, in the order of the codes."""
    return [_channels[code] for code in sorted(_channels)]
