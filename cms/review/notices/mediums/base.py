"""What a medium is."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cms.sending.outcome import Begin, Outcome

from ..models import Notice, NoticeDelivery

if TYPE_CHECKING:
    from cms.staff.models import User


@dataclass(frozen=True)
class Letter:
    """What one person gets in one message."""

    delivery: NoticeDelivery
    recipient: "User"
    notices: list[Notice]


class Courier(ABC):
    """Brings the letters of one round of the worker; may keep a connection between them."""

    @abstractmethod
    def send(self, letter: Letter, begin: Begin) -> Outcome:
        """Brings one letter. Raises only what ``begin`` raises; whatever the network does is an outcome."""

    def close(self) -> None:  # noqa: B027 - a courier without a connection has nothing to close
        """Lets go of connections."""


class Medium(ABC):
    """A way to reach the staff. ``code`` is also the field of `NoticePreferences`."""

    code: ClassVar[str]

    @abstractmethod
    def ready(self) -> bool:
        """Whether the operator has set it up."""

    @abstractmethod
    def reaches(self, user_ids: Iterable[int]) -> set[int]:
        """Those of the members who can be reached by it."""

    @abstractmethod
    def courier(self) -> Courier:
        """A courier for one round."""

    def lost(self, user: "User") -> None:  # noqa: B027 - a mail server never says so of an address for good
        """What follows where the other side has said that this person will never take anything again."""
