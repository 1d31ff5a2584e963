"""``make lint``: format, types, templates, import contracts, dead code, migrations, catalogues, production settings."""

import secrets
import time
from concurrent.futures import ThreadPoolExecutor

import venvs
from machine import PYTHON, VAR, VENV, environment, run_quietly, say

_BIN = VENV / "bin"


def run() -> int:
    """Runs every check, two at a time; 0 where all are content."""
    venvs.ensure("requirements-dev.txt")
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(_check, _CHECKS))
    failed = [name for name, passed in results if not passed]
    say(f"lint: {len(results) - len(failed)} passed, {len(failed)} failed ({time.monotonic() - began:.0f} s)")
    return 1 if failed else 0


def _production() -> dict[str, str]:
    """A right production environment: `check --deploy` must have nothing to say about it."""
    return environment(
        PRODUCTION="1", DEBUG="0", SECRET_KEY=secrets.token_urlsafe(48), TRAIL_KEY=secrets.token_urlsafe(48),
        ALLOWED_HOSTS="toasoan.example.vn", PUBLIC_BASE_URL="https://toasoan.example.vn", EMAIL_HOST="mail.example.vn",
        DEFAULT_FROM_EMAIL="toasoan@example.vn", TOASOAN_VAR=str(VAR),
    )  # fmt: skip


_MANAGE = [str(PYTHON), "-W", "error::DeprecationWarning:newsroom", "manage.py"]
_CHECKS: list[tuple[str, list[str], dict[str, str] | None]] = [
    ("types (mypy)", [str(_BIN / "mypy")], None),
    ("format (ruff format)", [str(_BIN / "ruff"), "format", "--check", "."], None),
    ("rules (ruff check)", [str(_BIN / "ruff"), "check", "."], None),
    ("templates (djlint)", [str(_BIN / "djlint"), "templates", "--lint", "--quiet"], None),
    ("import contracts (import-linter)", [str(_BIN / "lint-imports"), "--no-cache"], None),
    ("dependencies (deptry)", [str(_BIN / "deptry"), "."], None),
    ("dead code (vulture)", [str(_BIN / "vulture")], None),
    ("migrations up to date", [*_MANAGE, "makemigrations", "--check", "--dry-run"], None),
    ("catalogues complete", [*_MANAGE, "check_catalogues"], None),
    ("production settings (check --deploy)", [*_MANAGE, "check", "--deploy", "--fail-level", "WARNING"], _production()),
]


def _check(check: tuple[str, list[str], dict[str, str] | None]) -> tuple[str, bool]:
    name, command, env = check
    began = time.monotonic()
    code, output = run_quietly(command, VAR / "log" / "lint.log", env=env)
    say(
        f"{'ok    ' if code == 0 else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)"
        + (f"\n{output}" if code else "")
    )
    return name, code == 0
