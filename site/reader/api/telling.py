"""Rows → answers: a page of a list, or one page with its whole story."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, cast

from django.urls import reverse

from cms.publication.links import short_url
from cms.publication.models import Kind as Reason
from cms.publication.models import Publication
from cms.publication.render_body import page_ids
from cms.publication.story import Document, Photo, Story
from cms.publication.story.details import PersonDetails, SectionDetails, SessionDetails
from cms.text.dates import ZONE
from media.addresses import document_full_url, photo_full_url, served_height, served_width, widths_for
from media.story import shown

from .. import frame as frames
from ..feeds.bodies import body_of
from ..links import Links, absolute
from ..models import PublicNote, Teaser
from ..queries import public
from . import answers, fields
from .answers import KINDS, Kind

PICTURE = 1200
"""Pixels of the picture that is named first."""


def pages(ids: Collection[int], names: frozenset[str]) -> list[dict[str, Any]]:
    """The public ones of the pages in the given order, with these fields: a fixed number of queries."""
    whole = not names <= fields.BRIEF
    columns = ("shelf__current",) if whole else ("shelf",)
    found = {teaser.pk: teaser for teaser in Teaser.objects.filter(public(), pk__in=ids).select_related(*columns)}
    teasers = [found[pk] for pk in ids if pk in found]
    made = _whole(teasers) if whole else map(_brief, teasers)
    return [fields.narrowed(page, names) for page in made]


def detail_url(kind: str, page_id: int) -> str:
    """Where the API tells of a page."""
    return absolute(reverse(f"api_{kind}", args=[page_id]))


def topic_url(slug: str) -> str:
    """Where the API tells of a topic."""
    return absolute(reverse("api_topic", args=[slug]))


def _brief(teaser: Teaser) -> answers.Page:
    return answers.Page(meta=answers.PageMeta(**_meta(teaser)), **_of_row(teaser))


def _meta(teaser: Teaser) -> dict[str, Any]:
    return {
        "type": teaser.kind,
        "detail_url": detail_url(teaser.kind, teaser.pk),
        "html_url": absolute(teaser.shelf.path),
        "short_url": short_url(teaser.pk),
        "slug": teaser.shelf.path.strip("/").rpartition("/")[2],
        "locale": teaser.language,
        "first_published_at": teaser.published_at.astimezone(ZONE),
        "last_published_at": teaser.updated_at.astimezone(ZONE),
    }


def _of_row(teaser: Teaser) -> dict[str, Any]:
    kind, _colon, number = teaser.subject.partition(":")
    return {
        "id": teaser.pk,
        "title": teaser.headline,
        "short_title": teaser.short_headline,
        "lede": teaser.lede,
        "day": teaser.day,
        "topics": tuple(_topic(topic["slug"], topic["name"]) for topic in teaser.topics),
        "photo": _picture(photo) if (photo := teaser.photo) else None,
        "session_id": int(number) if kind == "session" else None,
        "person_id": int(number) if kind == "person" else None,
    }


def _whole(teasers: list[Teaser]) -> Iterable[answers.Page]:
    """With the stories: links, notes, the frame and the loss of rights are asked once for all of them."""
    told = [(teaser, teaser.shelf.current) for teaser in teasers if teaser.shelf.current is not None]
    stories = shown(publication.story for _teaser, publication in told)
    links = Links.of(stories)
    told_since = _told_since([teaser.pk for teaser, _publication in told])
    sections = frames.load().sections
    for (teaser, publication), story in zip(told, stories, strict=True):
        section = sections.get(teaser.shelf.section_id or 0)
        meta = answers.PageMeta(
            **_meta(teaser),
            parent=_ref("section", section.page_id, section.title, section.url) if section else None,
            **_sealed(publication),
        )
        yield answers.Page(
            meta=meta,
            **_of_row(teaser),
            **_of_story(story, publication, links),
            notes=tuple(_notes(story, told_since[teaser.pk], teaser)),
        )


def _sealed(publication: Publication) -> dict[str, Any]:
    return {
        "seal": publication.seal,
        "version": publication.number,
        "sample": publication.kind == Reason.SAMPLE,
    }


def _of_story(story: Story, publication: Publication, links: Links) -> dict[str, Any]:
    told = story.details if isinstance(story.details, SessionDetails | PersonDetails | SectionDetails) else None
    return {
        "byline": story.byline,
        "dateline_place": story.dateline_place,
        "session": story.session,
        "mentions": tuple(
            _mentioned(mention.model_dump(), links.person(mention.person_id)) for mention in story.mentions
        ),
        "blocks": story.blocks,
        "html": body_of(publication.seal, story, links),
        "details": told,
        "photos": tuple(_picture(photo) for photo in dict.fromkeys(story.photos())),
        "documents": tuple(_paper(paper) for paper in dict.fromkeys(story.documents())),
        "links": tuple(_linked(links.pages[pk]) for pk in sorted(page_ids(story)) if _told_here(links.pages.get(pk))),
    }


def _told_since(ids: list[int]) -> dict[int, dict[int, dt.datetime]]:
    """Since when each change of the pages has been told, by its place among the changes of the story."""
    found: dict[int, dict[int, dt.datetime]] = defaultdict(dict)
    rows = PublicNote.objects.filter(shelf_id__in=ids).exclude(kind=PublicNote.Kind.WITHDRAWAL)
    for row in rows.order_by("at", "pk"):
        found[row.shelf_id][row.place] = row.at
    return found


def _notes(story: Story, since: dict[int, dt.datetime], teaser: Teaser) -> Iterator[answers.Note]:
    """The changes that the present version tells, the newest first."""
    for place, change in reversed(list(enumerate(story.changes))):
        yield answers.Note(**change.model_dump(), at=since.get(place, teaser.updated_at).astimezone(ZONE))


def _told_here(teaser: Teaser | None) -> bool:
    return teaser is not None and teaser.kind in KINDS


def _linked(teaser: Teaser) -> answers.PageRef:
    return _ref(cast(Kind, teaser.kind), teaser.pk, teaser.headline, teaser.shelf.path)


def _ref(kind: Kind, page_id: int, title: str, path: str) -> answers.PageRef:
    meta = answers.RefMeta(type=kind, detail_url=detail_url(kind, page_id), html_url=absolute(path))
    return answers.PageRef(id=page_id, meta=meta, title=title)


def _mentioned(mention: dict[str, Any], target: Any) -> answers.Mentioned:
    return answers.Mentioned(**mention, html_url=absolute(target.url) if target else None)


def _topic(slug: str, name: str) -> answers.TopicRef:
    return answers.TopicRef(
        slug=slug, name=name, detail_url=topic_url(slug), html_url=absolute(reverse("topic", args=[slug]))
    )


def _picture(photo: Photo) -> answers.Picture:
    return answers.Picture(
        **photo.model_dump(),
        url=photo_full_url(photo, PICTURE, "jpg"),
        renditions=tuple(
            answers.Rendition(
                url=photo_full_url(photo, width, "jpg"),
                width=served_width(photo.width, width),
                height=served_height(photo, width),
            )
            for width in widths_for(photo.width)
        ),
    )


def _paper(paper: Document) -> answers.Paper:
    return answers.Paper(**paper.model_dump(), url=document_full_url(paper))
