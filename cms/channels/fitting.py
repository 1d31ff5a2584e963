"""Words that fit: what a platform takes, counted in its own way."""

from collections.abc import Callable

from .channel import Payload


def fitting(parts: list[str], link: str, most: int, count: Callable[[str], int] = len) -> str:
    """The parts and the link, a blank line between them; where that is more than ``most`` by the platform's way of counting, the
    last part ends at a word, with an ellipsis. What is still too long is said by the channel's ``validate``."""
    parts = [part for part in parts if part]
    text = "\n\n".join([*parts, link])
    if count(text) <= most or len(parts) < 2:
        return text
    *head, last = parts
    words = last.split(" ")
    while words and count("\n\n".join([*head, " ".join(words) + "…", link])) > most:
        words.pop()
    return "\n\n".join([*head, *([" ".join(words) + "…"] if words else []), link])


def says_nothing(payload: Payload) -> bool:
    """Whether the payload's ``text`` holds no words beside its ``link``."""
    return not str(payload["text"]).replace(str(payload["link"]), "").strip()
