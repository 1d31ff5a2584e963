"""The post for a channel as an item: its payload is JSON of a shape that only the channel knows."""

import json
import re
from typing import Any

from cms.publication.story import Post

from .formatted import foreign_paragraphs, paragraph
from .values import Item, Line, Listing, Rich, value, words

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--")


def post_item(post: Post) -> Item:
    lines, lists = _members(post.payload)
    return Item("post", (value("channel", post.channel), *lines), lists, key=post.channel, firm=True)


def _members(members: dict[str, Any]) -> tuple[tuple[Line, ...], tuple[Listing, ...]]:
    """Lines for what is short, lists for what has paragraphs or parts."""
    lines: list[Line] = []
    lists: list[Listing] = []
    for name, content in members.items():
        match content:
            case dict() if content:
                lists.append(Listing(_name(name), (_part(content),), single=True))
            case list() if content:
                lists.append(Listing(_name(name), tuple(map(_part, content))))
            case str() if _TAG.search(content):
                lists.append(Listing(_name(name), foreign_paragraphs(content)))
            case str() if "\n" in content:
                written = tuple(paragraph(Rich.plain(text)) for text in content.split("\n"))
                lists.append(Listing(_name(name), written))
            case str():
                lines.append(words(_name(name), content))
            case _:
                lines.append(value(_name(name), json.dumps(content, ensure_ascii=False)))
    return tuple(lines), tuple(lists)


def _part(content: Any) -> Item:
    lines, lists = _members(content if isinstance(content, dict) else {"": content})
    return Item("part", lines, lists)


def _name(name: str) -> str:
    """Names of a payload are the channel's own: told apart from ours, which have labels."""
    return f".{name}"
