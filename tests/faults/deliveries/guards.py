"""What keeps a post from being sent twice, taken away: so the test is seen to find it."""

import datetime as dt
from collections.abc import Callable
from typing import Any


def take_away(name: str) -> None:
    """In a worker, before it begins; ``-`` leaves every guard where it is."""
    if name != "-":
        GUARDS[name]()


def _begun_mark() -> None:
    """That a sending begins is not written down before it does."""
    from cms.channels.outbox import claims as posts
    from cms.sending import claims

    finish = claims.finish
    posts.begin = lambda delivery, plan, now: None

    def finish_from_queued(row: Any, outcome: Any, now: dt.datetime, *, begun: bool) -> bool:
        return finish(row, outcome, now, begun=False)

    claims.finish = finish_from_queued


def _unknown_is_not_repeated() -> None:
    """What a dead worker was sending is simply sent again."""
    from cms.channels.models import Delivery
    from cms.channels.outbox import claims as posts
    from cms.sending import claims

    posts.recover = lambda now: claims.take_up(Delivery.objects.all(), now)


def _doubt() -> None:
    """A correction does not wait until it is known what stands there."""
    from cms.channels.outbox import relevance

    relevance._in_doubt = lambda delivery: False


GUARDS: dict[str, Callable[[], None]] = {
    "begun-mark": _begun_mark,
    "unknown-is-not-repeated": _unknown_is_not_repeated,
    "doubt": _doubt,
}
