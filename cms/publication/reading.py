"""A post as a person reads it, whatever a platform wants it to look like."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """Who receives it, under which headline, with which words and with which pictures (absolute addresses)."""

    audience: str
    subject: str
    text: str
    pictures: tuple[str, ...] = ()
    machine: bool = False
    """Whether a computer takes it, and sets it in its own way before anybody reads it."""
