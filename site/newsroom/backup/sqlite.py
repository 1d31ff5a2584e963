"""SQLite: its online backup gives a consistent copy while others write, and puts one back in a single transaction."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from .errors import BackupError

FILE = "database.sqlite3"
_WAIT_SECONDS = 60


def dump(folder: Path) -> None:
    """Writes a snapshot of the database into the folder."""
    with closing(_open(_database())) as source, closing(sqlite3.connect(folder / FILE)) as target:
        source.backup(target)
        # One file, whatever journal the running database keeps.
        target.execute("PRAGMA journal_mode=DELETE")


def load(folder: Path) -> None:
    """Puts the snapshot in the place of the database's contents. Raises ``BackupError`` where the snapshot is no sound database."""
    with closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)) as source:
        try:
            (answer,) = source.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError as error:
            answer = str(error)
        if answer != "ok":
            raise BackupError(_("The database of the backup is damaged: %(why)s.") % {"why": answer})
        connection.close()
        with closing(_open(_database())) as target:
            try:
                source.backup(target)
                target.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                raise BackupError(
                    _("The database is in use (%(why)s): stop the web server and the worker first.") % {"why": error}
                ) from error


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _open(name: str) -> sqlite3.Connection:
    return sqlite3.connect(name, timeout=_WAIT_SECONDS, uri=name.startswith("file:"))
