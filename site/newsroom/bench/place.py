"""Where the measurement runs: a database, a folder and a process of its own, all gone afterwards."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from newsroom.settings.env import BASE_DIR

from .errors import BenchError

MARK = "measurement"
"""A file that says that the folder and its database were made for a measurement: only there are samples written."""

# What must be the same on every machine, whatever its own settings say; and nothing of the user's is reached.
_FIXED = {
    "ALLOWED_HOSTS": "127.0.0.1",
    "DEBUG": "off",
    "EMAIL_HOST": "",
    "LOG_LEVEL": "ERROR",
    "PRODUCTION": "off",
    "PUBLIC_BASE_URL": "http://127.0.0.1:8000",
    "REDIS_URL": "",
    "SECRET_KEY": "",
    "SECURE_SSL_REDIRECT": "off",
    "TRAIL_KEY": "",
}


def run(arguments: list[str]) -> int:
    """Runs the measurement in a place of its own; its exit code. Raises ``BenchError`` where no place can be made."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder, _database(Path(folder)) as address:
        (Path(folder) / MARK).touch()
        environment = {
            **os.environ,
            **_FIXED,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "PYTHONPATH": os.pathsep.join([str(BASE_DIR), str(BASE_DIR / "site")]),
            "TOASOAN_VAR": folder,
            "TRAIL_HEADS": str(Path(folder) / "trail-heads.jsonl"),
        }
        command = [sys.executable, "-m", "newsroom.bench", *arguments]
        with subprocess.Popen(command, env=environment, cwd=BASE_DIR) as process:  # noqa: S603
            try:
                return process.wait()
            finally:
                if process.poll() is None:
                    process.terminate()


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """``DATABASE_URL`` of an empty database of the kind that the newsroom uses."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    name = f"newsroom_bench_{os.getpid()}"
    try:
        _execute(f'CREATE DATABASE "{name}"')
    except DatabaseError as error:
        message = _("A database for the measurement could not be made on the PostgreSQL server: %(why)s")
        raise BenchError(message % {"why": str(error).strip()}) from error
    try:
        whole, _mark, options = os.environ["DATABASE_URL"].partition("?")
        yield f"{whole.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")
    finally:
        for made in (name, copy_name(name)):
            _execute(f'DROP DATABASE IF EXISTS "{made}" WITH (FORCE)')


def copy_name(database: str) -> str:
    """The name of the copy that keeps the database as it was when it was small."""
    return f"{database}_few"


def _execute(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
