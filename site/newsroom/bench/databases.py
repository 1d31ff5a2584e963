"""The same newsroom twice, small and large, so that both can be asked in turn."""

import sqlite3
from contextlib import closing
from typing import Any

from django.db import connection, connections

from .place import copy_name


class Pair:
    """The database with many articles, and its copy from when it had few."""

    def __init__(self) -> None:
        """Copies the database as it stands: it is the small one from now on."""
        self._many: Any = connections["default"]
        name = str(self._many.settings_dict["NAME"])
        few = copy_name(name)
        self._many.close()
        if self._many.vendor == "sqlite":
            with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(few)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode=WAL")
        else:
            with self._many._nodb_cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{few}" TEMPLATE "{name}"')
        self._few: Any = type(self._many)({**self._many.settings_dict, "NAME": few}, "default")

    def use_few(self) -> None:
        """Everything asks the small database from now on."""
        connections["default"] = self._few

    def use_many(self) -> None:
        """Everything asks the large database from now on."""
        connections["default"] = self._many

    def close(self) -> None:
        self._few.close()
        self._many.close()


def described() -> str:
    """The database's kind and version: ``"SQLite 3.40.1"``."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {str(cursor.fetchone()[0]).split()[0]}"
