"""The small values of a story as items and lines."""

from django.utils.translation import pgettext

from cms.publication.story import (
    AgendaItem,
    Change,
    DelegateRow,
    Document,
    Mention,
    OfficeHeld,
    Photo,
    SessionRef,
    SignedAs,
    Topic,
    Wording,
)
from cms.text.dates import short_day

from .values import Item, Line, Listing, value, words


def photo_lines(photo: Photo) -> tuple[Line, ...]:
    """What is said of a photo, which file it is, and what of it must stay visible."""
    return (
        words("caption", photo.caption),
        words("credit", photo.credit),
        words("alt", photo.alt),
        value("crop", ", ".join(map(str, photo.focus)) if photo.focus else None),
        value("photo_number", photo.image_id),
        value("pixels", f"{photo.width} × {photo.height}"),
        value("file", photo.sha256),
    )


def photo_item(photo: Photo) -> Item:
    return Item("photo", photo_lines(photo), key=str(photo.image_id), picture=photo)


def document_lines(document: Document) -> tuple[Line, ...]:
    return (
        words("title", document.title),
        words("number", document.number),
        words("filename", document.filename),
        value("bytes", document.size),
        value("document_number", document.document_id),
        value("file", document.sha256),
    )


def document_item(document: Document) -> Item:
    return Item("document", document_lines(document), key=str(document.document_id))


def agenda_item(item: AgendaItem) -> Item:
    return Item("agenda_item", (words("time", item.time), words("title", item.title), words("speaker", item.speaker)))


def mention_item(mention: Mention) -> Item:
    """A person with the offices shown; the same person is the same item whatever the offices."""
    return Item(
        "mention",
        (words("name", mention.name), value("person", mention.person_id), value("person_slug", mention.slug)),
        (Listing("offices", tuple(Item("office", (words("office", office),)) for office in mention.offices)),),
        key=str(mention.person_id),
        firm=True,
    )


def topic_item(topic: Topic) -> Item:
    return Item("topic", (words("name", topic.name), value("slug", topic.slug)), key=topic.slug, firm=True)


def session_item(session: SessionRef) -> Item:
    return Item(
        "session",
        (
            words("name", session.name),
            value("day", session.day and short_day(session.day)),
            words("venue", session.venue),
            value("session_number", session.session_id),
        ),
    )


def delegate_item(row: DelegateRow) -> Item:
    """A delegate; one whom the registry does not know is likely the same where the name is."""
    return Item(
        "delegate",
        (words("name", row.name), words("office", row.office), value("person", row.person_id)),
        key=f"person:{row.person_id}" if row.person_id else row.name,
    )


def office_item(office: OfficeHeld) -> Item:
    return Item(
        "office_held",
        (
            words("title", office.title),
            words("organisation", office.body),
            value("start", office.start and short_day(office.start)),
            value("end", office.end and short_day(office.end)),
        ),
    )


def change_item(change: Change) -> Item:
    return Item(
        "change",
        (
            value("change_kind", change.kind),
            words("wrong", change.wrong),
            words("right", change.right),
            words("note", change.note),
        ),
    )


def wording_item(wording: Wording) -> Item:
    """What somebody has written for a channel; the same channel is the same item."""
    lines = (
        value("channel", wording.channel),
        words("text", wording.text),
        value("without_photo", pgettext("comparison", "yes") if wording.without_photo else None),
        value("part_of_photo", ", ".join(map(str, wording.crop)) if wording.crop else None),
    )
    photos = (photo_item(wording.photo),) if wording.photo else ()
    return Item("wording", lines, (Listing("photo", photos, single=True),), key=wording.channel, firm=True)


def signed_as_item(signed: SignedAs) -> Item:
    """How the accounts of a channel identify themselves; the same channel is the same item."""
    lines = (value("channel", signed.channel), words("account_line", signed.line))
    return Item("signed_as", lines, key=signed.channel, firm=True)
