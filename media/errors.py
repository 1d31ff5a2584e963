"""What the photo desk refuses.

- ``FileIsFixed``: the file of a saved photo or document would change; a ``ValidationError``.
- ``BadFile``: an upload that is no usable picture or document; a ``ValidationError``.
- ``FileInUse``: a file that stands in a story would be deleted; a ``PermissionDenied``, so that the admin answers 403.
- ``FileDamaged``: the stored original is not, or no longer, what was uploaded.
- ``Busy``: a rendition is being made by somebody else for longer than a reader waits.
"""

from django.core.exceptions import PermissionDenied, ValidationError


class FileIsFixed(ValidationError):
    """The file of a saved record never changes."""


class BadFile(ValidationError):
    """The upload can't be used; the message says why in one sentence."""


class FileInUse(PermissionDenied):
    """The file stands in a story."""


class FileDamaged(Exception):
    """The stored original is missing, unreadable or other than what was uploaded."""


class Busy(Exception):
    """Somebody else is making the same rendition."""
