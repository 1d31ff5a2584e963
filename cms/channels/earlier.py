"""What a recipient was sent of an article before, in its own posts and in digests that told of it."""

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


def others(delivery: Delivery) -> "QuerySet[Delivery]":
    """The recipient's other deliveries that tell of the article."""
    dispatch = delivery.dispatch
    if dispatch is None:
        return Delivery.objects.none()
    about = Q(dispatch__page_id=dispatch.page_id)
    # What comes out for the first time stood in no digest.
    if dispatch.action != Dispatch.Action.POST and (told_by := channel(delivery.channel).told_by(dispatch.page_id)):
        about |= Q(dispatch__page_id__in=told_by)
    same = Delivery.objects.filter(about, channel=delivery.channel, recipient_id=delivery.recipient_id)
    return same.exclude(pk=delivery.pk)


def last_version(page_id: int, code: str) -> Publication | None:
    """The version of a page that went to a channel last, or is on its way there; None where none is."""
    rows = gone(page_id).filter(channel=code).exclude(action=Dispatch.Action.CANCEL)
    last = rows.order_by("-number").select_related("publication").first()
    return last.publication if last else None


def sent_before(delivery: Delivery) -> list[str]:
    """The message ids of what the recipient was sent of the article, the oldest first."""
    return list(others(delivery).filter(state__in=ARRIVED).order_by("pk").values_list("message_id", flat=True))


def had(delivery: Delivery, until: Attempt | None = None) -> Publication | None:
    """The version of the article that the recipient was sent last, as far as that has arrived or may have; None where nothing has,
    where the last was its withdrawal, and where nobody knows which came last. With ``until`` as it was when that sending began."""
    sent = Attempt.objects.filter(event=Event.SENDING, delivery__in=others(delivery)).order_by("-pk")
    sent = sent.select_related("delivery__dispatch")
    # Where a repetition takes the place of the first, what is to be tried again may have come already.
    certain = Verb.SEND not in channel(delivery.channel).abilities.repeatable
    if until is not None:
        last = _last_then(sent, until, certain=certain)
    else:
        last = (sent.filter(delivery__state__in=ARRIVED) if certain else sent).first()
        last = last if last and last.delivery.state in ARRIVED else None
    if last is None or delivery.dispatch is None or last.delivery.dispatch is None:
        return None
    if last.delivery.dispatch.page_id != delivery.dispatch.page_id:
        return _told_at(last, delivery.dispatch)
    if last.delivery.dispatch.action == Dispatch.Action.CANCEL:
        return None
    return Publication.objects.filter(pk=last.publication_id or 0).first()


def _last_then(sent: "QuerySet[Attempt]", until: Attempt, *, certain: bool) -> Attempt | None:
    """The last of the sendings whose delivery had arrived by ``until``, or may have; where not only what is ``certain`` counts, the
    last one, if it had."""
    earlier = sent.filter(pk__lt=until.pk)
    for each in earlier if certain else earlier[:1]:
        known = Attempt.objects.filter(delivery_id=each.delivery_id, pk__lt=until.pk).order_by("-pk").first()
        if known is not None and known.event in _ENDS_ARRIVED:
            return each
    return None


def _told_at(sent: Attempt, dispatch: Dispatch) -> Publication | None:
    """The version that a digest told of: what was public when it left."""
    earlier = Dispatch.objects.filter(page_id=dispatch.page_id, channel=dispatch.channel, created_at__lte=sent.at)
    last = earlier.exclude(action=Dispatch.Action.CANCEL).order_by("-number").select_related("publication").first()
    return last.publication if last else None
