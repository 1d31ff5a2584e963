"""Bringing a report in: a reader a format, one neutral value, one action that makes a draft of it.

``read_report`` knows nothing of pages or the database; ``cms.articles.importing.action.import_report`` makes the draft.
"""

from .door import read_report
from .errors import ImportFileError
from .report import Grid, Heading, ListOf, Paragraph, PhotoSlot, Report, ReportBlock

__all__ = [
    "Grid",
    "Heading",
    "ImportFileError",
    "ListOf",
    "Paragraph",
    "PhotoSlot",
    "Report",
    "ReportBlock",
    "read_report",
]
