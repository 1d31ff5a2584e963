"""The chain's head, written outside the database from time to time: a tail that is cut off shows against it."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from .models import Entry

Head = tuple[int, str]

# More than the longest line.
_TAIL = 512


def head_file() -> Path:
    """A file of JSON lines ``{"number", "link"}``; operators copy it to a machine of its own (``TRAIL_HEADS``)."""
    return Path(settings.TRAIL_HEADS)


def write_head() -> None:
    """Adds the present head to the file, unless it stands there already."""
    last = Entry.objects.order_by("-number").first()
    if last is None or _newest() == (last.number, last.link):
        return
    path = head_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.exists() and not _ends_a_line(path)
    with path.open("a") as file:
        # A line that a crash left half written spoils only itself.
        file.write("\n" * begun + json.dumps({"number": last.number, "link": last.link}) + "\n")


def size() -> int:
    """Bytes in the file now."""
    path = head_file()
    return path.stat().st_size if path.exists() else 0


def read_heads(until: int) -> Iterator[Head]:
    """The heads in the first so many bytes of the file, oldest first; a half-written line is passed over."""
    path = head_file()
    if not path.exists():
        return
    with path.open("rb") as file:
        while file.tell() < until:
            if head := _head(file.readline()):
                yield head


def _newest() -> Head | None:
    """The last head of the file, without reading the whole."""
    path = head_file()
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, size() - _TAIL))
        return next((head for line in reversed(file.readlines()) if (head := _head(line))), None)


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, size() - 1))
        return file.read(1) in {b"", b"\n"}


def _head(line: bytes) -> Head | None:
    try:
        row = json.loads(line)
        return int(row["number"]), str(row["link"])
    except (ValueError, KeyError, TypeError):
        return None
