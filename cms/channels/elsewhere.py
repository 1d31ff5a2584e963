"""An article's body as it can stand on somebody else's page or in a mail: plain markup, whole addresses, no scripts or classes."""

import nh3

from cms.publication.links import short_url
from cms.publication.render_body import Addresses, Target, body_html, body_text
from cms.publication.story import RelatedBlock, Story
from media.addresses import document_full_url, photo_full_url

_TAGS = frozenset(
    {"a", "aside", "b", "blockquote", "br", "caption", "em", "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "img"}
    | {"li", "ol", "p", "s", "section", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr"}
    | {"u", "ul"}
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope"},
}


def html_elsewhere(story: Story) -> str:
    """The body's HTML."""
    # On the page, style sets a name apart from the office after it; without style a comma does.
    return cleaned(body_html(_own(story), _ADDRESSES).replace("</span><span", "</span>, <span"))


def cleaned(html: str) -> str:
    """The HTML with nothing in it but plain markup."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        link_rel=None,
        url_schemes={"https", "http", "mailto", "tel"},
    ).strip()


def text_elsewhere(story: Story) -> str:
    """The body as plain text."""
    return body_text(_own(story), _ADDRESSES).strip()


def _own(story: Story) -> Story:
    # What else there is to read is looked up when a page is shown: it is not part of the story, and changes without it.
    return story.model_copy(
        update={"blocks": tuple(block for block in story.blocks if not isinstance(block, RelatedBlock))}
    )


def _short(page_id: int) -> Target:
    """A page's short address: it outlives every move, and nobody needs to be asked where the page stands."""
    return Target(short_url(page_id), "")


_ADDRESSES = Addresses(photo=photo_full_url, document=document_full_url, page=_short, responsive=False)
