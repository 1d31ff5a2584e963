from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.publication.models import Publication

from ..verbs import Verb
from .placement import Placement


class FollowUp(models.Model):
    """What a person has to do at a place because its platform can't, or no longer: with the exact text and the link."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("task at a platform", "to be done")
        DONE = "done", pgettext_lazy("task at a platform", "done")
        OBSOLETE = "obsolete", pgettext_lazy("task at a platform", "replaced by a later one")

    placement = models.ForeignKey(
        Placement, verbose_name=_("place"), on_delete=models.PROTECT, related_name="follow_ups"
    )
    publication = models.ForeignKey(
        Publication, verbose_name=_("version it is about"), on_delete=models.PROTECT, related_name="+"
    )
    verb = models.CharField(_("what to do"), max_length=16, choices=Verb.choices)
    text = models.TextField(_("text to put there"), blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(_("since"), default=timezone.now)
    done_at = models.DateTimeField(pgettext_lazy("task at a platform", "done at"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("task at a platform", "done by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    note = models.CharField(pgettext_lazy("task at a platform", "note"), max_length=300, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("platform", "task by hand")
        verbose_name_plural = pgettext_lazy("platform", "tasks by hand")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["placement"], condition=Q(state="open"), name="follow_up_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.placement}"
