"""People named in a text lead to their pages, at the first mention, with the office of the story's day."""

import re
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from cms.publication.render_body import Target
from cms.publication.story import Mention

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>|[^<]+")
_CLOSED = {"a", "h2", "h3", "h4", "figcaption", "table"}
"""Where no link is made: in links, in headings, below photos, in tables."""


def linked(html: str, people: Sequence[tuple[Mention, Target]]) -> SafeString:
    """The body with the first mention of each person as a link."""
    todo = {escape(mention.name): (mention, target) for mention, target in people if mention.name}
    if not todo:
        return mark_safe(html)  # noqa: S308
    # The longest name first: one person's may be the beginning of another's.
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(todo, key=len, reverse=True)))})(?!\w)")
    closed = 0

    def link(found: re.Match[str]) -> str:
        if found[0] not in todo:
            return found[0]
        mention, target = todo.pop(found[0])
        office = f' title="{escape(", ".join(mention.offices))}"' if mention.offices else ""
        return f'<a class="person" href="{escape(target.url)}"{office}>{found[0]}</a>'

    def token(found: re.Match[str]) -> str:
        nonlocal closed
        if found[2] is None:
            return names.sub(link, found[0]) if not closed else found[0]
        if found[2] in _CLOSED:
            closed += -1 if found[1] else 1
        return found[0]

    return mark_safe(_TOKEN.sub(token, html))  # noqa: S308
