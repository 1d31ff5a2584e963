"""The links of a Page's posts, as people copy them in browsers and apps (seen, not promised)."""

import re
from urllib.parse import parse_qs, urlsplit

_HOSTS = re.compile(r"(?:(?:www|m|web|business)\.)?facebook\.com")
_WHOLE = re.compile(r"/(?P<page>\d+)_(?P<post>\d+)/?")
_BELOW = re.compile(r"/(?P<page>\d+)/posts/(?:[^/]+/)?(?P<post>\d+)/?")
"""Some links have the post's first words before its number. Those with a Page's name in place of its number may be of any Page: a
post of another one would be looked for on ours, not be found, and count as taken back."""
_ASKED = ("/permalink.php", "/story.php")


def post_at(page: str, url: str) -> str:
    """The number by which the Graph API knows the post of the Page at the link; empty where the link does not say (those with
    ``pfbid…`` or with the Page's name don't), or is of another Page."""
    parts = urlsplit(url)
    if not _HOSTS.fullmatch((parts.hostname or "").lower()):
        return ""
    if parts.path in _ASKED:
        said = parse_qs(parts.query)
        return _number(page, said.get("id", [""])[0], said.get("story_fbid", [""])[0])
    found = _WHOLE.fullmatch(parts.path) or _BELOW.fullmatch(parts.path)
    if found is None:
        return ""
    return _number(page, found["page"], found["post"])


def _number(page: str, theirs: str, post: str) -> str:
    return f"{page}_{post}" if theirs == page and re.fullmatch(r"[0-9]+", post) else ""
