"""The inbox as a file."""

import csv
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cms.text.dates import local
from cms.trail.export import plain

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .models import Opinion

COLUMNS = (
    *(
        "number",
        "received",
        "state",
        "page",
        "document",
        "version",
        "part",
        "anchor",
        "name",
        "unit",
        "contact",
        "opinion",
    ),
    *("note", "handled_by", "handled"),
)
"""The same names in every language."""


class _Echo:
    """Gives back what the writer of CSV would write."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: "QuerySet[Opinion]") -> Iterator[str]:
    """CSV with a mark by which spreadsheets know that it is UTF-8; no cell is a formula."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in rows.iterator(chunk_size=500):
        cells = (
            *(
                row.pk,
                _hour(row.received_at),
                row.get_state_display(),
                row.page_id,
                row.headline,
                row.publication.number,
            ),
            *(row.part, row.anchor, row.name, row.unit, row.contact, row.text),
            *(row.note, str(row.handled_by or ""), _hour(row.handled_at)),
        )
        yield writer.writerow([plain(cell) for cell in cells])


def _hour(moment: dt.datetime | None) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}" if moment else ""
