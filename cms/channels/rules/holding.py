"""What a rule holds back at the sending: first posts that are not for the channel, that nobody of the groups has let go, in quiet
hours, beyond the day's number, or too soon after the one before. The rule is that of this moment, whatever held at the approval.

An edit or a withdrawal of what stands there, or may, is never held back, nor is a letter to a single person. What an account has
posted is counted from the ledger, under the lock of its queue, in the transaction that begins a sending: so it holds for all
workers, on all machines. Where all recipients have one queue (the newsletter) an article counts once, and what has begun goes on.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from cms.publication.models import Publication
from cms.sending import claims
from cms.sending.errors import NotDue

from ..earlier import dispatches_about, others
from ..models import Attempt, Delivery, Dispatch, Lane
from ..outbox.lanes import queue_of
from ..registry import channel
from ..telling import tell_held
from ..verbs import Verb
from .calendar import apart_from, day_of, full_until, quiet_end
from .eligible import UNDER_WAY, why_not
from .models import Rule
from .queries import rule_of
from .sending import may_send

HELD, QUIET, DAY_FULL, TOO_SOON = "held", "quiet", "day_full", "too_soon"
CODES = frozenset({HELD, QUIET, DAY_FULL, TOO_SOON})
"""Codes of ``NotDue`` that put a delivery off by a rule; ``RULED_OUT`` ends it."""
RULED_OUT = "ruled_out"

_LOOK_AGAIN = dt.timedelta(hours=1)
"""How often what waits for a person is looked at, if nobody wakes it: the rule may have ended."""

_TAKEN = UNDER_WAY | {Delivery.State.DELIVERED}


def check_post(delivery: Delivery, publication: Publication, verb: Verb, now: dt.datetime) -> None:
    """Raises ``NotDue`` for a first post of the publication that the channel does not take, that waits for somebody to let it go,
    or that falls in quiet hours."""
    dispatch = delivery.dispatch
    if dispatch is None or not _is_first(delivery, verb):
        return
    if dispatch.state == Dispatch.State.REPLACED:
        raise NotDue("superseded")
    if dispatch.state == Dispatch.State.HELD:
        raise NotDue(HELD)
    rule = rule_of(delivery.channel, now)
    if rule and not _has_begun(dispatch):
        if why_not(rule, publication.story):
            raise NotDue(RULED_OUT)
        if dispatch.released_publication_id != publication.pk and not may_send(rule, publication):
            raise NotDue(HELD)
    _check_hours(delivery, rule, now)


def check_turn(delivery: Delivery, verb: Verb, now: dt.datetime) -> None:
    """Asked in the transaction that begins the sending; raises ``NotDue`` where hours or numbers let no first post leave now."""
    rule = rule_of(delivery.channel, now) if _is_first(delivery, verb) else None
    _check_hours(delivery, rule, now)
    if rule is None or not (rule.most_a_day or rule.minutes_between):
        return
    Lane.objects.select_for_update().get_or_create(name=str(queue_of(delivery)))
    free_at = _free_at(delivery, rule, now)
    if free_at is not None:
        raise NotDue(free_at[0])


def put_off(delivery: Delivery, code: str, now: dt.datetime) -> None:
    """Gives a held delivery back until the rule lets it go, or another rule begins; what needs somebody to let it go becomes a
    dispatch that waits."""
    if code == HELD:
        _hold(delivery, now)
        return
    until = max(_until(delivery, now), now + dt.timedelta(seconds=1))
    claims.give_back(delivery, now, until - now)
    first = delivery.dispatch is not None and delivery.dispatch.action == Dispatch.Action.POST
    if first and not channel(delivery.channel).queue_a_recipient:
        # The article's other mails wait for the same: none needs to be asked by itself.
        rest = Delivery.objects.filter(dispatch=delivery.dispatch, state=Delivery.State.QUEUED, lease_until=None)
        rest.filter(next_try_at__lt=until).update(next_try_at=until)


def waits_until(delivery: Delivery, now: dt.datetime) -> tuple[str, dt.datetime | None] | None:
    """Why a rule holds a first post back at present, as a code, and until when, where that is known; None where none does."""
    if delivery.state != Delivery.State.QUEUED:
        return None
    if delivery.dispatch is not None and delivery.dispatch.state == Dispatch.State.HELD:
        return HELD, None
    rule = rule_of(delivery.channel, now)
    if rule is None or not _is_first(delivery, Verb.SEND):
        return None
    if rule.quiet and (end := quiet_end(rule.quiet, now)) and not _hurried(delivery):
        return QUIET, end
    return _free_at(delivery, rule, now)


def is_quiet(dispatch: Dispatch, now: dt.datetime | None = None) -> bool:
    """Whether deliveries of the dispatch wait for the end of quiet hours, so that somebody may send them all the same."""
    now = now or timezone.now()
    if dispatch.hurried_at is not None or dispatch.state not in {Dispatch.State.OPEN, Dispatch.State.EXPANDED}:
        return False
    rule = rule_of(dispatch.channel, now)
    waits = dispatch.state == Dispatch.State.OPEN or dispatch.deliveries.filter(state=Delivery.State.QUEUED).exists()
    return waits and rule is not None and rule.quiet is not None and quiet_end(rule.quiet, now) is not None


def wake(code: str, now: dt.datetime) -> None:
    """Has what waits on a channel, and was never tried, looked at again: its rule has changed."""
    rows = Delivery.objects.filter(channel=code, state=Delivery.State.QUEUED, attempts=0, lease_until=None)
    rows.filter(next_try_at__gt=now).update(next_try_at=now)


def wake_dispatch(dispatch: Dispatch, now: dt.datetime) -> None:
    """Has what waits of a dispatch looked at again: a person has let it go."""
    waiting = Delivery.objects.filter(dispatch=dispatch, state=Delivery.State.QUEUED, lease_until=None)
    waiting.filter(next_try_at__gt=now).update(next_try_at=now)


def _check_hours(delivery: Delivery, rule: Rule | None, now: dt.datetime) -> None:
    if rule and rule.quiet and quiet_end(rule.quiet, now) and not _hurried(delivery):
        raise NotDue(QUIET)


def _is_first(delivery: Delivery, verb: Verb) -> bool:
    """Whether the recipient gets the article for the first time: neither stands it there, nor may it. Where no places are kept that
    is said by what was sent."""
    dispatch = delivery.dispatch
    if dispatch is None or verb != Verb.SEND or dispatch.action == Dispatch.Action.CANCEL:
        return False
    taken = UNDER_WAY if channel(delivery.channel).keeps_places else _TAKEN
    return not others(delivery).filter(state__in=taken).exists()


def _has_begun(dispatch: Dispatch) -> bool:
    return Delivery.objects.filter(dispatch=dispatch, state__in=_TAKEN).exists()


def _article_has_begun(dispatch: Dispatch) -> bool:
    """Whether anything of the article has left, in whatever version."""
    ids = dispatches_about(dispatch.page_id, dispatch.channel, digests=False)
    return Delivery.objects.filter(dispatch_id__in=ids, state__in=_TAKEN).exists()


def _hold(delivery: Delivery, now: dt.datetime) -> None:
    dispatch = delivery.dispatch
    with transaction.atomic():
        claims.give_back(delivery, now, _LOOK_AGAIN)
        # Somebody may have let it go since this worker looked.
        on_its_way = Dispatch.objects.filter(state__in=Dispatch.ON_ITS_WAY)
        if dispatch is not None:
            # Not before all are found whom it concerns: corrections of it are among them, which nothing holds back.
            seen = on_its_way.filter(pk=dispatch.pk, released_at=dispatch.released_at, state=Dispatch.State.EXPANDED)
            if seen.update(state=Dispatch.State.HELD):
                tell_held(dispatch)
            elif on_its_way.filter(pk=dispatch.pk).exists():
                claims.held_by(delivery).update(next_try_at=now)


def _hurried(delivery: Delivery) -> bool:
    return delivery.dispatch is not None and delivery.dispatch.hurried_at is not None


def _free_at(delivery: Delivery, rule: Rule, now: dt.datetime) -> tuple[str, dt.datetime] | None:
    """What the numbers of the rule say: why not now, and from when on."""
    between = dt.timedelta(minutes=rule.minutes_between or 0)
    since = min(day_of(now)[0], now - between)
    if channel(delivery.channel).queue_a_recipient:
        posts = _posts_at(delivery, since)
    else:
        dispatch = delivery.dispatch
        if dispatch is None or _article_has_begun(dispatch):
            return None
        posts = _articles_at(delivery, dispatch.page_id, since)
    if rule.most_a_day and (until := full_until(posts, rule.most_a_day, now)):
        return DAY_FULL, until
    until = apart_from(posts, between, now)
    return (TOO_SOON, until) if until else None


def _posts_at(delivery: Delivery, since: dt.datetime) -> list[dt.datetime]:
    """When other posts to the delivery's recipient began that stand there, or may: those since an instant."""
    rows = _taken(delivery.channel).filter(recipient_id=delivery.recipient_id, verb=Verb.SEND).exclude(pk=delivery.pk)
    # It changes when it begins, and perhaps later: none that has begun since is left out.
    begun = rows.filter(changed_at__gte=since, attempt_rows__event=Attempt.Event.SENDING).order_by()
    last = begun.annotate(at=Max("attempt_rows__at")).values_list("at", flat=True)
    return [at for at in last if at >= since]


