"""Pages as machines read them: schema.org in JSON-LD. Facts about what search engines take: NewsArticle wants headline, image,
both dates and authors; a list of crumbs; sessions as events."""

import datetime as dt
import mimetypes
import re
from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from cms.publication.changes import in_words
from cms.publication.documents import DocumentKind
from cms.publication.links import short_url
from cms.publication.render_body import Target
from cms.publication.story import BodyDetails, DocumentDetails, Member, OfficeHeld, PersonDetails, SessionDetails, Story
from cms.text.dates import ZONE
from media.addresses import card_url, served_height, served_width
from media.cards.faces import SIZES

from .frame import Frame
from .links import Links, absolute
from .offices import held_on
from .page import Crumb, StoryPage

JsonLd = dict[str, Any]
_CONTEXT = "https://schema.org"
_HOUR = re.compile(r"\s*(\d{1,2})\s*(?:giờ|h|g|:|\.)\s*(\d{2})?(?!\d)", re.IGNORECASE)
"""An hour as agendas write it: 7 giờ 30, 7h30, 07:30, 14h."""


def of_story(page: StoryPage, frame: Frame, links: Links) -> list[JsonLd]:
    """What the page of a story says about itself."""
    items: list[JsonLd] = []
    if page.story.kind in ("front", "imprint"):
        items.append({"@context": _CONTEXT, **publisher(frame)})
    match page.story.details:
        case SessionDetails() as session:
            items.append(_event(page, session, frame) | _cards_of(page))
        case PersonDetails() as person:
            items.append(_person(page, person, frame) | _cards_of(page))
        case BodyDetails() as body:
            items.append(_body(page, body, links))
        case DocumentDetails() as document:
            items.append(_document(page, document, frame, links))
        case None if page.story.kind == "article":
            items.append(_article(page, frame, links))
    return [*items, *crumbs(page.crumbs)]


def crumbs(trail: tuple[Crumb, ...]) -> list[JsonLd]:
    """The way from the front page, where there is one."""
    if not trail:
        return []
    return [
        {
            "@context": _CONTEXT,
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": at, "name": crumb.title, "item": absolute(crumb.url)}
                for at, crumb in enumerate(trail, 1)
            ],
        }
    ]


def site(frame: Frame, search_url: str) -> JsonLd:
    """The site and its search."""
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": frame.site_name,
        "url": absolute("/"),
        "inLanguage": "vi",
        "publisher": publisher(frame),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute(search_url) + "?q={q}"},
            "query-input": "required name=q",
        },
    }


def publisher(frame: Frame) -> JsonLd:
    """Who answers for the site."""
    data: JsonLd = {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/") + "#publisher",
        "name": frame.imprint.operator if frame.imprint else frame.site_name,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(static("reader/icon-180.png")), "width": 180, "height": 180},
        "correctionsPolicy": absolute(reverse("corrections")),
    }
    if frame.imprint_url:
        data["publishingPrinciples"] = absolute(frame.imprint_url)
    if frame.imprint:
        told = {"email": frame.imprint.email, "telephone": frame.imprint.hot_line, "address": frame.imprint.address}
        data |= {name: value for name, value in told.items() if value}
    return data


def _article(page: StoryPage, frame: Frame, links: Links) -> JsonLd:
    story = page.story
    data: JsonLd = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "headline": story.headline,
        "description": story.lede,
        "inLanguage": story.language,
        "mainEntityOfPage": page.canonical,
        "url": page.canonical,
        "datePublished": page.published_at.astimezone(ZONE).isoformat(timespec="seconds"),
        "dateModified": page.updated_at.astimezone(ZONE).isoformat(timespec="seconds"),
        "author": [{"@type": "Person", "name": name} for name in story.byline] or [publisher(frame)],
        "publisher": publisher(frame),
        "isAccessibleForFree": True,
        "articleSection": page.section.title if page.section else "",
        "keywords": [topic.name for topic in story.topics],
        "image": [*_cards(page), *_images(story, links)],
        "about": [_named(mention.name, links.person(mention.person_id)) for mention in story.mentions],
        "identifier": short_url(story.page_id),
    }
    if corrections := [(change, at) for change, at in page.changes if change.kind == "correction"]:
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": in_words(change),
                "datePublished": at.astimezone(ZONE).isoformat(timespec="seconds"),
            }
            for change, at in corrections
        ]
    if story.dateline_place:
        data["dateline"] = story.dateline_place
    return {key: value for key, value in data.items() if value not in ("", [])}


def _named(name: str, target: Target | None) -> JsonLd:
    return {"@type": "Person", "name": name} | ({"url": absolute(target.url)} if target else {})


def _cards_of(page: StoryPage) -> JsonLd:
    return {"image": cards} if (cards := _cards(page)) else {}


def _cards(page: StoryPage) -> list[JsonLd]:
    """The page's cards in all forms, once they are made: search engines take one of each."""
    if not page.card_mark:
        return []
    return [
        {
            "@type": "ImageObject",
            "url": absolute(card_url(page.story.page_id, page.card_mark, form)),
            "width": width,
            "height": height,
        }
        for form, (width, height) in SIZES.items()
    ]


