"""Whether an uploaded document is what its name says."""

import zipfile
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from .errors import BadFile

# Office files are archives with one of these inside.
_INSIDE = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "zip": "",
}
_TEXT = frozenset({"txt", "csv"})


def check(file: IO[bytes], filename: str, size: int) -> None:
    """Raises ``BadFile`` with one sentence where the document is too large, of a kind that is not allowed, or other than named."""
    extension = PurePath(filename).suffix.lower().removeprefix(".")
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise BadFile(
            _("Files of this kind are not accepted. Use one of: %(kinds)s.")
            % {"kinds": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
        )
    if size > settings.PAPER_MAX_BYTES:
        raise BadFile(
            _("The document is too large; %(most)d MB are the most.") % {"most": settings.PAPER_MAX_BYTES >> 20}
        )
    file.seek(0)
    try:
        if not size or not _is_what_it_says(file, extension):
            raise BadFile(_("The file is damaged, or not the kind of file that its name says."))
    finally:
        file.seek(0)


def _is_what_it_says(file: IO[bytes], extension: str) -> bool:
    if extension == "pdf":
        # ISO 32000-1, annex H: readers accept the mark within the first 1024 bytes.
        return b"%PDF-" in file.read(1024)
    if extension in _TEXT:
        return b"\0" not in file.read(65_536)
    try:
        with zipfile.ZipFile(file) as archive:
            return not _INSIDE[extension] or _INSIDE[extension] in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
