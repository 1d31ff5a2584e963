"""What a story holds beside text, by kind of page, as one item."""

from typing import assert_never

from cms.publication.story import (
    BodyDetails,
    Details,
    DigestDetails,
    DigestEntry,
    DocumentDetails,
    FrontDetails,
    ImprintDetails,
    Member,
    PersonDetails,
    SectionDetails,
    SessionDetails,
)
from cms.text.dates import short_day

from .front import front_item
from .parts import agenda_item, delegate_item, document_item, office_item, photo_item
from .values import Item, Listing, moment_of, value, words


def details_item(details: Details) -> Item:
    match details:
        case SessionDetails():
            return _session(details)
        case PersonDetails():
            return Item(
                "person_details",
                (words("name", details.name), value("person", details.person_id)),
                (
                    Listing("offices_held", tuple(map(office_item, details.offices))),
                    Listing("portrait", (photo_item(details.portrait),) if details.portrait else (), single=True),
                ),
            )
        case SectionDetails():
            return Item(
                "section_details", (value("section_lists", details.lists), value("menu_order", details.menu_order))
            )
        case FrontDetails():
            return front_item(details)
        case ImprintDetails():
            return _imprint(details)
        case DigestDetails():
            return _digest(details)
        case DocumentDetails():
            return _document(details)
        case BodyDetails():
            return _body(details)
        case _:
            assert_never(details)


def _session(details: SessionDetails) -> Item:
    return Item(
        "session_details",
        (
            words("session_kind", details.kind),
            value("number", details.number),
            words("congress", details.congress),
            words("phase", details.phase),
            value("day", short_day(details.day)),
            words("part_of_day", details.part_of_day),
            words("venue", details.venue),
            words("address", details.address),
            words("delegates_source", details.delegates_source),
            value("session_number", details.session_id),
        ),
        (
            Listing("chair", tuple(map(delegate_item, details.chair))),
            Listing("agenda", tuple(map(agenda_item, details.agenda))),
            Listing("papers", tuple(map(document_item, details.papers))),
            Listing("delegates", tuple(map(delegate_item, details.delegates))),
        ),
    )


def _imprint(details: ImprintDetails) -> Item:
    names = ("operator", "licence", "editor_in_chief", "hot_line", "email", "address", "terms_of_reuse")
    return Item("imprint_details", tuple(words(name, getattr(details, name)) for name in names))


def _digest(details: DigestDetails) -> Item:
    return Item(
        "digest_details",
        (
            value("rhythm", details.rhythm),
            value("since", moment_of(details.since)),
            value("until", moment_of(details.until)),
        ),
        (Listing("digest_entries", tuple(map(_entry, details.entries))),),
    )


def _body(details: BodyDetails) -> Item:
    return Item(
        "body_details",
        (words("name", details.name), words("organisation", details.parent), value("body", details.body_id)),
        (Listing("members", tuple(map(_member, details.members))),),
    )


def _member(member: Member) -> Item:
    return Item(
        "member",
        (
            words("name", member.name),
            words("office", member.office),
            words("life", member.life),
            value("person", member.person_id),
        ),
        (Listing("portrait", (photo_item(member.portrait),) if member.portrait else (), single=True),),
        key=str(member.person_id),
        firm=True,
    )


def _document(details: DocumentDetails) -> Item:
    return Item(
        "document_details",
        (
            value("document_kind", details.kind),
            value("document_status", details.status),
            words("document_symbol", details.number),
            words("issuer", details.issuer),
            value("opinions_from", details.opinions_from and short_day(details.opinions_from)),
            value("opinions_until", details.opinions_until and short_day(details.opinions_until)),
        ),
        (
            Listing("signer", (delegate_item(details.signer),) if details.signer else (), single=True),
            Listing("files", tuple(map(document_item, details.files))),
        ),
    )


def _entry(entry: DigestEntry) -> Item:
    return Item(
        "digest_entry",
        (
            words("headline", entry.headline),
            words("lede", entry.lede),
            value("section", entry.section),
            value("phase_kind", entry.phase),
            value("page", entry.page_id),
        ),
        key=str(entry.page_id),
        firm=True,
    )
