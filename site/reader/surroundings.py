"""What stands around a story on its page, by kind of page: lists, neighbours, what it leads to."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from cms.channels.digests.groups import groups_of
from cms.publication.contents import with_anchors
from cms.publication.digests import addresses, present
from cms.publication.documents import DocumentKind
from cms.publication.links import short_path
from cms.publication.render_body import body_text
from cms.publication.story import (
    DigestDetails,
    DocumentDetails,
    FrontDetails,
    PersonDetails,
    SectionDetails,
    SessionDetails,
)
from cms.text.order import given_name_first, sort_key

from . import coverage, documents, named, queries, related
from .frame import Frame
from .front import countdown, zones_shown
from .links import Links, absolute
from .offices import held_on
from .page import StoryPage
from .reading_time import minutes

Surroundings = Callable[[StoryPage, Frame, Links, queries.Cursor | None], dict[str, Any]]
"""Gives what the template of a kind needs beside the story."""

COVERAGE = 4
FEWEST_HEADINGS = 3
"""From so many headings on an article has contents."""
SESSION_DOCUMENTS = 50
"""Documents on the page of their session; a congress adopts a few."""
MOST_PEOPLE = 1000
"""People on one page of names; a congress of a city has some hundreds."""


def _front(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    details = page.story.details if isinstance(page.story.details, FrontDetails) else FrontDetails()
    return {"zones": zones_shown(details, frame)}


def _section(page: StoryPage, frame: Frame, links: Links, before: queries.Cursor | None) -> dict[str, Any]:
    key = f"section:{page.story.page_id}"
    lists = page.story.details.lists if isinstance(page.story.details, SectionDetails) else "articles"
    if lists == "people":
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
    body, contents = with_anchors(links.body(story))
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
    bearers = Counter(mention.name for mention in story.mentions)
    # A name that two people bear leads to neither.
    alone = [pair for pair in people if bearers[pair[0].name] == 1]
    body, parts = with_anchors(named.linked(links.body(story), alone))
    headings = [part for part in parts if part.level == 2]
    return {
        "body": body,
        "contents": headings if len(headings) >= FEWEST_HEADINGS else [],
        "minutes": minutes(f"{story.lede} {body_text(story, links.addresses())}"),
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


SURROUNDINGS: dict[str, Surroundings] = {
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
