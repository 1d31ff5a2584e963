"""A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket in it, gone with them."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from machine import Stop, full_disk

_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "listen_addresses=")


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The address (``DATABASE_URL``) of a server that runs as long as the block does. Raises ``Stop``."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    process = None
    try:
        as_user = _not_root(folder)
        data = folder / "data"
        choices = ["-A", "trust", "-U", "newsroom", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(
            [*as_user, str(programs / "initdb"), "-D", str(data), *choices],
            capture_output=True,
            text=True,
            cwd=folder,
            check=False,
        )
        if made.returncode:
            raise full_disk(made.stderr) or _failed(made.stderr)
        options = [part for setting in _QUICK for part in ("-c", setting)]
        log = folder / "log"
        keeper = Path(__file__).with_name("keeper.py")
        command = [*as_user, str(programs / "postgres"), "-D", str(data), "-k", str(folder), *options]
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, str(keeper), *command],
                cwd=folder, stdin=subprocess.PIPE, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        _wait(programs, folder, process, log)
        subprocess.run(
            [str(programs / "createdb"), "-h", str(folder), "-U", "newsroom", "newsroom"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        yield f"postgres://newsroom:@/{folder}/newsroom"
    finally:
        if process is not None:
            process.terminate()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _not_root(folder: Path) -> list[str]:
    """The words before a command that must not run as root; PostgreSQL refuses to."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return (
            ["runuser", "-u", name, "--"]
            if shutil.which("runuser")
            else ["su", "-s", "/bin/sh", name, "-c", 'exec "$0" "$@"', "--"]
        )
    raise _failed("no unprivileged user")


def _wait(programs: Path, folder: Path, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        ready = subprocess.run([str(programs / "pg_isready"), "-q", "-h", str(folder)], check=False)
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise _failed(log.read_text(errors="replace"))


def _failed(output: str) -> Stop:
    last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
    return Stop(
        f"Không khởi động được PostgreSQL cho kiểm thử: {last}",
        f"PostgreSQL could not be started for the tests: {last}",
    )
