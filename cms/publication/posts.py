"""How channels add their posts to a story: `cms.channels` registers composers here, and `publication` knows no channel."""

from collections.abc import Callable
from typing import Any

from .story import Post, Story

Composer = Callable[[Story], dict[str, Any] | None]
"""Makes a channel's payload from a story without posts; None where the channel takes no post of such a story."""

_composers: dict[str, Composer] = {}
_labels: dict[str, Any] = {}


def register_composer(channel: str, composer: Composer, label: Any = "") -> None:
    """Registers the one composer of a channel, and what people call the channel; raises ``ValueError`` for a second one."""
    if channel in _composers:
        raise ValueError(f"The channel {channel!r} has a composer already.")
    _composers[channel] = composer
    _labels[channel] = label


def channel_label(channel: str) -> str:
    """What people call the channel, in their language; its code where nobody has registered it (any more)."""
    return str(_labels.get(channel) or channel)


def with_posts(story: Story) -> Story:
    """The story with the payload of every channel that takes it, in the order of the channels' names."""
    posts = []
    for channel in sorted(_composers):
        payload = _composers[channel](story)
        if payload is not None:
            posts.append(Post(channel=channel, payload=payload))
    return story.model_copy(update={"posts": tuple(posts)})
