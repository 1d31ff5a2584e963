"""Whether a delivery is still to be made, and of what: only what the public may read at this moment goes out."""

import datetime as dt
from dataclasses import dataclass

from cms.publication.digests import present
from cms.publication.models import Publication, Shelf
from cms.publication.story import DigestDetails
from cms.sending.errors import NotDue
from media.story import shown_now

from ..channel import Channel, Payload
from ..earlier import had, others, waited
from ..models import Attempt, Delivery, Dispatch, Placement
from ..models.dispatch import post_of
from ..places import place_of, verb_for
from ..registry import channel, compose
from ..rules import holding
from ..verbs import Verb

DROPPED = frozenset({"withdrawn", "superseded", "nowhere", "unchanged", holding.RULED_OUT})
"""Codes of ``NotDue`` that end a delivery."""

FOR_A_PERSON = frozenset({"by_hand", "no_post", "recipient_left"})
"""Codes that end it too, and leave to a person what stands there. All others put it off."""


@dataclass(frozen=True)
class Plan:
    """What one delivery does now: with which payload, of which publication, to what stands there."""

    payload: Payload
    publication_id: int | None = None
    verb: Verb = Verb.SEND
    place: Placement | None = None
    remade: bool = False
    """Whether the payload is not the stored one: parts of it may not be read any more, or were corrected."""


def plan_for(delivery: Delivery, now: dt.datetime) -> Plan:
    """What the delivery does at this moment; raises ``NotDue``.

    A post that waited while the article was corrected carries the corrected version.
    """
    taker = channel(delivery.channel)
    dispatch = delivery.dispatch
    if dispatch is not None:
        publication = _publication_now(dispatch, lock=False)
        if taker.keeps_places or dispatch.action != Dispatch.Action.POST:
            # Before anything ends what no later one follows: what turns out to stand there afterwards would stand for good.
            _check_known(delivery)
    if not taker.recipient_takes(delivery):
        raise NotDue("recipient_left")
    if dispatch is None:
        return Plan(taker.letter(delivery))
    withdrawal = dispatch.action == Dispatch.Action.CANCEL
    payload = dispatch.payload() if withdrawal else _post_now(publication, dispatch.channel)
    if payload is None:
        raise NotDue("no_post")
    remade = not withdrawal and payload != post_of(publication, dispatch.channel)
    if not taker.keeps_places:
        message = _message(delivery, publication, payload)
        holding.check_post(delivery, publication, Verb.SEND, now)
        # Of what follows another message its own part alone leaves.
        return Plan(message, publication.pk, remade=remade and message is payload)
    place = place_of(delivery)
    verb = verb_for(taker, dispatch, place, now)
    if verb == Verb.EDIT and place is not None and _stands_so(delivery, place, payload):
        raise NotDue("unchanged")
    if verb == Verb.EDIT and place is not None and not _editable(taker, payload, place):
        raise NotDue("by_hand")
    holding.check_post(delivery, publication, verb, now)
    return Plan(payload, publication.pk, verb, place, remade)


def still_due(delivery: Delivery, plan: Plan) -> None:
    """Asked in the transaction that begins the sending, which holds the shelf until it is written down; raises ``NotDue``."""
    dispatch = delivery.dispatch
    if dispatch is not None:
        publication = _publication_now(dispatch, lock=True)
        if publication.pk != plan.publication_id or not _as_planned(delivery, plan):
            raise NotDue("changed")
        if isinstance(publication.story.details, DigestDetails) and dispatch.action != Dispatch.Action.CANCEL:
            _hold_articles(publication.story.details)
            if _post_now(publication, dispatch.channel) != plan.payload:
                # An article in it was corrected or withdrawn while the mail was made.
                raise NotDue("changed")
        _check_known(delivery)
    if not channel(delivery.channel).recipient_takes(delivery):
        raise NotDue("recipient_left")


def _hold_articles(details: DigestDetails) -> None:
    """Keeps the articles of a digest as they are until its sending is written down. Nobody is waited for, who may wait for the
    digest."""
    shelves = Shelf.objects.filter(pk__in=[entry.page_id for entry in details.entries])
    if len(shelves.select_for_update(skip_locked=True)) < shelves.count():
        raise NotDue("changed")


