"""The measurement itself, in the place that `newsroom.bench.place` has made. Exit code 1 where a limit does not hold."""

import argparse
import sys
from pathlib import Path

import django
from django.conf import settings


def main() -> int:
    parser = argparse.ArgumentParser()
    for name in ("--few", "--many", "--desk", "--rounds", "--requests", "--sent"):
        parser.add_argument(name, type=int, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    django.setup()

    from django.utils import translation
    from django.utils.translation import gettext as _

    from newsroom.settings.env import VAR_DIR

    from .errors import BenchError
    from .place import MARK

    translation.activate(settings.LANGUAGE_CODE)
    if not (VAR_DIR / MARK).exists():
        _complain(_("Samples are written only in a place made for it: run manage.py bench."))
        return 2
    try:
        return _measure(options)
    except BenchError as error:
        _complain(str(error))
        return 2


def _measure(options: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.utils.translation import gettext as _

    from . import deliveries, report
    from .databases import Pair
    from .measure import measure
    from .sample import Filler
    from .search import measure as search

    few, many = options.few, options.many
    settings.ROOT_URLCONF = "newsroom.bench.urls"
    _say(_("Making an empty newsroom"))
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    filler = Filler()
    _say(_("Publishing %(number)d articles") % {"number": few})
    sample = filler.begin(few)
    pair = Pair()
    _say(_("Publishing %(number)d articles") % {"number": many - few})
    filler.go_on(many, options.desk)
    _say(_("Asking for the pages"))
    figures, trivial = measure(sample, pair, options.rounds, options.requests, _say)
    _say(_("Sending %(number)d articles to platforms") % {"number": options.sent})
    sent = deliveries.measure(options.sent, options.rounds)
    _say(_("Searching for what %(queries)d readers want") % {"queries": len(search.QUERIES)})
    asked = search.measure()
    found = report.rows(figures, trivial, filler.milliseconds, few, many)
    found += [*report.sent_rows(sent), report.search_row(asked)]
    report.write(options.output, found)
    pair.close()
    sys.stdout.write(report.table(figures, few, many) + "\n")
    for row in [*report.sent_rows(sent), report.search_row(asked)]:
        _say(f"{row['name']}: {row['value']} {row['unit']}")
    for each in asked:
        if each.place != 1:
            _say(f"{each.wanted.query} → {each.wanted.first}: {each.place or '–'}")
    problems = report.broken(figures) + report.broken_search(asked)
    for problem in problems:
        _complain(problem)
    return 1 if problems else 0


def _say(text: str) -> None:
    sys.stdout.write(f"· {text}\n")
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
