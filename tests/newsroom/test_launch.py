"""``make``: one clear sentence where something is in the way, a cut-off installation is mended, and nothing is left running."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from newsroom.settings.env import BASE_DIR

LAUNCH = BASE_DIR / "site" / "launch"


@pytest.fixture
def launcher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """The launcher's modules, working on an empty project of their own."""
    names = {path.stem for path in LAUNCH.glob("*.py")}
    monkeypatch.syspath_prepend(str(LAUNCH))
    import demo
    import machine
    import venvs

    project = tmp_path / "project"
    (project / "var").mkdir(parents=True)
    (project / "requirements.txt").write_text("")
    for module in (machine, venvs, demo):
        monkeypatch.setattr(module, "ROOT", project)
        monkeypatch.setattr(module, "VAR", project / "var")
        monkeypatch.setattr(module, "PYTHON", project / ".venv" / "bin" / "python")
    monkeypatch.setattr(venvs, "VENV", project / ".venv")
    monkeypatch.setattr(venvs, "_STAMP", project / ".venv" / "newsroom-installed.json")
    monkeypatch.setattr(venvs, "_BEGUN", project / ".venv" / "newsroom-installing")
    together = ModuleType("together")
    together.demo, together.machine, together.venvs, together.project = demo, machine, venvs, project  # type: ignore[attr-defined]
    yield together
    for name in names:
        sys.modules.pop(name, None)


def _demo(tmp_path: Path, port: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(LAUNCH), "demo", "--port", port],
        env={**os.environ, "TOASOAN_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_help_is_the_default_and_lists_the_targets() -> None:
    done = subprocess.run(["make"], cwd=BASE_DIR, capture_output=True, text=True, check=True)
    for target in ("install", "demo", "demo-reset", "test", "faults", "lint", "bench"):
        assert f"make {target} " in done.stdout


@pytest.mark.parametrize("port", ["abc", "0", "70000", ""])
def test_a_wrong_port_is_refused(tmp_path: Path, port: str) -> None:
    done = _demo(tmp_path, port)
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1] == f"PORT={port} is no port number (1–65535)."


def test_a_port_in_use_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = _demo(tmp_path, str(port))
    assert done.returncode == 2
    vietnamese, english = done.stderr.strip().splitlines()
    assert vietnamese.startswith(f"Cổng {port} đang có chương trình khác dùng")
    assert english.startswith(f"Port {port} is in use")
    assert not (tmp_path / "var" / "newsroom.sqlite3").exists()


def test_a_second_demo_says_where_the_first_is(launcher: Any) -> None:
    first = launcher.demo._only_one(8000)
    with pytest.raises(launcher.machine.Stop, match=r"http://127\.0\.0\.1:8000/"):
        launcher.demo._only_one(8001)
    first.close()
    launcher.demo._only_one(8001).close()


def test_a_python_without_venv_is_named(launcher: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    find = launcher.venvs.importlib.util.find_spec
    monkeypatch.setattr(
        launcher.venvs.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name)
    )
    with pytest.raises(launcher.machine.Stop) as stopped:
        launcher.venvs.ensure("requirements.txt")
    assert "apt install python3-venv" in stopped.value.vietnamese


def test_a_full_disk_is_named(launcher: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = launcher.venvs.shutil.disk_usage(launcher.project)
    monkeypatch.setattr(launcher.venvs.shutil, "disk_usage", lambda path: usage._replace(free=5_000_000))
    with pytest.raises(launcher.machine.Stop, match="is full"):
        launcher.venvs.ensure("requirements.txt")
    told = launcher.machine.full_disk
    assert told("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device")
    assert told("sqlite3.OperationalError: database or disk is full")
    assert told(OSError(28, "x"))
    assert told("something else") is None


def test_an_installation_that_was_cut_short_is_made_anew(launcher: Any) -> None:
    venvs, venv = launcher.venvs, launcher.project / ".venv"
    venvs.ensure("requirements.txt")
    assert (venv / "newsroom-installed.json").exists()
    (venv / "half-written").touch()
    venvs.ensure("requirements.txt")
    assert (venv / "half-written").exists(), "a whole environment is left as it is"

    (venv / "newsroom-installing").touch()  # pip was killed
    assert not venvs._usable()
    (venv / "newsroom-installing").unlink()
    (venv / "bin" / "python").unlink()
    venvs.ensure("requirements.txt")
    assert not (venv / "half-written").exists()


def test_a_package_with_a_file_gone_is_noticed(launcher: Any) -> None:
    lock = launcher.project / "requirements.txt"
    lock.write_text("no-such-package==1.0 \\\n    --hash=sha256:00\n")
    (launcher.project / ".venv" / "bin").mkdir(parents=True)
    (launcher.project / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert not launcher.venvs._is_whole(lock)
    lock.write_text("")
    assert launcher.venvs._is_whole(lock)


@pytest.mark.parametrize("how", ["its starter is killed", "it is told to"])
def test_the_keeper_ends_a_program_with_all_it_started(tmp_path: Path, how: str) -> None:
    pids = tmp_path / "pids"
    script = f"trap '' TERM; sleep 300 & echo $! $$ > {pids}; sleep 300"
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER.format(path=LAUNCH / "keeper.py"), "sh", "-c", script], stdin=subprocess.PIPE
    )
    assert keeper.stdin
    _wait(lambda: pids.exists() and len(pids.read_text().split()) == 2)
    started = [int(pid) for pid in pids.read_text().split()]
    if how == "it is told to":
        keeper.send_signal(signal.SIGTERM)
    else:
        keeper.stdin.close()
    keeper.wait(20)
    _wait(lambda: not any(_runs(pid) for pid in started))


KEEPER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("keeper", "{path}")
keeper = importlib.util.module_from_spec(spec)
spec.loader.exec_module(keeper)
keeper.PATIENCE = 1
sys.exit(keeper.main(sys.argv[1:]))
"""


def _wait(condition: Any) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("It did not come to pass within 20 seconds.")


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False
