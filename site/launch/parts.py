"""The system parts that tests and checks use beside Python: where they are, or how they would be installed."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from machine import Stop, say


@dataclass(frozen=True)
class Missing:
    """A part that this machine lacks: what is left out for it, and the command that would install it."""

    what: str
    install: str


def in_ci() -> bool:
    """With ``CI=true`` nothing may be left out."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def postgres_folder() -> Path | None:
    """The folder with the PostgreSQL server's programs: the newest version."""
    for name in ("postgres", "initdb"):
        if found := shutil.which(name):
            return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    folders += [path.parent for path in Path("/usr").glob("pgsql-*/bin/initdb")]
    return max(
        folders,
        key=lambda folder: [int(part) for part in folder.parent.name.split("-")[-1:] if part.isdigit()],
        default=None,
    )


def chromium() -> str | None:
    """The browser that the tests drive."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def libreoffice() -> bool:
    """Whether LibreOffice is there with the modules by which a program drives it, which the system's own Python has."""
    python = Path("/usr/bin/python3")
    if not (shutil.which("soffice") and python.exists()):
        return False
    return not subprocess.run([python, "-c", "import uno"], capture_output=True, env={}).returncode


def report(missing: list[Missing]) -> int:
    """Names what was left out; 1 where nothing may be."""
    for part in missing:
        say(f"· CHƯA CHẠY | LEFT OUT: {part.what} — {part.install}")
    if missing and in_ci():
        say("· CI=true: không được bỏ phần nào | nothing may be left out")
        return 1
    return 0


def refuse_in_ci(missing: list[Missing]) -> None:
    """Stops before the long work where a part is missing that CI must have."""
    if missing and in_ci():
        names = "; ".join(f"{part.what} ({part.install})" for part in missing)
        raise Stop(f"CI=true mà máy thiếu: {names}", f"CI=true, but this machine lacks: {names}")
