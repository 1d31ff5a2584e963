"""What a platform draws of the page that a post links to, as far as the newsroom knows it: from the page's own metadata."""

from dataclasses import dataclass

from cms.publication.story import Story
from media.addresses import photo_full_url

from .wording import shown_here

WIDTH = 800
"""Pixels of the picture: a rendition that the site has anyway."""


@dataclass(frozen=True)
class LinkCard:
    """Headline, lede and picture of the linked page."""

    headline: str
    lede: str
    photo: str


def link_card(story: Story) -> LinkCard:
    """The card of an article's page; its picture from this site."""
    photo = shown_here(photo_full_url(story.lead_photo, WIDTH, "jpg")) if story.lead_photo else ""
    return LinkCard(story.headline, story.lede, photo)
