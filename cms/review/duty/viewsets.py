"""The roster and the mandates in the admin, and who is on duty now."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from cms.text.dates import full_moment

from ..models import ReviewTask
from . import actions
from .models import Shift, StandIn
from .permissions import user_can_give, user_can_give_for_others, user_can_name


def _moment(name: str) -> Any:
    return lambda row: full_moment(getattr(row, name))


class _Roster(ModelViewSet):
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    def get_permissions_to_register(self) -> Any:
        return Permission.objects.none()


def _known(form: ModelForm) -> ModelForm:
    """Offers stages that are switched on and members who are still there."""
    fields: Any = form.fields
    fields["stage"].queryset = ReviewTask.objects.filter(active=True)
    for name in {"member", "absent", "stand_in"} & set(fields):
        fields[name].queryset = get_user_model().objects.filter(is_active=True).order_by("last_name", "first_name")
    return form


class _ShiftForms:
    def get_form(self, *args: Any, **kwargs: Any) -> ModelForm:
        return _known(super().get_form(*args, **kwargs))  # type: ignore[misc]

    def save_instance(self) -> Shift:
        shift: Shift = super().save_instance()  # type: ignore[misc]
        others = Shift.objects.filter(stage=shift.stage, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at)
        names = [str(row.member) for row in others.exclude(pk=shift.pk).select_related("member")]
        if names:
            told = gettext("At the same time also on duty there: %(names)s.") % {"names": ", ".join(names)}
            messages.warning(self.request, told)  # type: ignore[attr-defined]
        return shift


class _ShiftCreate(_ShiftForms, generic.CreateView):
    pass


class _ShiftEdit(_ShiftForms, generic.EditView):
    pass


class ShiftViewSet(_Roster):
    model = Shift
    name = "review_shifts"
    url_prefix = "truc/lich"
    icon = "calendar"
    menu_label = pgettext_lazy("duty", "Roster")
    menu_order = 200
    form_fields = ["stage", "member", "starts_at", "ends_at", "note"]
    add_view_class = _ShiftCreate
    edit_view_class = _ShiftEdit
    list_filter = ["stage", "member"]

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            TitleColumn(
                "member",
                label=gettext_lazy("member"),
                accessor="member",
                get_url=lambda row: reverse("review_shifts:edit", args=[row.pk]),
            ),
            Column("stage", label=gettext_lazy("stage"), accessor="stage"),
            Column("starts_at", label=pgettext_lazy("duty", "from"), accessor=_moment("starts_at")),
            Column("ends_at", label=pgettext_lazy("duty", "until"), accessor=_moment("ends_at")),
            Column("note", label=gettext_lazy("note"), accessor="note"),
        ]


class _MandateForms:
    def get_form(self, *args: Any, **kwargs: Any) -> ModelForm:
        form = _known(super().get_form(*args, **kwargs))  # type: ignore[misc]
        user = self.request.user  # type: ignore[attr-defined]
        if not user_can_give_for_others(user):
            absent: Any = form.fields["absent"]
            absent.queryset, absent.initial = absent.queryset.filter(pk=user.pk), user.pk
        return form

    def is_valid(self, form: ModelForm) -> bool:
        if form.is_valid() and not user_can_name(self.request.user, form.instance):  # type: ignore[attr-defined]
            form.add_error("stand_in", gettext("You can't name yourself: the absent member or somebody else does."))
        return bool(super().is_valid(form))  # type: ignore[misc]

    def save_instance(self) -> StandIn:
        return actions.give(self.form.save(commit=False), self.request.user)  # type: ignore[attr-defined]


class _MandateCreate(_MandateForms, generic.CreateView):
    pass


class _OneMandate:
    """Wagtail's views ask for the right to mandates in general: whose it is is asked here."""

    def get_object(self, *args: Any, **kwargs: Any) -> StandIn:
        mandate: StandIn = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not user_can_give(self.request.user, mandate.absent):  # type: ignore[attr-defined]
            raise PermissionDenied
        return mandate


class _MandateEdit(_OneMandate, _MandateForms, generic.EditView):
    pass


class _MandateDelete(_OneMandate, generic.DeleteView):
    def delete_action(self) -> None:
        actions.end(self.object, self.request.user)


class _MandateIndex(generic.IndexView):
    def get_base_queryset(self) -> Any:
        mandates = super().get_base_queryset().select_related("absent", "stand_in", "stage")
        user = self.request.user
        return mandates if user_can_give_for_others(user) else mandates.filter(absent=user)


class MandateViewSet(_Roster):
    model = StandIn
    name = "review_stand_ins"
    url_prefix = "truc/uy-quyen"
    icon = "group"
    menu_label = pgettext_lazy("duty", "Mandates")
    menu_order = 300
    form_fields = ["absent", "stand_in", "stage", "starts_at", "ends_at", "reason"]
    index_view_class = _MandateIndex
    add_view_class = _MandateCreate
    edit_view_class = _MandateEdit
    delete_view_class = _MandateDelete

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            TitleColumn(
                "absent",
                label=pgettext_lazy("duty", "who is away"),
                accessor="absent",
                get_url=lambda row: reverse("review_stand_ins:edit", args=[row.pk]),
            ),
            Column("stand_in", label=pgettext_lazy("duty", "who acts for them"), accessor="stand_in"),
            Column("stage", label=gettext_lazy("stage"), accessor=_stage),
            Column("starts_at", label=pgettext_lazy("duty", "from"), accessor=_moment("starts_at")),
            Column("ends_at", label=pgettext_lazy("duty", "until"), accessor=_moment("ends_at")),
            Column("state", label=pgettext_lazy("duty", "state"), accessor=_state),
        ]


def _stage(mandate: StandIn) -> str:
    return str(mandate.stage) if mandate.stage else gettext("every stage of theirs")


def _state(mandate: StandIn) -> str:
    now = timezone.now()
    if now < mandate.starts_at:
        return gettext("to come")
    return gettext("runs now") if now < mandate.ends_at else gettext("over")


class DutyGroup(ModelViewSetGroup):
    menu_label = pgettext_lazy("duty", "Duty")
    menu_name = "duty"
    menu_icon = "calendar"
    menu_order = 240
    items = (ShiftViewSet, MandateViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        now = MenuItem(
            pgettext_lazy("duty", "Who is on duty"),
            reverse("review_duty:now"),
            name="duty-now",
            icon_name="user",
            order=1,
        )
        return [now, *super().get_submenu_items()]
