"""Reckoning with the hours of rules, by the clock of Ho Chi Minh City."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from cms.text.dates import ZONE

DAY = dt.timedelta(days=1)


class Held(Protocol):
    valid_from: dt.datetime
    valid_until: dt.datetime | None


def quiet_end(quiet: tuple[dt.time, dt.time], now: dt.datetime) -> dt.datetime | None:
    """When the quiet hours end that ``now`` lies in; None where it lies in none. Their first instant is quiet, their last is not.
    Hours whose end comes before their beginning go over midnight."""
    begins, ends = quiet
    here = now.astimezone(ZONE)
    time = here.time().replace(tzinfo=None)
    if begins < ends:
        lies_in, tomorrow = begins <= time < ends, False
    else:
        lies_in, tomorrow = time >= begins or time < ends, time >= begins
    if not lies_in:
        return None
    return dt.datetime.combine(here.date() + (DAY if tomorrow else dt.timedelta(0)), ends, tzinfo=ZONE)


def day_of(now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The first instants of the day that ``now`` lies in, and of the next one."""
    first = dt.datetime.combine(now.astimezone(ZONE).date(), dt.time.min, tzinfo=ZONE)
    return first, first + DAY


def full_until(posts: Iterable[dt.datetime], most: int, now: dt.datetime) -> dt.datetime | None:
    """When the day ends that has had its number of posts; None where one more may follow today."""
    today, tomorrow = day_of(now)
    return tomorrow if sum(at >= today for at in posts) >= most else None


def apart_from(posts: Iterable[dt.datetime], between: dt.timedelta, now: dt.datetime) -> dt.datetime | None:
    """From when on a post keeps its distance from the last one; None where it does now."""
    last = max(posts, default=None)
    return last + between if last is not None and last + between > now else None


def overlap(one: Held, other: Held) -> bool:
    """Whether there is an instant at which both hold; the end of a rule is no longer its own."""
    return (other.valid_until is None or one.valid_from < other.valid_until) and (
        one.valid_until is None or other.valid_from < one.valid_until
    )
