"""An article as ninjs 3.1, the IPTC's news in JSON (https://iptc.org/std/ninjs/ninjs-schema_3.1.json, spring 2025).

The models below are the part of the standard that we send: an unknown or misspelt key is an error here, not at the partner's.
"""

import datetime as dt
from typing import Final, Literal

from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from cms.publication.changes import in_words
from cms.publication.links import short_url
from cms.publication.story import Document, Photo, PhotoBlock, Story
from cms.text.dates import ZONE
from media.addresses import document_full_url, photo_full_url, served_height, served_width

from .channel import Payload
from .elsewhere import html_elsewhere, text_elsewhere

SCHEMA: Final = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
PHOTO_WIDTH = 1600
"""Pixels of the rendition offered to partners."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Standard(_Part):
    name: Literal["ninjs"] = "ninjs"
    version: Literal["3.1"] = "3.1"
    schema_uri: Literal["https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"] = Field(default=SCHEMA, alias="schema")


class Words(_Part):
    """A headline, description or body: the standard gives all three the same shape."""

    role: str
    contentType: str
    value: str
    charCount: int | None = None
    wordCount: int | None = None


class Named(_Part):
    """A person, subject or event."""

    name: str
    rel: str
    literal: str
    uri: str | None = None


class Rendition(_Part):
    name: str
    href: str
    contentType: str
    title: str | None = None
    width: int | None = None
    height: int | None = None
    sizeInBytes: int | None = None


class Item(_Part):
    """A news object; one that is associated with another has a name, too."""

    uri: str
    type: Literal["text", "picture", "component"]
    standard: Standard | None = None
    version: str | None = None
    firstCreated: AwareDatetime | None = None
    versionCreated: AwareDatetime | None = None
    pubStatus: Literal["usable", "withheld", "canceled"] = "usable"
    language: str | None = None
    expires: AwareDatetime | None = None
    title: str | None = None
    slugline: str | None = None
    by: str | None = None
    located: str | None = None
    edNote: str | None = None
    headlines: list[Words] | None = None
    descriptions: list[Words] | None = None
    bodies: list[Words] | None = None
    subjects: list[Named] | None = None
    people: list[Named] | None = None
    events: list[Named] | None = None
    renditions: list[Rendition] | None = None
    associations: list["Association"] | None = None
    contentCreated: AwareDatetime | None = None


class Association(Item):
    name: str
    rel: str


def article_item(story: Story) -> Payload:
    """The article, from its story alone. Version and times belong to the envelope."""
    link = short_url(story.page_id)
    item = Item(
        uri=link,
        type="text",
        standard=Standard(),
        pubStatus="usable",
        language=story.language,
        expires=story.expire_at,
        contentCreated=story.day and dt.datetime.combine(story.day, dt.time.min, tzinfo=ZONE),
        title=story.short_headline or story.headline,
        slugline=story.slug,
        by=", ".join(story.byline) or None,
        located=story.dateline_place or None,
        headlines=[_plain("main", story.headline)]
        + ([_plain("short", story.short_headline)] if story.short_headline else []),
        descriptions=[_plain("summary", story.lede)] if story.lede else None,
        bodies=_bodies(story),
        subjects=[Named(name=topic.name, rel="about", literal=f"topic:{topic.slug}") for topic in story.topics] or None,
        people=[
            Named(name=mention.name, rel="mentions", literal=f"person:{mention.person_id}")
            for mention in story.mentions
        ]
        or None,
        edNote=" ".join(in_words(change) for change in story.changes if change.kind == "correction") or None,
        events=[Named(name=story.session.name, rel="covers", literal=f"session:{story.session.session_id}")]
        if story.session
        else None,
        renditions=[Rendition(name="web", href=link, contentType="text/html")],
        associations=[*_photos(story), *map(_document, story.documents())] or None,
    )
    return item.model_dump(mode="json", exclude_none=True, by_alias=True)


def cancelled(payload: Payload, notice: str) -> Payload:
    """What takes the article back: enough to find it and to say why, and nothing of what it said."""
    kept = {key: payload[key] for key in ("uri", "type", "standard", "language", "title") if key in payload}
    return kept | {"pubStatus": "canceled"} | ({"edNote": notice} if notice else {})


def plain_words(payload: Payload) -> str:
    """What a person reads of the item: note, summary, place, text, byline and papers, in paragraphs."""
    item = Item.model_validate(payload)
    plain = [words.value for words in item.bodies or [] if words.contentType == "text/plain"]
    papers = [each.title for each in item.associations or [] if each.type == "component" and each.title]
    parts = [item.edNote, *(words.value for words in item.descriptions or []), item.located, *plain, item.by, *papers]
    return "\n\n".join(part for part in parts if part)


def headline_of(payload: Payload) -> str:
    """The item's headline; that by which it was known where it is taken back."""
    return next((words.value for words in Item.model_validate(payload).headlines or []), str(payload.get("title", "")))


