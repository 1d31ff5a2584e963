"""Accounts on platforms."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from .. import accounts
from ..forms import AccountForm
from ..models import Account
from ..words import account_state, label_of, what_to_do_there
from .by_role import ByRole


class _AccountCreate(generic.CreateView):
    def save_instance(self) -> Account:
        return accounts.save_account(self.form.save(commit=False), self.request.user)

    def save_action(self) -> HttpResponse:
        super().save_action()
        return redirect("channels_credentials", self.object.pk)


class _AccountEdit(generic.EditView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account, advice = self.object, what_to_do_there(self.object)
        well = not advice and (account.active or account.is_test)
        told = {"state": account_state(account), "advice": advice, "well": well}
        return super().get_context_data(**kwargs) | told

    def save_instance(self) -> Account:
        return accounts.save_account(self.form.save(commit=False), self.request.user)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        credentials = Button(
            gettext("Credentials"),
            url=reverse("channels_credentials", args=[self.object.pk]),
            icon_name="key",
            priority=10,
        )
        return [credentials, *super().header_more_buttons]


class _AccountDelete(generic.DeleteView):
    def delete_action(self) -> None:
        accounts.remove_account(self.object, self.request.user)


class AccountViewSet(ByRole):
    model = Account
    name = "channel_accounts"
    url_prefix = "channels/accounts"
    icon = "user"
    menu_label = pgettext_lazy("platform", "Accounts")
    menu_order = 250
    add_view_class = _AccountCreate
    edit_view_class = _AccountEdit
    edit_template_name = "admin/channels/account.html"
    delete_view_class = _AccountDelete
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "name",
        Column("channel", label=gettext_lazy("Platform"), accessor=lambda account: label_of(account.channel)),
        Column("address", label=pgettext_lazy("account", "Address"), accessor="address"),
        Column("state", label=gettext_lazy("State"), accessor=account_state),
    ]

    def get_form_class(self, for_update: bool = False) -> type[AccountForm]:
        return AccountForm
