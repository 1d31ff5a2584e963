import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.articles.actions import import_report
from cms.articles.actions.asked import author_named, day_written, section_named
from cms.articles.importing import ImportFileError
from cms.articles.importing.door import read_path
from cms.articles.queries import admin_url


class Command(BaseCommand):
    """Exit code 0 for a draft that was made, 2 where nothing was made; then one sentence stands on stderr."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _("Makes a draft of a report in a .txt, .docx or .html file.")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--author", metavar="USERNAME", help=_("Whose contribution it is."))
        parser.add_argument("--section", metavar="SLUG", help=_("The section; else the first that lists articles."))
        parser.add_argument("--date", metavar="YYYY-MM-DD", help=_("The day that the report tells of."))
        parser.add_argument("--json", action="store_true", help=_("Print the result as one line of JSON."))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            author = author_named(options["author"])
            section = section_named(options["section"], author)
            day = day_written(options["date"])
            imported = import_report(read_path(options["file"]), section=section, user=author, day=day)
        except (ImportFileError, PermissionDenied) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        page = imported.page
        result = {
            "id": page.pk,
            "title": page.title,
            "admin_url": admin_url(page),
            "warnings": list(imported.warnings),
        }
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        self.stdout.write(f"{page.title}\n{result['admin_url']}")
        for warning in imported.warnings:
            self.stdout.write(f"- {warning}")
