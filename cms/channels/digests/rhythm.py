"""When digests are drawn up."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from cms.text.dates import local


class Rhythm(models.TextChoices):
    """How often a digest comes. The values are stored, and stand in stories."""

    DAILY = "daily", pgettext_lazy("digest", "daily")
    WEEKLY = "weekly", pgettext_lazy("digest", "weekly")


LENGTH = {Rhythm.DAILY: dt.timedelta(days=1), Rhythm.WEEKLY: dt.timedelta(days=7)}
"""What the first digest looks back on."""


def comes_in(language: str) -> bool:
    """Whether there are digests in the language: they are drawn up in the site's own alone."""
    return language == settings.LANGUAGE_CODE


def due_last(rhythm: Rhythm, now: dt.datetime) -> dt.datetime | None:
    """The last instant, not after ``now``, at which such a digest was to be drawn up; None where the settings want none."""
    here = local(now)
    if rhythm == Rhythm.DAILY:
        hour, back = settings.DIGEST_DAILY_HOUR, 0
    else:
        if not 1 <= settings.DIGEST_WEEKLY_DAY <= 7:
            return None
        hour, back = settings.DIGEST_WEEKLY_HOUR, (here.isoweekday() - settings.DIGEST_WEEKLY_DAY) % 7
    if not 0 <= hour <= 23:
        return None
    due = here.replace(hour=hour, minute=0, second=0, microsecond=0) - dt.timedelta(days=back)
    return due if due <= here else due - LENGTH[rhythm]
