"""Words that fit: what a platform takes, counted in its own way."""

from collections.abc import Callable

from .channel import Payload


def fitting(parts: list[str], link: str, most: int, count: Callable[[str], int] = len) -> str:
    """The parts and what stands under every post (the link), a blank line between them; where that is more than ``most`` by the
    platform's way of counting, the last part ends at a word, with an ellipsis. What is still too long is said by the channel's
    ``validate``."""
    parts = [part for part in parts if part]
    text = "\n\n".join([*parts, link])
    if count(text) <= most or len(parts) < 2:
        return text
    *head, last = parts
    words = last.split(" ")
    while words and count("\n\n".join([*head, " ".join(words) + "…", link])) > most:
        words.pop()
    return "\n\n".join([*head, *([" ".join(words) + "…"] if words else []), link])


def shortened(text: str, most: int) -> str:
    """The text, or as many of its words as fit in ``most`` characters, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;: ") + "…"


def above_ending(text: str, payload: Payload) -> str:
    """The words of a post's text above what every post of its channel ends with: its ``link``, and the ``line`` that names the
    account, where the payload has them."""
    link, line = str(payload.get("link", "")), str(payload.get("line", ""))
    if link and link in text:
        return text.rpartition(link)[0].rstrip()
    return text.removesuffix(line).rstrip()


def says_nothing(payload: Payload) -> bool:
    """Whether the payload's ``text`` holds no words but its link and the line that names the account."""
    return not above_ending(str(payload["text"]), payload).replace(str(payload["link"]), "").strip()
