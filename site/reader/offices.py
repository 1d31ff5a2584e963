"""Offices on a day."""

import datetime as dt
from collections.abc import Iterable

from cms.publication.story import OfficeHeld


def held_on(offices: Iterable[OfficeHeld], day: dt.date) -> list[OfficeHeld]:
    """The offices held on the day, in their order; the day of the end counts."""
    return [
        office
        for office in offices
        if (office.start is None or office.start <= day) and (office.end is None or day <= office.end)
    ]
