import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticePreferences(models.Model):
    """How one person wants to be told, beside the list in the admin. Who has chosen nothing has the defaults, without a row."""

    class How(models.TextChoices):
        AT_ONCE = "at_once", pgettext_lazy("notices", "at once")
        DIGEST = "digest", pgettext_lazy("notices", "collected, at set hours")
        NEVER = "never", pgettext_lazy("notices", "never")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="notice_preferences",
        primary_key=True,
    )
    # One field a medium, called by its code.
    mail = models.CharField(_("By e-mail"), max_length=16, choices=How.choices, default=How.AT_ONCE)
    telegram = models.CharField(_("By Telegram"), max_length=16, choices=How.choices, default=How.AT_ONCE)
    digest_first = models.TimeField(_("Collected notices come at"), default=dt.time(7, 30))
    digest_second = models.TimeField(
        _("… and at"), null=True, blank=True, default=dt.time(16, 30), help_text=_("Empty: once a day.")
    )
    quiet_from = models.TimeField(_("Quiet from"), null=True, blank=True, default=dt.time(22, 0))
    quiet_until = models.TimeField(
        _("Quiet until"),
        null=True,
        blank=True,
        default=dt.time(6, 0),
        help_text=_(
            "In these hours only what is urgent comes at once; the rest waits for their end. Empty: no quiet hours."
        ),
    )

    class Meta:
        verbose_name = _("preferences for notices")
        verbose_name_plural = _("preferences for notices")

    def __str__(self) -> str:
        return str(self.user)

    def how(self, medium: str) -> str:
        """How the person wants to be told by this medium."""
        return str(getattr(self, medium))
