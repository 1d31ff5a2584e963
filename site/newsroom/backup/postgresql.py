"""PostgreSQL: a custom-format dump of one snapshot, put back in a single transaction."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from .errors import BackupError

FILE = "database.dump"

# What is in the schema and belongs to no extension goes, so that the dump comes into an empty place.
_CLEAR = """
DO $$ DECLARE thing record; BEGIN
  FOR thing IN SELECT c.oid::regclass AS name, c.relkind AS kind FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LOOP
    EXECUTE 'DROP ' || CASE thing.kind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END
      || ' IF EXISTS ' || thing.name || ' CASCADE';
  END LOOP;
  FOR thing IN SELECT c.oid::regclass AS name FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LOOP
    EXECUTE 'DROP SEQUENCE IF EXISTS ' || thing.name || ' CASCADE';
  END LOOP;
  FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p
      WHERE p.pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE 'DROP ROUTINE IF EXISTS ' || thing.name || ' CASCADE';
  END LOOP;
END $$
"""


def dump(folder: Path) -> None:
    """Writes a snapshot of the database into the folder. Raises ``BackupError``."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={folder / FILE}")


def load(folder: Path) -> None:
    """Puts the snapshot in the place of the database's contents, all or nothing. Raises ``BackupError``."""
    script = folder.parent / f".{folder.name}-restore.sql"
    try:
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(folder / FILE), connect=False)
        connection.close()
        _run(
            "psql",
            "--quiet",
            "--no-psqlrc",
            "--set=ON_ERROR_STOP=1",
            "--single-transaction",
            f"--command={_CLEAR}",
            f"--file={script}",
        )
    finally:
        script.unlink(missing_ok=True)


def _run(program: str, *arguments: str, connect: bool = True) -> None:
    environment = {**os.environ, **(_connection() if connect else {})}
    try:
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, with arguments of ours
            [_find(program), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise BackupError(
            _("%(program)s could not be started: %(why)s.") % {"program": program, "why": error.strerror}
        ) from error
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise BackupError(
            _("%(program)s failed: %(why)s") % {"program": program, "why": lines[-1] if lines else done.returncode}
        )


def _connection() -> dict[str, str]:
    """The environment by which PostgreSQL's programs find the database; a password never stands on a command line."""
    values = connection.settings_dict
    named = {
        "PGHOST": values["HOST"],
        "PGPORT": values["PORT"],
        "PGUSER": values["USER"],
        "PGPASSWORD": values["PASSWORD"],
        "PGDATABASE": values["NAME"],
        "PGSSLMODE": values.get("OPTIONS", {}).get("sslmode", ""),
    }
    return {name: str(value) for name, value in named.items() if value}


def _find(program: str) -> str:
    found = shutil.which(program) or max(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), default=None)
    if found is None:
        raise BackupError(
            _("%(program)s is not on this machine: install PostgreSQL's client programs (postgresql-client).")
            % {"program": program}
        )
    return str(found)
