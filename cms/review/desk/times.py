"""How long it is: rounded as one says it."""

import datetime as dt

from django.utils.translation import ngettext

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def span(length: dt.timedelta) -> str:
    """``"25 phút"``, ``"3 giờ"``, ``"2 ngày"``: the largest unit that fits; half a minute counts as one."""
    seconds = abs(length.total_seconds())
    if seconds < _HOUR:
        count = max(1, round(seconds / _MINUTE))
        if count < _HOUR // _MINUTE:
            return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    if seconds < 2 * _DAY:
        count = max(1, round(seconds / _HOUR))
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = round(seconds / _DAY)
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
