"""A browser before the demo newsroom that runs where the environment says."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from .kinds import Kind

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome")
PICTURES_SECONDS = 600


def address() -> str:
    """Of the newsroom's site."""
    return os.environ["PUBLIC_BASE_URL"]


def wait_for_pictures() -> None:
    """Until the worker has made the renditions: what is shown before is no page as readers get it."""
    from django_tasks_db.models import DBTaskResult

    deadline = time.monotonic() + PICTURES_SECONDS
    while time.monotonic() < deadline:
        waiting = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"], run_after__isnull=True).count()
        if not waiting:
            return
        time.sleep(1)
    raise TimeoutError("the worker has not made all pictures")


def chromium() -> str:
    """The browser of the system."""
    return next(path for path in CHROMIUM if Path(path).exists())


def launch_options() -> dict[str, Any]:
    """How it is started; it refuses its sandbox to root."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": chromium(), "args": [*options, "--disable-dev-shm-usage", "--hide-scrollbars"]}


def open_kind(page: Page, site: str, kind: Kind) -> None:
    """Goes to a page, with its form filled and sent where the kind says so, its photos loaded."""
    page.goto(site + kind.path)
    if kind.pasted:
        page.locator("#ours-text").fill(kind.pasted)
        page.locator(".ours-form button").click()
        page.locator(".ours-answer").wait_for()
        page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.fonts.ready.then(() => null)")


def say(text: str) -> None:
    """A line of progress."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
