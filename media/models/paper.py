from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from cms.text.fold import fold

from .fixed import FixedFile


class Paper(FixedFile, AbstractDocument):
    """A document of the congress or the newsroom: a resolution, a programme, a speech as a file."""

    fact_kind: ClassVar[str] = "document"
    line_words: ClassVar[tuple[str, ...]] = ("title", "number")
    shown: ClassVar[tuple[str, ...]] = ("title", "number")
    noted: ClassVar[tuple[str, ...]] = ("issued_on", "collection_id")

    number = models.CharField(
        _("number"), max_length=60, blank=True, help_text=_("The number on the document, for example 12-NQ/ĐH.")
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True, help_text=_("The date on the document."))

    admin_form_fields = ("title", "file", "number", "issued_on", "tags", "collection")

    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("number"),
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        # A form whose file was refused has said so already.
        if self.file:
            super().clean()

    def folded(self) -> str:
        """The words without diacritics, for who searches without typing them."""
        return fold(f"{self.title} {self.number}")

    def read_new_file(self) -> None:
        super().read_new_file()
        self._set_document_file_metadata()
