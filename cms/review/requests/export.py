"""The register as a file."""

import csv
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cms.text.dates import local
from cms.trail.export import plain

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .models import CorrectionRequest

COLUMNS = (
    *("number", "state", "way", "received_on", "sender", "body", "contact", "page", "headline", "address", "claim"),
    *("asked", "due_on", "assigned_to", "decision", "why", "decided_by", "decided_at", "answer", "answered_by"),
    *("answered_at", "correction"),
)
"""The same names in every language."""


class _Echo:
    """Gives back what the writer of CSV would write."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: "QuerySet[CorrectionRequest]") -> Iterator[str]:
    """CSV with a mark by which spreadsheets know that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in rows.iterator(chunk_size=500):
        sender = getattr(row, "sender", None)
        who = (sender.name, sender.body, sender.contact) if sender else ("", "", "")
        cells = (
            *(row.pk, row.get_state_display(), row.get_way_display(), row.received_on.isoformat(), *who),
            *(row.page_id or "", row.headline, row.address, row.claim, row.asked, row.due_on.isoformat()),
            *(str(row.assigned_to or ""), row.get_decision_display() if row.decision else "", row.why),
            *(str(row.decided_by or ""), _hour(row.decided_at), row.answer, str(row.answered_by or "")),
            *(_hour(row.answered_at), row.correction.number if row.correction else ""),
        )
        yield writer.writerow([plain(cell) for cell in cells])


def _hour(moment: dt.datetime | None) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}" if moment else ""
