"""The machine under the newsroom: where things are, running a program to its end, and what is said when something is missing."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("TOASOAN_VAR") or ROOT / "var")


class Stop(Exception):
    """The work can't go on, for a reason that the user can mend: said in a sentence a language, exit code 2."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(english)
        self.vietnamese = vietnamese
        self.english = english


class Ended(BaseException):
    """Somebody pressed Ctrl-C, closed the terminal or sent a signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


def end_on_signals() -> None:
    """Turns the signals that end a program into ``Ended``, also where they came in ignored (``make demo &`` in a script)."""

    def end(number: int, frame: FrameType | None) -> None:
        for other in _ENDING:
            signal.signal(other, signal.SIG_IGN)
        raise Ended(number)

    for number in _ENDING:
        signal.signal(number, end)


_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(text: str) -> None:
    """A line of progress. A terminal that is gone is no reason to stop half-way."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - stays open to the end


def environment(**more: str) -> dict[str, str]:
    """The environment of a program of the project."""
    paths = [str(ROOT), str(ROOT / "site")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1", **more}


@contextmanager
def child(command: list[str], **options: object) -> Iterator[subprocess.Popen[str]]:
    """A program in a process group of its own, which is ended, with all it started, when the block is left early."""
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, text=True, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        if process.poll() is None:
            _end_group(process)


def _end_group(process: "subprocess.Popen[str]") -> None:
    for number, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        return


def run(command: list[str], *, env: dict[str, str] | None = None) -> int:
    """Runs a program with its output on the terminal; its exit code."""
    with child(command, env=env or environment()) as process:
        return process.wait()


def run_quietly(
    command: list[str], log: Path, *, env: dict[str, str] | None = None, each_line: Callable[[str], None] | None = None
) -> tuple[int, str]:
    """Runs a program with its output in a log file: its exit code and the last of what it said."""
    log.parent.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    options = {
        "env": env or environment(),
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
    }
    with log.open("a") as file, child(command, **options) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        for line in process.stdout:
            file.write(line)
            lines.append(line.rstrip())
            del lines[:-200]
            if each_line:
                each_line(line)
        code = process.wait()
    return code, "\n".join(lines)


def full_disk(problem: object) -> Stop | None:
    """The sentence for a full disk, where an error or a program's output tells of one."""
    if isinstance(problem, OSError):
        told = problem.errno in (errno.ENOSPC, errno.EDQUOT)
    else:
        told = any(sign in str(problem) for sign in ("No space left on device", "disk is full", "Disk quota exceeded"))
    return no_room() if told else None


def no_room(needed: int = 0) -> Stop:
    """The sentence for a disk with too little room; ``needed`` in megabytes."""
    free = shutil.disk_usage(ROOT).free // 1_000_000
    need_vi, need_en = (f", cần khoảng {needed} MB", f", about {needed} MB are needed") if needed else ("", "")
    return Stop(
        f"Đĩa chứa {ROOT} đã đầy (còn {free} MB{need_vi}): xóa bớt rồi chạy lại lệnh này.",
        f"The disk of {ROOT} is full ({free} MB left{need_en}): make room, then run this command again.",
    )
