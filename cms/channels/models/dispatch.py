from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.publication.models import Publication


class Dispatch(models.Model):
    """That a publication goes to a channel. Written in the transaction that makes it public, or takes it back."""

    class Action(models.TextChoices):
        POST = "post", _("post")
        UPDATE = "update", _("update")
        CANCEL = "cancel", _("withdrawal")

    class State(models.TextChoices):
        OPEN = "open", _("finding recipients")
        EXPANDED = "expanded", _("recipients found")
        # A mail that has arrived can't be changed, and is not sent again by itself: its link shows the present version.
        NOT_SENT = "not_sent", _("not sent by itself")

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
    return next((post.payload for post in publication.story.posts if post.channel == channel), None)
