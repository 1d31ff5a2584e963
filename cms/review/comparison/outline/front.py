"""The arrangement of the front page: its zones in order, so that each can be added, removed, moved and changed."""

from typing import assert_never

from cms.publication.story import (
    DocumentsZone,
    EssayZone,
    FrontDetails,
    FrontZone,
    LeadZone,
    RiverZone,
    SecondZone,
    SectionsZone,
    SessionsZone,
)
from cms.text.dates import short_day

from .blocks import page_item
from .parts import document_item, topic_item
from .values import Item, Line, Listing, value, words


def front_item(details: FrontDetails) -> Item:
    return Item(
        "front_details",
        (words("tagline", details.tagline),),
        (
            Listing("lead_pages", tuple(map(page_item, details.lead_page_ids))),
            Listing("zones", tuple(map(zone_item, details.zones))),
        ),
    )


def zone_item(zone: FrontZone) -> Item:
    own = (words("zone_heading", zone.heading), words("zone_note", zone.note))
    return Item(f"{zone.type}_zone", (*own, *_lines(zone)), _lists(zone), key=zone.type)


def _lines(zone: FrontZone) -> tuple[Line, ...]:
    match zone:
        case LeadZone() | EssayZone():
            return ()
        case SecondZone():
            return (value("zone_places", zone.places),)
        case RiverZone() | DocumentsZone():
            return value("zone_section", zone.section_id), value("zone_entries", zone.entries)
        case SessionsZone():
            return value("zone_day", zone.day and short_day(zone.day)), value("zone_entries", zone.entries)
        case SectionsZone():
            return (value("zone_entries", zone.entries),)
        case _:
            assert_never(zone)


def _lists(zone: FrontZone) -> tuple[Listing, ...]:
    match zone:
        case LeadZone() | EssayZone():
            chosen = (page_item(zone.page_id),) if zone.page_id is not None else ()
            return (Listing("zone_article", chosen, single=True),)
        case SecondZone():
            return (Listing("zone_articles", tuple(map(page_item, zone.page_ids))),)
        case RiverZone():
            return (Listing("topics", (topic_item(zone.topic),) if zone.topic else ()),)
        case DocumentsZone():
            return (Listing("papers", tuple(map(document_item, zone.documents))),)
    return ()
