"""Links in posts, which say to the newsroom's own figures where a reader came from, and nothing about the reader."""

from urllib.parse import urlencode

from cms.publication.links import short_url

TAGS = ("utm_source", "utm_medium")
"""The names that web statistics know (*Campaign URL Builder*, Google Analytics); the redirect to the article keeps them."""


def tagged_url(page_id: int, channel: str) -> str:
    """The page's short address with the channel as its source."""
    return f"{short_url(page_id)}?{urlencode(dict(zip(TAGS, (channel, 'post'), strict=True)))}"
