"""What the review refuses, as a sentence for the person who tried."""

from django.utils.translation import gettext as _


class ReviewRefused(Exception):
    """A step of the review that can't be taken now. ``str()`` is one sentence in the user's language; nothing was changed.

    ``place`` is the id of the part of the edit screen where it is mended, where there is one.
    """

    def __init__(self, message: str, page_id: int, place: str = "") -> None:
        super().__init__(message)
        self.page_id = page_id
        self.place = place


class UnfitWorkflow(ReviewRefused):
    """Nothing can pass the workflow; ``reason`` is the part of the sentence that is of use to who can mend it."""

    def __init__(self, reason: str, page_id: int) -> None:
        super().__init__(f"{reason} {_('Please ask an administrator.')}", page_id)
        self.reason = reason


class OutOfLine(ReviewRefused):
    """The version stands at a stage that is not next for it any more: it has to pass another one first."""
