"""The head of a story's page: what it is called, where it stands, what it looks like where it is shared."""

from django.urls import reverse

from cms.publication.story import PersonDetails, Photo, SectionDetails, Story
from media.addresses import card_url

from . import queries, structured
from .frame import Frame
from .links import Links, absolute
from .offices import held_on
from .page import Meta, StoryPage

FED = ("articles", "documents")
"""What sections list whose feeds are pointed out."""


def _asked(story: Story, page: StoryPage, before: queries.Cursor | None) -> str:
    """What the address of this part of a list has behind its path."""
    lists_documents = isinstance(story.details, SectionDetails) and story.details.lists == "documents"
    parts = [page.chosen.query if lists_documents else "", f"truoc={before}" if before else ""]
    asked = "&".join(filter(None, parts))
    return f"?{asked}" if asked else ""


def meta_of(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> Meta:
    story = page.story
    # A body is not known by the face of its first member.
    photo: Photo | None = next(story.photos(), None) if story.kind != "body" else None
    front = story.kind == "front"
    json_ld = structured.of_story(page, frame, links)
    if front:
        json_ld.append(structured.site(frame, reverse("search")))
    feed = _feed_beside(page)
    return Meta(
        title=story.headline if front else f"{story.headline} | {frame.site_name}",
        canonical=page.canonical + _asked(story, page, before),
        description=_description(story, frame),
        kind="article" if story.kind == "article" else "profile" if story.kind == "person" else "website",
        image=_image(page, photo, links),
        image_alt=story.headline if page.card_mark else photo.alt if photo else "",
        published_at=page.published_at if story.kind == "article" else None,
        updated_at=page.updated_at if story.kind == "article" else None,
        section=page.section.title if page.section and story.kind == "article" else "",
        feed=feed,
        feed_title=page.section.title if page.section and feed == page.section.url else story.headline,
        json_ld=json_ld,
    )


def _description(story: Story, frame: Frame) -> str:
    """What stands below the headline where the page is found or shared: a person's are their present offices."""
    if isinstance(story.details, PersonDetails):
        held = "; ".join(office.title for office in held_on(story.details.offices, frame.today))
        return f"{story.headline}: {held}" if held else story.headline
    return story.lede or (frame.tagline if story.kind == "front" else "")


def _feed_beside(page: StoryPage) -> str:
    """The address below which the feed of the page is found, else that of its section; empty where neither has one."""
    story = page.story
    is_fed = isinstance(story.details, SectionDetails) and story.details.lists in FED
    if is_fed or story.kind in ("front", "session", "person"):
        return page.path
    return page.section.url if page.section and page.section.lists in FED else ""


def _image(page: StoryPage, photo: Photo | None, links: Links) -> str:
    """By what the page is shown where it is shared: its card once it is made, till then its photo."""
    if page.card_mark:
        return absolute(card_url(page.story.page_id, page.card_mark, "16x9"))
    return links.full_addresses().photo(photo, 1200, "jpg") if photo else ""
