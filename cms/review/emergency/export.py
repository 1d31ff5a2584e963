"""The emergencies of a month as a file."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator

from cms.text.dates import local
from cms.trail.export import plain

from .models import AfterReview

COLUMNS = (
    *("number", "page", "headline", "publication", "seal", "act", "by", "reason", "opened_at", "due_at"),
    *("closed_at", "closed_by", "hours_open", "outcome", "note"),
)
"""The same names in every language."""


class _Echo:
    """Gives back what the writer of CSV would write."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: Iterable[AfterReview]) -> Iterator[str]:
    """CSV with a mark by which spreadsheets know that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in rows:
        cells = (
            *(row.pk, row.page_id, row.headline, row.publication.number, row.publication.seal, row.get_act_display()),
            *(str(row.opened_by or ""), row.reason, _hour(row.opened_at), _hour(row.due_at), _hour(row.closed_at)),
            *(str(row.closed_by or ""), round(row.took.total_seconds() / 3600, 1)),
            *(row.get_outcome_display() if row.outcome else "", row.note),
        )
        yield writer.writerow([plain(cell) for cell in cells])


def _hour(moment: dt.datetime | None) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}" if moment else ""