def _articles_at(delivery: Delivery, page_id: int, since: dt.datetime) -> list[dt.datetime]:
    """The same where all recipients have one queue: when the first message of each other article left."""
    rows = _taken(delivery.channel)
    lately = rows.filter(changed_at__gte=since).exclude(dispatch__page_id=page_id).order_by()
    pages = set(lately.values_list("dispatch__page_id", flat=True).distinct())
    begun = Attempt.objects.filter(event=Attempt.Event.SENDING, delivery__in=rows.filter(dispatch__page_id__in=pages))
    first = begun.order_by().values("delivery__dispatch__page_id").annotate(first=Min("at"))
    return [each["first"] for each in first if each["first"] >= since]


def _taken(code: str) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(channel=code, purpose=Delivery.Purpose.ARTICLE, state__in=_TAKEN)


def _until(delivery: Delivery, now: dt.datetime) -> dt.datetime:
    """When to look again: when the rule lets it go as things stand, or when another rule may."""
    rule, found = rule_of(delivery.channel, now), waits_until(delivery, now)
    if rule is None or found is None:
        return now
    following = Rule.objects.filter(channel=delivery.channel, valid_from__gt=now).order_by("valid_from").first()
    changes = (found[1], rule.valid_until, following.valid_from if following else None)
    return min(moment for moment in changes if moment is not None)
