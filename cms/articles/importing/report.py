"""What every reader of a format gives: a report without a trace of the format it came in."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as clean inline HTML (``b``, ``i``, ``a href``), never empty."""

    html: str


@dataclass(frozen=True)
class Heading:
    """A heading inside the body, as plain text; of the first or the second level."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class ListOf:
    """A list whose items are clean inline HTML."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of plain text cells, all rows of one length."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PhotoSlot:
    """A place for a photo: its title line and caption line, and the photo itself where the file held it."""

    title: str = ""
    caption: str = ""
    data: bytes | None = field(default=None, repr=False)
    filename: str = ""


ReportBlock = Paragraph | Heading | ListOf | Grid | PhotoSlot


@dataclass(frozen=True)
class Report:
    """A report as it was brought in.

    ``day`` is the first day that the lede names with its year; ``partial_day`` a day and month named without one.
    """

    headline: str
    lede: str = ""
    blocks: tuple[ReportBlock, ...] = ()
    byline: tuple[str, ...] = ()
    day: dt.date | None = None
    partial_day: tuple[int, int] | None = None
    warnings: tuple[str, ...] = ()
