"""What the channels refuse; why nothing is sent is told by `cms.sending.errors`."""


class ChannelError(Exception):
    """The act does not fit the state of the thing; the message is for the user."""
