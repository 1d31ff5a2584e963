"""Bytes to text: UTF-8, or what a byte order mark says; nothing is guessed."""

import codecs

from django.utils.translation import gettext as _

from cms.text.normal import clean

from .errors import ImportFileError


def decode(data: bytes) -> str:
    """The text of the bytes, in NFC.

    Raises ``ImportFileError`` where it is neither UTF-8 nor marked UTF-16, or holds no text.
    """
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportFileError(
            _("The file is not UTF-8 text: save it with the encoding UTF-8, then import it again.")
        ) from error
    if "\x00" in text:
        raise ImportFileError(_("The file holds binary data, not text."))
    text = clean(text)
    if not text.strip():
        raise ImportFileError(_("The file is empty."))
    return text
