"""What a rule says of a first post at the moment of its publication: it goes, it waits for who may send, or it is not for there."""

from django.db.models import Q, QuerySet

from cms.publication.models import Publication

from ..models import Delivery, Dispatch
from ..registry import channels
from .eligible import UNDER_WAY, why_not
from .models import Rule
from .queries import rule_of

State = Dispatch.State

FETCHED = "webhook"
"""The channel whose dispatches agencies read by themselves, whether anybody was told or not (`agency.feed`)."""


def first_state(publication: Publication, code: str) -> State:
    """The state in which the first dispatch of a publication begins."""
    rule = rule_of(code)
    if rule is None:
        return State.OPEN
    if why_not(rule, publication.story):
        return State.RULED_OUT
    return State.OPEN if may_send(rule, publication) else State.HELD


def may_send(rule: Rule, publication: Publication) -> bool:
    """Whether who approved the publication may send by the rule."""
    groups = set(rule.senders.values_list("pk", flat=True))
    user = publication.approved_by
    if not groups:
        return not rule.names_senders
    return user is not None and user.is_active and user.groups.filter(pk__in=groups).exists()


def gone(page_id: int) -> "QuerySet[Dispatch]":
    """What has gone out of a page, or is on its way: corrections and withdrawals follow it."""
    rows = Dispatch.objects.filter(page_id=page_id)
    begun = Delivery.objects.filter(dispatch__page_id=page_id, state__in=UNDER_WAY | {Delivery.State.DELIVERED})
    fetched = Q(channel=FETCHED, expanded_to__gt=0)
    return rows.filter(~Q(state__in=Dispatch.NEVER_LEFT) | fetched | Q(pk__in=begun.values("dispatch_id")))


def action_of(publication: Publication, code: str) -> Dispatch.Action:
    """Whether a publication is the first that goes to a channel, or follows one that went there."""
    posted = gone(publication.page_id).filter(channel=code, action=Dispatch.Action.POST)
    return Dispatch.Action.UPDATE if posted.exists() else Dispatch.Action.POST


def went_to(page_id: int) -> list[str]:
    """The channels whose readers may have had the page, by itself or in a digest."""
    codes = set(gone(page_id).order_by().values_list("channel", flat=True))
    return [one.code for one in channels() if one.code in codes or one.told_by(page_id)]


def replace_held(page_id: int, code: str | None = None) -> None:
    """What still waited of a page to be let go, on one channel or all, is replaced by what comes now."""
    rows = Dispatch.objects.filter(page_id=page_id, state=State.HELD)
    (rows.filter(channel=code) if code else rows).update(state=State.REPLACED)
