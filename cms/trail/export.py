"""The trail as a file: line by line, so that its length does not matter."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from .reading import Line

COLUMNS = (
    *("number", "at", "action", "act", "actor", "who", "subject", "subject_name", "words"),
    *("data", "route", "origin", "address", "link"),
)
"""The same names in both formats; they don't change with the reader's language."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """Gives back what the writer of CSV would write."""

    def write(self, text: str) -> str:
        return text


def as_csv(lines: Iterable[Line]) -> Iterator[str]:
    """CSV with a mark by which spreadsheets know that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for line in lines:
        row = fields(line)
        row["data"] = json.dumps(row["data"], ensure_ascii=False, sort_keys=True)
        yield writer.writerow([plain(row[name]) for name in COLUMNS])


def as_json(lines: Iterable[Line]) -> Iterator[str]:
    """A JSON array, an entry a line."""
    yield "["
    before = "\n"
    for line in lines:
        yield before + json.dumps(fields(line), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n"


def fields(line: Line) -> dict[str, Any]:
    """An entry with the names of today beside what is chained."""
    entry = line.entry
    return {
        "number": entry.number,
        "at": entry.at,
        "action": entry.action,
        "act": line.act,
        "actor": entry.actor,
        "who": line.who,
        "subject": entry.subject,
        "subject_name": line.subject.text,
        "words": entry.words,
        "data": line.facts,
        "route": entry.route,
        "origin": entry.origin,
        "address": line.address,
        "link": entry.link,
    }


def plain(value: Any) -> Any:
    """The value as a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{value}"
    return value
