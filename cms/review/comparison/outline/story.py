"""A whole story as one item."""

from cms.publication.story import Story
from cms.text.dates import short_day

from .blocks import body_items
from .details import details_item
from .parts import change_item, mention_item, photo_item, session_item, signed_as_item, topic_item, wording_item
from .posts import post_item
from .values import Item, Line, Listing, moment_of, value, words


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
            Listing("signed_as", tuple(map(signed_as_item, story.signed_as))),
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
        value("go_live_at", moment_of(story.go_live_at)),
        value("expire_at", moment_of(story.expire_at)),
        value("slug", story.slug),
        value("genre", story.genre),
        value("language", story.language),
        value("story_kind", story.kind),
        value("page_number", story.page_id),
        value("schema_version", story.schema_version),
    )
