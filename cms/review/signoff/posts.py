"""The posts for the channels as a leader reads them on a phone."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import pgettext

from cms.publication.posts import channel_label, going_out, reading_of
from cms.publication.story import Post, Story


@dataclass(frozen=True)
class ShownPost:
    """``machine``: a computer takes it before anybody reads it."""

    audience: str
    subject: str
    text: str
    pictures: tuple[str, ...] = ()
    machine: bool = False


def shown_posts(story: Story, files: str) -> list[ShownPost]:
    """Every post of the story that somebody would get, those that people read first; its pictures are found below ``files``, a
    path."""
    shown = (_shown(post, files) for post in going_out(story))
    return sorted(shown, key=lambda one: (one.machine, one.audience))


def _shown(post: Post, files: str) -> ShownPost:
    reading = reading_of(post)
    if reading is None:
        unused = pgettext("leaders", "This channel is used no more: it goes to nobody.")
        return ShownPost(channel_label(post.channel), "", unused, machine=True)
    # A text that begins with its own headline says it once.
    subject = "" if reading.text.startswith(reading.subject) else reading.subject
    pictures = tuple(files + urlsplit(address).path.removeprefix("/") for address in reading.pictures)
    return ShownPost(reading.audience, subject, reading.text, pictures, reading.machine)
