"""When the demo's pages came out. A publication keeps the honest moment of its sealing; what lists are sorted by stands on the
shelf, and is set back to the days that the demo tells of."""

import datetime as dt
from collections.abc import Mapping

from wagtail.models import Page

from cms.publication.models import Shelf
from cms.text.dates import ZONE

OPENED = dt.datetime(2026, 3, 2, 8, tzinfo=ZONE)
"""When the demo's site began: its frame and its people."""
LATEST = dt.datetime(2026, 11, 23, 18, tzinfo=ZONE)
"""No page of a session came out later."""


def set_back(moments: Mapping[int, dt.datetime]) -> None:
    """Says for each page by its id when it first was public. The reader's rows are rebuilt afterwards."""
    for page_id, at in moments.items():
        Shelf.objects.filter(pk=page_id, current__isnull=False).update(first_public_at=at, current_since=at)
        Shelf.objects.filter(pk=page_id, withdrawn_at__isnull=False).update(withdrawn_at=at + dt.timedelta(hours=12))
        Page.objects.filter(pk=page_id, first_published_at__isnull=False).update(
            first_published_at=at, last_published_at=at
        )


def session_announced(day: dt.date) -> dt.datetime:
    """When the page of a session of that day came out: five days before, at nine."""
    before = dt.datetime.combine(day - dt.timedelta(days=5), dt.time(9), tzinfo=ZONE)
    return min(before, LATEST)
