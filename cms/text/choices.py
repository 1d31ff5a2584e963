"""Choices as a form offers them."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst


def offered(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, str]]:
    """The choices, each beginning with a capital: their labels stand in the middle of sentences elsewhere."""
    return [(value, str(capfirst(str(label)))) for value, label in choices]
