"""What is done to a post at one account or partner, and what each platform lets one do."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

ALWAYS = dt.timedelta.max
"""A window that never closes."""


class Verb(models.TextChoices):
    """What one delivery does. An approval says *post*, *update* or *withdrawal* of an article as a whole; what follows from it at
    one account depends on what stands there."""

    SEND = "send", pgettext_lazy("what a delivery does", "post")
    EDIT = "edit", pgettext_lazy("what a delivery does", "edit")
    WITHDRAW = "withdraw", pgettext_lazy("what a delivery does", "withdraw")


@dataclass(frozen=True)
class Abilities:
    """What a platform lets one do to a post that stands there."""

    edit: dt.timedelta | None = None
    """For how long after posting a post can be edited; None where it can't be, ``ALWAYS`` without end."""
    withdraw: dt.timedelta | None = None
    """The same for taking it back."""
    repeatable: frozenset[Verb] = frozenset()
    """What comes to the same when it is done twice: a request of which nobody knows is simply made again. ``SEND`` only where the
    repetition takes the place of the first."""
    find: dt.timedelta | None = None
    """How long after a sending the platform surely shows what it took; only then its word that nothing is there is believed. None
    where it can't be asked."""

    def window(self, verb: Verb) -> dt.timedelta | None:
        """For how long after posting that can be done."""
        return {Verb.SEND: ALWAYS, Verb.EDIT: self.edit, Verb.WITHDRAW: self.withdraw}[verb]

    def allow(self, verb: Verb, posted_at: dt.datetime, now: dt.datetime) -> bool:
        """Whether that can be done now to a post of that instant."""
        window = self.window(verb)
        return window is not None and (window == ALWAYS or now - posted_at < window)
