from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from ..importing import ImportFileError, Report, read_report
from ..importing.door import check_name, check_size
from ..importing.full_text import FullText, read_full_text
from ..models import SectionPage
from ..queries import libraries_open_to, sections_open_to


class SectionForm(forms.Form):
    """Which of the sections where the user may write gets it."""

    section: forms.ModelChoiceField = forms.ModelChoiceField(
        SectionPage.objects.none(), label=_("Section"), empty_label=None
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = self.open_to(user)
        ids = [section.pk for section in self.sections]
        field = self.fields["section"]
        field.queryset = SectionPage.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        field.choices = [(section.pk, section.title) for section in self.sections]  # type: ignore[attr-defined]

    def open_to(self, user: Any) -> list[SectionPage]:
        return sections_open_to(user)


class ImportForm(SectionForm):
    """A report's file, and what the file may not say."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A .txt, .docx or .html file: headline first, then the lede, the body, the byline at the end."),
        widget=forms.FileInput(attrs={"accept": ".txt,.docx,.html,.htm"}),
        allow_empty_file=True,
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=AdminDateInput(),
        help_text=_("The day that the report tells of; left empty, the day that its lede names with its year."),
    )

    field_order = ["file", "section", "day"]
    report: Report

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            check_size(check_name(file.name), file.size)
            self.report = read_report(file.name, file.read())
        except ImportFileError as error:
            raise forms.ValidationError(str(error)) from error
        return file


class ImportDocumentForm(SectionForm):
    """The file of a document."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A .docx, .html or .txt file: the head with number and day, the title, the text with its headings."
        ),
        widget=forms.FileInput(attrs={"accept": ".txt,.docx,.html,.htm"}),
        allow_empty_file=True,
    )
    field_order = ["file", "section"]
    text: FullText

    def open_to(self, user: Any) -> list[SectionPage]:
        return libraries_open_to(user)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            check_size(check_name(file.name), file.size)
            self.text = read_full_text(file.name, file.read())
        except ImportFileError as error:
            raise forms.ValidationError(str(error)) from error
        return file
