"""Dates as Vietnamese papers write them. Instants are shown in Asia/Ho_Chi_Minh; a day is a date and has no zone."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> dt.date:
    """The day on the newsroom's clock."""
    return local(timezone.now()).date()


def weekday(day: dt.date) -> str:
    """The name of the day: ``"Thứ Tư"``."""
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")][
        day.weekday()
    ]


def local(moment: dt.datetime) -> dt.datetime:
    """The instant on the newsroom's clock."""
    return moment.astimezone(ZONE)


def short_day(day: dt.date) -> str:
    """``"18/03/2026"``."""
    return f"{day:%d/%m/%Y}"


def long_day(day: dt.date) -> str:
    """``"Thứ Tư, 18/03/2026"``."""
    return f"{weekday(day)}, {short_day(day)}"


def full_moment(moment: dt.datetime) -> str:
    """``"Thứ Tư, 18/03/2026, 15:30 (GMT+7)"``."""
    here = local(moment)
    return f"{long_day(here.date())}, {here:%H:%M} (GMT+7)"


def day_bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The first instant of the local day and the first of the next."""
    start = dt.datetime.combine(day, dt.time.min, tzinfo=ZONE)
    return start, start + dt.timedelta(days=1)


def to_minute(moment: dt.datetime | None) -> dt.datetime | None:
    """The instant cut to its minute, in UTC: revisions keep milliseconds, rows microseconds, and one content has one digest."""
    return moment and moment.astimezone(dt.UTC).replace(second=0, microsecond=0)
