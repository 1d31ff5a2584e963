"""Links in posts and mails, which say to the newsroom's own figures where a reader came from, and nothing about the reader."""

from urllib.parse import urlencode

from cms.publication.links import short_url
from cms.publication.story import DigestDetails, Story

TAGS = ("utm_source", "utm_medium", "utm_campaign")
"""The names that web statistics know (*Campaign URL Builder*, Google Analytics); the redirect to the article keeps them."""

CAMPAIGN = "dai-hoi"
"""The campaign of what covers no session."""

_DIGESTS = {"daily": "ban-tin-ngay", "weekly": "ban-tin-tuan"}


def tagged_url(story: Story, channel: str, medium: str = "post", page_id: int | None = None) -> str:
    """The short address of the story's page, or of another one that it leads to, with the channel as its source and the campaign of
    the story."""
    tags = zip(TAGS, (channel, medium, campaign_of(story)), strict=True)
    return f"{short_url(page_id or story.page_id)}?{urlencode(dict(tags))}"


def campaign_of(story: Story) -> str:
    """``"phien-12"`` by the number of the session that it covers, which stays when that is renamed; a digest is one of its own."""
    if isinstance(story.details, DigestDetails):
        return _DIGESTS.get(story.details.rhythm, CAMPAIGN)
    session = story.session_id()
    return f"phien-{session}" if session else CAMPAIGN


def untagged(link: str) -> str:
    """The address without its tags: which page it leads to, however it was tagged when it was posted."""
    return link.partition("?")[0]