def _check_known(delivery: Delivery) -> None:
    """Raises ``NotDue`` where something of the article is under way to the recipient, who never gets two versions at the same time,
    in whatever order they arrive; and where nobody knows what stands there: nothing is put beside it."""
    if others(delivery).filter(state=Delivery.State.SENDING).exists():
        raise NotDue("in_flight")
    if _in_doubt(delivery):
        raise NotDue("in_doubt")


def _in_doubt(delivery: Delivery) -> bool:
    taker = channel(delivery.channel)
    careful = taker.keeps_places and not taker.takes_versions
    return careful and others(delivery).filter(state=Delivery.State.UNKNOWN).exists()


def _editable(taker: Channel, payload: Payload, place: Placement) -> bool:
    standing = post_of(place.publication, taker.code)
    return standing is None or taker.replaces(payload, standing)


def _stands_so(delivery: Delivery, place: Placement, payload: Payload) -> bool:
    """Whether the payload stands there already, and no edit has begun since of which nobody knows."""
    if payload != post_of(place.publication, delivery.channel):
        return False
    begun = Attempt.objects.filter(event=Attempt.Event.SENDING, at__gt=place.changed_at)
    same = Delivery.objects.filter(channel=delivery.channel, recipient_id=delivery.recipient_id)
    return not begun.filter(delivery__in=same.filter(dispatch__page_id=place.page_id)).exists()


def _message(delivery: Delivery, publication: Publication, payload: Payload) -> Payload:
    """What the recipient gets where no places are kept: the post, or what follows what they were sent of the article before."""
    taker, dispatch = channel(delivery.channel), delivery.dispatch
    if dispatch is None or dispatch.action == Dispatch.Action.POST:
        return payload
    before, repeats = had(delivery), Verb.SEND in taker.abilities.repeatable
    if before is None:
        # Where nobody is asked, what was begun may have come, whatever its delivery says.
        if not repeats and (dispatch.action == Dispatch.Action.CANCEL or not waited(delivery)):
            raise NotDue("nowhere")
        return payload
    if dispatch.action == Dispatch.Action.CANCEL:
        # It is called what it was called there.
        return taker.cancellation(post_of(before, dispatch.channel) or payload, dispatch.notice)
    message = taker.sequel(payload, publication.story, before.story)
    if message is None:
        raise NotDue("unchanged")
    return message


def _as_planned(delivery: Delivery, plan: Plan) -> bool:
    place = place_of(delivery)
    seen, known = (
        (row.pk, row.state, row.publication_id, row.remote_id) if row else None for row in (place, plan.place)
    )
    return seen == known


def _post_now(publication: Publication, code: str) -> Payload | None:
    """The stored post; made anew where photos have lost their rights since it was stored, or articles of a digest were corrected or
    withdrawn."""
    stored, sealed = post_of(publication, code), publication.story
    seen = present(shown_now(sealed))
    return stored if stored is None or seen is sealed else compose(channel(code), seen)


def _publication_now(dispatch: Dispatch, *, lock: bool) -> Publication:
    # Locked without its publication: where another one has come meanwhile, PostgreSQL would join the row to none.
    shelves = Shelf.objects.select_for_update() if lock else Shelf.objects.select_related("current")
    shelf = shelves.filter(pk=dispatch.page_id).first()
    later = Dispatch.objects.filter(page_id=dispatch.page_id, channel=dispatch.channel, number__gt=dispatch.number)
    if dispatch.action != Dispatch.Action.POST:
        # What is only posted now takes the place of nothing that a digest has told.
        later = later.exclude(action=Dispatch.Action.POST)
    if later.exclude(state__in=Dispatch.SILENT).exists():
        raise NotDue("superseded")
    public = shelf is not None and shelf.current is not None and shelf.is_public()
    if dispatch.action == Dispatch.Action.CANCEL:
        if public:
            raise NotDue("superseded")
        return dispatch.publication
    if shelf is None or shelf.current is None or not public:
        raise NotDue("withdrawn")
    return shelf.current
