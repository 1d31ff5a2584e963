"""Settings that fail closed, tried the way an operator meets them: with the real programs and an environment."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.settings.env import BASE_DIR

RIGHT = {
    "PRODUCTION": "1",
    "SECRET_KEY": "s" * 20 + "ecret-that-is-long-enough-for-django-48",
    "TRAIL_KEY": "t" * 20 + "rail-key-that-is-long-enough-as-well-48",
    "ALLOWED_HOSTS": "toasoan.example.vn",
    "PUBLIC_BASE_URL": "https://toasoan.example.vn",
    "EMAIL_HOST": "mail.example.vn",
    "DEFAULT_FROM_EMAIL": "Tòa soạn <toasoan@example.vn>",
}


def _run(command: list[str], tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    names = {"PATH", "HOME", "LANG"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=BASE_DIR,
        env={
            **{name: value for name, value in os.environ.items() if name in names},
            "PYTHONPATH": f"{BASE_DIR}:{BASE_DIR / 'site'}",
            "TOASOAN_VAR": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_right_production_environment_passes_the_deployment_check(tmp_path: Path) -> None:
    done = _run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], tmp_path, **RIGHT)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"DEBUG": "1"}, "DEBUG must be off"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set"),
        ({"TRAIL_KEY": ""}, "TRAIL_KEY must be set"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "localhost,127.0.0.1"}, "ALLOWED_HOSTS must name"),
        ({"EMAIL_HOST": ""}, "EMAIL_HOST must name"),
        ({"DEFAULT_FROM_EMAIL": "x@localhost"}, "DEFAULT_FROM_EMAIL must be"),
        ({"PUBLIC_BASE_URL": "http://toasoan.example.vn"}, "PUBLIC_BASE_URL must begin with https"),
        ({"PUBLIC_BASE_URL": "https://localhost"}, "PUBLIC_BASE_URL must name the public host"),
    ],
)
def test_an_unsafe_production_environment_is_refused_with_a_sentence(
    tmp_path: Path, wrong: dict[str, str], sentence: str
) -> None:
    done = _run(["manage.py", "check"], tmp_path, **{**RIGHT, **wrong})
    assert done.returncode != 0
    assert sentence in done.stderr


@pytest.mark.parametrize("wrong", [{"DEBUG": "1"}, {"EMAIL_HOST": ""}, {"SECRET_KEY": ""}])
def test_the_web_server_refuses_it_too(tmp_path: Path, wrong: dict[str, str]) -> None:
    done = _run(["-c", "import newsroom.wsgi"], tmp_path, **{**RIGHT, **wrong})
    assert done.returncode != 0
    assert "ImproperlyConfigured: PRODUCTION is set" in done.stderr


def test_the_web_server_starts_with_a_right_environment(tmp_path: Path) -> None:
    assert _run(["-c", "import newsroom.wsgi"], tmp_path, **RIGHT).returncode == 0


def test_every_variable_that_is_read_is_in_the_docs() -> None:
    read = set()
    for top in ("site/newsroom", "site/reader", "cms", "media"):
        for path in (BASE_DIR / top).rglob("*.py"):
            read |= set(re.findall(r"(?:env(?:\.\w+)?|key_from)\(\s*\"([A-Z_]+)\"", path.read_text(encoding="utf-8")))
    documented = set(re.findall(r"`([A-Z_]+)`", (BASE_DIR / "docs" / "settings.md").read_text(encoding="utf-8")))
    assert read
    assert read - documented == set()


def test_every_command_is_in_the_docs() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (BASE_DIR / "docs").rglob("*.md"))
    commands = {
        path.stem
        for top in ("site/newsroom", "site/reader", "cms", "media")
        for path in (BASE_DIR / top).glob("**/management/commands/[a-z]*.py")
    }
    assert {name for name in commands if f"manage.py {name}" not in text} == set()
