from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.sending.queued import Queued


class Notice(models.Model):
    """That something happened, told to one person. What it says is made from the kind when it is read, in the reader's language."""

    # No index of its own: it would be taken instead of those below, which lead with it.
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        related_name="notices",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=40)
    # A number and no key: what happened to a page is told also when the page has gone.
    page_id = models.PositiveBigIntegerField(_("page"), null=True)
    title = models.CharField(_("headline at that time"), max_length=255, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who did it"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    data = models.JSONField(_("details"), default=dict)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-made_at", "-id"], name="notice_of_whom"),
            models.Index(
                fields=["recipient", "-made_at", "-id"], condition=models.Q(read_at=None), name="notice_unread"
            ),
            models.Index(fields=["page_id", "kind"], name="notice_page"),
            models.Index(fields=["made_at"], name="notice_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.recipient_id}"


class NoticeDelivery(Queued):
    """One message to one person by one medium, with one notice or several. Made by the worker of what is due."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recipient"), on_delete=models.CASCADE, related_name="+"
    )
    medium = models.CharField(_("medium"), max_length=16)

    class Meta:
        verbose_name = _("delivery of notices")
        verbose_name_plural = _("deliveries of notices")
        indexes = [
            # Led by what is the same in all its rows: without statistics SQLite prefers any index led by an equality.
            models.Index(
                fields=["state", "next_try_at", "id"], condition=models.Q(state="queued"), name="notice_delivery_due"
            ),
            models.Index(
                fields=["state", "lease_until"], condition=models.Q(state="sending"), name="notice_delivery_sending"
            ),
        ]

    def __str__(self) -> str:
        return f"notices by {self.medium} {self.message_id[:8]}"


class Outgoing(models.Model):
    """That a notice also goes out by a medium, from an hour on. Written in the transaction of the step."""

    notice = models.ForeignKey(Notice, verbose_name=_("notice"), on_delete=models.CASCADE, related_name="outgoing")
    medium = models.CharField(_("medium"), max_length=16)
    due_at = models.DateTimeField(_("due at"))
    delivery = models.ForeignKey(
        NoticeDelivery,
        verbose_name=_("delivery"),
        null=True,
        on_delete=models.CASCADE,
        related_name="outgoing",
        db_index=False,
    )

    class Meta:
        verbose_name = _("notice to send")
        verbose_name_plural = _("notices to send")
        constraints = [models.UniqueConstraint(fields=["notice", "medium"], name="outgoing_once")]
        indexes = [models.Index(fields=["delivery", "due_at", "id"], name="outgoing_waiting")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.medium}"
