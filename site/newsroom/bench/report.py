"""What was measured, as rows, as a table and as a list of limits that do not hold."""

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .databases import described
from .deliveries import PARTNERS, Sent, ninety_ninth
from .measure import Figures
from .search.measure import Asked, mean_reciprocal_rank

MOST_QUERIES_OF_AN_ARTICLE = 12
"""Queries of an article page that no cache has; promised in docs/performance.md."""

LEAST_RANK = 0.95
"""Mean reciprocal rank of the search; promised there too."""

TRIVIAL = "trivial view, same middleware"


def machine() -> dict[str, Any]:
    """What the figures depend on; nothing that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": timezone.now().date().isoformat(),
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "django": version("django"),
        "wagtail": version("wagtail"),
        "database": described(),
    }


def rows(
    figures: list[Figures], trivial: list[float], sealing: list[float], few: int, many: int
) -> list[dict[str, Any]]:
    """The rows of ``bench.json``. Values are those with many articles."""
    of_few = f"the same page, {few} articles instead of {many}"
    found = [_row("trivial.ms", median(trivial), "ms"), _row("sealing.ms", median(sealing), "ms")]
    for page in figures:
        found += [
            _row(f"{page.name}.queries", page.queries, "queries"),
            _row(f"{page.name}.ms", page.milliseconds, "ms", page.of_trivial, TRIVIAL),
            _row(f"{page.name}.queries.growth", page.queries_growth, "times", page.queries_growth, of_few),
            _row(f"{page.name}.ms.growth", page.growth, "times", page.growth, of_few),
        ]
    return found


def sent_rows(sent: Sent) -> list[dict[str, Any]]:
    """The rows of what was sent to platforms."""
    found = []
    for where, waits in sorted(sent.waits.items()):
        found += [
            _row(f"sent.{where}.ms", median(waits), "ms"),
            _row(f"sent.{where}.ms.99th", ninety_ninth(waits), "ms"),
        ]
    others = f"the same {PARTNERS} partners, while none hangs"
    found.append(_row("sent.a_second", sent.a_second(), "deliveries"))
    found.append(_row("sent.beside_hanging", sent.ratio(), "times", sent.ratio(), others))
    return found


def search_row(asked: list[Asked]) -> dict[str, Any]:
    """The row of the search."""
    return _row("search.mrr", mean_reciprocal_rank(asked), "mean reciprocal rank")


def _row(name: str, value: float, unit: str, ratio: float | None = None, of: str | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "ratio": None if ratio is None else round(ratio, 3),
        "of": of,
    }


def broken(figures: list[Figures]) -> list[str]:
    """A sentence for each limit of the pages that does not hold. Only counts are limits: times differ from machine to machine."""
    found = []
    for page in figures:
        if page.name == "article" and page.queries > MOST_QUERIES_OF_AN_ARTICLE:
            message = _("An article page takes %(queries)d queries; %(most)d are the most.")
            found.append(message % {"queries": page.queries, "most": MOST_QUERIES_OF_AN_ARTICLE})
        if page.queries_grow:
            message = _("The number of queries grows with the number of articles: %(page)s.")
            found.append(message % {"page": page.name})
    return found


def broken_search(asked: list[Asked]) -> list[str]:
    """A sentence where readers do not find first what they want."""
    rank = mean_reciprocal_rank(asked)
    if rank >= LEAST_RANK:
        return []
    message = _("The search finds what is wanted at a mean reciprocal rank of %(rank).3f; %(least).2f is the least.")
    return [message % {"rank": rank, "least": LEAST_RANK}]


def table(figures: list[Figures], few: int, many: int) -> str:
    """The figures for a terminal."""
    heads = (_("page"), _("database queries"), "ms", _("× trivial"), f"× {few} → {many}")
    lines = [
        (page.name, str(page.queries), f"{page.milliseconds:.1f}", f"{page.of_trivial:.0f}", f"{page.growth:.2f}")
        for page in figures
    ]
    widths = [max(len(line[column]) for line in (heads, *lines)) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            [line[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(line[1:], widths[1:], strict=True))]
        )
        for line in (heads, *lines)
    )


def write(path: Path, found: list[dict[str, Any]]) -> None:
    """Writes ``{"machine", "rows"}``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine(), "rows": found}, ensure_ascii=False, indent=1) + "\n")
