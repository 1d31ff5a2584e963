"""Taking a list in: looked over first, then the whole of it or nothing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.text.normal import one_line
from cms.trail.record import record

from ..barring import barred_among
from ..errors import ChannelError
from ..models import Subscriber
from ..permissions import user_can_manage_channels
from .read import Given, Line, Remark, lines_of

if TYPE_CHECKING:
    from cms.staff.models import User

SOURCE_MOST = 200


@dataclass(frozen=True)
class Checked:
    """What a list holds: who is to be added, whose lines are left out and why, and what has to be mended before any is added."""

    new: tuple[Line, ...]
    left_out: tuple[Remark, ...]
    errors: tuple[Remark, ...]


def look_over(text: str, given: Given) -> Checked:
    """What would become of each line; changes nothing. Raises ``ChannelError`` for what is no list, or has no source."""
    _check_source(given)
    lines = list(lines_of(text, given))
    people = [line for line in lines if isinstance(line, Line)]
    errors = [line for line in lines if isinstance(line, Remark)]
    known, barred = _known(people), barred_among(line.address for line in people)
    first: dict[str, int] = {}
    new, left_out = [], []
    for line in people:
        why = ""
        if line.address in first:
            why = _("stands in line %(number)d already") % {"number": first[line.address]}
        elif line.address in barred or known.get(line.address) in _WANT_NOTHING:
            # Which of these it is, is nobody's business who has a list.
            why = _("wants no mails of ours, or was erased")
        elif line.address in known:
            why = str(_WHY[Subscriber.State(known[line.address])])
        first.setdefault(line.address, line.number)
        if why:
            left_out.append(Remark(line.number, line.address, why))
        else:
            new.append(line)
    return Checked(tuple(new), tuple(left_out), tuple(errors))


def import_list(text: str, given: Given, user: "User | None") -> Checked:
    """Adds everybody on a list who may be added; ``user`` is None at the operator's own command line.

    Raises ``PermissionDenied``, and ``ChannelError`` where a line is wrong, nobody is left, or somebody on it subscribed meanwhile:
    then nobody is added.
    """
    if user is not None and not user_can_manage_channels(user):
        raise PermissionDenied(_("Only a channel manager, an approving editor or an administrator may do this."))
    try:
        with transaction.atomic():
            checked = look_over(text, given)
            if checked.errors:
                raise ChannelError(_("Nobody was added: mend the lines that are wrong first."))
            if not checked.new:
                raise ChannelError(_("Nobody was added: the list has nobody who is not known already."))
            _add(checked.new, given, user)
            return checked
    except IntegrityError as error:
        raise ChannelError(
            _("Nobody was added: somebody on the list subscribed meanwhile. Look over it once more.")
        ) from error


def _add(lines: tuple[Line, ...], given: Given, user: "User | None") -> None:
    now = timezone.now()
    rows = Subscriber.objects.bulk_create(
        [
            Subscriber(
                email=line.address,
                language=line.language,
                wants=line.wants,
                state=Subscriber.State.ACTIVE,
                source=one_line(given.source),
                consented_on=line.consented_on,
                asked_at=now,
            )
            for line in lines
        ],
        batch_size=500,
    )
    numbers = [row.pk for row in rows]
    data = {"count": len(rows), "first": min(numbers), "last": max(numbers)}
    record("subscriber.imported", actor=user, data=data, words=one_line(given.source))


def _check_source(given: Given) -> None:
    source = one_line(given.source)
    if len(source) < 5 or source in Subscriber.SOURCES:
        raise ChannelError(_("Say where these people agreed to get the newsletter."))
    if len(source) > SOURCE_MOST:
        raise ChannelError(_("Say it in at most %(most)d characters.") % {"most": SOURCE_MOST})


def _known(lines: list[Line]) -> dict[str, str]:
    addresses = [line.address for line in lines]
    found: dict[str, str] = {}
    for start in range(0, len(addresses), 500):
        rows = Subscriber.objects.filter(email__in=addresses[start : start + 500])
        found.update(rows.values_list("email", "state"))
    return found


_WANT_NOTHING = frozenset({Subscriber.State.UNSUBSCRIBED, Subscriber.State.COMPLAINED})
_WHY = {
    Subscriber.State.ACTIVE: gettext_lazy("subscribes already"),
    Subscriber.State.PENDING: gettext_lazy("has been asked to confirm already"),
    Subscriber.State.BOUNCED: gettext_lazy("takes no mail: mails have come back"),
}
