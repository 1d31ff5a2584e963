"""When a notice goes out, on the newsroom's clock."""

import datetime as dt

import pytest

from cms.review.notices.hours import due_at
from cms.review.notices.models import NoticePreferences
from cms.text.dates import ZONE

USUAL = NoticePreferences()


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(18, 21, 59), at(18, 21, 59)),
        (at(18, 22), at(19, 6)),
        (at(18, 23, 30), at(19, 6)),
        (at(19, 0, 1), at(19, 6)),
        (at(19, 5, 59), at(19, 6)),
        (at(19, 6), at(19, 6)),
    ],
)
def test_quiet_hours_wait_for_the_morning(now: dt.datetime, due: dt.datetime) -> None:
    assert due_at("at_once", USUAL, now) == due
    assert due_at("at_once", USUAL, now.astimezone(dt.UTC)) == due
    assert due_at("at_once", USUAL, now, urgent=True) == now
    assert due_at("at_once", NoticePreferences(quiet_from=None, quiet_until=None), now) == now


def test_quiet_hours_within_one_day() -> None:
    midday = NoticePreferences(quiet_from=dt.time(12), quiet_until=dt.time(13, 30))
    assert due_at("at_once", midday, at(18, 12, 15)) == at(18, 13, 30)
    assert due_at("at_once", midday, at(18, 23)) == at(18, 23)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(18, 0, 5), at(18, 7, 30)),
        (at(18, 7, 30), at(18, 16, 30)),
        (at(18, 12), at(18, 16, 30)),
        (at(18, 16, 31), at(19, 7, 30)),
        (at(31, 23), at(31, 23) + dt.timedelta(hours=8, minutes=30)),
    ],
)
def test_a_digest_comes_at_its_hours(now: dt.datetime, due: dt.datetime) -> None:
    assert due_at("digest", USUAL, now) == due
    assert due_at("digest", USUAL, now, urgent=True) == now


def test_one_digest_a_day() -> None:
    once = NoticePreferences(digest_first=dt.time(9), digest_second=None)
    assert due_at("digest", once, at(18, 9, 1)) == at(19, 9)
