"""The chain's head, written outside the database from time to time: a tail that is cut off shows against it."""

import json
from pathlib import Path

from django.conf import settings

from .models import Entry


def head_file() -> Path:
    """A file of JSON lines ``{"number", "link"}``; operators copy it to a machine of its own (``TRAIL_HEADS``)."""
    return Path(settings.TRAIL_HEADS)


def write_head() -> None:
    """Adds the present head to the file, unless it stands there already."""
    last = Entry.objects.order_by("-number").first()
    heads = read_heads()
    if last is None or (heads and heads[-1] == (last.number, last.link)):
        return
    path = head_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(json.dumps({"number": last.number, "link": last.link}) + "\n")


def read_heads() -> list[tuple[int, str]]:
    """The heads written so far, oldest first; a half-written last line is passed over."""
    path = head_file()
    if not path.exists():
        return []
    heads = []
    for line in path.read_text().splitlines():
        try:
            row = json.loads(line)
            heads.append((int(row["number"]), str(row["link"])))
        except (ValueError, KeyError, TypeError):
            continue
    return heads
