"""What the channels refuse.

- ``ChannelError``: the act does not fit the state of the thing; its sentence is for the user.
- ``LeaseLost``: another worker has, or may have, taken over the delivery: nothing may be sent.
- ``NotDue``: what was about to be sent is not to be sent any more, or not in this form.
"""


class ChannelError(Exception):
    """The act does not fit the state of the thing; the message is for the user."""


class LeaseLost(Exception):
    """Another worker may have taken over the delivery."""


class NotDue(Exception):
    """What was about to be sent is not to be sent any more; the message is a stable code."""
