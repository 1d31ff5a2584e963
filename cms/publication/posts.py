"""How channels add their posts to a story: `cms.channels` registers composers here, and `publication` knows no channel."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .story import Post, Story

Composer = Callable[[Story], dict[str, Any] | None]
"""Makes a channel's payload from a story without posts; None where the channel takes no post of such a story."""

Validator = Callable[[dict[str, Any]], list[str]]
"""Why a payload can't be sent, in the user's language; empty where it can."""


@dataclass(frozen=True)
class _Channel:
    composer: Composer
    label: Any
    validator: Validator


_channels: dict[str, _Channel] = {}


def register_composer(
    channel: str, composer: Composer, label: Any = "", validator: Validator = lambda payload: []
) -> None:
    """Registers the one composer of a channel, what people call the channel, and what keeps a payload from being sent; raises
    ``ValueError`` for a second one."""
    if channel in _channels:
        raise ValueError(f"The channel {channel!r} has a composer already.")
    _channels[channel] = _Channel(composer, label, validator)


def channel_label(channel: str) -> str:
    """What people call the channel, in their language; its code where nobody has registered it (any more)."""
    return str((channel in _channels and _channels[channel].label) or channel)


def with_posts(story: Story) -> Story:
    """The story with the payload of every channel that takes it, in the order of the channels' names."""
    posts = []
    for channel in sorted(_channels):
        payload = _channels[channel].composer(story)
        if payload is not None:
            posts.append(Post(channel=channel, payload=payload))
    return story.model_copy(update={"posts": tuple(posts)})


def problems(story: Story) -> Iterator[tuple[str, str]]:
    """What keeps a post of the story from being sent: the channel as people call it, and why."""
    for post in story.posts:
        if post.channel in _channels:
            for reason in _channels[post.channel].validator(post.payload):
                yield channel_label(post.channel), reason
