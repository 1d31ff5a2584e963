"""The admin's forms for photos and documents. Their names stand in the settings, so that every upload goes through them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from . import documents, pictures, quality
from .models import Photo
from .models.fixed import FixedFile


class PictureUpload(WagtailImageField):
    """As Wagtail's, but the picture is read to its end, and whatever is wrong with it gets one sentence."""

    def to_python(self, data: Any) -> Any:
        if data not in self.empty_values and hasattr(data, "seek"):
            self.check_image_file_size(data)
            pictures.check(data)
        return super().to_python(data)


class Notices(forms.Widget):
    """Shows sentences; there is nothing to fill in."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__()
        self.sentences = sentences

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return render_to_string("media/notices.html", {"sentences": self.sentences})

    def use_required_attribute(self, initial: Any) -> bool:
        return False


def _day_input() -> forms.DateInput:
    """The browser's own date picker."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _FixedFileForm:
    """A form in which the file is chosen once: for a saved record there is no such field, and one that is sent is refused."""

    instance: FixedFile
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        if self.instance.pk and self.add_prefix("file") in self.files:  # type: ignore[attr-defined]
            raise ValidationError(FixedFile.fixed_sentence(), code="file_is_fixed")
        return cleaned


class PhotoForm(_FixedFileForm, BaseImageForm):
    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            "caption": AdminAutoHeightTextInput(attrs={"rows": 2}),
            "alt_text": AdminAutoHeightTextInput(attrs={"rows": 2}),
            "rights_note": AdminAutoHeightTextInput(attrs={"rows": 2}),
            "taken_on": _day_input(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureUpload(label=field.label, required=field.required, widget=field.widget)
        photo = self.instance
        if isinstance(photo, Photo) and photo.pk and (sentences := quality.notices(photo)):
            self.fields["notices"] = forms.Field(label=_("Please note"), required=False, widget=Notices(sentences))
            self.order_fields(["notices", *self.fields])


class PaperForm(_FixedFileForm, BaseDocumentForm):
    class Meta(BaseDocumentForm.Meta):
        widgets = {**BaseDocumentForm.Meta.widgets, "issued_on": _day_input()}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and hasattr(file, "seek"):
            documents.check(file, file.name, file.size)
        return file
