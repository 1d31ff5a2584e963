"""The forms in which a link is put into a text: Wagtail makes some of their labels from the names of the fields, in English."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)

_FORMS: tuple[type[forms.Form], ...] = (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
_LABELS = {
    "link_text": _("Text of the link"),
    "email_address": _("E-mail address"),
    "subject": _("Subject"),
    "body": _("Text of the mail"),
    "phone_number": _("Phone number"),
}


def name_fields() -> None:
    """Gives the fields labels that are translated."""
    for form in _FORMS:
        for name, field in form.base_fields.items():
            field.label = _LABELS.get(name, field.label)
