"""How one attempt to send something ended."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

Begin = Callable[[], None]
"""Called once, immediately before the first byte that could take effect leaves: commits that the sending has begun.

Raises ``LeaseLost`` or ``NotDue`` where nothing may be sent any more.
"""


@dataclass(frozen=True)
class Outcome:
    """``state`` is ``delivered``, ``refused``, ``retry`` or ``unknown``.

    ``detail`` is what the other side said, without secrets or addresses; ``after`` is the least wait that it asked for, before a
    retry, or before the next where it has taken this; ``recipient_gone`` says that the recipient will never take anything again;
    ``holds_queue`` that nothing else would have got through either: the other side was not reached, or wants to be left alone.
    ``remote_id`` and ``url`` are what the other side calls what it took, where it says so. ``locked_out``: nothing gets through
    until somebody enters new credentials.
    """

    state: str
    detail: str = ""
    after: dt.timedelta | None = None
    recipient_gone: bool = False
    holds_queue: bool = False
    remote_id: str = ""
    url: str = ""
    locked_out: bool = False
