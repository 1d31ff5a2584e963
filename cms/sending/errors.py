"""Why nothing is sent.

- ``LeaseLost``: another worker has, or may have, taken over the message.
- ``NotDue``: what was about to be sent is not to be sent any more, or not in this form; the message is a stable code.
"""


class LeaseLost(Exception):
    """Another worker may have taken over the message."""


class NotDue(Exception):
    """What was about to be sent is not to be sent any more; the message is a stable code."""
