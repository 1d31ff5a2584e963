"""The hours of rules: quiet hours over midnight, rules that follow each other."""

import datetime as dt
import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.channels.rules.calendar import apart_from, day_of, full_until, overlap, quiet_end
from cms.channels.rules.models import Rule
from cms.text.dates import ZONE

pytestmark = pytest.mark.once

BEGINNING = dt.datetime(2026, 1, 1, tzinfo=ZONE)
MOMENTS = st.timedeltas(dt.timedelta(0), dt.timedelta(days=365)).map(lambda since: BEGINNING + since)
TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))
QUIET = st.tuples(TIMES, TIMES).filter(lambda both: both[0] != both[1])


def clock(moment: dt.datetime) -> dt.time:
    return moment.astimezone(ZONE).time()


@given(QUIET, MOMENTS)
def test_quiet_hours_end_at_their_end_and_never_later_than_a_day(
    quiet: tuple[dt.time, dt.time], now: dt.datetime
) -> None:
    end = quiet_end(quiet, now)
    if end is None:
        return
    assert now < end <= now + dt.timedelta(days=1)
    assert clock(end) == quiet[1]
    assert quiet_end(quiet, end) is None, "the end itself is quiet no more"
    assert quiet_end(quiet, end - dt.timedelta(microseconds=1)) == end, "the instant before still is"


@given(QUIET, MOMENTS)
def test_quiet_hours_and_the_rest_of_the_day_make_a_whole_day(quiet: tuple[dt.time, dt.time], now: dt.datetime) -> None:
    """Every instant lies in the hours or in their complement, over midnight or not."""
    assert (quiet_end(quiet, now) is None) != (quiet_end((quiet[1], quiet[0]), now) is None)


def test_quiet_hours_over_midnight() -> None:
    night = dt.time(22), dt.time(6)
    ends = dt.datetime(2026, 11, 19, 6, tzinfo=ZONE)
    for hour in (dt.datetime(2026, 11, 18, 22, tzinfo=ZONE), dt.datetime(2026, 11, 19, 5, 59, tzinfo=ZONE)):
        assert quiet_end(night, hour) == ends
    assert quiet_end(night, dt.datetime(2026, 11, 18, 21, 59, tzinfo=ZONE)) is None


@given(MOMENTS)
def test_a_day_is_that_of_the_newsrooms_place(now: dt.datetime) -> None:
    first, after = day_of(now)
    assert first <= now < after and clock(first) == clock(after) == dt.time.min


@given(
    QUIET,
    st.none() | st.integers(1, 4),
    st.timedeltas(dt.timedelta(0), dt.timedelta(hours=30)),
    st.lists(st.timedeltas(dt.timedelta(0), dt.timedelta(days=3)), min_size=1, max_size=12),
)
def test_whatever_comes_posts_keep_to_hours_number_and_distance_and_none_waits_for_ever(
    quiet: tuple[dt.time, dt.time], most: int | None, between: dt.timedelta, asked: list[dt.timedelta]
) -> None:
    """Each is tried again when it was told to; what it was told is never past."""
    posts: list[dt.datetime] = []
    for since in sorted(asked):
        now = max(BEGINNING + since, posts[-1] if posts else BEGINNING)
        for _try in range(20):
            until = (
                quiet_end(quiet, now)
                or (full_until(posts, most, now) if most else None)
                or apart_from(posts, between, now)
            )
            if until is None:
                break
            assert now < until <= now + max(between, dt.timedelta(days=1))
            now = until
        else:
            raise AssertionError("it waits for ever")
        posts.append(now)
    assert all(later - earlier >= between for earlier, later in itertools.pairwise(posts))
    assert all(quiet_end(quiet, at) is None for at in posts)
    a_day = Counter(at.astimezone(ZONE).date() for at in posts)
    assert most is None or max(a_day.values()) <= most


SPANS = st.tuples(MOMENTS, st.none() | st.timedeltas(dt.timedelta(minutes=1), dt.timedelta(days=200)))


@given(SPANS, SPANS, MOMENTS)
def test_two_rules_that_do_not_overlap_never_hold_at_the_same_time(one: tuple, other: tuple, now: dt.datetime) -> None:
    rules = [Rule(valid_from=begins, valid_until=begins + lasts if lasts else None) for begins, lasts in (one, other)]
    assert overlap(*rules) == overlap(*reversed(rules))
    held = [rule for rule in rules if rule.valid_from <= now and (rule.valid_until is None or now < rule.valid_until)]
    assert overlap(*rules) or len(held) < 2
