"""The one way round four eyes: by a named role, with a typed reason, and an after-review (decision 23).."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.text.normal import one_line

from .errors import NoEmergency
from .models import Publication
from .permissions import user_can_act_in_emergency
from .signals import emergency

if TYPE_CHECKING:
    from cms.staff.models import User

SHORTEST_REASON = 15
"""Characters: a sentence, and not a full stop."""


def check_emergency(user: "User | None", reason: str) -> None:
    """Raises ``NoEmergency`` unless the user holds the role as stored now and says why."""
    if not user_can_act_in_emergency(user):
        raise NoEmergency(_("Only who holds the role of emergency duty acts past the review."))
    if len(one_line(reason)) < SHORTEST_REASON:
        raise NoEmergency(_("Please say in a sentence why this can't wait for the review."))


def open_after_review(publication: Publication, user: "User | None", reason: str, *, withdrawn: bool = False) -> None:
    """Tells the rooms above, in the transaction of the act; raises ``NoEmergency`` where none of them opens the after-review."""
    answers = emergency.send(sender=Publication, publication=publication, user=user, reason=reason, withdrawn=withdrawn)
    if not any(answer for _receiver, answer in answers):
        raise NoEmergency(_("Nobody would look at this afterwards, so it can't be done."))
