"""``make demo``: a whole newsroom on this machine, made from nothing and started like the real one, only smaller."""

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, closing
from pathlib import Path
from typing import IO

import venvs
from machine import PYTHON, ROOT, VAR, Stop, environment, full_disk, run_quietly, say

_STAMP = VAR / "demo.json"
_ACCOUNTS = VAR / "demo-accounts.txt"
_MADE = (
    "newsroom.sqlite3",
    "newsroom.sqlite3-wal",
    "newsroom.sqlite3-shm",
    "media",
    "mail",
    "pages",
    "trail-heads.jsonl",
    "demo-accounts.txt",
)
"""What a demo newsroom consists of, below ``var/``; ``make demo-reset`` removes it, and nothing else."""
READY_SECONDS = 90


def install() -> int:
    """``make install``: the environment, the locked packages, catalogues, collected static files."""
    venvs.ensure("requirements.txt")
    _manage("Dịch giao diện | catalogues", "compile_catalogues")
    _manage("Gom tệp tĩnh | static files", "collectstatic", "--noinput")
    say("· Xong | done: .venv/bin/python manage.py …  (docs/operations.md)")
    return 0


def run(port_text: str) -> int:
    """``make demo``."""
    port = _port(port_text)
    lock = _only_one(port)
    with closing(lock):
        _check_port(port)
        _prepare(port)
        return _serve(port)


def reset() -> int:
    """``make demo-reset``."""
    with closing(_only_one(None)):
        if not _STAMP.exists() and (VAR / "newsroom.sqlite3").exists():
            raise Stop(
                f"Cơ sở dữ liệu trong {VAR} không do «make demo» làm xong: hãy tự xóa nếu không cần nữa.",
                f"The database in {VAR} was not made by `make demo`: remove it yourself if nobody needs it.",
            )
        _remove_made()
        _prepare(None)
    say("· Tòa soạn mẫu đã làm lại từ đầu; «make demo» để chạy | the demo newsroom is new; `make demo` starts it")
    return 0


def _remove_made() -> None:
    for name in _MADE:
        path = VAR / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    _STAMP.unlink(missing_ok=True)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise Stop(f"PORT={text} không phải số cổng (1–65535).", f"PORT={text} is no port number (1–65535).")