def pictures_of(payload: Payload) -> tuple[str, ...]:
    """The addresses of the item's pictures, in their order."""
    parts = Item.model_validate(payload).associations or []
    return tuple(each.uri for each in parts if each.type == "picture")


def problems(payload: Payload) -> list[str]:
    """Why the item is no valid ninjs."""
    try:
        item = Item.model_validate(payload)
    except ValidationError as error:
        places = ", ".join(sorted({".".join(map(str, each["loc"])) for each in error.errors()}))
        return [_("Not valid ninjs 3.1: %(places)s") % {"places": places}]
    found = []
    if item.pubStatus == "usable" and not any(words.value for words in item.headlines or []):
        found.append(_("The article needs a headline."))
    return found


def _bodies(story: Story) -> list[Words]:
    text = text_elsewhere(story)
    html = Words(role="main", contentType="text/html", value=html_elsewhere(story))
    return [
        html,
        Words(role="main", contentType="text/plain", value=text, charCount=len(text), wordCount=len(text.split())),
    ]


def _plain(role: str, value: str) -> Words:
    return Words(role=role, contentType="text/plain", value=value)


def _photos(story: Story) -> list[Association]:
    seen: dict[int, Photo] = {}
    for photo in story.photos():
        seen.setdefault(photo.image_id, photo)
    lead = story.lead_photo.image_id if story.lead_photo else None
    # As on the page: what the article says under a photo stands before what the photo desk says of it.
    captions = {
        block.photo.image_id: block.caption
        for block in story.blocks
        if isinstance(block, PhotoBlock) and block.photo and block.caption and block.photo.image_id != lead
    }
    return [
        _photo(photo, number, captions.get(photo.image_id) or photo.caption, photo.image_id == lead)
        for number, photo in enumerate(seen.values(), start=1)
    ]


def _photo(photo: Photo, number: int, caption: str, lead: bool) -> Association:
    href = photo_full_url(photo, PHOTO_WIDTH, "jpg")
    return Association(
        name=f"photo-{number}",
        rel="lead" if lead else "illustration",
        uri=href,
        type="picture",
        by=photo.credit or None,
        descriptions=[_plain(role, text) for role, text in (("caption", caption), ("alt", photo.alt)) if text] or None,
        renditions=[
            Rendition(
                name="web",
                href=href,
                contentType="image/jpeg",
                width=served_width(photo.width, PHOTO_WIDTH),
                height=served_height(photo, PHOTO_WIDTH),
            )
        ],
    )


def _document(document: Document) -> Association:
    href = document_full_url(document)
    return Association(
        name=f"document-{document.document_id}",
        rel="attachment",
        uri=href,
        type="component",
        title=document.title,
        renditions=[
            Rendition(
                name="original",
                href=href,
                contentType="application/octet-stream",
                title=document.filename,
                sizeInBytes=document.size,
            )
        ],
    )
