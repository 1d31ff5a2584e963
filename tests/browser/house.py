"""The newsroom as it runs: web server and worker in processes of their own, its people with passwords and second factors."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import allauth.mfa.app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from playwright.sync_api import Page

from cms.staff.models import User
from cms.staff.roles import Role
from newsroom.settings.env import BASE_DIR
from tests.factories.newsroom import make_user

PASSWORD = "trau-ra-ngo-gap-mua-rao-27"
READY_SECONDS = 120
_KEEPER = BASE_DIR / "site" / "launch" / "keeper.py"


@contextmanager
def program(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs as long as the block does; its output is in the file."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(_KEEPER), *command],
            cwd=BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(90)


def web_server(port: int) -> list[str]:
    """The command that serves the site, as the demo and a server start it."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "newsroom.wsgi:application",
    ]  # fmt: skip


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns when the address answers; says what the program wrote where it ended or never answers."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10):  # noqa: S310
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The site did not start:\n{log.read_text(errors='replace')}")


def member(username: str, *roles: Role, **fields: Any) -> User:
    """A member of the newsroom who can sign in at the door."""
    user = make_user(*roles, username=username, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def present_code(user: User) -> str:
    """What the member's authenticator app shows now."""
    secret = decrypt(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // mfa_settings.TOTP_PERIOD)))


def sign_in(page: Page, origin: str, user: User) -> None:
    """Signs in by the form, with the second factor where the member has one; ends on the dashboard."""
    page.goto(f"{origin}/quan-tri/")
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        page.wait_for_url("**/2fa/authenticate/**")
        page.locator("input[name=code]").fill(present_code(user))
        page.locator("input[name=code]").press("Enter")
    page.wait_for_url(f"{origin}/quan-tri/")
