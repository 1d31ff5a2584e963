"""Bytes to text: UTF-8; nothing is guessed."""

from django.utils.translation import gettext as _

from cms.text.normal import clean

from .errors import ImportFileError


def decode(data: bytes) -> str:
    """The text of the bytes, in NFC; raises ``ImportFileError`` where they are not UTF-8, or hold no text."""
    try:
        text = data.decode("utf-8-sig")
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
