"""The notices of the roster."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms.text.dates import full_moment

from ..notices.kinds import Kind, register
from ..notices.models import Notice


def _times(notice: Notice) -> Mapping[str, Any]:
    data = notice.data
    moments = {name: full_moment(dt.datetime.fromisoformat(data[name])) for name in ("from", "until")}
    return {**data, **moments}


def _roster(notice: Notice) -> str:
    return reverse("review_duty:now")


def register_kinds() -> None:
    register(
        Kind(
            "stand_in_given",
            gettext_lazy("%(actor)s: %(stand_in)s acts for %(absent)s in the review, from %(from)s until %(until)s."),
            urgent=True,
            of_draft=False,
            fill=_times,
            link=_roster,
        ),
        Kind(
            "stand_in_ended",
            gettext_lazy("%(actor)s: %(stand_in)s no longer acts for %(absent)s in the review."),
            urgent=True,
            of_draft=False,
            fill=_times,
            link=_roster,
        ),
    )
