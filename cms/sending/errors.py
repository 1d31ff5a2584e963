"""Why nothing is sent.

- ``LeaseLost``: another worker has, or may have, taken over the message.
- ``NotDue``: what was about to be sent is not to be sent any more, or not in this form; the message is a stable code.
"""

import datetime as dt


class LeaseLost(Exception):
    """Another worker may have taken over the message."""


class NotDue(Exception):
    """What was about to be sent is not to be sent any more; the message is a stable code. ``after``: how long it surely is not due,
    where that is known."""

    def __init__(self, code: str, after: dt.timedelta = dt.timedelta(0)) -> None:
        super().__init__(code)
        self.after = after
