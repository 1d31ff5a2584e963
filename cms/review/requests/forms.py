import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.models import Page

from cms.publication.models import Publication
from cms.staff.models import User
from cms.text.choices import offered
from cms.text.dates import short_day, today
from cms.text.normal import clean, one_line

from ..notices.concerned import holders_of
from ..private import ACCEPT, Scan, checked
from .models import CorrectionRequest
from .permissions import HANDLERS
from .queries import headline_of, page_at, possible_corrections, public_address

LONGEST = 5000
"""Characters of a text."""
OF_SENDER = ("name", "body", "contact")


def _text(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea({"rows": rows}), help_text=help_text)


def scan_field(label: Any, *, required: bool = True) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        widget=forms.FileInput({"accept": ACCEPT}),
        help_text=pgettext_lazy(
            "request",
            "PDF, JPEG, PNG, WebP or AVIF, at most 10 MB. Only those see it who see the register; it is erased with the name.",
        ),
    )


class RequestForm(forms.Form):
    """What somebody asks, and who."""

    name = forms.CharField(label=pgettext_lazy("request", "Who asks"), max_length=200)
    body = forms.CharField(label=pgettext_lazy("request", "Body or role"), max_length=200, required=False)
    contact = forms.CharField(
        label=pgettext_lazy("request", "Where the answer goes"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=pgettext_lazy(
            "request", "Address, telephone or e-mail. Erased with the name some time after the answer."
        ),
    )
    way = forms.ChoiceField(
        label=pgettext_lazy("request", "How it came"), choices=lambda: offered(CorrectionRequest.Way.choices)
    )
    received_on = forms.DateField(label=pgettext_lazy("request", "Received on"), widget=AdminDateInput())
    page = forms.ModelChoiceField(
        Page.objects.all(),
        label=pgettext_lazy("request", "Article"),
        required=False,
        widget=AdminPageChooser,
        help_text=pgettext_lazy("request", "Choose it, or give its address below."),
    )
    address = forms.CharField(
        label=pgettext_lazy("request", "Address of the article"),
        max_length=1000,
        required=False,
        help_text=pgettext_lazy("request", "As readers have it; the article is found by it."),
    )
    claim = _text(
        pgettext_lazy("request", "What is said to be wrong"),
        pgettext_lazy("request", "The matter alone: what leads to a person belongs above, where it is erased."),
    )
    asked = _text(pgettext_lazy("request", "What is asked for"))
    due_on = forms.DateField(label=pgettext_lazy("request", "To be answered by"), widget=AdminDateInput())
    assigned_to = forms.ModelChoiceField(
        User.objects.none(), label=pgettext_lazy("request", "In whose hands"), required=False
    )

    scan = scan_field(pgettext_lazy("request", "Scan of the letter"), required=False)

    def __init__(self, *args: Any, known: CorrectionRequest | None = None, **kwargs: Any) -> None:
        """``known`` is the request that is changed: its scans are kept elsewhere, and who was erased stays erased."""
        super().__init__(*args, **kwargs)
        if known is not None:
            del self.fields["scan"]
            if not hasattr(known, "sender"):
                for name in OF_SENDER:
                    del self.fields[name]
        self.fields["assigned_to"].queryset = holders_of(*HANDLERS).order_by("last_name", "first_name", "pk")  # type: ignore[attr-defined]
        self.fields["received_on"].initial = today()
        self.fields["due_on"].initial = today() + dt.timedelta(days=settings.CORRECTION_REQUEST_DAYS)

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError(_("That day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("name", "claim", "asked"):
            if name in data and not one_line(data[name]):
                self.add_error(name, self.fields[name].error_messages["required"])
        page = data.get("page")
        if page is not None:
            elsewhere = page_at(data["address"]) if data.get("address") else None
            if not Publication.objects.filter(page_id=page.pk).exists():
                self.add_error("page", _("This page has never been public."))
            elif elsewhere not in (None, page.pk):
                self.add_error("address", _("This address leads to another page than the one chosen above."))
        if data.get("received_on") and data.get("due_on") and data["due_on"] < data["received_on"]:
            self.add_error("due_on", _("It can't be due before it came."))
        return data

    def clean_scan(self) -> Scan | None:
        scan = self.cleaned_data.get("scan")
        return checked(scan, scan.size) if scan else None

    def scans(self) -> list[Scan]:
        scan = self.cleaned_data.get("scan")
        return [scan] if scan else []

    def sender(self) -> dict[str, str]:
        data = {name: self.cleaned_data.get(name, "") for name in OF_SENDER}
        return {"name": one_line(data["name"]), "body": one_line(data["body"]), "contact": clean(data["contact"])}

    def request_fields(self) -> dict[str, Any]:
        data = self.cleaned_data
        page = data["page"]
        page_id = page.pk if page else page_at(data["address"]) if data["address"] else None
        return {
            **{name: data[name] for name in ("way", "received_on", "due_on", "assigned_to")},
            "address": one_line(data["address"]) or (public_address(page_id) if page_id else ""),
            "page_id": page_id,
            "headline": headline_of(page_id) if page_id else "",
            "claim": clean(data["claim"]),
            "asked": clean(data["asked"]),
        }


class ScanForm(forms.Form):
    scan = scan_field(pgettext_lazy("request", "Scan of the letter"))

    def clean_scan(self) -> Scan:
        scan = self.cleaned_data["scan"]
        return checked(scan, scan.size)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=pgettext_lazy("request", "Decision"),
        choices=lambda: offered(CorrectionRequest.Decision.choices),
        widget=forms.RadioSelect,
    )
    why = _text(pgettext_lazy("request", "Why"), rows=3)


class AnswerForm(forms.Form):
    text = _text(pgettext_lazy("request", "What was answered"))
    correction = forms.ModelChoiceField(
        Publication.objects.none(),
        label=pgettext_lazy("request", "Corrected by"),
        required=False,
        help_text=pgettext_lazy("request", "A publication of the article since the request was registered."),
    )

    def __init__(self, request: CorrectionRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["correction"]
        field.queryset = possible_corrections(request)  # type: ignore[attr-defined]
        field.label_from_instance = _called  # type: ignore[attr-defined]


def _called(publication: Publication) -> str:
    return _("publication %(number)d, %(day)s") % {
        "number": publication.number,
        "day": short_day(publication.sealed_at.date()),
    }
