"""What the demo newsroom refuses: ``DemoRefused``, with one sentence for whoever asked."""


class DemoRefused(Exception):
    """The demo can't be loaded into, or removed from, this database; the message says why."""
