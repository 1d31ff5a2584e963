from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cms.articles.models import SectionPage
from tests.channels.servers import MailServer, Partner, free_port
from tests.factories.newsroom import news_section

from . import house

SECONDS = 60
"""How long anything may take in the browser: the machine may be busy with other tests."""


@dataclass
class House:
    """A newsroom that runs, its partners beside it."""

    origin: str
    section: SectionPage
    mail: MailServer
    partner: Partner
    worker: Callable[[], AbstractContextManager[object]]
    """Runs the worker as long as a ``with`` block; at its end what it had in hand is finished."""


@pytest.fixture
def newsroom(process_environment: dict[str, str], settings: Any, tmp_path: Path, manage: list[str]) -> Iterator[House]:
    """The site on a port of its own, with a newly installed frame, a mail server and a partner; the worker when asked for."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    settings.PUBLIC_BASE_URL = settings.WAGTAILADMIN_BASE_URL = origin
    section = news_section()
    (tmp_path / "var" / "static").symlink_to(settings.STATIC_ROOT)
    with MailServer() as mail, Partner() as partner:
        environment = process_environment | {
            "PUBLIC_BASE_URL": origin,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail.port),
            "NEWSLETTER_FROM": "Tòa soạn <toasoan@example.vn>",
        }
        log = tmp_path / "web.log"

        def worker() -> AbstractContextManager[object]:
            return house.program([*manage, "worker"], environment, tmp_path / "worker.log")

        with house.program(house.web_server(port), environment, log) as web:
            house.wait_until_ready(origin, web, log)
            yield House(origin, section, mail, partner, worker)
    for written in tmp_path.glob("*.log"):
        # Shown with a test that failed, and a failure by itself.
        text = written.read_text(errors="replace")
        assert "Traceback" not in text, f"{written.name}:\n{text}"


@pytest.fixture
def person(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """Gives a person's own browser window."""
    contexts: list[BrowserContext] = []
    expect.set_options(timeout=SECONDS * 1000)

    def opened(width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(**browser_context_args, viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(SECONDS * 1000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    expect.set_options(timeout=5000)
