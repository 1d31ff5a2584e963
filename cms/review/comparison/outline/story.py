"""A whole story as one item."""

import datetime as dt

from cms.publication.story import Story
from cms.text.dates import local, short_day

from .blocks import body_items
from .details import details_item
from .parts import change_item, mention_item, photo_item, session_item, topic_item, wording_item
from .posts import post_item
from .values import Item, Line, Listing, value, words


def outline_of(story: Story) -> Item:
    """Everything that the story says."""
    return Item(
        kind="story",
        lines=_lines(story),
        lists=(
            Listing("byline", tuple(Item("author", (words("name", name),)) for name in story.byline)),
            Listing("lead_photo", (photo_item(story.lead_photo),) if story.lead_photo else (), single=True),
            Listing("body", body_items(story.blocks)),
            Listing("session", (session_item(story.session),) if story.session else (), single=True),
            Listing("topics", tuple(map(topic_item, story.topics))),
            Listing("mentions", tuple(map(mention_item, story.mentions))),
            Listing("details", (details_item(story.details),) if story.details else (), single=True),
            Listing("changes", tuple(map(change_item, story.changes))),
            Listing("wordings", tuple(map(wording_item, story.wordings))),
            Listing("posts", tuple(map(post_item, story.posts))),
        ),
    )


def _lines(story: Story) -> tuple[Line, ...]:
    return (
        words("headline", story.headline),
        words("short_headline", story.short_headline),
        words("lede", story.lede),
        words("dateline_place", story.dateline_place),
        value("day", story.day and short_day(story.day)),
        value("go_live_at", _moment(story.go_live_at)),
        value("expire_at", _moment(story.expire_at)),
        value("slug", story.slug),
        value("language", story.language),
        value("story_kind", story.kind),
        value("page_number", story.page_id),
        value("schema_version", story.schema_version),
    )


def _moment(moment: dt.datetime | None) -> str:
    """``"15:30 18/03/2026"``; with seconds where there are any, so that two instants never look alike."""
    if moment is None:
        return ""
    here = local(moment)
    seconds = f"{here:%S.%f}".rstrip("0").rstrip(".") if here.second or here.microsecond else ""
    return f"{here:%H:%M}{':' + seconds if seconds else ''} {short_day(here.date())}"
