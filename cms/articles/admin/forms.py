from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from ..importing import ImportFileError, Report, read_report
from ..importing.door import check_name, check_size
from ..models import SectionPage
from ..queries import sections_open_to


class SectionForm(forms.Form):
    """Which of the sections where the user may write gets the article."""

    section: forms.ModelChoiceField = forms.ModelChoiceField(
        SectionPage.objects.none(), label=_("Section"), empty_label=None
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections_open_to(user)
        ids = [section.pk for section in self.sections]
        field = self.fields["section"]
        field.queryset = SectionPage.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        field.choices = [(section.pk, section.title) for section in self.sections]  # type: ignore[attr-defined]


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
