"""The page of a photo essay: its photos large, each with its number, and what stands between them."""

from typing import Any

from django.template.loader import render_to_string

from cms.publication.essays import EssayPhoto, parts_of, photos_of
from cms.publication.render_body import body_html, picture_html
from cms.publication.story import Story

from .links import Links

SIZES = "(min-width: 75rem) 72rem, 100vw"


def essay_context(story: Story, links: Links, *, leaf: bool = True) -> dict[str, Any]:
    """What an essay's page shows in place of an article's text and lead photo. ``leaf``: with what is needed to leaf through it."""
    addresses = links.addresses()
    parts: list[dict[str, Any]] = []
    for part in parts_of(story):
        if isinstance(part, EssayPhoto):
            # The first one is what readers look at while the page loads.
            picture = picture_html(part.photo, addresses, sizes=SIZES, eager=part.number == 1)
            parts.append({"essay": part, "picture": picture})
        else:
            parts.append({"html": body_html(story.model_copy(update={"blocks": part}), addresses)})
    # What is said before the first photo is read before anything is leafed through.
    opening = parts.pop(0)["html"] if parts and "html" in parts[0] else ""
    count = len(photos_of(story))
    context = {"story": story, "opening": opening, "parts": parts, "count": count, "leaf": leaf}
    # The lead photo stands among the others.
    return {
        "body": render_to_string("reader/essay.html", context),
        # It is leafed through by its photos.
        "contents": [],
        "story": story.model_copy(update={"lead_photo": None}),
    }
