"""The other side of a channel on loopback, as the contract sees it."""

import datetime as dt
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Self

from ..platforms.http import Fault

EVERY_FAULT = frozenset(Fault)


class Counterpart(ABC):
    """``code`` is the channel's; ``faults`` what its other side can be told to do; ``secrets`` what opens its account, or is
    derived from that, and must stand nowhere."""

    code: ClassVar[str]
    faults: ClassVar[frozenset[Fault]] = EVERY_FAULT
    secrets: tuple[str, ...] = ()

    other: Any
    """What stands on loopback: a fake platform or a server, which is entered, has a ``plan``, and may be waited for."""

    def __enter__(self) -> Self:
        self.other.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.other.__exit__(*exc_info)

    def lead_here(self, settings: Any) -> None:  # noqa: B027 - some are found by their address
        """Has the newsroom's settings lead to this side, where addresses stand in settings."""

    @abstractmethod
    def recipient(self) -> int:
        """Makes an account, a partner, a subscriber; its id. At the end it gets articles."""

    def step(self, fault: Fault | None) -> Any:
        """How the other side calls the fault; None for nothing."""
        return fault

    def plan(self, fault: Fault | None) -> None:
        """What happens to the next request, after those planned already, that would change something; None for nothing."""
        self.other.plan.append(self.step(fault))

    def plan_next(self, fault: Fault) -> None:
        """What happens to the very next one."""
        self.other.plan.appendleft(self.step(fault))

    def calm(self) -> None:
        """Forgets what was planned."""
        self.other.plan.clear()

    def finish(self) -> None:
        """Waits until every request that has reached it is done or refused."""
        self.other.finish()

    @abstractmethod
    def taken(self) -> int:
        """How many requests it has done that changed something."""

    @abstractmethod
    def shown(self) -> list[str]:
        """What its readers see of our articles, oldest first: text or markup."""

    def age(self, by: dt.timedelta) -> None:  # noqa: B027 - most have no clock
        """Its clock goes on."""
