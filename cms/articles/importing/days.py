"""The day that a report tells of, where its lede names it."""

import datetime as dt
import re

# 18/3, 18/03/2026, 18-3-2026, «ngày 18 tháng 3 năm 2026». A number behind it (18/3/1) or before it is something else.
_NUMBERS = re.compile(r"(?<![\d/])(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?(?![\d/])")
_WORDS = re.compile(r"\b(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?", re.IGNORECASE)


def day_in(text: str) -> tuple[dt.date | None, tuple[int, int] | None]:
    """The first day named in the text: as a date if its year stands there, else as (day, month)."""
    for match in sorted([*_NUMBERS.finditer(text), *_WORDS.finditer(text)], key=lambda found: found.start()):
        day, month, year = int(match[1]), int(match[2]), match[3]
        try:
            # 2024 is a leap year: 29/2 without a year is a day that can be.
            date = dt.date(int(year) if year else 2024, month, day)
        except ValueError:
            continue
        return (date, None) if year else (None, (day, month))
    return None, None
