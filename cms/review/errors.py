"""What the review refuses, as a sentence for the person who tried."""


class ReviewRefused(Exception):
    """A step of the review that can't be taken now. ``str()`` is one sentence in the user's language; nothing was changed."""

    def __init__(self, message: str, page_id: int) -> None:
        super().__init__(message)
        self.page_id = page_id
