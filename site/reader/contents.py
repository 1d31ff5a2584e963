"""A long text's own contents, and how long it takes to read."""

import math
import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from cms.publication.render_body import text_of_html

SYLLABLES_A_MINUTE = 240
"""How fast a text is read: Vietnamese is written syllable by syllable, and 240 a minute is an unhurried pace; ours to choose."""
FEWEST = 3
"""Headings from which on a text has contents."""

_PART = re.compile(r"<(/?)(?:aside|section)\b[^>]*>|<h2>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading of the text, and the fragment by which its place is addressed."""

    anchor: str
    text: str


def with_contents(html: str) -> tuple[SafeString, list[Heading]]:
    """The body with an anchor on each heading of its own text, and those headings; none where they are few. Headings of boxes
    are left as they are."""
    headings: list[Heading] = []
    depth = 0

    def anchored(found: re.Match[str]) -> str:
        nonlocal depth
        if found[2] is None:
            depth += -1 if found[1] else 1
        elif not depth:
            headings.append(Heading(f"muc-{len(headings) + 1}", text_of_html(found[2], addresses=False)))
            return f'<h2 id="{headings[-1].anchor}">{found[2]}</h2>'
        return found[0]

    marked = mark_safe(_PART.sub(anchored, html))  # noqa: S308
    return marked, headings if len(headings) >= FEWEST else []


def minutes(text: str) -> int:
    """Minutes that it takes to read the text, at least one."""
    return max(1, math.ceil(len(text.split()) / SYLLABLES_A_MINUTE))
