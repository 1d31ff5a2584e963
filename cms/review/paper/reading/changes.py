"""What was found in a paper, as values."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from ...comments.anchors import Anchor

Kind = Literal["insert", "delete", "replace", "move", "new", "removed"]
"""Words put in, struck out, replaced; a paragraph that was moved, is new, is gone."""


@dataclass(frozen=True)
class Found:
    """A change in the passage of a slot.

    ``start`` is where it begins in the passage, ``before`` what stands there, ``after`` what is to stand there. A new paragraph is
    to stand after the passage of its path; a moved one after that of ``target``. ``tracked``: the document itself says so.
    """

    kind: Kind
    path: str
    passage: str
    start: int = 0
    before: str = ""
    after: str = ""
    author: str = ""
    at: dt.datetime | None = None
    tracked: bool = True
    target: str = ""
    listed: bool = False
    moved: bool = False


@dataclass(frozen=True)
class Said:
    """A comment of the paper with the passage that it is on; without one it is on the whole article."""

    author: str
    text: str
    anchor: Anchor | None = None


@dataclass(frozen=True)
class Reading:
    """All that a paper says: proposed changes in the order of the article, comments, and what could not be taken in."""

    changes: tuple[Found, ...]
    said: tuple[Said, ...]
    notes: tuple[str, ...]
