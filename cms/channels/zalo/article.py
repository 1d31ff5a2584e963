"""An article as Zalo takes it: title, author, description, a cover and a body of texts and pictures.

The fields are those of Zalo's SDK (``CreateNormalArticle``); the limits are told of by third parties (reference of article
management): title 150, author 50 and description 300 characters, pictures of at most 1 MB.
"""

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cms.publication.changes import corrections_of, in_words
from cms.publication.plain import PlainText
from cms.publication.story import Photo, Story
from cms.publication.story.blocks import Block, GalleryBlock, PhotoBlock, RelatedBlock
from media.addresses import photo_full_url

from ..channel import Payload
from ..elsewhere import html_elsewhere
from ..fitting import shortened
from ..wording import photo_address

CODE = "zalo"
MAX_TITLE, MAX_AUTHOR, MAX_DESCRIPTION = 150, 50, 300
PHOTO_WIDTH = 800
"""Pixels: a JPEG of that width stays far below 1 MB, whatever it shows."""


def article(story: Story, link: str) -> Payload:
    """The whole article; at its end a link to it, and the line by which the account identifies itself."""
    line = story.line_for(CODE)
    return {
        "type": "normal",
        "title": _title(story),
        "author": _author(story),
        "description": story.wording(CODE).text or shortened(story.lede or story.headline, MAX_DESCRIPTION),
        "cover": cover(photo_address(story, CODE, PHOTO_WIDTH) or settings.ZALO_COVER_URL),
        "body": [*_corrections(story), *_body(story), _text(_more(link)), *_lines(line)],
        "status": "show",
        "comment": "hide",
    }


def cover(address: str) -> Payload:
    return {"cover_type": "photo", "photo_url": address, "status": "show"}


def simple(title: str, text: str, link: str) -> Payload:
    """An article of one sentence that readers do not see."""
    return {
        "type": "normal",
        "title": title,
        "author": _("The editors"),
        "description": shortened(text, MAX_DESCRIPTION),
        "cover": cover(settings.ZALO_COVER_URL),
        "body": [_text(format_html('<p>{}</p><p><a href="{}">{}</a></p>', text, link, link))],
        "status": "hide",
        "comment": "hide",
    }


def problems(payload: Payload) -> list[str]:
    """Why Zalo would not take it."""
    found = []
    limits = (
        ("title", MAX_TITLE, _("The title has %(count)d characters, and Zalo takes %(most)d.")),
        ("author", MAX_AUTHOR, _("The author has %(count)d characters, and Zalo takes %(most)d.")),
        ("description", MAX_DESCRIPTION, _("The description has %(count)d characters, and Zalo takes %(most)d.")),
    )
    for name, most, words in limits:
        if len(payload[name]) > most:
            found.append(words % {"count": len(payload[name]), "most": most})
    if not payload["title"].strip():
        found.append(_("The article has no title."))
    if not payload["cover"]["photo_url"]:
        found.append(_("Zalo takes no article without a cover picture."))
    return found


def plain(payload: Payload) -> str:
    """Its words below the title, as a person would put them there."""
    texts = [PlainText.of(part["content"]) for part in payload["body"] if part["type"] == "text"]
    return "\n\n".join([payload["description"], *texts])


def pictures(payload: Payload) -> tuple[str, ...]:
    """The addresses of its pictures, the cover first."""
    shown = [part["url"] for part in payload["body"] if part["type"] == "image"]
    return tuple(each for each in (payload["cover"]["photo_url"], *shown) if each)


def _title(story: Story) -> str:
    fits = len(story.headline) <= MAX_TITLE
    return story.headline if fits else shortened(story.short_headline or story.headline, MAX_TITLE)


def _author(story: Story) -> str:
    """The byline, or as many of its names as fit."""
    names = [name for name in story.byline if len(name) <= MAX_AUTHOR]
    while names and len(", ".join(names)) > MAX_AUTHOR:
        names.pop()
    return ", ".join(names) or _("The editors")


def _corrections(story: Story) -> list[Payload]:
    """What was wrong and what is right, above all else, as on the site."""
    return _lines(*map(in_words, corrections_of(story)))


def _body(story: Story) -> list[Payload]:
    return [part for block in story.blocks for part in _parts(story, block)]


def _parts(story: Story, block: Block) -> list[Payload]:
    if isinstance(block, RelatedBlock):
        return []
    if isinstance(block, PhotoBlock):
        return [_image(block.photo, block.caption)] if block.photo else []
    if isinstance(block, GalleryBlock):
        return [_image(photo) for photo in block.photos]
    html = html_elsewhere(story.model_copy(update={"blocks": (block,)}))
    return [_text(html)] if html else []


def _more(link: str) -> str:
    return format_html('<p><a href="{}">{}</a></p>', link, _("Read it on the newsroom’s site"))


def _lines(*lines: str) -> list[Payload]:
    return [_text(format_html("<p>{}</p>", line)) for line in lines if line]


def _text(html: str) -> Payload:
    return {"type": "text", "content": str(html)}


def _image(photo: Photo, caption: str = "") -> Payload:
    words = (caption or photo.caption, _("Photo: %(credit)s") % {"credit": photo.credit} if photo.credit else "")
    return {"type": "image", "url": _address(photo), "caption": " ".join(word for word in words if word)}


def _address(photo: Photo) -> str:
    return photo_full_url(photo, PHOTO_WIDTH, "jpg")
