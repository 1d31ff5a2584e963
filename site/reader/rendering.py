"""Story → page: one way for the public and for the preview."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.publication.links import short_path
from cms.publication.models import Kind, Publication, Shelf
from cms.publication.rendering import Apart
from cms.publication.story import Story
from media.addresses import FORMATS, WIDTHS, document_url, photo_url
from media.story import shown_now

from . import frame as frames
from . import notes, queries
from .essay import essay_context
from .frame import Frame
from .head import meta_of
from .links import Links, absolute
from .page import Crumb, StoryPage
from .surroundings import SURROUNDINGS

_BELOW = mark_safe("<!-- below -->")


def page_of_shelf(shelf: Shelf, frame: Frame) -> StoryPage:
    """The page of what is public on the shelf, without photos whose rights were lost since."""
    publication = shelf.current
    if publication is None:
        raise ValueError("Nothing on this shelf is public.")
    return _page(
        shown_now(publication.story),
        frame,
        path=shelf.path,
        published_at=shelf.first_public_at,
        updated_at=shelf.current_since,
        section_id=shelf.section_id,
        sample=publication.kind == Kind.SAMPLE,
        card_mark=getattr(shelf, "card_mark", None) or "",
    )


def page_of_draft(story: Story, frame: Frame) -> StoryPage:
    """The page that a draft would be if it came out now, or at its hour; with the address and the first hour that it has."""
    shelf = Shelf.objects.filter(pk=story.page_id).select_related("current").first()
    if shelf is None:
        hour = story.go_live_at or timezone.now()
        return _page(story, frame, path=short_path(story.page_id), published_at=hour, updated_at=hour)
    public = shelf.current is not None and shelf.current.story == story
    hour = (shelf.current_since if public else None) or timezone.now()
    return _page(
        story,
        frame,
        path=shelf.path,
        published_at=shelf.first_public_at or story.go_live_at or hour,
        updated_at=hour,
        section_id=shelf.section_id,
    )


def _page(story: Story, frame: Frame, *, path: str, section_id: int | None = None, **times: Any) -> StoryPage:
    section = frame.sections.get(section_id) if section_id else None
    crumbs: tuple[Crumb, ...] = ()
    if story.kind != "front":
        above = (Crumb(section.title, section.url),) if section and section.page_id != story.page_id else ()
        crumbs = (Crumb(_("Front page"), "/"), *above, Crumb(story.short_headline or story.headline, path))
    changes = notes.dated(story, times["updated_at"])
    return StoryPage(story, path, absolute(path), section=section, crumbs=crumbs, changes=changes, **times)


def html(
    page: StoryPage,
    frame: Frame,
    *,
    before: queries.Cursor | None = None,
    ribbon: str = "",
    below: str = "",
    alone: bool = False,
) -> str:
    """The whole page as HTML; a ``ribbon`` says that it is not what the public reads, ``below`` is HTML that
    stands below the story. ``alone`` leaves out what leads elsewhere: menu, search, other articles, imprint."""
    story = page.story
    links = Links.of([story])
    context: dict[str, Any] = {
        "frame": frame,
        "page": page,
        "story": story,
        "links": links,
        "addresses": links.addresses(),
        "body": links.body(story),
        "ribbon": ribbon,
        "below": below,
        "alone": alone,
        "sample": page.sample or frame.edition.sample,
    }
    context |= SURROUNDINGS[story.kind](page, frame, links, before)
    if story.genre == "photo_essay":
        context |= essay_context(story, links, leaf=not alone)
    context["meta"] = meta_of(page, frame, links, before)
    template = f"reader/{context.get('template', story.kind)}.html"
    return render_to_string(template, context)


def preview(request: HttpRequest, story: Story) -> HttpResponse:
    """The page that readers would see of a draft, by the very same templates, with a ribbon that says what it is."""
    with translation.override(settings.LANGUAGE_CODE):
        frame = frames.load()
        return _private(html(page_of_draft(story, frame), frame, ribbon=_("Preview")))


def apart(request: HttpRequest, story: Story, how: Apart) -> HttpResponse:
    """The page that readers would see of a story, for somebody who has only a link: its own files are found below that link."""
    with translation.override(settings.LANGUAGE_CODE):
        frame = frames.load()
        text = html(page_of_draft(story, frame), frame, ribbon=how.ribbon, below=_BELOW, alone=True)
        for photo in {photo.image_id: photo for photo in story.photos()}.values():
            text = _moved_below(text, photo_url(photo, WIDTHS[0], FORMATS[0]), how.files)
        for paper in {paper.document_id: paper for paper in story.documents()}.values():
            text = _moved_below(text, document_url(paper), how.files)
        # Its words stand as they are: an address in a post is the readers', not this link's.
        return _private(text.replace(_BELOW, how.below, 1))


def _moved_below(text: str, address: str, files: str) -> str:
    """The page with all addresses of a file (whose folder names it by its digest) below another path."""
    folder = address.rpartition("/")[0] + "/"
    return text.replace(folder, files + folder.removeprefix("/"))


def kept(request: HttpRequest, publication: Publication, ribbon: str) -> HttpResponse:
    """A publication as readers saw it, whether they still may or not; without photos whose rights were lost since."""
    with translation.override(settings.LANGUAGE_CODE):
        frame = frames.load()
        shelf = Shelf.objects.filter(pk=publication.page_id).first()
        page = _page(
            shown_now(publication.story),
            frame,
            path=shelf.path if shelf else short_path(publication.page_id),
            section_id=shelf.section_id if shelf else None,
            published_at=(shelf and shelf.first_public_at) or publication.meant_for,
            updated_at=publication.meant_for,
            sample=publication.kind == Kind.SAMPLE,
        )
        return _private(html(page, frame, ribbon=ribbon))


def _private(text: str) -> HttpResponse:
    response = HttpResponse(text)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
