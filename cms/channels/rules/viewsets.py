"""The rules in the menu of the channels."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from cms.staff.signed_in import member_of
from cms.text.numbers import number_in

from ..errors import ChannelError
from ..viewsets.by_role import ByRole
from ..words import label_of
from . import actions
from .forms import next_to
from .models import Rule, short_moment
from .panels import RULE_PANELS
from .says import summary_of


class _Told:
    """A refused act is told in the form."""

    form: Any
    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except ChannelError as error:
            form.add_error(None, str(error))
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class _Create(_Told, generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        after = number_in(self.request.GET.get("after", ""))
        rule = Rule.objects.filter(pk=after).first() if after is not None else None
        return {"valid_from": timezone.now(), **(next_to(rule) if rule else {})}

    def save_instance(self) -> Rule:
        rule = self.form.save(commit=False)
        return actions.save_rule(rule, member_of(self.request), self.form.save_m2m)


class _Edit(_Told, generic.EditView):
    def save_instance(self) -> Rule:
        rule = self.form.save(commit=False)
        if rule.has_begun(timezone.now()):
            return actions.end_rule(rule, self.form.cleaned_data["valid_until"], member_of(self.request))
        return actions.save_rule(rule, member_of(self.request), self.form.save_m2m)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        printed = Button(
            _("Print as a regulation"),
            url=reverse("channels_rule_print", args=[self.object.pk]),
            icon_name="doc-full-inverse",
            priority=10,
        )
        following = Button(
            _("Write the rule that follows"),
            url=f"{reverse('channel_rules:add')}?after={self.object.pk}",
            icon_name="plus-inverse",
            priority=20,
        )
        return [printed, following, *super().header_more_buttons]


class _Delete(generic.DeleteView):
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ChannelError as error:
            messages.error(self.request, str(error))
            return redirect("channel_rules:index")

    def delete_action(self) -> None:
        actions.remove_rule(self.object, member_of(self.request))


def whether_it_holds(rule: Rule) -> str:
    """Whether the rule holds today."""
    now = timezone.now()
    if not rule.has_begun(now):
        return pgettext("rule of a channel", "is to come")
    if rule.valid_until is not None and rule.valid_until <= now:
        return pgettext("rule of a channel", "has ended")
    return pgettext("rule of a channel", "holds today")


class _Index(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("senders", "sections")


class RuleViewSet(ByRole):
    model = Rule
    name = "channel_rules"
    url_prefix = "channels/rules"
    icon = "list-ul"
    menu_label = pgettext_lazy("channels", "Rules")
    menu_order = 150
    index_view_class = _Index
    add_view_class = _Create
    edit_view_class = _Edit
    delete_view_class = _Delete
    copy_view_enabled = False
    edit_handler = RULE_PANELS
    add_to_reference_index = False

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            TitleColumn(
                "channel",
                label=gettext_lazy("Channel"),
                accessor=lambda rule: label_of(rule.channel),
                get_url=lambda rule: reverse("channel_rules:edit", args=[rule.pk]),
                width="20%",
            ),
            Column("state", label=gettext_lazy("State"), accessor=whether_it_holds),
            Column(
                "says",
                label=pgettext_lazy("rule of a channel", "What it says"),
                accessor=summary_of,
            ),
            Column(
                "valid_from",
                label=pgettext_lazy("rule of a channel", "From"),
                accessor=lambda rule: short_moment(rule.valid_from),
            ),
            Column(
                "valid_until",
                label=pgettext_lazy("rule of a channel", "Until"),
                accessor=lambda rule: short_moment(rule.valid_until) if rule.valid_until else "–",
            ),
        ]
