"""A copy of the whole newsroom in a folder, taken while it is in use, and the way back.

``make`` takes a snapshot of the database first and copies the files after it: a file never changes and what the snapshot
knows is there already, so the two fit together. ``restore`` holds every file against its digest before it touches anything.
"""

from .errors import BackupError
from .make import make
from .restore import restore

__all__ = ["BackupError", "make", "restore"]
