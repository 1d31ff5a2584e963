"""When a notice goes out: at once, at an hour of collected notices, or at the end of the quiet hours. On the newsroom's clock."""

import datetime as dt

from cms.text.dates import ZONE, local

from .models import NoticePreferences

How = NoticePreferences.How


def due_at(how: str, preferences: NoticePreferences, now: dt.datetime, *, urgent: bool = False) -> dt.datetime:
    """The instant from which a notice may leave. What is urgent waits for nothing, neither a digest nor the morning."""
    if urgent:
        return now
    if how == How.DIGEST:
        return _next([preferences.digest_first, preferences.digest_second], now)
    return _after_quiet(preferences.quiet_from, preferences.quiet_until, now)


def _next(times: list[dt.time | None], now: dt.datetime) -> dt.datetime:
    """The first of these times of day after the instant."""
    today = local(now).date()
    days = (today, today + dt.timedelta(days=1))
    moments = [dt.datetime.combine(day, time, tzinfo=ZONE) for day in days for time in times if time is not None]
    return min(moment for moment in moments if moment > now)


def _after_quiet(start: dt.time | None, end: dt.time | None, now: dt.datetime) -> dt.datetime:
    if start is None or end is None or start == end:
        return now
    clock = local(now).time()
    # Quiet hours mostly pass midnight.
    quiet = start <= clock < end if start < end else clock >= start or clock < end
    return _next([end], now) if quiet else now
