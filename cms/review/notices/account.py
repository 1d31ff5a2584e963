"""How one wants to be told: a panel of the account settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, NotificationsSettingsPanel, notifications_tab
from wagtail.admin.widgets import AdminTimeInput

from .models import NoticePreferences, TelegramAccount
from .preferences import choose, preferences_of
from .telegram.bot import Bot


class PreferencesForm(forms.ModelForm):
    """Each medium, the hours of collected notices, the quiet hours."""

    class Meta:
        model = NoticePreferences
        fields = ["mail", "telegram", "digest_first", "digest_second", "quiet_from", "quiet_until"]
        widgets = dict.fromkeys(("digest_first", "digest_second", "quiet_from", "quiet_until"), AdminTimeInput)

    class Media:
        css = {"all": ["review/notices.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Bot.is_set_up():
            del self.fields["telegram"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("quiet_from") is None) != (data.get("quiet_until") is None):
            self.add_error("quiet_until", _("Quiet hours have a beginning and an end; leave both empty for none."))
        return data

    def save(self, commit: bool = True) -> NoticePreferences:
        choose(self.instance)
        return self.instance


class NoticesPanel(BaseSettingsPanel):
    """How the member's notices come, beside the list in the admin."""

    name = "notices"
    title = pgettext_lazy("account settings", "Notices of the newsroom")
    tab = notifications_tab
    order = 50
    template_name = "admin/notices/account_panel.html"

    def get_form(self) -> PreferencesForm:
        instance = preferences_of([self.user.pk])[self.user.pk]
        data = self.request.POST if self.request.method == "POST" else None
        return PreferencesForm(data, instance=instance, prefix=self.name)

    def get_context_data(self) -> dict[str, Any]:
        account = TelegramAccount.objects.filter(user=self.user).exclude(chat_id=None).first()
        return super().get_context_data() | {"telegram": Bot.is_set_up(), "account": account}


class NoWagtailPanel(NotificationsSettingsPanel):
    """In place of Wagtail's own preferences, which choose among mails that it no longer sends."""

    def is_active(self) -> bool:
        return False
