from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.publication.models import Publication


class Dispatch(models.Model):
    """That a publication goes to a channel. Written in the transaction that makes it public, or takes it back."""

    class Action(models.TextChoices):
        POST = "post", pgettext_lazy("dispatch", "post")
        UPDATE = "update", pgettext_lazy("dispatch", "update")
        CANCEL = "cancel", pgettext_lazy("dispatch", "withdrawal")

    class State(models.TextChoices):
        OPEN = "open", _("finding recipients")
        EXPANDED = "expanded", _("recipients found")
        # A mail that has arrived can't be changed, and is not sent again by itself: its link shows the present version.
        NOT_SENT = "not_sent", _("not sent by itself")
        # What the channel's rule says of a first post (`rules.sending`); what comes later follows what stands there.
        HELD = "held", pgettext_lazy("dispatch", "waits until somebody lets it go")
        RULED_OUT = "ruled_out", pgettext_lazy("dispatch", "not for this channel, by its rule")
        REPLACED = "replaced", pgettext_lazy("dispatch", "replaced or taken back before it was let go")

    NEVER_LEFT = frozenset({State.HELD, State.RULED_OUT, State.REPLACED})
    """States in which it has gone to nobody (`rules.sending.gone`), so that nothing of it has to be followed up."""
    ON_ITS_WAY = frozenset({State.OPEN, State.EXPANDED})
    """States in which it goes out, or has gone."""
    WAITING = ON_ITS_WAY | {State.HELD}
    """States in which something of it may still have to leave."""
    SILENT = NEVER_LEFT | {State.NOT_SENT}
    """States in which nothing is sent of it, so that it takes the place of nothing."""

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.PROTECT, related_name="dispatches"
    )
    page_id = models.PositiveBigIntegerField(_("page"))
    channel = models.CharField(_("channel"), max_length=32)
    action = models.CharField(_("action"), max_length=32, choices=Action.choices)
    number = models.PositiveIntegerField(_("number"), help_text=_("Counts what a page sent to a channel, from 1."))
    notice = models.TextField(_("public notice"), blank=True)
    state = models.CharField(_("state"), max_length=32, choices=State.choices, default=State.OPEN)
    expanded_to = models.PositiveBigIntegerField(_("recipients found up to"), default=0)
    created_at = models.DateTimeField(_("created at"))

    # Who let it go that had to wait (`rules.releasing`), and which version: a later one is let go anew. Who had it sent in quiet
    # hours.
    released_publication_id = models.PositiveBigIntegerField(pgettext_lazy("dispatch", "version let go"), null=True)
    released_at = models.DateTimeField(pgettext_lazy("dispatch", "let go at"), null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("dispatch", "let go by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    hurried_at = models.DateTimeField(pgettext_lazy("dispatch", "sent in quiet hours at"), null=True)
    hurried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("dispatch", "sent in quiet hours by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "channel", "action"], name="dispatch_once"),
            models.UniqueConstraint(fields=["page_id", "channel", "number"], name="dispatch_number_once"),
        ]
        indexes = [
            models.Index(fields=["state"], condition=models.Q(state="open"), name="dispatch_open"),
            models.Index(fields=["created_at"], condition=models.Q(state="held"), name="dispatch_held"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.channel} {self.action} {self.number}"

    def payload(self) -> dict[str, Any] | None:
        """What was approved for the channel, or what tells of its withdrawal; None where the publication has no post for it."""
        from ..registry import channel

        stored = post_of(self.publication, self.channel)
        if stored is None or self.action != self.Action.CANCEL:
            return stored
        return channel(self.channel).cancellation(stored, self.notice)


def post_of(publication: Publication, channel: str) -> dict[str, Any] | None:
    """The stored payload of a publication for a channel."""
    return publication.story.post(channel)
