"""What other rooms tell the desk beside an open page: they register it here, and `articles` knows none of them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from cms.publication.pages import ReviewedPage

Note = Callable[[ReviewedPage, HttpRequest], SafeString]
"""Gives the HTML of a note about the page as it stands; empty for none."""

_notes: list[Note] = []


def register_note(note: Note) -> None:
    """Registers a note, shown in the order of registration; registering one twice changes nothing."""
    if note not in _notes:
        _notes.append(note)


def notes_for(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """The HTML of all notes about the page."""
    return mark_safe("".join(note(page, request) for note in _notes))  # noqa: S308 - each note is safe HTML
