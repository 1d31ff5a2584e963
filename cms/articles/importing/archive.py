"""A .docx is a zip archive from a stranger: looked at before anything is unpacked."""

import io
import zipfile
import zlib

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from .errors import ImportFileError

_MEGABYTE = 1024 * 1024
# Word's own files have some dozens of entries; a report with 200 photos has about 250.
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * _MEGABYTE
# All parts together: the text of a thousand pages is about 20 MB of XML. Parsed it takes some ten times that in memory.
MOST_XML = 20 * _MEGABYTE
# Word's XML packs to a tenth or twentieth; bombs to a thousandth. Small entries may pack to next to nothing.
MOST_RATIO = 200
RATIO_FROM = _MEGABYTE

_UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, OSError, EOFError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_checked(data: bytes) -> zipfile.ZipFile:
    """The archive of a .docx whose entries were all found harmless. Raises ``ImportFileError``.

    ``zipfile`` never unpacks more of an entry than the size declared for it, so the declared sizes are what counts.
    """
    if data.startswith(_OLE):
        raise ImportFileError(
            _("This is an old .doc file, or one locked with a password: save it as .docx without a password.")
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ImportFileError(_("The file is not a .docx document, or it is damaged.")) from error
    _check_sizes(entries)
    names = {entry.filename for entry in entries}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise ImportFileError(_("The file is not a .docx document, or it is damaged."))
    parts = [entry for entry in entries if _is_xml(archive, entry)]
    if sum(entry.file_size for entry in parts) > MOST_XML:
        raise _too_much()
    for entry in parts:
        # A drawing may have a document type; it is never parsed, only counted.
        if not entry.filename.endswith(".svg"):
            _check_xml(archive, entry)
    return archive


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if (
        len(entries) > MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > MOST_UNPACKED
        or any(
            entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
    ):
        raise _too_much()


def _too_much() -> ImportFileError:
    return ImportFileError(_("The file unpacks to far more than a report can hold, so it was not opened."))


def _is_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether the entry may be parsed as XML: the archive says so by relations, whatever a part is called."""
    if entry.filename.endswith((".xml", ".rels")):
        return True
    try:
        with archive.open(entry) as file:
            return file.read(64).strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    except _UNREADABLE as error:
        raise ImportFileError(_("The file is not a .docx document, or it is damaged.")) from error


def _check_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """No document type, no entities, no references to elsewhere; well formed."""
    try:
        fromstring(archive.read(entry), forbid_dtd=True)
    except DefusedXmlException as error:
        raise ImportFileError(_("The file holds XML that Word never writes, so it was not opened.")) from error
    except (ParseError, *_UNREADABLE) as error:
        raise ImportFileError(_("The file is not a .docx document, or it is damaged.")) from error
