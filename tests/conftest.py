"""What all tests share: a database that ends each test as it began, files of their own, collected static files, a browser."""

import fcntl
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase, override_settings
from django.test.testcases import _StaticFilesHandler
from whitenoise import WhiteNoise

from newsroom.settings.env import BASE_DIR
from tests import databases

# What is searched at random is searched by people; a change is judged by the same examples each time.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")

INSTALLED_AT = "2026-01-05T08:00:00+07:00"
"""When the frame of the tests was made: before any day to which they set their clocks."""
_DATABASE = {"db", "transactional_db", "django_db_setup"}
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """What needs no database is marked as what is asked once, and files that take long begin first."""
    for item in items:
        marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
        if not marked and _DATABASE.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.once)
    yield
    items.sort(key=lambda item: not item.get_closest_marker("long"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite's test database is a file, as in use, and not memory: only so does it keep the locks that processes meet."""
    values = connections["default"].settings_dict
    if values["ENGINE"].endswith("sqlite3"):
        values["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        # Several runs may share a server.
        values["TEST"]["NAME"] = f"test_{os.getpid()}_{values['NAME']}"


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_blocker: Any) -> bool:
    """Whether a migrated database is there to go on from."""
    with django_db_blocker.unblock():
        databases.put_migrated(str(connections["default"].settings_dict["TEST"]["NAME"]))
    return True


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The migrated database with the frame of a new site; a test that commits leaves it as it found it."""
    from django_tasks_db.models import DBTaskResult

    from newsroom.installation import install

    with django_db_blocker.unblock():
        folder = tmp_path_factory.mktemp("frame")
        with (
            override_settings(TRAIL_HEADS=str(folder / "heads.jsonl"), MEDIA_ROOT=folder),
            time_machine.travel(INSTALLED_AT, tick=True),
        ):
            install()
            DBTaskResult.objects.all().delete()
        snapshot = databases.Snapshot(tmp_path_factory.mktemp("snapshot"))
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda self: snapshot.put_back()
    yield
    TransactionTestCase._fixture_teardown = original
    with django_db_blocker.unblock():
        connections.close_all()
        snapshot.drop()


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Collected static files as on a server, made anew only when one of them changed."""
    from django.contrib.staticfiles.finders import get_finders

    root = Path(django_settings.STATIC_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    with (root.parent / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        manifest = root / "staticfiles.json"
        made = manifest.stat().st_mtime if manifest.exists() else 0
        newest = max(
            Path(storage.path(path)).stat().st_mtime for finder in get_finders() for path, storage in finder.list([])
        )
        if newest > made:
            call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def static_files_are_looked_up_once(static_files: None) -> Iterator[None]:
    """Each client of a test loads the middleware anew, as a server does when it starts; what is on the disk stays the same."""
    look_up = WhiteNoise.update_files_dictionary
    known: dict[tuple[str, str], dict[str, Any]] = {}

    def look_up_once(self: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in known:
            look_up(self, root, prefix)
            known[root, prefix] = dict(self.files)
        self.files.update(known[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look_up_once)
        yield


@pytest.fixture
def no_frame(db: None) -> None:
    """Nothing is public: for tests that publish stories of their own without pages."""
    from cms.publication.models import Shelf
    from reader.rebuild import rebuild

    Shelf.objects.all().delete()
    rebuild()


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Uploads and other files of a test go to its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.TRAIL_HEADS = str(tmp_path / "trail-heads.jsonl")
    caches["renditions"].clear()


@pytest.fixture
def process_environment(transactional_db: None, settings: Any, tmp_path: Path) -> dict[str, str]:
    """The environment of a program that a test starts: it works on the test's database and files."""
    var = tmp_path / "var"
    var.mkdir()
    (var / "media").symlink_to(tmp_path / "media")
    (var / "private").symlink_to(tmp_path / "private")
    for folder in ("media", "private"):
        (tmp_path / folder).mkdir(exist_ok=True)
    return {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "DATABASE_URL": databases.address(),
        "TOASOAN_VAR": str(var),
        "SECRET_KEY": settings.SECRET_KEY,
        "TRAIL_KEY": settings.TRAIL_KEY,
        "TRAIL_HEADS": settings.TRAIL_HEADS,
        "PYTHONPATH": os.pathsep.join([str(BASE_DIR), str(BASE_DIR / "site")]),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def manage() -> list[str]:
    """The words that start a management command in a process of its own."""
    return [sys.executable, str(BASE_DIR / "manage.py")]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; it refuses its sandbox to root."""
    path = next((path for path in CHROMIUM if Path(path).exists()), None)
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": [*options, "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_browser() -> Iterator[None]:
    """Playwright keeps an event loop in the thread of the tests, where Django would refuse the database, also while it is made
    and put back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # The server for browsers would look for static files where they are written, and not find the collected ones.
        patch.setattr("django.contrib.staticfiles.handlers.StaticFilesHandler", _StaticFilesHandler)
        yield
