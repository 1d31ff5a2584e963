"""A demo newsroom of its own in a temporary folder, served like the real one, for commands that look at its pages."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import parts
import venvs
from machine import PYTHON, VAR, Stop, environment, full_disk, run, run_quietly, say

READY_SECONDS = 120
_BROWSER = parts.Missing("Chromium", "apt install chromium")


def run_gallery(arguments: list[str]) -> int:
    """``make gallery``: a picture of each kind of page, for docs/gallery.md."""
    return _look("gallery", arguments)


def run_audit(arguments: list[str]) -> int:
    """``make audit``: Lighthouse and the Nu Html Checker over the public pages."""
    missing = [
        part
        for program, part in (
            ("npm", parts.Missing("Lighthouse, vnu", "apt install nodejs npm (Node 18.20 or newer)")),
            ("java", parts.Missing("vnu (kiểm tra HTML | the check of HTML)", "apt install default-jre-headless")),
            (
                "nginx",
                parts.Missing("nginx, sau đó mới là trang | before the site, as in use", "apt install nginx-light"),
            ),
        )
        if not shutil.which(program, path=_PATH)
    ]
    if missing:
        named = "; ".join(f"{part.what}: {part.install}" for part in missing)
        raise Stop(f"Máy thiếu phần cần cho việc này: {named}", f"This machine lacks what this needs: {named}")
    return _look("audit", arguments)


_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"


def _look(name: str, arguments: list[str]) -> int:
    venvs.ensure("requirements-dev.txt")
    if not parts.chromium():
        raise Stop(f"Máy thiếu {_BROWSER.what}: {_BROWSER.install}", f"{_BROWSER.what} is missing: {_BROWSER.install}")
    with newsroom() as env:
        return run([str(PYTHON), "-m", "tests.showing", name, *arguments], env=env)


@contextmanager
def newsroom() -> Iterator[dict[str, str]]:
    """The environment of a demo newsroom that runs, with its web server and its worker, as long as the block does."""
    port = _free_port()
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-shown-", ignore_cleanup_errors=True))
        )
        env = environment(
            DATABASE_URL=f"sqlite:///{folder / 'newsroom.sqlite3'}",
            REDIS_URL="",
            PRODUCTION="0",
            DEBUG="0",
            TOASOAN_VAR=str(folder),
            PUBLIC_BASE_URL=f"http://127.0.0.1:{port}",
            ADMIN_BASE_URL=f"http://127.0.0.1:{port}",
            DJANGO_SETTINGS_MODULE="newsroom.settings",
        )
        for title, arguments in (
            ("Dịch giao diện | catalogues", ["compile_catalogues"]),
            ("Cơ sở dữ liệu | database", ["migrate", "--noinput"]),
            ("Gom tệp tĩnh | static files", ["collectstatic", "--noinput"]),
            ("Nạp tòa soạn mẫu | the demo newsroom", ["load_demo"]),
        ):
            _manage(title, arguments, env)
        web = [
            str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", "1", "--blocking-threads", "4", "--workers-kill-timeout", "8", "--no-ws", "newsroom.wsgi:application",
        ]  # fmt: skip
        _start(stack, web, folder / "web.log", env)
        _start(stack, [str(PYTHON), "manage.py", "worker"], folder / "worker.log", env)
        _wait_until_ready(port, folder / "web.log")
        yield env


def _manage(title: str, arguments: list[str], env: dict[str, str]) -> None:
    say(f"· {title}")
    code, output = run_quietly([str(PYTHON), "manage.py", *arguments], VAR / "log" / "prepare.log", env=env)
    if code:
        last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
        raise full_disk(output) or Stop(
            f"Bước «{arguments[0]}» không xong: {last} (xem var/log/prepare.log)",
            f"The step {arguments[0]} failed: {last} (see var/log/prepare.log)",
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(stack: ExitStack, command: list[str], log: Path, env: dict[str, str]) -> None:
    """A program that a keeper ends with this one, even where this one is killed."""
    keeper = Path(__file__).with_name("keeper.py")
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, str(keeper), *command],
            cwd=Path(__file__).resolve().parents[2], env=env, stdin=subprocess.PIPE, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    stack.callback(process.wait)
    stack.callback(process.terminate)


def _wait_until_ready(port: int, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    last = next((line for line in reversed(log.read_text(errors="replace").splitlines()) if line.strip()), "")
    raise Stop(f"Trang không trả lời: {last}", f"The site did not answer: {last}")
