"""Rules are written, ended and taken back: each act with its check and its entry.

What has held stays as it was: of a rule that has begun only the end is changed. What is to change otherwise is a new rule, which
ends the one before at the moment at which it begins.
"""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.text.dates import full_moment
from cms.trail.record import record

from ..errors import ChannelError
from ..models import Lane
from ..permissions import check_manager
from . import holding
from .calendar import overlap
from .models import Rule

if TYPE_CHECKING:
    from cms.staff.models import User


@transaction.atomic
def save_rule(rule: Rule, user: "User", chosen: Callable[[], None] = lambda: None) -> Rule:
    """Keeps a new rule, or one that has not begun; ``chosen`` keeps its sections and groups. An open-ended rule before it ends when
    it begins. Raises ``PermissionDenied``, and ``ChannelError`` where another one holds at the same time or it lies in the past."""
    check_manager(user)
    now = timezone.now()
    _lock(rule.channel)
    act = "rule.changed" if rule.pk else "rule.added"
    before = Rule.objects.get(pk=rule.pk) if rule.pk else None
    if before and before.has_begun(now):
        raise ChannelError(_("This rule has begun: what is to change is a new rule."))
    if rule.valid_from < now - dt.timedelta(minutes=5):
        raise ChannelError(_("A rule can't begin in the past."))
    moved = before is not None and before.valid_from != rule.valid_from
    ended = {each.pk: each for each in (_go_on(before) if before and moved else [])}
    for other in Rule.objects.filter(channel=rule.channel).exclude(pk=rule.pk):
        if other.valid_until is None and other.valid_from < rule.valid_from:
            ended[other.pk] = _ended(other, rule.valid_from, gives_way=True)
        elif overlap(rule, other):
            raise ChannelError(_("The rule from %(moment)s holds at the same time.") % {"moment": _moment(other)})
    rule.save()
    chosen()
    rule.names_senders, rule.names_sections = rule.senders.exists(), rule.sections.exists()
    rule.save(update_fields=["names_senders", "names_sections"])
    holding.wake(rule.channel, now)
    for each in ended.values():
        _tell_end(each, user)
    record(act, actor=user, subject=f"channel_rule:{rule.pk}", data=_told(rule), words=rule.note)
    return rule


@transaction.atomic
def end_rule(rule: Rule, until: dt.datetime | None, user: "User") -> Rule:
    """Changes when a rule ends. Raises ``PermissionDenied``, and ``ChannelError`` where that is past or in another rule."""
    check_manager(user)
    now = timezone.now()
    _lock(rule.channel)
    kept = Rule.objects.get(pk=rule.pk)
    if until is not None and until < now - dt.timedelta(minutes=5):
        raise ChannelError(_("A rule can't end in the past."))
    if kept.valid_until is not None and kept.valid_until <= now:
        raise ChannelError(_("This rule has ended."))
    kept.valid_until = until
    for other in Rule.objects.filter(channel=rule.channel).exclude(pk=rule.pk):
        if overlap(kept, other):
            raise ChannelError(_("The rule from %(moment)s holds at the same time.") % {"moment": _moment(other)})
    _ended(kept, until)
    holding.wake(rule.channel, now)
    _tell_end(kept, user)
    return kept


@transaction.atomic
def remove_rule(rule: Rule, user: "User") -> None:
    """Takes back a rule that has not begun; the one that was to end for it holds on. Raises ``PermissionDenied``, and
    ``ChannelError`` for one that has."""
    check_manager(user)
    _lock(rule.channel)
    if rule.has_begun(timezone.now()):
        raise ChannelError(_("This rule has begun: end it instead."))
    ended = _go_on(rule)
    data, words, subject = _told(rule), rule.note, f"channel_rule:{rule.pk}"
    rule.delete()
    holding.wake(rule.channel, timezone.now())
    record("rule.removed", actor=user, subject=subject, data=data, words=words)
    for each in ended:
        _tell_end(each, user)


def _ended(rule: Rule, until: dt.datetime | None, *, gives_way: bool = False) -> Rule:
    rule.valid_until, rule.gives_way = until, gives_way
    rule.save(update_fields=["valid_until", "gives_way"])
    return rule


def _go_on(following: Rule) -> list[Rule]:
    """Has the rules that ended for ``following`` hold on, up to the next one after it: else none would hold in between."""
    others = Rule.objects.filter(channel=following.channel).exclude(pk=following.pk)
    next_from = (
        others.filter(valid_from__gt=following.valid_from).order_by("valid_from").values_list("valid_from", flat=True)
    )
    until = next_from.first()
    before = others.filter(valid_until=following.valid_from, gives_way=True)
    return [_ended(each, until, gives_way=until is not None) for each in before]


def _tell_end(rule: Rule, user: "User") -> None:
    until = rule.valid_until.isoformat() if rule.valid_until else None
    data = {"channel": rule.channel, "until": until}
    record("rule.ended", actor=user, subject=f"channel_rule:{rule.pk}", data=data)


def _told(rule: Rule) -> dict[str, Any]:
    """What the trail's entry holds of a rule: all but who is to be called, which names persons. Further provisions may, too: they
    stand beside the entry, where they can be erased."""
    plain = ("channel", "valid_from", "valid_until", "sessions", "phases", "quiet_from", "quiet_until", "most_a_day")
    more = ("minutes_between", "needs_picture", "line")
    told = {name: getattr(rule, name) for name in (*plain, *more)}
    told["sections"] = sorted(rule.sections.values_list("pk", flat=True))
    told["senders"] = sorted(rule.senders.values_list("pk", flat=True))
    return {name: value for name, value in told.items() if value not in (None, "", [], False)}


def _moment(rule: Rule) -> str:
    return full_moment(rule.valid_from)


def _lock(code: str) -> None:
    """Two who write rules of one channel do so one after the other."""
    Lane.objects.select_for_update().get_or_create(name=f"{code}:rules")
