from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TelegramAccount(models.Model):
    """A member's Telegram: the chat that the newsroom's bot writes to, or the code by which it is still to be linked.

    Of the code only a digest is kept, and that for minutes.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="telegram_account",
        primary_key=True,
    )
    chat_id = models.BigIntegerField(_("chat"), null=True)
    shown_as = models.CharField(_("name in Telegram"), max_length=80, blank=True)
    linked_at = models.DateTimeField(_("linked at"), null=True)
    code_digest = models.CharField(_("digest of the code"), max_length=64, blank=True)
    code_until = models.DateTimeField(_("code valid until"), null=True)

    class Meta:
        verbose_name = _("Telegram account")
        verbose_name_plural = _("Telegram accounts")

    def __str__(self) -> str:
        return self.shown_as
