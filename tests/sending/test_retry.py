"""When what failed is tried again: never all at the same instant, never sooner or later than is said."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.sending.retry import FIRST_WAIT, LONGEST_ASKED_WAIT, LONGEST_WAIT, MAX_ATTEMPTS, wait_after

pytestmark = pytest.mark.once

ATTEMPTS = st.integers(min_value=1, max_value=MAX_ATTEMPTS)


@given(ATTEMPTS)
def test_waits_double_and_keep_apart(attempts: int) -> None:
    middle = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    waits = [wait_after(attempts) for _each in range(20)]
    assert all(middle * 0.8 <= wait <= middle * 1.2 for wait in waits)
    # In steps of microseconds: twenty of 24 million alike are no chance.
    assert len(set(waits)) > 1


@given(ATTEMPTS, st.timedeltas(min_value=-dt.timedelta(days=1), max_value=dt.timedelta(days=400)))
def test_who_asks_for_longer_gets_it_for_a_day_at_most(attempts: int, asked: dt.timedelta) -> None:
    wait = wait_after(attempts, asked)
    assert wait >= min(asked, LONGEST_ASKED_WAIT)
    assert wait <= max(LONGEST_WAIT * 1.2, LONGEST_ASKED_WAIT)
