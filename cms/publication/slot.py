"""A place that a room keeps for a function of a room above, which fills it when the newsroom starts."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Slot(Generic[P, R]):
    """Calls the function that fills it; ``what`` says what that function makes."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._function: Callable[P, R] | None = None

    def fill(self, function: Callable[P, R]) -> None:
        """Raises ``ValueError`` where another function fills it already; the same one twice changes nothing."""
        if self._function not in (None, function):
            raise ValueError(f"There is already a function that makes {self._what}.")
        self._function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Raises ``LookupError`` while nothing fills it."""
        if self._function is None:
            raise LookupError(f"Nothing makes {self._what}.")
        return self._function(*args, **kwargs)
