"""The changes of state of this room: a draft begun from a report, a draft begun from a session."""

from .import_document import ImportedDocument, import_document
from .import_report import ImportedArticle, import_report
from .start_from_session import start_from_session

__all__ = ["ImportedArticle", "ImportedDocument", "import_document", "import_report", "start_from_session"]
