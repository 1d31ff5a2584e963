"""What documents of the library are called. The codes stand in stories and in addresses, so they never change."""

from typing import get_args

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from .story import DocumentKindCode, DocumentStatusCode


class DocumentKind(TextChoices):
    """The kind of a document. A draft is no kind of its own: a draft of a report is a report that is not adopted yet."""

    REPORT = "report", pgettext_lazy("kind of document", "Report")
    RESOLUTION = "resolution", pgettext_lazy("kind of document", "Resolution")
    DECISION = "decision", pgettext_lazy("kind of document", "Decision")
    DIRECTIVE = "directive", pgettext_lazy("kind of document", "Directive")
    CONCLUSION = "conclusion", pgettext_lazy("kind of document", "Conclusion")
    PLAN = "plan", pgettext_lazy("kind of document", "Plan")
    PROGRAMME = "programme", pgettext_lazy("kind of document", "Programme")
    RULES = "rules", pgettext_lazy("kind of document", "Rules")
    NOTICE = "notice", pgettext_lazy("kind of document", "Announcement")
    SPEECH = "speech", pgettext_lazy("kind of document", "Speech")
    OTHER = "other", pgettext_lazy("kind of document", "Other document")


class DocumentStatus(TextChoices):
    """Whether a document is a draft or adopted; empty for one that is neither, such as a speech."""

    NONE = "", pgettext_lazy("status of a document", "neither: a speech, an announcement")
    DRAFT = "draft", pgettext_lazy("status of a document", "Draft for opinions")
    ADOPTED = "adopted", pgettext_lazy("status of a document", "Adopted")


ADDRESSES = {
    DocumentKind.REPORT: "bao-cao",
    DocumentKind.RESOLUTION: "nghi-quyet",
    DocumentKind.DECISION: "quyet-dinh",
    DocumentKind.DIRECTIVE: "chi-thi",
    DocumentKind.CONCLUSION: "ket-luan",
    DocumentKind.PLAN: "ke-hoach",
    DocumentKind.PROGRAMME: "chuong-trinh",
    DocumentKind.RULES: "quy-che",
    DocumentKind.NOTICE: "thong-bao",
    DocumentKind.SPEECH: "phat-bieu",
    DocumentKind.OTHER: "khac",
}
"""What a kind is called in addresses."""

if set(DocumentKind.values) != set(get_args(DocumentKindCode)) or set(ADDRESSES) != set(DocumentKind):
    raise RuntimeError("The kinds of documents are not those of the story, or one has no address.")
if set(DocumentStatus.values) != set(get_args(DocumentStatusCode)):
    raise RuntimeError("The statuses of documents are not those of the story.")
