"""How channels add their posts to a story: `cms.channels` registers composers here, and `publication` knows no channel."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .reading import Reading
from .story import Post, SignedAs, Story

Payload = dict[str, Any]

_LINK = re.compile(r"https?://\S+")

Unit = Literal["utf16", "characters"]
"""How a platform counts: in units of UTF-16 (an emoji is two), or in characters."""


@dataclass(frozen=True)
class Words:
    """What somebody may write for a channel in place of what it draws up: at most so many units, the link to the article included.

    ``link``: what each link counts as, however long it is; None where it counts as it is.
    """

    most: int
    unit: Unit = "characters"
    most_under_photo: int | None = None
    """Where it is fewer than without one."""
    link: int | None = None

    def limit(self, *, photo: bool) -> int:
        return self.most_under_photo if photo and self.most_under_photo is not None else self.most

    def count(self, text: str) -> int:
        """How long the channel takes a text to be."""
        if self.link is not None:
            text = _LINK.sub("x" * self.link, text)
        return len(text.encode("utf-16-le")) // 2 if self.unit == "utf16" else len(text)


@dataclass(frozen=True)
class Poster:
    """What makes the posts of one channel: each is asked of a payload that it has made."""

    compose: Callable[[Story], Payload | None]
    """Makes the payload from a story without posts; None where the channel takes no post of such a story."""
    label: Any = ""
    """What people call the channel."""
    validate: Callable[[Payload], list[str]] = lambda payload: []
    """Why a payload can't be sent, in the user's language; empty where it can."""
    reading: Callable[[Payload], Reading] | None = None
    """How a person reads a payload, in the user's language."""
    goes_out: Callable[[Story], bool] = lambda story: True
    """Whether somebody would get the post of such a story at present."""
    words: Words | None = None
    """What somebody may write for the channel; None: nothing."""


_posters: dict[str, Poster] = {}
_lines: list[Callable[[Story], dict[str, str]]] = []


def register_poster(channel: str, poster: Poster) -> None:
    """Registers what makes the posts of a channel; raises ``ValueError`` for a second one."""
    if channel in _posters:
        raise ValueError(f"The channel {channel!r} has a composer already.")
    _posters[channel] = poster


def register_lines(lines: Callable[[Story], dict[str, str]]) -> None:
    """Registers what knows by which line each channel's accounts identify themselves at present under posts of a story, by code."""
    _lines[:] = [lines]


def channel_label(channel: str) -> str:
    """What people call the channel, in their language; its code where nobody has registered it (any more)."""
    return str((channel in _posters and _posters[channel].label) or channel)


def channel_labels() -> list[tuple[str, str]]:
    """Every channel with what people call it, in the order of the codes."""
    return [(code, channel_label(code)) for code in sorted(_posters)]


def worded() -> dict[str, Words]:
    """The channels for which somebody may write, by code, in the order of the codes."""
    return {code: words for code in sorted(_posters) if (words := _posters[code].words) is not None}


def reading_of(post: Post) -> Reading | None:
    """The post as a person reads it; None where its channel is registered no more, or says nothing of it."""
    poster = _posters.get(post.channel)
    return poster.reading(post.payload) if poster and poster.reading else None


def with_posts(story: Story) -> Story:
    """The story with how the accounts identify themselves, and the payload of every channel that takes it, in the order of the
    channels' names."""
    lines = {channel: line for known in _lines for channel, line in known(story).items() if line}
    signed_as = tuple(SignedAs(channel=channel, line=lines[channel]) for channel in sorted(lines))
    signed = story.model_copy(update={"signed_as": signed_as})
    made = {channel: _posters[channel].compose(signed) for channel in sorted(_posters)}
    posts = tuple(Post(channel=channel, payload=payload) for channel, payload in made.items() if payload is not None)
    return signed.model_copy(update={"posts": posts})


def going_out(story: Story) -> tuple[Post, ...]:
    """The posts that somebody would get at present: also a channel without an account, or one whose rule takes no such article,
    has its post in the story."""
    return tuple(post for post in story.posts if post.channel not in _posters or _posters[post.channel].goes_out(story))


def problems(story: Story) -> Iterator[tuple[str, str]]:
    """What keeps a post of the story from being sent: the channel as people call it, and why."""
    for post in going_out(story):
        if post.channel in _posters:
            for reason in _posters[post.channel].validate(post.payload):
                yield channel_label(post.channel), reason
