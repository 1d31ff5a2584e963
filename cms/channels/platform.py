"""What platforms share on which the newsroom has accounts of its own: each post stands at an account, and is changed there."""

import datetime as dt
import json
from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publication.links import short_url
from cms.publication.reading import Reading
from cms.publication.story import Story
from cms.sending.http import Reply, outcome_of
from cms.sending.outcome import Begin, Outcome
from cms.text.dates import full_moment

from .accounts import credentials_of, stop
from .channel import Channel, Envelope, Payload, Sender
from .errors import ChannelError
from .models import Account, Delivery, Dispatch, Placement
from .vault import Credentials
from .verbs import Verb


@dataclass(frozen=True)
class Field:
    """A credential that is entered once: its name in the vault, and what people call it."""

    name: str
    label: Any
    help_text: Any = ""


@dataclass(frozen=True)
class Opened:
    """An account that its credentials have opened."""

    name: str
    """What the platform calls it."""
    expires_at: dt.datetime | None = None
    """When the credentials end, where the platform says so: channel managers are warned ahead."""
    credentials: Credentials | None = None
    """What is kept in place of what was entered, where the platform gives others for it."""


@dataclass(frozen=True)
class Sought:
    """A post of which nobody knows whether the platform has taken it."""

    payload: Payload
    begun_at: dt.datetime
    remote_id: str = ""
    """What the platform called it in the outcome that left it unknown, where it said so."""
    others: frozenset[str] = frozenset()
    """What the platform calls the posts there of which the newsroom knows: it is none of these, however alike they look."""


@dataclass(frozen=True)
class Sighting:
    """What a platform said of a post that was sought; ``found`` is None where it could not say."""

    found: bool | None
    detail: str = ""
    """Its words, for the ledger: without secrets or addresses."""
    remote_id: str = ""
    url: str = ""


@dataclass(frozen=True)
class Counted:
    """What a platform has counted at one post; None of what it says nothing of."""

    views: int | None = None
    reactions: int | None = None
    comments: int | None = None
    shares: int | None = None


def answered(reply: Reply) -> Outcome:
    """What a platform's answer means for a post. Credentials that it does not know any more hold up the account until somebody has
    entered new ones; what it did before it failed nobody knows."""
    if reply.code == 401:
        return Outcome("retry", "HTTP 401", holds_queue=True, locked_out=True)
    return outcome_of(reply)


