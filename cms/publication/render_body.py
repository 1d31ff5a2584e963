"""The body of a story as HTML and as plain text: once for the page, the preview, the feeds, the mail and the webhook.

What the story does not hold (where a page, a photo or a file is found now) comes in as `Addresses`, so that whoever renders says
whether addresses are relative, absolute or short, and this room knows no other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import nh3
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .plain import PlainText
from .story import Block, Document, Photo, PhotoBlock, QuoteBlock, RelatedBlock, Story, TextBlock
from .story.blocks import FactBoxBlock

DEFAULT_WIDTHS = (400, 800, 1200, 1600)

_TAGS = {
    "a", "b", "blockquote", "br", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "s", "strong", "sub", "sup", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "linktype", "id"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LINK = re.compile(r'<a((?: [a-z]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_HEADING = re.compile(r"<h([2-4])>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Target:
    """Where a public page stands now, and what it is called."""

    url: str
    headline: str


def nowhere(_id: int) -> Target | None:
    """No page has an address: links become plain text."""
    return None


@dataclass(frozen=True)
class Addresses:
    """Says where things are. ``page`` and ``person`` give None for what the public may not read."""

    photo: Callable[[Photo, int, str], str]
    document: Callable[[Document], str]
    page: Callable[[int], Target | None] = nowhere
    person: Callable[[int], Target | None] = nowhere
    widths: tuple[int, ...] = DEFAULT_WIDTHS
    # False: one JPEG a photo, as mail programs and feed readers take it; True: AVIF, WebP and JPEG in several widths.
    responsive: bool = True


def body_html(story: Story, addresses: Addresses) -> SafeString:
    """The blocks of the story as HTML, without headline, lede and lead photo."""
    return mark_safe(_in_order("\n".join(block_html(block, addresses) for block in story.blocks)))  # noqa: S308


def block_html(block: Block, addresses: Addresses) -> str:
    """One block as HTML; empty where there is nothing to show."""
    context: dict[str, object] = {"block": block}
    if isinstance(block, TextBlock | FactBoxBlock):
        html = rich_text(block.html, addresses)
        context["html"] = _below_headline(html) if block.type == "text" else html
    elif isinstance(block, QuoteBlock):
        context["person"] = addresses.person(block.person_id) if block.person_id else None
    elif isinstance(block, PhotoBlock):
        if block.photo is None:
            return ""
        context["figure"] = figure_html(
            block.photo, addresses, title=block.title, caption=block.caption or block.photo.caption
        )
    elif isinstance(block, RelatedBlock):
        context["targets"] = [target for target in map(addresses.page, block.page_ids) if target]
        if not context["targets"]:
            return ""
    elif block.type == "gallery":
        context["figures"] = [
            figure_html(photo, addresses, caption=photo.caption, sizes=GALLERY_SIZES) for photo in block.photos
        ]
    elif block.type == "embed" and not block.url.startswith(("https://", "http://")):
        return ""
    elif block.type == "document":
        context["url"] = addresses.document(block.document)
    return render_to_string(f"blocks/{block.type}.html", context).strip()


def _below_headline(html: str) -> SafeString:
    """Authors write headings of the third and fourth level; in the text they come next to the headline, which is the first."""
    return mark_safe(_HEADING.sub(lambda found: _heading(max(int(found[1]) - 1, 2), found[2]), html))  # noqa: S308


def _in_order(html: str) -> str:
    """No heading skips a level, whatever its author chose: who listens to a page finds the way by them."""
    before = 1

    def lifted(found: re.Match[str]) -> str:
        nonlocal before
        before = min(int(found[1]), before + 1)
        return _heading(before, found[2])

    return _HEADING.sub(lifted, html)


def _heading(level: int, text: str) -> str:
    return f"<h{level}>{text}</h{level}>"


# Photos

COLUMN_SIZES = "(min-width: 46rem) 44rem, 100vw"
GALLERY_SIZES = "(min-width: 46rem) 22rem, 100vw"


def picture_html(photo: Photo, addresses: Addresses, *, sizes: str = COLUMN_SIZES, eager: bool = False) -> SafeString:
    """The photo in the widths and formats that fit; its size is said, so that nothing jumps when it arrives."""
    # None is enlarged: the widths below the photo's own, and the first that it does not exceed.
    smaller = [0, *addresses.widths]
    widths = [width for before, width in zip(smaller, addresses.widths, strict=False) if before < photo.width]
    sources = []
    if addresses.responsive:
        for extension, mime in (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "")):
            srcset = ", ".join(
                f"{addresses.photo(photo, width, extension)} {min(width, photo.width)}w" for width in widths
            )
            sources.append({"srcset": srcset, "type": mime})
    fallback = max([width for width in widths if width <= 800] or widths[:1])
    return render_to_string(
        "blocks/picture.html",
        {
            "photo": photo,
            "sources": sources[:-1],
            "srcset": sources[-1]["srcset"] if sources else "",
            "src": addresses.photo(photo, fallback, "jpg"),
            "sizes": sizes,
            "eager": eager,
            "place": _place(photo),
        },
    )


def figure_html(
    photo: Photo,
    addresses: Addresses,
    *,
    title: str = "",
    caption: str = "",
    sizes: str = COLUMN_SIZES,
    eager: bool = False,
) -> SafeString:
    """The photo with its title, caption and credit."""
    picture = picture_html(photo, addresses, sizes=sizes, eager=eager)
    return render_to_string(
        "blocks/figure.html", {"picture": picture, "title": title, "caption": caption, "credit": photo.credit}
    )


def _place(photo: Photo) -> str:
    """Which ninth of the picture must stay visible where it is cropped, as a class name."""
    if photo.focus is None:
        return ""
    left, top, right, bottom = photo.focus
    column = min(2, (left + right) * 3 // (2 * max(photo.width, 1)))
    row = min(2, (top + bottom) * 3 // (2 * max(photo.height, 1)))
    return f"at-{('top', 'middle', 'bottom')[row]}-{('left', 'center', 'right')[column]}"


# Rich text


def rich_text(html: str, addresses: Addresses) -> SafeString:
    """Clean HTML with links to pages resolved; a link to what is not public becomes its plain text."""

    def resolved(match: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        href = attributes.get("href", "")
        if "linktype" in attributes:
            target = None
            if attributes["linktype"] == "page" and attributes.get("id", "").isdigit():
                target = addresses.page(int(attributes["id"]))
            href = escape(target.url) if target else ""
        return f'<a href="{href}">{match[2]}</a>' if href else match[2]

    return mark_safe(_LINK.sub(resolved, clean_html(html)))  # noqa: S308


def page_ids(story: Story) -> set[int]:
    """Ids of the pages that the body links to or names as related."""
    ids: set[int] = set()
    for block in story.blocks:
        if isinstance(block, RelatedBlock):
            ids.update(block.page_ids)
        elif isinstance(block, TextBlock | FactBoxBlock):
            for match in _LINK.finditer(clean_html(block.html)):
                attributes = dict(_ATTRIBUTE.findall(match[1]))
                if attributes.get("linktype") == "page" and attributes.get("id", "").isdigit():
                    ids.add(int(attributes["id"]))
    # An id beyond the database's integers is no page, and would be an error there.
    return {pk for pk in ids if pk < 2**63}


@lru_cache(maxsize=4096)
def clean_html(html: str) -> str:
    """Rich text with the tags, attributes and schemes that readers get, and no others."""
    # The draft is cleaned when it is saved; this is for a story that came by a door that forgot to.
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


# Plain text


def body_text(story: Story, addresses: Addresses) -> str:
    """The blocks as plain text, paragraphs apart by an empty line."""
    parts = (text for block in story.blocks for text in _block_text(block, addresses))
    return "\n\n".join(part for part in parts if part)


def _block_text(block: Block, addresses: Addresses) -> Iterator[str]:
    match block.type:
        case "text":
            yield text_of_html(rich_text(block.html, addresses))
        case "fact_box":
            yield f"{block.title}\n{text_of_html(rich_text(block.html, addresses))}"
        case "photo" if block.photo:
            yield _caption(block.title, block.caption or block.photo.caption, block.photo)
        case "gallery":
            yield block.title
            yield from (_caption("", photo.caption, photo) for photo in block.photos)
        case "document":
            yield f"{block.document.title}: {addresses.document(block.document)}"
        case "related":
            targets = [target for target in map(addresses.page, block.page_ids) if target]
            yield "\n".join(f"- {target.headline}: {target.url}" for target in targets)
        case _:
            yield _own_text(block)


def _own_text(block: Block) -> str:
    """The text of a block that speaks of nothing but itself."""
    match block.type:
        case "quote":
            signature = ", ".join(filter(None, (block.name, block.office)))
            return f"“{block.text}”" + (f"\n— {signature}" if signature else "")
        case "agenda":
            lines = [" ".join(filter(None, (item.time, item.title))) for item in block.items]
            return "\n".join([block.title or _("Agenda"), *(f"- {line}" for line in lines)])
        case "table":
            return "\n".join([block.caption, *(" | ".join(row) for row in block.rows)]).strip()
        case "embed":
            return f"{block.title}: {block.url}"
    return ""


def _caption(title: str, caption: str, photo: Photo) -> str:
    credit = _("Photo: %(credit)s") % {"credit": photo.credit} if photo.credit else ""
    words = ". ".join(part.rstrip(".") for part in (title, caption, credit) if part)
    return f"[{words}]" if words else ""


def text_of_html(html: str, *, addresses: bool = True) -> str:
    """Clean HTML as plain text: paragraphs apart by an empty line, points of lists on lines, addresses in brackets or left out."""
    return PlainText.of(html, addresses=addresses)
