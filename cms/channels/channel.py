"""What a channel is: how it makes its post of a story, and how it brings a post to one recipient."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publication.posts import Words
from cms.publication.reading import Reading
from cms.publication.story import Story, StoryKind
from cms.sending.outcome import Begin, Outcome

from .verbs import Abilities, Verb

if TYPE_CHECKING:
    from .models import Delivery, Dispatch, Placement

Payload = dict[str, Any]


@dataclass(frozen=True)
class Envelope:
    """One delivery's message: the payload as it was approved, and who gets it."""

    delivery: "Delivery"
    payload: Payload
    verb: Verb = Verb.SEND
    place: "Placement | None" = None
    """What stands there already, for an edit or a withdrawal."""
    at: dt.datetime = field(default_factory=timezone.now)
    """The present instant, by the clock of the run."""


class Sender(ABC):
    """Sends the envelopes of one run of the outbox; may keep a connection between them."""

    @abstractmethod
    def send(self, envelope: Envelope, begin: Begin) -> Outcome:
        """Brings one envelope to its recipient. Raises only what ``begin`` raises; whatever the network does is an outcome."""

    def close(self) -> None:  # noqa: B027 - a sender without a connection has nothing to close
        """Lets go of connections."""


class Channel(ABC):
    """A platform that articles go to."""

    code: ClassVar[str]
    label: ClassVar[Any]
    abilities: ClassVar[Abilities] = Abilities()
    """What can be done to a post there later."""
    words: ClassVar[Words | None] = None
    """What somebody may write there in place of what is drawn up; None where the article itself goes there."""
    kinds: ClassVar[frozenset[StoryKind]] = frozenset({"article"})
    """The kinds of stories that go there."""
    signs: ClassVar[bool] = False
    """Whether under each post stands how the account identifies itself, where its rule says how."""
    takes_versions: ClassVar[bool] = False
    """Whether the other side takes version after version under one name and knows a repetition, so that nothing has to be known
    of what stands there."""
    keeps_places: ClassVar[bool] = True
    """Whether it is kept where each article stands. Not of a newsletter: nothing can be done to a mail in somebody's box."""
    tells_of_its_end: ClassVar[bool] = True
    """Whether an article whose time is over is taken back there. Not where that would be one more message: nothing was wrong."""
    writes_letters: ClassVar[bool] = False
    """Whether it also sends to single persons what is no article."""
    queue_a_recipient: ClassVar[bool] = True
    """Whether each recipient has a queue of its own, so that one who does not answer holds up no other."""
    least_between: ClassVar[dt.timedelta] = dt.timedelta(0)
    """The least time between two sendings of a queue, over all workers."""
    envelope: ClassVar[tuple[str, ...]]
    """What is added to the stored payload when it is sent, by name."""

    def open(self) -> bool:
        """Whether articles go there at present. A post is made all the same, since a version's digest must not change with an
        account; where nobody would get it, it is not shown."""
        return True

    def takers(self) -> dict[int, str]:
        """Who takes articles there at present and has a queue of its own: number and name of each; empty where all have one."""
        return {}

    def told_to(self, story: Story) -> str:
        """Whom a post of the story would reach at present, as a sentence; empty where nothing can be said."""
        return ""

    def follows(self, story: Story, before: Story) -> bool:
        """Whether it is brought there by itself that an article says ``story`` now, and said ``before``."""
        return True

    def told_by(self, page_id: int) -> Mapping[int, Collection[int]]:
        """The other pages whose posts there told of this page, too (digests), each with its publications that did."""
        return {}

    def sequel(self, payload: Payload, story: Story, before: Story) -> Payload | None:
        """What somebody gets who was sent ``before``, now that it is ``story`` with that post, where no places are kept; None for
        nothing."""
        return None if payload == before.post(self.code) else payload

    def alone(self, payload: Payload) -> Payload:
        """What of a stored post goes to who has nothing of the article yet: without what is kept in it for the others."""
        return payload

    @abstractmethod
    def compose(self, story: Story) -> Payload | None:
        """The post of a story, made from the story alone; None where the channel takes no such story."""

    @abstractmethod
    def validate(self, payload: Payload) -> list[str]:
        """Why the payload can't be sent, in the user's language; empty where it can."""

    @abstractmethod
    def preview(self, payload: Payload) -> str:
        """The payload as safe HTML for the admin, exactly as it would be sent, less the envelope."""

    def drawn(self, payload: Payload, story: Story) -> str:
        """The preview as it would look at present, beside the story that the payload was made of: in the name of the accounts that
        are open, with what the platform draws of the linked page."""
        return self.preview(payload)

    @abstractmethod
    def reading(self, payload: Payload) -> Reading:
        """The payload as a person reads it who knows nothing of the platform; its words are what a person puts there by hand."""

    def has_picture(self, payload: Payload) -> bool:
        """Whether the payload shows a picture of the article's own."""
        return bool(self.reading(payload).pictures)

    def replaces(self, payload: Payload, standing: Payload) -> bool:
        """Whether an edit can make that payload of what stands there; else it is left to a person."""
        return True

    def written(self, payload: Payload) -> str:
        """What of the payload counts against `words`: the whole text of a post."""
        return str(payload["text"])

    def cancellation(self, payload: Payload, notice: str) -> Payload:
        """What tells a recipient that the article was withdrawn, made from its last payload; that payload itself where taking back
        needs no words."""
        return payload

    @abstractmethod
    def recipients(self, dispatch: "Dispatch", after: int, limit: int) -> Iterable[int]:
        """Ids of those who are to get the dispatch, ascending, above ``after``, at most ``limit``."""

    @abstractmethod
    def recipient_takes(self, delivery: "Delivery") -> bool:
        """Whether the recipient still wants this; asked in the transaction that begins the sending."""

    def letter(self, delivery: "Delivery") -> Payload:
        """What a delivery without an article says; raises ``TypeError`` where the channel sends articles only."""
        raise TypeError(f"{self.code} sends articles only.")

    @abstractmethod
    def recipient_labels(self, ids: Collection[int]) -> dict[int, str]:
        """How the ledger calls these recipients, as far as they are still there."""

    def recipient_label(self, recipient_id: int) -> str:
        """How the ledger calls the recipient."""
        return self.recipient_labels([recipient_id]).get(recipient_id, _("(erased)"))

    @abstractmethod
    def recipient_gone(self, recipient_id: int) -> None:
        """Strikes off a recipient who has said that nothing will be taken any more."""

    def troubles(self) -> list[str]:
        """What stands still within the channel's one queue while the rest of it goes on, in words."""
        return []

    @abstractmethod
    def sender(self) -> Sender:
        """A sender for one run."""
