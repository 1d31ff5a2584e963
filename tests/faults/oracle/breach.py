"""What is said of an invariant that does not hold."""

from typing import Any


class Broken(AssertionError):
    """An invariant that does not hold."""


def require(holds: Any, sentence: str) -> None:
    if not holds:
        raise Broken(sentence)
