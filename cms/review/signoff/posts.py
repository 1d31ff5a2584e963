"""The posts for the channels as a leader reads them on a phone."""

import json
import re
from dataclasses import dataclass

from django.utils.translation import pgettext

from cms.publication.posts import channel_label
from cms.publication.story import Post, Story

_OWN_LINK = re.compile(r"\{\{\w+_url\}\}")
"""What the sending fills in for each recipient."""


@dataclass(frozen=True)
class ShownPost:
    """``machine``: only a computer reads the text."""

    channel: str
    subject: str
    text: str
    machine: bool


def shown_posts(story: Story) -> list[ShownPost]:
    """Every post of the story, those that people read first."""
    return sorted(map(_shown, story.posts), key=lambda shown: (shown.machine, shown.channel))


def _shown(post: Post) -> ShownPost:
    text = post.payload.get("text")
    if isinstance(text, str) and text:
        text = _OWN_LINK.sub(pgettext("leaders", "(each recipient's own link)"), text)
        subject = post.payload.get("subject")
        return ShownPost(channel_label(post.channel), subject if isinstance(subject, str) else "", text, machine=False)
    whole = json.dumps(post.payload, ensure_ascii=False, sort_keys=True, indent=2)
    return ShownPost(channel_label(post.channel), "", whole, machine=True)