_DOCUMENT_TYPES = {
    "report": "Report",
    "speech": "DigitalDocument",
    "other": "DigitalDocument",
    "notice": "DigitalDocument",
}
"""What is decided is Legislation, whose numbers and issuers machines look for; what tells is a Report or a mere document."""


def _document(page: StoryPage, document: DocumentDetails, frame: Frame, links: Links) -> JsonLd:
    story = page.story
    kind = _DOCUMENT_TYPES.get(document.kind, "Legislation")
    issuer = {"@type": "Organization", "name": document.issuer} if document.issuer else ""
    addresses = links.full_addresses()
    data: JsonLd = {
        "@context": _CONTEXT,
        "@type": kind,
        "name": story.headline,
        "headline": story.headline,
        "description": story.lede,
        "inLanguage": story.language,
        "mainEntityOfPage": page.canonical,
        "url": page.canonical,
        "identifier": document.number,
        "genre": str(DocumentKind(document.kind).label),
        "creativeWorkStatus": {"draft": "Draft", "adopted": "Adopted"}.get(document.status, ""),
        "dateCreated": story.day.isoformat() if story.day else "",
        "datePublished": page.published_at.astimezone(ZONE).isoformat(timespec="seconds"),
        "dateModified": page.updated_at.astimezone(ZONE).isoformat(timespec="seconds"),
        "author": issuer,
        "publisher": publisher(frame),
        "isAccessibleForFree": True,
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.title,
                "contentUrl": addresses.document(file),
                "contentSize": f"{file.size} B",
                "encodingFormat": mimetypes.guess_type(file.filename)[0] or "application/octet-stream",
            }
            for file in document.files
        ],
    }
    if kind == "Legislation":
        data |= {
            "legislationIdentifier": document.number,
            "legislationType": str(DocumentKind(document.kind).label),
            "legislationDate": story.day.isoformat() if story.day else "",
            "legislationPassedBy": issuer if document.status == "adopted" else "",
        }
    elif kind == "Report":
        data["reportNumber"] = document.number
    return {key: value for key, value in data.items() if value not in ("", [])}


def _images(story: Story, links: Links) -> list[JsonLd]:
    addresses = links.full_addresses()
    return [
        {
            "@type": "ImageObject",
            "url": addresses.photo(photo, 1200, "jpg"),
            "width": served_width(photo.width, 1200),
            "height": served_height(photo, 1200),
            "caption": photo.caption or photo.alt,
            "creditText": photo.credit,
        }
        for photo in dict.fromkeys(story.photos())
    ]


def _event(page: StoryPage, session: SessionDetails, frame: Frame) -> JsonLd:
    data: JsonLd = {
        "@context": _CONTEXT,
        "@type": "Event",
        "name": page.story.headline,
        "url": page.canonical,
        "startDate": _beginning(session),
        "endDate": session.day.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "description": page.story.lede or page.story.headline,
        "organizer": publisher(frame),
    }
    if session.venue:
        data["location"] = {"@type": "Place", "name": session.venue, "address": session.address or session.venue}
    if session.congress:
        data["superEvent"] = {"@type": "Event", "name": session.congress}
    return data


def _beginning(session: SessionDetails) -> str:
    """The day, with the hour of the first point of the agenda that has one: ``"2026-03-18T07:30:00+07:00"``."""
    for item in session.agenda:
        if found := _HOUR.match(item.time):
            hour, minute = int(found[1]), int(found[2] or 0)
            if hour < 24 and minute < 60:
                return dt.datetime.combine(session.day, dt.time(hour, minute), ZONE).isoformat()
    return session.day.isoformat()


def _body(page: StoryPage, body: BodyDetails, links: Links) -> JsonLd:
    data: JsonLd = {
        "@context": _CONTEXT,
        "@type": "Organization",
        "name": body.name,
        "url": page.canonical,
        "description": page.story.lede,
        "parentOrganization": {"@type": "Organization", "name": body.parent} if body.parent else "",
        "member": [
            {"@type": "OrganizationRole", "roleName": member.office, "member": _of_body(member, links)}
            for member in body.members
        ],
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def _of_body(member: Member, links: Links) -> JsonLd:
    target = links.person(member.person_id)
    return {"@type": "Person", "name": member.name, **({"url": absolute(target.url)} if target else {})}


def _person(page: StoryPage, person: PersonDetails, frame: Frame) -> JsonLd:
    held = held_on(person.offices, frame.today)
    data: JsonLd = {"@context": _CONTEXT, "@type": "Person", "name": person.name, "url": page.canonical}
    if held:
        data["jobTitle"] = [office.title for office in held]
        data["worksFor"] = [{"@type": "Organization", "name": office.body} for office in held if office.body]
    if page.story.lede:
        data["description"] = page.story.lede
    data["memberOf"] = [_role(office) for office in person.offices if office.body]
    if person.portrait:
        data["image"] = Links().full_addresses().photo(person.portrait, 800, "jpg")
    return {key: value for key, value in data.items() if value != []}


def _role(office: OfficeHeld) -> JsonLd:
    """An office over time, in schema.org's own way of saying since when."""
    data: JsonLd = {
        "@type": "OrganizationRole",
        "roleName": office.title,
        "memberOf": {"@type": "Organization", "name": office.body},
    }
    times = {"startDate": office.start, "endDate": office.end}
    return data | {name: day.isoformat() for name, day in times.items() if day}
