"""What a recipient was sent of an article before, in its own posts and in digests that told of it."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q

from cms.publication.models import Publication

from .models import Attempt, Delivery, Dispatch
from .registry import channel
from .rules.sending import gone
from .verbs import Verb

if TYPE_CHECKING:
    from django.db.models import QuerySet

ARRIVED = frozenset({Delivery.State.DELIVERED, Delivery.State.UNKNOWN})
"""States of what has arrived, or may have."""

Event = Attempt.Event

_ENDS_ARRIVED = frozenset(
    {Event.DELIVERED, Event.EDITED, Event.WITHDRAWN, Event.SETTLED, Event.FOUND, Event.UNKNOWN, Event.UNFOUND}
)
"""The last events of deliveries in these states."""

CLOCKS_APART = dt.timedelta(seconds=5)
"""How far the clocks of two machines may differ: who was sent a digest so soon after a correction is told of it once more, and
whose mail was given up so soon before one is taken for somebody who still waited."""


def dispatches_about(page_id: int, code: str, *, digests: bool = True) -> list[int]:
    """The ids of what went to a channel of a page, by itself and in digests. Whoever looks for deliveries among many begins with
    these: the ledger has an index for them."""
    pages = [page_id, *(channel(code).told_by(page_id) if digests else ())]
    return list(Dispatch.objects.filter(page_id__in=pages, channel=code).values_list("pk", flat=True))


def others(delivery: Delivery) -> "QuerySet[Delivery]":
    """The recipient's other deliveries that tell of the article."""
    dispatch = delivery.dispatch
    if dispatch is None:
        return Delivery.objects.none()
    # What comes out for the first time is no sequel to anything.
    digests = dispatch.action != Dispatch.Action.POST
    ids = dispatches_about(dispatch.page_id, dispatch.channel, digests=digests)
    return Delivery.objects.filter(dispatch_id__in=ids, recipient_id=delivery.recipient_id).exclude(pk=delivery.pk)


def last_version(page_id: int, code: str) -> Publication | None:
    """The version of a page that went to a channel last, or is on its way there; where none is, the last that was meant for it.
    None where there is none."""
    rows = Dispatch.objects.filter(page_id=page_id, channel=code).exclude(action=Dispatch.Action.CANCEL)
    newest = rows.order_by("-number").select_related("publication")
    last = newest.filter(pk__in=gone(page_id).values("pk")).first() or newest.first()
    return last.publication if last else None


def was_posted(page_id: int, code: str) -> bool:
    """Whether a first post of a page went to a channel, or is on its way there."""
    return gone(page_id).filter(channel=code, action=Dispatch.Action.POST).exists()


def sent_before(delivery: Delivery) -> list[str]:
    """The message ids of what the recipient was sent of the article, the oldest first."""
    return list(others(delivery).filter(state__in=ARRIVED).order_by("pk").values_list("message_id", flat=True))


def is_posted_too(dispatch: Dispatch) -> bool:
    """Whether the same version is posted there beside the dispatch, so that nobody gets it from that one."""
    posted = Dispatch.objects.filter(publication=dispatch.publication_id, channel=dispatch.channel)
    return posted.filter(action=Dispatch.Action.POST).exclude(pk=dispatch.pk).exists()


def waited(delivery: Delivery) -> bool:
    """Whether another post of the article still waited for the recipient when this one took its place."""
    dispatch = delivery.dispatch
    if dispatch is None or is_posted_too(dispatch):
        return False
    rows = others(delivery).filter(dispatch__page_id=dispatch.page_id)
    return rows.filter(still_waiting(dispatch)).exists()


def still_waiting(dispatch: Dispatch) -> Q:
    """The condition that a delivery of the article still waited when the dispatch took its place. Who gave it up for that may have
    done so by another clock."""
    given_up = Q(
        state=Delivery.State.OBSOLETE,
        changed_at__gte=dispatch.created_at - CLOCKS_APART,
        attempt_rows__event=Event.OBSOLETE,
        attempt_rows__detail="superseded",
    )
    return Q(state=Delivery.State.QUEUED) | given_up


def had(delivery: Delivery, until: Attempt | None = None) -> Publication | None:
    """The version of the article that the recipient was sent last, as far as that has arrived or may have; None where nothing has,
    where the last was its withdrawal, and where nobody knows which came last. A digest counts for who was sent nothing else: it
    never says what was wrong. With ``until`` as it was when that sending began."""
    dispatch = delivery.dispatch
    if dispatch is None:
        return None
    sent = _last_tries(delivery, until)
    if Verb.SEND not in channel(delivery.channel).abilities.repeatable:
        # Elsewhere what is to be tried again may have come already.
        sent = [each for each in sent if _arrived(each, until)]
    last = next((each for each in sent if _page_of(each) == dispatch.page_id), None)
    if last is None:
        return next(_told_in_digests(sent, dispatch), None)
    if _withdraws(last):
        return next(_told_in_digests([each for each in sent if each.pk > last.pk], dispatch), None)
    if not _arrived(last, until):
        return None
    return Publication.objects.filter(pk=last.publication_id or 0).first()


def _last_tries(delivery: Delivery, until: Attempt | None) -> list[Attempt]:
    """Of each of the others the last sending, the newest first: those before it were not taken."""
    sent = Attempt.objects.filter(event=Event.SENDING, delivery__in=others(delivery)).order_by("-pk")
    tries: dict[int, Attempt] = {}
    for each in (sent.filter(pk__lt=until.pk) if until else sent).select_related("delivery__dispatch"):
        tries.setdefault(each.delivery_id, each)
    return list(tries.values())


def _arrived(sent: Attempt, until: Attempt | None) -> bool:
    """Whether the delivery of a sending has arrived, or may have; or had by ``until``."""
    if until is None:
        return sent.delivery.state in ARRIVED
    known = Attempt.objects.filter(delivery_id=sent.delivery_id, pk__lt=until.pk).order_by("-pk").first()
    return known is not None and known.event in _ENDS_ARRIVED


def _told_in_digests(sent: list[Attempt], dispatch: Dispatch) -> Iterator[Publication]:
    """The versions of the article that digests told of, the newest first."""
    told_by = channel(dispatch.channel).told_by(dispatch.page_id)
    for each in sent:
        if not _withdraws(each) and each.publication_id in told_by.get(_page_of(each), ()):
            version = _public_at(each.at, dispatch)
            if version is not None:
                yield version


def _withdraws(sent: Attempt) -> bool:
    return sent.delivery.dispatch is not None and sent.delivery.dispatch.action == Dispatch.Action.CANCEL


def _page_of(sent: Attempt) -> int:
    return sent.delivery.dispatch.page_id if sent.delivery.dispatch else 0


def _public_at(moment: dt.datetime, dispatch: Dispatch) -> Publication | None:
    """The version of the dispatch's article that a digest told of which left at that moment; None where it left without it."""
    rows = Dispatch.objects.filter(page_id=dispatch.page_id, channel=dispatch.channel).select_related("publication")
    before = rows.filter(created_at__lte=moment - CLOCKS_APART).order_by("-number").first()
    last = before or rows.order_by("number").first()
    return None if last is None or last.action == Dispatch.Action.CANCEL else last.publication
