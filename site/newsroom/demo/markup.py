"""The small mark-up in which the demo's articles are written, and what a body is made of.

Pieces stand apart by an empty line. A piece is a paragraph, a heading (``### `` or ``#### ``), a list (lines with ``- ``), or
begins with a word and a colon in front::

    :photo hoi-truong                      (or: hoi-truong | Title | Caption)
    :quote lua | What she said.            (or: Name; office | …)
    :gallery Title                         then a photo's key a line
    :agenda                                the session's; with a title, own lines: time | item | speaker
    :box Title                             then paragraphs or a list
    :table Caption                         then rows of cells, split by |; the first one heads the columns
    :document nghi-quyet
    :related key, key
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from cms.publication.story import AgendaItem

Block = tuple[str, Any]
"""A block's type and its raw value, as a body stores it."""


@dataclass(frozen=True)
class Known:
    """The numbers of what a body may name by its key."""

    photos: Mapping[str, int] = field(default_factory=dict)
    papers: Mapping[str, int] = field(default_factory=dict)
    persons: Mapping[str, int] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    agenda: tuple[AgendaItem, ...] = ()


def blocks_of(text: str, known: Known) -> list[Block]:
    """The blocks of a body. Raises ``KeyError`` for a key or a word that nobody knows."""
    blocks: list[Block] = []
    words: list[str] = []
    for piece in re.split(r"\n\s*\n", text.strip()):
        if not piece.startswith(":"):
            words.append(_html(piece))
            continue
        _flush(words, blocks)
        head, *lines = piece.splitlines()
        name, _, rest = head[1:].partition(" ")
        blocks.append(_BLOCKS[name](rest.strip(), lines, known))
    _flush(words, blocks)
    return blocks


def _flush(words: list[str], blocks: list[Block]) -> None:
    if words:
        blocks.append(("text", "".join(words)))
        words.clear()


def _html(piece: str) -> str:
    if piece.startswith("### "):
        return f"<h3>{_text(piece[4:])}</h3>"
    if piece.startswith("#### "):
        return f"<h4>{_text(piece[5:])}</h4>"
    lines = piece.splitlines()
    if all(line.startswith("- ") for line in lines):
        return f"<ul>{''.join(f'<li>{_text(line[2:])}</li>' for line in lines)}</ul>"
    return f"<p>{_text(' '.join(lines))}</p>"


def _text(words: str) -> str:
    return escape(words.strip(), quote=False)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _photo(rest: str, lines: list[str], known: Known) -> Block:
    key, title, caption = [*_cells(rest), "", ""][:3]
    return "photo", {"photo": known.photos[key], "title": title, "caption": caption}


def _gallery(rest: str, lines: list[str], known: Known) -> Block:
    return "gallery", {"title": rest, "photos": [known.photos[line.strip()] for line in lines]}


def _quote(rest: str, lines: list[str], known: Known) -> Block:
    who, _, words = rest.partition("|")
    name, _, office = who.strip().partition(";")
    person = known.persons.get(name.strip())
    if person is None and not office:
        raise KeyError(name)
    said = {"text": words.strip(), "person": person, "name": "", "office": ""}
    return "quote", said if person else {**said, "name": name.strip(), "office": office.strip()}


def _agenda(rest: str, lines: list[str], known: Known) -> Block:
    if lines:
        rows = [[*_cells(line), "", ""][:3] for line in lines]
        items = [{"time": time, "title": title, "speaker": speaker} for time, title, speaker in rows]
    else:
        items = [{"time": item.time, "title": item.title, "speaker": item.speaker} for item in known.agenda]
    return "agenda", {"title": rest or "Chương trình phiên họp", "items": items}


def _box(rest: str, lines: list[str], known: Known) -> Block:
    return "fact_box", {"title": rest, "text": _html("\n".join(lines))}


def _table(rest: str, lines: list[str], known: Known) -> Block:
    return "table", {
        "data": [_cells(line) for line in lines],
        "cell": [],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": rest,
    }


def _document(rest: str, lines: list[str], known: Known) -> Block:
    return "document", {"document": known.papers[rest]}


def _related(rest: str, lines: list[str], known: Known) -> Block:
    return "related", {"pages": [known.pages[key.strip()] for key in rest.split(",")]}


_BLOCKS = {
    "photo": _photo,
    "gallery": _gallery,
    "quote": _quote,
    "agenda": _agenda,
    "box": _box,
    "table": _table,
    "document": _document,
    "related": _related,
}
