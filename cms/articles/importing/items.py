"""What a format reader hands to ``structure``: the file's lines, pictures, lists and tables in their order."""

from dataclasses import dataclass, field
from enum import Enum

from .report import Grid, ListOf


class Role(Enum):
    """What the file itself says that a line is."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"


@dataclass(frozen=True)
class Line:
    """One line or paragraph. ``after_gap`` says that an empty line or paragraph stands before it."""

    text: str
    html: str
    role: Role = Role.PLAIN
    after_gap: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture in the flow; without ``data`` it stands elsewhere and only its place is known."""

    data: bytes | None = field(default=None, repr=False)
    filename: str = ""
    caption: str = ""


Item = Line | Picture | Grid | ListOf


@dataclass
class Source:
    """A file taken apart."""

    items: list[Item] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
