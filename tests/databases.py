"""The test database as it stands after the migrations, kept aside and put back after each test that really commits.

Django would empty all tables instead: the roles and stages that migrations make would be gone, and tables that are insert-only
refuse it, as they should.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection, connections

from newsroom.settings.env import BASE_DIR, VAR_DIR

_KEPT = VAR_DIR / "test-databases"


def put_migrated(name: str) -> None:
    """Puts a migrated database at ``name``: the file of SQLite's, or the name of PostgreSQL's. Each set of migrations is run
    once an engine, and its outcome kept for later runs.

    What Django does after migrations (permissions, triggers) follows from the code, so it has to be done on the copy again.
    """
    with _alone():
        kept = _kept_file() if connection.vendor == "sqlite" else _kept_database()
        if connection.vendor == "sqlite":
            _copy(Path(kept), Path(name))
        else:
            _clone(kept, name)


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time, of those that share an engine."""
    _KEPT.mkdir(parents=True, exist_ok=True)
    with (_KEPT / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _kept_file() -> str:
    kept = _KEPT / f"{_digest_of_migrations()}.sqlite3"
    if not kept.exists():
        for old in _KEPT.glob("*.sqlite3*"):
            old.unlink()
        made = kept.with_suffix(".sqlite3.part")
        _migrate(f"sqlite:///{made}")
        _copy(made, kept)
        made.unlink()
    return str(kept)


def _kept_database() -> str:
    prefix = "newsroom_tests_migrated_"
    kept = f"{prefix}{_digest_of_migrations()[:20]}"
    made = f"{prefix}part"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{prefix}%"])
        there = {row[0] for row in cursor.fetchall()}
    if kept not in there:
        for old in there:
            drop(old)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{made}"')
        _migrate(address(made))
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{made}" RENAME TO "{kept}"')
    return kept


def _migrate(where: str) -> None:
    command = [sys.executable, str(BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env={**os.environ, "DATABASE_URL": where}, check=True)


def _digest_of_migrations() -> str:
    digest = hashlib.sha256()
    roots = [BASE_DIR / name for name in ("cms", "media", "site")]
    files = [file for root in roots for file in root.rglob("migrations/*.py")]
    for file in [*sorted(files), BASE_DIR / "requirements-dev.txt"]:
        digest.update(f"{file.relative_to(BASE_DIR)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


class Snapshot:
    """The state of the test database at the time of making this."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clean.sqlite3"
        self._name = str(connection.settings_dict["NAME"])
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self._name)) as source, closing(sqlite3.connect(self._file)) as target:
                source.backup(target)
        else:
            _clone(self._name, f"{self._name}_clean")

    def put_back(self) -> None:
        """Makes the database what it was."""
        connections.close_all()
        if connection.vendor == "sqlite":
            with (
                closing(sqlite3.connect(self._file)) as source,
                closing(sqlite3.connect(self._name, timeout=30)) as target,
            ):
                source.backup(target)
                target.execute("PRAGMA journal_mode=WAL")
        else:
            _clone(f"{self._name}_clean", self._name)

    def drop(self) -> None:
        """Removes what was kept aside, and a test database that is no file in a folder of the run."""
        if connection.vendor != "sqlite":
            drop(f"{self._name}_clean")
            drop(self._name)


@contextmanager
def copy(folder: Path) -> Iterator[str]:
    """``DATABASE_URL`` of a copy of the test database as it now stands, on the same engine; it is gone afterwards."""
    connections.close_all()
    if connection.vendor == "sqlite":
        file = folder / "copy.sqlite3"
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
            closing(sqlite3.connect(file)) as target,
        ):
            source.backup(target)
        yield f"sqlite:///{file}"
        return
    name = f"{connection.settings_dict['NAME']}_copy"
    _clone(str(connection.settings_dict["NAME"]), name)
    try:
        yield address(name)
    finally:
        drop(name)


def _clone(source: str, target: str) -> None:
    connections.close_all()
    drop(target)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop(name: str) -> None:
    """Removes a database of PostgreSQL's."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def address(name: str = "") -> str:
    """``DATABASE_URL`` of the test database (or of another of this name), for programs that a test starts."""
    values = {**connection.settings_dict, **({"NAME": name} if name else {})}
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    if str(values["HOST"]).startswith("/"):
        return f"postgres://{values['USER']}:{quote(values['PASSWORD'])}@/{values['HOST']}/{values['NAME']}"
    port = f":{values['PORT']}" if values["PORT"] else ""
    return f"postgres://{values['USER']}:{quote(values['PASSWORD'])}@{values['HOST']}{port}/{values['NAME']}"


if __name__ == "__main__":
    # What `site/launch/suite.py` has done before the tests begin.
    with _alone():
        _kept_file() if connection.vendor == "sqlite" else _kept_database()
