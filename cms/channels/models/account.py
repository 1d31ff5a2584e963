from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Account(models.Model):
    """An account of the newsroom's own on a platform: articles are posted in its name."""

    channel = models.CharField(_("channel"), max_length=32)
    name = models.CharField(
        pgettext_lazy("account", "name"), max_length=120, help_text=_("How the newsroom calls the account.")
    )
    address = models.CharField(
        pgettext_lazy("account", "address"), max_length=200, help_text=_("How the platform calls the account.")
    )
    active = models.BooleanField(
        pgettext_lazy("account", "gets articles"),
        default=False,
        help_text=_("Articles that are approved from now on are posted there."),
    )
    is_test = models.BooleanField(
        pgettext_lazy("account", "for tests only"),
        default=False,
        help_text=_("It gets test posts and never an article."),
    )
    # Encrypted with a key outside the database (`vault`): a JSON object, empty until credentials were entered.
    credentials = models.TextField(_("credentials"), blank=True, editable=False)
    credentials_at = models.DateTimeField(_("credentials entered at"), null=True, editable=False)
    expires_at = models.DateTimeField(
        _("credentials expire at"),
        null=True,
        blank=True,
        help_text=_("Where the platform says so. Managers of channels are warned ahead."),
    )
    warned_at = models.DateTimeField(_("warned at"), null=True, editable=False)
    # Why it was switched off by itself, as a stable code.
    stopped_because = models.CharField(_("stopped because"), max_length=40, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("platform", "account")
        verbose_name_plural = pgettext_lazy("platform", "accounts")
        ordering = ["channel", "name"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "address"], name="account_once"),
            models.CheckConstraint(
                condition=~models.Q(active=True, is_test=True),
                name="account_test_or_articles",
                violation_error_message=_("An account for tests gets no articles: choose one of the two."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
