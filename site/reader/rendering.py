"""Story → page: one way for the public and for the preview."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.channels.digests.groups import groups_of
from cms.publication.contents import with_anchors
from cms.publication.digests import addresses, present
from cms.publication.documents import DocumentKind
from cms.publication.links import short_path
from cms.publication.models import Kind, Publication, Shelf
from cms.publication.render_body import body_html, body_text
from cms.publication.rendering import Apart
from cms.publication.story import (
    DigestDetails,
    DocumentDetails,
    FrontDetails,
    PersonDetails,
    Photo,
    SectionDetails,
    SessionDetails,
    Story,
)
from media.addresses import FORMATS, WIDTHS, card_url, document_url, photo_url
from media.story import shown_now

from . import contents, coverage, documents, named, notes, queries, related, structured
from . import frame as frames
from .essay import essay_context
from .frame import Frame
from .front import countdown, zones_shown
from .links import Links, absolute
from .offices import held_on
from .page import Crumb, Meta, StoryPage

COVERAGE = 4
SESSION_DOCUMENTS = 50
"""Documents on the page of their session; a congress adopts a few."""
MOST_PEOPLE = 1000
"""People on one page of names; a congress of a city has some hundreds."""
FED = ("articles", "documents")
"""What sections list whose feeds are pointed out."""

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
        "body": body_html(story, links.addresses()),
        "ribbon": ribbon,
        "below": below,
        "alone": alone,
        "sample": page.sample or frame.edition.sample,
    }
    context |= _SURROUNDINGS[story.kind](page, frame, links, before)
    if story.genre == "photo_essay":
        context |= essay_context(story, links, leaf=not alone)
    context["meta"] = _meta(page, frame, links, before)
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


# What stands around a story, by kind of page


def _front(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    details = page.story.details if isinstance(page.story.details, FrontDetails) else FrontDetails()
    return {"zones": zones_shown(details, frame)}


def _section(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    key = f"section:{page.story.page_id}"
    lists = page.story.details.lists if isinstance(page.story.details, SectionDetails) else "articles"
    if lists == "people":
        from cms.text.order import given_name_first, sort_key

        found = queries.newest(key, MOST_PEOPLE)
        people = [teaser for teaser in found if teaser.kind != "body"]
        return {
            "template": "people",
            "bodies": sorted(
                (teaser for teaser in found if teaser.kind == "body"), key=lambda body: sort_key(body.headline)
            ),
            "people": sorted(people, key=lambda person: sort_key(given_name_first(person.headline))),
        }
    if lists == "documents":
        return _documents(page, frame, before)
    context: dict[str, Any] = {"listing": queries.page_of(key, before)}
    if lists == "sessions":
        context |= {"template": "sessions", "upcoming": []}
        if before is None:
            context["upcoming"] = [
                teaser
                for teaser in queries.upcoming_sessions(50, frame.today)
                if teaser.shelf.section_id == page.story.page_id
            ]
            coming = {teaser.pk for teaser in context["upcoming"]}
            listing = context["listing"]
            past = [teaser for teaser in listing.teasers if teaser.pk not in coming]
            context["listing"] = queries.ListPage(past, listing.older, listing.first)
    return context


def _documents(page: StoryPage, frame: Frame, before: queries.Cursor | None) -> dict[str, Any]:
    section_id, chosen = page.story.page_id, page.chosen
    listing = queries.page_of(chosen.key(section_id), before)
    first = before is None and not chosen.query
    return {
        "template": "documents",
        "listing": listing,
        "groups": documents.by_year(documents.entries(listing.teasers)),
        "filter": documents.filter_of(section_id, chosen),
        "drafts": documents.taking_opinions(section_id, frame.today) if first else [],
    }


def _document(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    story, details = page.story, page.story.details
    if not isinstance(details, DocumentDetails):
        raise TypeError("The story of a document says which one it is.")
    body, contents = with_anchors(body_html(story, links.addresses()))
    return {
        "body": body,
        "contents": contents,
        "kind": DocumentKind(details.kind).label,
        "takes_opinions": details.takes_opinions(frame.today),
        "opinions_over": details.status == "draft" and (details.opinions_until or frame.today) < frame.today,
        "opinions_to_come": details.status == "draft" and (details.opinions_from or frame.today) > frame.today,
        "short_url": absolute(short_path(story.page_id)),
        "session_page": links.session(story.session.session_id) if story.session else None,
    }


def _article(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    story = page.story
    place = coverage.place_in(story.session.session_id, story.page_id, others=COVERAGE) if story.session else None
    others = place.others if place else []
    people = [(mention, target) for mention in story.mentions if (target := links.person(mention.person_id))]
    body, headings = contents.with_contents(named.linked(body_html(story, links.addresses()), people))
    return {
        "body": body,
        "contents": headings,
        "minutes": contents.minutes(f"{story.lede} {body_text(story, links.addresses())}"),
        "place": place,
        "related": related.related(story, without=[teaser.pk for teaser in others]),
        "people": people,
        "session_page": links.session(story.session.session_id) if story.session else None,
    }


def _session(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    details = page.story.details
    if not isinstance(details, SessionDetails):
        raise TypeError("The story of a session says which one it is.")
    listing = queries.page_of(f"session:{details.session_id}", before, coverage.MOST)
    earlier, later = queries.beside("sessions", page.story.page_id)
    return {
        "listing": listing,
        "groups": coverage.by_time(details, listing.teasers),
        "countdown": countdown(details.day, frame.today),
        "earlier": earlier,
        "later": later,
        "documents": documents.entries(queries.newest(f"session_documents:{details.session_id}", SESSION_DOCUMENTS)),
    }


def _person(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    details = page.story.details
    if not isinstance(details, PersonDetails):
        raise TypeError("The story of a person says who it is.")
    return {
        "held": held_on(details.offices, frame.today),
        "listing": queries.page_of(f"person:{details.person_id}", before),
    }


def _imprint(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    return {}


def _body(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    return {}


def _info(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    return {}


def _digest(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    now = present(page.story).details
    if not isinstance(now, DigestDetails):
        raise TypeError("The story of a digest says what stands in it.")
    paths = addresses(now)
    groups = [(group, [(each, paths[each.page_id]) for each in group.entries]) for group in groups_of(now)]
    return {"groups": groups, "subscribe": reverse("newsletter")}


_SURROUNDINGS = {
    "front": _front,
    "section": _section,
    "article": _article,
    "session": _session,
    "person": _person,
    "imprint": _imprint,
    "digest": _digest,
    "document": _document,
    "page": _info,
    "body": _body,
}


def _asked(story: Story, page: StoryPage, before: queries.Cursor | None) -> str:
    """What the address of this part of a list has behind its path."""
    lists_documents = isinstance(story.details, SectionDetails) and story.details.lists == "documents"
    parts = [page.chosen.query if lists_documents else "", f"truoc={before}" if before else ""]
    asked = "&".join(filter(None, parts))
    return f"?{asked}" if asked else ""


def _meta(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> Meta:
    story = page.story
    # A body is not known by the face of its first member.
    photo: Photo | None = next(story.photos(), None) if story.kind != "body" else None
    front = story.kind == "front"
    json_ld = structured.of_story(page, frame, links)
    if front:
        json_ld.append(structured.site(frame, reverse("search")))
    feed = _feed_beside(page)
    return Meta(
        title=story.headline if front else f"{story.headline} | {frame.site_name}",
        canonical=page.canonical + _asked(story, page, before),
        description=story.lede or (frame.tagline if front else ""),
        kind="article" if story.kind == "article" else "profile" if story.kind == "person" else "website",
        image=_image(page, photo, links),
        image_alt=story.headline if page.card_mark else photo.alt if photo else "",
        published_at=page.published_at if story.kind == "article" else None,
        updated_at=page.updated_at if story.kind == "article" else None,
        section=page.section.title if page.section and story.kind == "article" else "",
        feed=feed,
        feed_title=page.section.title if page.section and feed == page.section.url else story.headline,
        json_ld=json_ld,
    )


def _feed_beside(page: StoryPage) -> str:
    """The address below which the feed of the page is found, else that of its section; empty where neither has one."""
    story = page.story
    is_fed = isinstance(story.details, SectionDetails) and story.details.lists in FED
    if is_fed or story.kind in ("front", "session", "person"):
        return page.path
    return page.section.url if page.section and page.section.lists in FED else ""


def _image(page: StoryPage, photo: Photo | None, links: Links) -> str:
    """By what the page is shown where it is shared: its card once it is made, till then its photo."""
    if page.card_mark:
        return absolute(card_url(page.story.page_id, page.card_mark, "16x9"))
    return links.full_addresses().photo(photo, 1200, "jpg") if photo else ""