class Platform(Channel):
    """A platform with accounts. Whoever adds one says what its post is, and what is asked of the platform for each verb.

    ``send``, ``edit`` and ``withdraw`` call ``begin`` once, before the first byte that could take effect, as `cms.sending.http.ask`
    does. Whatever the network does is an outcome. What ``abilities`` does not name is never asked for.
    """

    credentials: ClassVar[tuple[Field, ...]]
    signs = True
    envelope = ()
    counts: ClassVar[bool] = False
    """Whether the platform says how often its posts were seen, shared, commented."""

    def open(self) -> bool:
        return Account.objects.filter(channel=self.code, active=True).exists()

    def takers(self) -> dict[int, str]:
        rows = Account.objects.filter(channel=self.code, active=True).exclude(credentials="")
        return dict(rows.values_list("pk", "name"))

    def told_to(self, story: Story) -> str:
        names = ", ".join(self.takers().values())
        return _("Will be posted to: %(names)s") % {"names": names} if names else ""

    def posts_as(self) -> str:
        """In whose name posts stand there: that of the accounts, else the platform's."""
        return ", ".join(self.takers().values()) or str(self.label)

    def reading(self, payload: Payload) -> Reading:
        pictures = (payload["photo"],) if payload.get("photo") else ()
        return Reading(_("Readers on: %(channel)s") % {"channel": self.label}, "", payload["text"], pictures)

    @abstractmethod
    def check(self, address: str, credentials: Credentials) -> Opened:
        """Asks the platform whether the credentials open the account, with all the rights that the newsroom needs. Raises
        ``ChannelError`` with a sentence for the user where they don't, or it can't be asked."""

    def entered(self, account: Account) -> None:
        """Shows what only using the credentials shows, once they are kept; raises ``ChannelError`` with a sentence."""

    def look_after(self, account: Account, now: dt.datetime) -> None:
        """Does what the account needs from time to time."""

    def open_account(self, account: Account) -> Credentials | Outcome:
        """What opens the account now; where nothing does, the outcome of everything that is tried there."""
        try:
            return credentials_of(account)
        except ChannelError:
            return Outcome("retry", "secret_unreadable", holds_queue=True, locked_out=True)

    @abstractmethod
    def send(self, account: Account, secret: Credentials, payload: Payload, begin: Begin) -> Outcome:
        """Posts."""

    def edit(self, account: Account, secret: Credentials, payload: Payload, place: Placement, begin: Begin) -> Outcome:
        """Puts the payload in the place of what stands there."""
        raise TypeError(f"{self.code} edits nothing.")

    def withdraw(self, account: Account, secret: Credentials, place: Placement, begin: Begin) -> Outcome:
        """Takes away what stands there."""
        raise TypeError(f"{self.code} withdraws nothing.")

    def find(self, account: Account, secret: Credentials, sought: Sought) -> Sighting:
        """Asks whether a post stands there of which nobody knows. Asked further and further apart until the platform has said so;
        that nothing is there counts from ``abilities.find`` after the sending on, and then the post is sent again."""
        raise TypeError(f"{self.code} finds nothing.")

    def figures(
        self, account: Account, secret: Credentials, places: Sequence[Placement]
    ) -> Iterator[tuple[Placement, Counted]]:
        """What the platform has counted at those of the posts of which it says something. Raises ``Unanswered``."""
        raise TypeError(f"{self.code} counts nothing.")

    def post_at(self, account: Account, url: str) -> str:
        """What the platform calls the post at an address that a person has copied there; empty where the address does not say, or
        is of another account."""
        return ""

    @abstractmethod
    def test_post(self, text: str, link: str) -> Payload:
        """A post of that text."""

    def letter(self, delivery: Delivery) -> Payload:
        told = _("Test post from the newsroom, %(moment)s.") % {"moment": full_moment(timezone.now())}
        return self.test_post(told, short_url(1))

    def recipients(self, dispatch: Dispatch, after: int, limit: int) -> Iterable[int]:
        if dispatch.action == Dispatch.Action.POST:
            accounts = Account.objects.filter(channel=self.code, active=True, pk__gt=after).exclude(credentials="")
            return accounts.order_by("pk").values_list("pk", flat=True)[:limit]
        # What comes later concerns the accounts that were to get the article, and no new one.
        had = Delivery.objects.filter(
            channel=self.code, dispatch__page_id=dispatch.page_id, recipient_id__gt=after
        ).order_by("recipient_id")
        return had.values_list("recipient_id", flat=True).distinct()[:limit]

    def recipient_takes(self, delivery: Delivery) -> bool:
        accounts = Account.objects.filter(pk=delivery.recipient_id, channel=self.code).exclude(credentials="")
        test = delivery.purpose == Delivery.Purpose.TEST
        return accounts.filter(is_test=True).exists() if test else accounts.filter(active=True).exists()

    def recipient_labels(self, ids: Collection[int]) -> dict[int, str]:
        return dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))

    def recipient_gone(self, recipient_id: int) -> None:
        stop(recipient_id, "gone")

    def sender(self) -> Sender:
        return _PlatformSender(self)


def stored(payload: Payload) -> str:
    """The payload as people can read it, whole."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, indent=2)


class _PlatformSender(Sender):
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def send(self, envelope: Envelope, begin: Begin) -> Outcome:
        account = Account.objects.get(pk=envelope.delivery.recipient_id)
        secret = self._platform.open_account(account)
        if isinstance(secret, Outcome):
            return secret
        outcome = self._done(account, secret, envelope, begin)
        if outcome.state == "unknown" and envelope.verb in self._platform.abilities.repeatable:
            return replace(outcome, state="retry", holds_queue=True)
        return outcome

    def _done(self, account: Account, secret: Credentials, envelope: Envelope, begin: Begin) -> Outcome:
        if envelope.verb == Verb.EDIT and envelope.place is not None:
            return self._platform.edit(account, secret, envelope.payload, envelope.place, begin)
        if envelope.verb == Verb.WITHDRAW and envelope.place is not None:
            return self._platform.withdraw(account, secret, envelope.place, begin)
        return self._platform.send(account, secret, envelope.payload, begin)
