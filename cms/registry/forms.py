"""The forms behind the registry's screens: what has to be looked at across rows, and the pasted delegate list."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.text.normal import one_line

from .models import Delegate, Session
from .queries import overlaps_of_person, people_by_name

_COLUMNS = re.compile(r"\t|\s*[;|]\s*")
_NUMBERING = re.compile(r"^\s*\d{1,4}[.)]?[\t ]+")


class PersonForm(WagtailAdminModelForm):
    """Refuses that a person holds one office twice on the same day."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        rows = self._kept_rows()
        # Rows that are new have no key yet, so they are told apart by identity.
        form_of = {id(form.instance): form for form in rows}
        for _first, second in overlaps_of_person(form.instance for form in rows):
            form = form_of[id(second)]
            if not form.has_error("office", code="overlap"):
                form.add_error("office", forms.ValidationError(_TWICE, code="overlap"))
            valid = False
        return valid

    def _kept_rows(self) -> list[Any]:
        formset = self.formsets.get("terms")
        if formset is None or not formset.is_bound:
            return []
        return [
            form
            for form in formset.forms
            if getattr(form, "cleaned_data", None)
            and form.cleaned_data.get("office")
            and not form.cleaned_data.get("DELETE")
        ]


_TWICE = _("This office stands here twice for the same days. Set the days, or remove one of the two.")


class SessionForm(WagtailAdminModelForm):
    """Takes a delegate list as it is pasted from the organisers' document, one delegate a line."""

    delegates_pasted = forms.CharField(
        label=_("Paste a list"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One delegate a line, name and office parted by a semicolon, a vertical bar or a tab; added below in this order. "
            "Who is in the registry is recognised by the name."
        ),
    )

    def save(self, commit: bool = True) -> Session:
        session: Session = super().save(commit=False)
        # Read once: saving again must not add the list a second time.
        pasted, self.cleaned_data["delegates_pasted"] = self.cleaned_data.get("delegates_pasted", ""), ""
        delegates = list(session.delegates.all())
        order = max((delegate.sort_order or 0 for delegate in delegates), default=0)
        for number, (name, office) in enumerate(_rows_of(pasted), start=order + 1):
            session.delegates.add(Delegate(sort_order=number, office=office[:300], **_known_or_named(name)))
        if commit:
            session.save()
            self._save_m2m()
        return session


def _rows_of(text: str) -> list[tuple[str, str]]:
    rows = []
    for line in text.splitlines():
        name, *rest = _COLUMNS.split(_NUMBERING.sub("", line), maxsplit=1)
        if one_line(name):
            rows.append((one_line(name), one_line(" ".join(rest))))
    return rows


def _known_or_named(name: str) -> dict[str, Any]:
    """The one person of the registry with this very spelling, else the name; of two with one name none is guessed."""
    same = [person for person in people_by_name(name) if name in person.spellings]
    return {"person": same[0]} if len(same) == 1 else {"name": name[:120]}
