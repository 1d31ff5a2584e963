from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from cms.publication import story
from cms.publication.documents import DocumentKind, DocumentStatus
from cms.publication.pages import ReviewedPage
from cms.registry.queries import people_by_id
from cms.registry.values import session_ref
from cms.text.fold import fold
from media.story import document_value

from ..blocks import BlockPlace, FullTextBlock, blocks_of, places_of
from ..context import StoryContext
from ..fields import BodyField
from ..panels import document_tabs
from ..persons import mention_on


class DocumentPage(ReviewedPage):
    """A document of the library (văn kiện) with its full text. What stands on the paper is typed as it stands there."""

    story_kind: ClassVar[story.StoryKind] = "document"

    document_kind = models.CharField(
        pgettext_lazy("of a document", "kind"),
        max_length=16,
        choices=DocumentKind.choices,
        default=DocumentKind.RESOLUTION,
    )
    status = models.CharField(
        pgettext_lazy("of a document", "status"), max_length=16, choices=DocumentStatus.choices, blank=True, default=""
    )
    number = models.CharField(
        pgettext_lazy("of a document", "number and symbol"),
        max_length=60,
        blank=True,
        help_text=_("As they stand on it, for example 12-NQ/ĐH."),
    )
    issuer = models.CharField(
        pgettext_lazy("of a document", "issued by"),
        max_length=250,
        blank=True,
        help_text=_("The name of the body on the day of the document."),
    )
    day = models.DateField(
        pgettext_lazy("of a document", "day of issue"),
        null=True,
        blank=True,
        help_text=_("The signer's office is that of this day."),
    )
    signer = models.ForeignKey(
        "registry.Person",
        verbose_name=pgettext_lazy("of a document", "signer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    signer_name = models.CharField(
        pgettext_lazy("of a document", "name of the signer"),
        max_length=120,
        blank=True,
        help_text=_("Only for somebody who isn't in the registry."),
    )
    signer_office = models.CharField(
        pgettext_lazy("of a document", "office of the signer"),
        max_length=250,
        blank=True,
        help_text=_("As it stands on the document; left empty, the office that the person held on its day."),
    )
    session = models.ForeignKey(
        "registry.Session",
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
        help_text=_("The session that it was presented to or adopted by."),
    )
    lede = models.TextField(
        pgettext_lazy("of a document", "summary"),
        blank=True,
        help_text=_("In a sentence or two, for lists and search."),
    )
    body = BodyField(FullTextBlock(), verbose_name=pgettext_lazy("of a document", "full text"), blank=True)
    opinions_from = models.DateField(
        pgettext_lazy("of a document", "opinions from"),
        null=True,
        blank=True,
        help_text=_("Of a draft: the first day on which readers may send their opinions."),
    )
    opinions_until = models.DateField(pgettext_lazy("of a document", "opinions until"), null=True, blank=True)

    parent_page_types = ["articles.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    edit_handler = document_tabs()
    show_in_menus_default = False

    search_fields = [
        *ReviewedPage.search_fields,
        index.SearchField("lede"),
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
    ]

    class Meta:
        verbose_name = pgettext_lazy("kind of page", "document with full text")
        verbose_name_plural = pgettext_lazy("kind of page", "documents with full text")

    @property
    def folded(self) -> str:
        """Title, number and summary as they are typed without diacritics."""
        return fold(f"{self.title} {self.number} {self.lede}")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Only sections that list documents take documents."""
        return super().can_create_at(parent) and _lists_documents(parent)

    def can_move_to(self, parent: Any) -> bool:
        return super().can_move_to(parent) and _lists_documents(parent)

    def clean(self) -> None:
        super().clean()
        if self.opinions_from and self.opinions_until and self.opinions_until < self.opinions_from:
            raise ValidationError({"opinions_until": _("The last day for opinions can't be before the first.")})

    def story_parts(self) -> dict[str, Any]:
        return {
            "lede": self.lede,
            "day": self.day,
            "blocks": blocks_of(self.body, StoryContext(day=self.day)),
            "session": session_ref(self.session) if self.session else None,
            "details": story.DocumentDetails(
                kind=self.document_kind,
                status=self.status,
                number=self.number,
                issuer=self.issuer,
                signer=self.signer_row(),
                opinions_from=self.opinions_from,
                opinions_until=self.opinions_until,
                files=tuple(document_value(row.paper) for row in self.files.all() if row.paper_id),
            ),
        }

    def block_places(self) -> tuple[BlockPlace, ...]:
        """Where the blocks of the story stand in the editor."""
        return places_of(self.body, StoryContext(day=self.day))

    def signer_row(self) -> story.DelegateRow | None:
        """Who signed, with the office on the document or else of its day."""
        person = people_by_id([self.signer_id]).get(self.signer_id) if self.signer_id else None
        if person is None:
            if not self.signer_name:
                return None
            return story.DelegateRow(name=self.signer_name, office=self.signer_office)
        mention = mention_on(person, self.day)
        office = self.signer_office or ", ".join(mention.offices)
        return story.DelegateRow(name=mention.name, office=office, person_id=mention.person_id)


class DocumentFile(Orderable):
    """A file in which readers get the document: PDF, Word."""

    page = ParentalKey(DocumentPage, on_delete=models.CASCADE, related_name="files")
    paper = models.ForeignKey("media.Paper", verbose_name=_("file"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("paper")]

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("of a document", "file of a document")
        verbose_name_plural = pgettext_lazy("of a document", "files of a document")

    def __str__(self) -> str:
        return str(self.paper)


def _lists_documents(parent: Any) -> bool:
    return getattr(parent.specific_deferred, "lists", None) == "documents"
