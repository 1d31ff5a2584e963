"""The virtual environment: made, filled with the locked packages, and mended where an installation was cut short."""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from machine import PYTHON, ROOT, VAR, VENV, Stop, environment, full_disk, no_room, run_quietly, say

_NEEDS_MB = {"requirements.txt": 400, "requirements-dev.txt": 900}
_STAMP = VENV / "newsroom-installed.json"
_BEGUN = VENV / "newsroom-installing"
_WHOLE = """
import importlib.metadata, pathlib, sys
wanted = sys.argv[1].split()
for name in wanted:
    name, version = name.split("==")
    found = importlib.metadata.distribution(name)
    if found.version != version:
        sys.exit(1)
    base = pathlib.Path(found.locate_file(""))
    for file in found.files or ():
        if file.suffix in {".py", ".so"} and not (base / file).exists():
            sys.exit(1)
"""


def ensure(requirements: str) -> None:
    """Makes sure that ``.venv`` holds exactly what the lock file says; quick when it does. Raises ``Stop``."""
    lock = ROOT / requirements
    state = {"lock": hashlib.sha256(lock.read_bytes()).hexdigest(), "python": _base_python_version()}
    if _installed().get(requirements) == state and not _BEGUN.exists() and _is_whole(lock):
        return
    with _alone():
        _put(requirements, lock, state)


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time, of those that install here."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "install.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _put(requirements: str, lock: Path, state: dict[str, str]) -> None:
    # Another may have done it while this one waited.
    if _installed().get(requirements) == state and not _BEGUN.exists() and _is_whole(lock):
        return
    needed = _NEEDS_MB[requirements]
    if shutil.disk_usage(ROOT).free < needed * 1_000_000:
        raise no_room(needed)
    if not _usable():
        _make()
    _BEGUN.touch()
    _install(lock)
    _STAMP.write_text(json.dumps({**_installed(), requirements: state}))
    _BEGUN.unlink()


def _installed() -> dict[str, dict[str, str]]:
    try:
        return dict(json.loads(_STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _base_python_version() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _is_whole(lock: Path) -> bool:
    """Whether each locked package is there with all its modules."""
    if not PYTHON.exists():
        return False
    pins = [
        line.split()[0]
        for line in lock.read_text().splitlines()
        if "==" in line and " ; " not in line and line[0].isalnum()
    ]
    code, _ = run_quietly([str(PYTHON), "-c", _WHOLE, " ".join(pins)], VAR / "log" / "install.log")
    return code == 0


def _usable() -> bool:
    """Whether there is an environment that pip can work on: not one that an interrupted installation left behind."""
    if _BEGUN.exists() or not PYTHON.exists() or (_STAMP.exists() and not _same_python()):
        return False
    code, _ = run_quietly([str(PYTHON), "-m", "pip", "--version"], VAR / "log" / "install.log")
    return code == 0


def _same_python() -> bool:
    return all(state.get("python") == _base_python_version() for state in _installed().values())


def _make() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise Stop(
            f"Python ở đây thiếu mô-đun {missing[0]}: cài gói {package} (Debian: apt install python3-venv) rồi chạy lại.",
            f"This Python lacks the module {missing[0]}: install {package} (Debian: apt install python3-venv), then run again.",
        )
    say("· Tạo môi trường Python .venv | making the Python environment")
    if VENV.exists():
        say("  (.venv dở dang được làm lại | a half-made .venv is made anew)")
        shutil.rmtree(VENV)
    base = getattr(sys, "_base_executable", None) or sys.executable
    code, output = run_quietly([base, "-m", "venv", str(VENV)], VAR / "log" / "install.log")
    if code:
        raise full_disk(output) or Stop(
            "Không tạo được môi trường Python .venv: xem var/log/install.log.",
            "The Python environment .venv could not be made: see var/log/install.log.",
        )


def _install(lock: Path) -> None:
    count = sum(1 for line in lock.read_text().splitlines() if "==" in line and line[:1].isalnum())
    say(f"· Cài {count} gói đã khóa phiên bản | installing {count} locked packages")
    seen = 0

    def progress(line: str) -> None:
        nonlocal seen
        if line.startswith(("Collecting ", "Requirement already satisfied")):
            seen += 1
            if seen % 20 == 0 and seen < count:
                say(f"  {seen}/{count}")
        elif line.startswith("Installing collected"):
            say("  đang ghi vào .venv | writing into .venv")

    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    env = environment(PIP_PROGRESS_BAR="off")
    env.pop("PYTHONPATH", None)
    if os.environ.get("VIRTUAL_ENV"):
        env.pop("VIRTUAL_ENV", None)
    code, output = run_quietly([*pip, "-r", str(lock)], VAR / "log" / "install.log", env=env, each_line=progress)
    if code:
        raise full_disk(output) or Stop(
            "Không cài được các gói (mạng? kho gói?): xem var/log/install.log rồi chạy lại.",
            "The packages could not be installed (network? package index?): see var/log/install.log, then run again.",
        )
