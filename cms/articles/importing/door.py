"""The door: which reader takes a file, and what is refused before anything is read."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from .docx import read_docx
from .errors import ImportFileError
from .html import read_html
from .items import Source
from .plain import read_plain
from .report import Report
from .structure import report_of

MEGABYTE = 1024 * 1024

# A report of 50,000 words is under half a megabyte; the other formats are mostly their photos.
LIMITS = {".txt": 2 * MEGABYTE, ".html": 20 * MEGABYTE, ".htm": 20 * MEGABYTE, ".docx": 60 * MEGABYTE}

READERS: dict[str, Callable[[bytes], Source]] = {
    ".txt": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
}


def check_name(name: str) -> str:
    """The suffix of a file that can be read; raises ``ImportFileError`` for others."""
    suffix = Path(name).suffix.lower()
    if suffix == ".doc":
        raise ImportFileError(_("A .doc file of an old Word can't be read: save it as .docx first."))
    if suffix not in READERS:
        raise ImportFileError(_("Only .txt, .docx and .html files can be imported."))
    return suffix


def check_size(suffix: str, size: int) -> None:
    """Raises ``ImportFileError`` for an empty file and for one over the limit of its format; ``size`` in bytes."""
    if size == 0:
        raise ImportFileError(_("The file is empty."))
    if size > LIMITS[suffix]:
        raise ImportFileError(
            _("The file has %(size)d MB; a %(suffix)s file may have %(limit)d MB at most.")
            % {"size": -(-size // MEGABYTE), "suffix": suffix, "limit": LIMITS[suffix] // MEGABYTE}
        )


def read_report(name: str, data: bytes) -> Report:
    """The report in a file, by the file's name and content. Raises ``ImportFileError``."""
    suffix = check_name(name)
    check_size(suffix, len(data))
    return report_of(READERS[suffix](data))


def read_path(path: Path) -> Report:
    """The report in a file on disk; its size is looked at before it is read. Raises ``ImportFileError``."""
    suffix = check_name(path.name)
    try:
        if path.is_dir():
            raise ImportFileError(_("“%(name)s” is a folder, not a file.") % {"name": path.name})
        if not path.exists():
            raise ImportFileError(_("There is no file “%(name)s”.") % {"name": path.name})
        if not path.is_file():
            raise ImportFileError(_("“%(name)s” is not a file.") % {"name": path.name})
        check_size(suffix, path.stat().st_size)
        return read_report(path.name, path.read_bytes())
    except OSError as error:
        raise ImportFileError(
            _("The file “%(name)s” can't be read: %(reason)s.") % {"name": path.name, "reason": error.strerror or error}
        ) from error
