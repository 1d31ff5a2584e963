"""How channels add their posts to a story: `cms.channels` registers composers here, and `publication` knows no channel."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .reading import Reading
from .story import Post, Story

Composer = Callable[[Story], dict[str, Any] | None]
"""Makes a channel's payload from a story without posts; None where the channel takes no post of such a story."""

Reader = Callable[[dict[str, Any]], Reading]
"""How a person reads a payload, in the user's language."""

Validator = Callable[[dict[str, Any]], list[str]]
"""Why a payload can't be sent, in the user's language; empty where it can."""


@dataclass(frozen=True)
class _Channel:
    composer: Composer
    label: Any
    validator: Validator
    reader: Reader | None
    goes_out: Callable[[], bool]


_channels: dict[str, _Channel] = {}


def register_composer(
    channel: str,
    composer: Composer,
    label: Any = "",
    validator: Validator = lambda payload: [],
    reader: Reader | None = None,
    goes_out: Callable[[], bool] = lambda: True,
) -> None:
    """Registers the one composer of a channel, what people call the channel, what keeps a payload from being sent, how people read
    one, and whether anything goes out there at present; raises ``ValueError`` for a second one."""
    if channel in _channels:
        raise ValueError(f"The channel {channel!r} has a composer already.")
    _channels[channel] = _Channel(composer, label, validator, reader, goes_out)


def channel_label(channel: str) -> str:
    """What people call the channel, in their language; its code where nobody has registered it (any more)."""
    return str((channel in _channels and _channels[channel].label) or channel)


def reading_of(post: Post) -> Reading | None:
    """The post as a person reads it; None where its channel is registered no more, or says nothing of it."""
    channel = _channels.get(post.channel)
    return channel.reader(post.payload) if channel and channel.reader else None


def with_posts(story: Story) -> Story:
    """The story with the payload of every channel that takes it, in the order of the channels' names."""
    posts = []
    for channel in sorted(_channels):
        payload = _channels[channel].composer(story)
        if payload is not None:
            posts.append(Post(channel=channel, payload=payload))
    return story.model_copy(update={"posts": tuple(posts)})


def going_out(story: Story) -> tuple[Post, ...]:
    """The posts that somebody would get at present: also a channel without an account has its post in the story."""
    return tuple(post for post in story.posts if post.channel not in _channels or _channels[post.channel].goes_out())


def problems(story: Story) -> Iterator[tuple[str, str]]:
    """What keeps a post of the story from being sent: the channel as people call it, and why."""
    for post in going_out(story):
        if post.channel in _channels:
            for reason in _channels[post.channel].validator(post.payload):
                yield channel_label(post.channel), reason
