"""In which order a transaction takes what others want too: two who take it crosswise would wait for each other.

Who records an act holds the end of the trail until the transaction ends. Deliveries are changed before, by whoever sends; what
stands at a platform and its tasks after, since who publishes has recorded the approval long before coming to them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

_RANKS = (
    # What the platform calls the post is added to a row that the transaction has changed already.
    (1, re.compile(r'UPDATE "channels_delivery" SET (?!"remote_id")|SELECT .* FROM "channels_delivery".* FOR UPDATE')),
    (2, re.compile(r'INSERT INTO "trail_entry"')),
    (
        3,
        re.compile(
            r'UPDATE "channels_(placement|followup|dispatch)"|SELECT .* FROM "channels_(placement|followup)".* FOR UPDATE'
        ),
    ),
)


@contextmanager
def order_of_locks() -> Iterator[list[str]]:
    """Gives the statements that came too late in their transaction."""
    late: list[str] = []
    reached = 0

    def forget() -> None:
        nonlocal reached
        reached = 0

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal reached
        rank = next((rank for rank, pattern in _RANKS if pattern.match(sql)), 0)
        if not connection.in_atomic_block:
            reached = 0
        elif rank:
            if rank < reached:
                late.append(sql)
            if not reached:
                transaction.on_commit(forget)
            reached = max(rank, reached)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield late
