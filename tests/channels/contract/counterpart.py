"""The other side of a channel on loopback, as the contract sees it."""

import datetime as dt
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from ..platforms.http import Fault

EVERY_FAULT = frozenset(Fault)


class Counterpart(ABC):
    """``code`` is the channel's; ``faults`` what its other side can be told to do; ``secrets`` what opens its account, or is
    derived from that, and must stand nowhere."""

    code: ClassVar[str]
    faults: ClassVar[frozenset[Fault]] = EVERY_FAULT
    secrets: tuple[str, ...] = ()

    @abstractmethod
    def __enter__(self) -> "Counterpart":
        """Starts the other side."""

    @abstractmethod
    def __exit__(self, *exc_info: object) -> None: ...

    @abstractmethod
    def lead_here(self, settings: Any) -> None:
        """Has the newsroom's settings lead to this side, where addresses stand in settings."""

    @abstractmethod
    def recipient(self) -> int:
        """Makes an account, a partner, a subscriber; its id. At the end it gets articles."""

    @abstractmethod
    def plan(self, fault: Fault | None) -> None:
        """What happens to the next request, after those planned already, that would change something; None for nothing."""

    @abstractmethod
    def plan_next(self, fault: Fault) -> None:
        """What happens to the very next one."""

    @abstractmethod
    def calm(self) -> None:
        """Forgets what was planned."""

    @abstractmethod
    def finish(self) -> None:
        """Waits until every request that has reached it is done or refused."""

    @abstractmethod
    def taken(self) -> int:
        """How many requests it has done that changed something."""

    @abstractmethod
    def shown(self) -> list[str]:
        """What its readers see of our articles, oldest first: text or markup."""

    def age(self, by: dt.timedelta) -> None:  # noqa: B027 - most have no clock
        """Its clock goes on."""