def _only_one(port: int | None) -> IO[str]:
    """A lock that lives as long as this process. Raises ``Stop`` where another has it."""
    VAR.mkdir(parents=True, exist_ok=True)
    lock = (VAR / "demo.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        where = lock.read().strip() or "?"
        lock.close()
        raise Stop(
            f"Tòa soạn mẫu đang chạy rồi ({where}): dừng nó bằng Ctrl-C trước.",
            f"The demo newsroom is running already ({where}): end it with Ctrl-C first.",
        ) from None
    lock.truncate(0)
    lock.write(f"http://127.0.0.1:{port}/" if port else "demo-reset")
    lock.flush()
    return lock


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Stop(
                f"Không được phép dùng cổng {port}: chọn cổng khác, ví dụ: make demo PORT=8080",
                f"Port {port} may not be used by you: choose another, for example: make demo PORT=8080",
            ) from None
        except OSError:
            other = port + 1 if port < 65535 else 8000
            raise Stop(
                f"Cổng {port} đang có chương trình khác dùng: chọn cổng khác, ví dụ: make demo PORT={other}",
                f"Port {port} is in use by another program: choose another, for example: make demo PORT={other}",
            ) from None


def _environment(port: int | None) -> dict[str, str]:
    """The demo is always the embedded database on this machine, whatever the shell or ``.env`` says."""
    return environment(
        DATABASE_URL=f"sqlite:///{VAR / 'newsroom.sqlite3'}",
        REDIS_URL="",
        PRODUCTION="0",
        DEBUG="0",
        TOASOAN_VAR=str(VAR),
        PUBLIC_BASE_URL=f"http://127.0.0.1:{port or 8000}",
        ADMIN_BASE_URL=f"http://127.0.0.1:{port or 8000}",
    )


def _prepare(port: int | None) -> None:
    """Brings packages, database, catalogues and static files up to the code; nothing to do where none of it changed."""
    venvs.ensure("requirements.txt")
    sources = _fingerprint()
    stamp = _read_stamp()
    if stamp.get("sources") == sources and all(
        (VAR / name).exists() for name in ("newsroom.sqlite3", "static", "demo-accounts.txt")
    ):
        return
    env = _environment(port)
    if stamp.get("loading"):
        say("· Lần trước dừng giữa chừng: làm lại dữ liệu mẫu | cut short last time: the sample data is made anew")
        _remove_made()
    if not (VAR / "newsroom.sqlite3").exists():
        _STAMP.write_text(json.dumps({"loading": True}))
    _manage("Dịch giao diện | catalogues", "compile_catalogues", env=env)
    _manage("Cơ sở dữ liệu | database", "migrate", "--noinput", env=env)
    _manage("Gom tệp tĩnh | static files", "collectstatic", "--noinput", env=env)
    if not (stamp.get("loaded") and _ACCOUNTS.exists()):
        _manage("Nạp tòa soạn mẫu | the demo newsroom", "load_demo", env=env)
    _STAMP.write_text(json.dumps({"sources": sources, "loaded": True}))


def _read_stamp() -> dict[str, object]:
    try:
        return dict(json.loads(_STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _fingerprint() -> str:
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for top in ("site", "cms", "media", "templates"):
        for folder, folders, files in os.walk(ROOT / top):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(files):
                if not name.endswith(".mo"):
                    path = Path(folder, name)
                    stat = path.stat()
                    digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _manage(title: str, *arguments: str, env: dict[str, str] | None = None) -> None:
    say(f"· {title}")
    began = time.monotonic()
    code, output = run_quietly([str(PYTHON), "manage.py", *arguments], VAR / "log" / "prepare.log", env=env)
    if code:
        last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
        raise full_disk(output) or Stop(
            f"Bước «{arguments[0]}» không xong: {last} (xem var/log/prepare.log)",
            f"The step {arguments[0]} failed: {last} (see var/log/prepare.log)",
        )
    say(f"  {time.monotonic() - began:.1f} s")


class _Service:
    """A program that runs as long as the demo does; a keeper ends it even when this process is killed."""

    def __init__(self, name: str, command: list[str], env: dict[str, str]) -> None:
        self.name = name
        log = VAR / "log" / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        keeper = Path(__file__).with_name("keeper.py")
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(keeper), *command],
                cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip

    def ended(self) -> bool:
        return self.process.poll() is not None

    def stop(self) -> None:
        self.process.terminate()

    def wait(self) -> None:
        try:
            self.process.wait(25)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _serve(port: int) -> int:
    env = _environment(port)
    web = [
        str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--workers-kill-timeout", "8", "--no-ws", "newsroom.wsgi:application",
    ]  # fmt: skip
    say("· Khởi động trang và tiến trình nền | starting the site and its worker")
    with ExitStack() as stack:
        services: list[_Service] = []
        stack.callback(_stop_all, services)
        services.append(_Service("web", web, env))
        services.append(_Service("worker", [str(PYTHON), "manage.py", "worker"], env))
        _wait_until_ready(port, services)
        say(f"\n{_ACCOUNTS.read_text().rstrip()}\n\nready: http://127.0.0.1:{port}/\n")
        starter = os.getppid()
        while not any(service.ended() for service in services):
            if os.getppid() != starter:
                return 0  # make, or the terminal, is gone
            time.sleep(0.5)
        raise _fell(services)


def _wait_until_ready(port: int, services: list[_Service]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    answer = "?"
    while time.monotonic() < deadline:
        if any(service.ended() for service in services):
            raise _fell(services)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as response:
                if response.status == 200:
                    return
        except urllib.error.HTTPError as error:
            answer = str(error.code)
        except OSError as error:
            answer = str(error)
        time.sleep(0.3)
    raise Stop(
        f"Trang không trả lời sau {READY_SECONDS} giây ({answer}): xem var/log/web.log.",
        f"The site did not answer within {READY_SECONDS} seconds ({answer}): see var/log/web.log.",
    )


def _fell(services: list[_Service]) -> Stop:
    name = next(service.name for service in services if service.ended())
    output = (VAR / "log" / f"{name}.log").read_text(errors="replace")
    last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
    return full_disk(output[-5000:]) or Stop(
        f"Tiến trình «{name}» đã dừng: {last} (xem var/log/{name}.log)",
        f"The process {name} ended: {last} (see var/log/{name}.log)",
    )


def _stop_all(services: list[_Service]) -> None:
    for service in services:
        service.stop()
    for service in services:
        service.wait()
    say("· Mọi tiến trình đã dừng | every process has ended")
