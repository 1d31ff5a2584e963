from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cms.publication.models import Contribution
from cms.trail.record import record

from ..importing.full_text import FullText
from ..models import DocumentPage, SectionPage
from ..permissions import user_can_add_document
from .drafting import add_draft, files_undone, stream
from .import_report import raw_body

if TYPE_CHECKING:
    from cms.staff.models import User


@dataclass(frozen=True)
class ImportedDocument:
    """The draft, and what whoever brought it should look at."""

    page: DocumentPage
    warnings: tuple[str, ...]


def import_document(text: FullText, *, section: SectionPage, user: "User") -> ImportedDocument:
    """Makes a draft of a document below a section that lists documents, all of it or nothing. Raises ``PermissionDenied``."""
    if not user_can_add_document(user, section):
        raise PermissionDenied(
            _("%(user)s may not add documents to the section “%(section)s”.") % {"user": user, "section": section.title}
        )
    with files_undone() as written, transaction.atomic():
        blocks, warnings = raw_body(text.blocks, user, written)
        page = DocumentPage(
            title=text.title,
            document_kind=text.kind,
            status="draft" if text.is_draft else "",
            number=text.number,
            issuer=text.issuer,
            day=text.day,
            body=stream(blocks),
        )
        add_draft(page, section, user, Contribution.Way.IMPORT)
        record("document.imported", actor=user, subject=f"page:{page.pk}", data={"section": section.pk})
    return ImportedDocument(page, (*text.warnings, *warnings))
