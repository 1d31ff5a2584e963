"""A field that is added to a part of a story and is not compared fails here, without anybody having to think of it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from cms.publication.story import (
    AgendaBlock,
    AgendaItem,
    Change,
    DelegateRow,
    DigestEntry,
    Document,
    DocumentBlock,
    DocumentsZone,
    EssayZone,
    LeadZone,
    Member,
    Mention,
    OfficeHeld,
    PersonDetails,
    Photo,
    PhotoBlock,
    Post,
    RiverZone,
    SecondZone,
    SectionsZone,
    SessionDetails,
    SessionRef,
    SessionsZone,
    SignedAs,
    Story,
    TextBlock,
    Topic,
    Wording,
)
from cms.publication.story.details import (
    BodyDetails,
    DigestDetails,
    DocumentDetails,
    FrontDetails,
    ImprintDetails,
    SectionDetails,
)
from cms.review.comparison.compare import compare
from cms.review.comparison.labels import kind_label, line_label, list_label
from cms.review.comparison.outline import Item, outline_of

from .stories import fields, hints, models, parts_of


def story(**parts: Any) -> Story:
    return Story(kind="article", page_id=1, slug="bai", headline="Phiên họp", **parts)


def in_body(block: Any) -> Story:
    return story(blocks=(block,))


def in_details(details: Any) -> Story:
    return story(details=details)


DETAILS = {
    SessionDetails,
    PersonDetails,
    SectionDetails,
    FrontDetails,
    ImprintDetails,
    DigestDetails,
    DocumentDetails,
    BodyDetails,
}
IN_STORY: dict[type, Callable[[Any], Story]] = {
    Story: lambda whole: whole,
    AgendaItem: lambda item: in_body(AgendaBlock(items=(item,))),
    Change: lambda change: story(changes=(change,)),
    DelegateRow: lambda row: in_details(SessionDetails(session_id=1, kind="phiên họp", day="2026-03-18", chair=(row,))),
    DigestEntry: lambda entry: in_details(DigestDetails(entries=(entry,))),
    Document: lambda document: in_body(DocumentBlock(document=document)),
    Mention: lambda mention: story(mentions=(mention,)),
    Member: lambda member: in_details(BodyDetails(body_id=1, name="Ban", members=(member,))),
    OfficeHeld: lambda office: in_details(PersonDetails(person_id=1, name="Lụa", offices=(office,))),
    Photo: lambda photo: in_body(PhotoBlock(photo=photo)),
    Post: lambda post: story(posts=(post,)),
    SessionRef: lambda session: story(session=session),
    SignedAs: lambda signed: story(signed_as=(signed,)),
    Topic: lambda topic: story(topics=(topic,)),
    Wording: lambda wording: story(wordings=(wording,)),
}
ZONES = {LeadZone, SecondZone, RiverZone, SectionsZone, SessionsZone, EssayZone, DocumentsZone}
EVERY_FIELD = [(model, name) for model in parts_of() for name in hints(model)]


def placed(value: BaseModel) -> Story:
    """A story that says the value, and little else."""
    if type(value) in DETAILS:
        return in_details(value)
    if type(value) in ZONES:
        return in_details(FrontDetails(zones=(value,)))
    return IN_STORY.get(type(value), in_body)(value)


# Where two values may differ without saying anything else (markup around no words, a row of one cell less), these two don't.
TWO = {
    "html": ("<p>Một</p>", "<p>Hai</p>"),
    "payload": ({"subject": "Một"}, {"subject": "Hai"}),
    "blocks": ((), (TextBlock(html="<p>Một</p>"),)),
    "rows": ((("Một", "1"),), (("Một", "2"),)),
}


@pytest.mark.parametrize(("model", "name"), EVERY_FIELD, ids=lambda part: getattr(part, "__name__", part))
@settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_change_of_this_field_alone_is_seen(model: type[BaseModel], name: str, data: st.DataObject) -> None:
    old = data.draw(models(model))
    if name in TWO:
        values = TWO[name]
    else:
        values = (getattr(old, name), data.draw(fields(model, name).filter(lambda value: value != getattr(old, name))))
    before, after = (placed(old.model_copy(update={name: value})) for value in values)
    comparison = compare(before, after)
    assert comparison.story.altered and not comparison.unseen


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(models(Story))
def test_everything_has_a_label(whole: Story) -> None:
    def walk(item: Item) -> None:
        for line in item.lines:
            assert line.name.startswith(".") or line_label(line.name)
        for listing in item.lists:
            assert listing.name.startswith(".") or list_label(listing.name)
            for inner in listing.items:
                assert kind_label(inner.kind)
                walk(inner)

    walk(outline_of(whole))
