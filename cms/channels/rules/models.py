import datetime as dt

from django.contrib.auth.models import Group
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from cms.articles.models import SectionPage
from cms.review.stages.fields import ChosenField
from cms.review.stages.kinds import AboutSession, InPhase
from cms.text.dates import local

LONGEST_LINE = 200
"""Characters of the line under each post: more than a name with a licence takes, and little of the shortest post."""


def short_moment(moment: dt.datetime) -> str:
    """``"08:00 18/11/2026"``"""
    return f"{local(moment):%H:%M %d/%m/%Y}"


class Rule(models.Model):
    """The rule of one channel for a time. Never two of one channel hold at the same time; without one everything goes there."""

    channel = models.CharField(pgettext_lazy("rule of a channel", "channel"), max_length=32)
    valid_from = models.DateTimeField(
        pgettext_lazy("rule of a channel", "holds from"),
        default=timezone.now,
        help_text=pgettext_lazy("rule of a channel", "An open-ended rule before it ends at that moment."),
    )
    valid_until = models.DateTimeField(
        pgettext_lazy("rule of a channel", "holds until"),
        null=True,
        blank=True,
        help_text=pgettext_lazy("rule of a channel", "Empty: until another rule takes its place."),
    )

    # Where none is left of those that were named, nobody's approval sends, and nothing goes there: not everybody's, not all.
    names_senders = models.BooleanField(default=False, editable=False)
    names_sections = models.BooleanField(default=False, editable=False)
    # Its end is the beginning of the next one, and goes where that goes.
    gives_way = models.BooleanField(default=False, editable=False)

    sessions = ChosenField(
        pgettext_lazy("rule of a channel", "kinds of sessions"),
        of=AboutSession,
        help_text=pgettext_lazy("rule of a channel", "Articles about these go there. None chosen: all."),
    )
    phases = ChosenField(
        pgettext_lazy("rule of a channel", "phases of the congress"),
        of=InPhase,
        help_text=pgettext_lazy("rule of a channel", "Articles from these go there. None chosen: all."),
    )
    sections = models.ManyToManyField(
        SectionPage,
        verbose_name=pgettext_lazy("rule of a channel", "sections"),
        blank=True,
        related_name="+",
        help_text=pgettext_lazy("rule of a channel", "Articles of these sections go there. None chosen: all."),
    )
    senders = models.ManyToManyField(
        Group,
        verbose_name=pgettext_lazy("rule of a channel", "whose approval sends"),
        blank=True,
        related_name="+",
        help_text=pgettext_lazy(
            "rule of a channel",
            "What somebody else approved waits until a member of one of these groups lets it go. None chosen: everybody's "
            "approval sends.",
        ),
    )

    quiet_from = models.TimeField(pgettext_lazy("rule of a channel", "quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(
        pgettext_lazy("rule of a channel", "quiet until"),
        null=True,
        blank=True,
        help_text=pgettext_lazy(
            "rule of a channel",
            "New posts wait until the quiet hours end; they may go over midnight. Corrections and withdrawals never wait.",
        ),
    )
    most_a_day = models.PositiveSmallIntegerField(
        pgettext_lazy("rule of a channel", "most posts a day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=pgettext_lazy(
            "rule of a channel", "Of each account; what is more waits for the next day. Empty: no limit."
        ),
    )
    minutes_between = models.PositiveSmallIntegerField(
        pgettext_lazy("rule of a channel", "minutes between two posts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
        help_text=pgettext_lazy("rule of a channel", "At least, of each account. Empty: at once."),
    )
    needs_picture = models.BooleanField(
        pgettext_lazy("rule of a channel", "a post needs a picture"),
        default=False,
        help_text=pgettext_lazy("rule of a channel", "Without one the article can't be submitted."),
    )
    line = models.CharField(
        pgettext_lazy("rule of a channel", "how the account identifies itself"),
        max_length=LONGEST_LINE,
        blank=True,
        help_text=pgettext_lazy(
            "rule of a channel",
            "A line that stands under each post and counts with it. Another line than before changes the posts of what is under "
            "review: it has to be submitted again.",
        ),
    )
    to_call = models.TextField(
        pgettext_lazy("rule of a channel", "who to call"),
        blank=True,
        max_length=500,
        help_text=pgettext_lazy(
            "rule of a channel", "Name, telephone, hours: shown on the board and beside a failure."
        ),
    )
    note = models.TextField(
        pgettext_lazy("rule of a channel", "further provisions"),
        blank=True,
        max_length=4000,
        help_text=pgettext_lazy("rule of a channel", "One a line; printed in the regulation, enforced by people."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("rule of a channel", "rule of a channel")
        verbose_name_plural = pgettext_lazy("rule of a channel", "rules of channels")
        ordering = ["channel", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "valid_from"], name="rule_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gt=models.F("valid_from")),
                name="rule_ends_after_it_begins",
                violation_error_message=pgettext_lazy("rule of a channel", "A rule ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        from ..words import label_of

        told = pgettext("rule of a channel", "Rule: %(channel)s, from %(moment)s")
        return told % {"channel": label_of(self.channel), "moment": short_moment(self.valid_from)}

    @property
    def quiet(self) -> tuple[dt.time, dt.time] | None:
        """From when to when no new post leaves, by the clock of Ho Chi Minh City."""
        if self.quiet_from is None or self.quiet_until is None:
            return None
        return self.quiet_from, self.quiet_until

    def has_begun(self, now: dt.datetime) -> bool:
        return self.valid_from <= now
