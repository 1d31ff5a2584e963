import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from cms.channels.models import Account
from cms.channels.vault import Credentials
from tests.factories.channels import Desk, open_account

from .locks import order_of_locks
from .platforms.telegram import CHAT, TOKEN, Telegram
from .servers import MailServer, Partner


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """The mail server of the settings."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.NEWSLETTER_FROM = "Tòa soạn <toasoan@example.vn>"
        yield server


@pytest.fixture
def partner() -> Iterator[Partner]:
    with Partner() as one:
        yield one


@pytest.fixture
def telegram(settings) -> Iterator[Telegram]:
    """Telegram, to which the settings lead."""
    with Telegram() as platform:
        settings.TELEGRAM_API_BASE = platform.base
        yield platform


@pytest.fixture
def account(db) -> Account:
    """The newsroom's channel there."""
    return open_account("telegram", CHAT, Credentials(token=TOKEN), name="Kênh Đại hội")


@pytest.fixture
def desk(db) -> Desk:
    return Desk()


@pytest.fixture(autouse=True)
def _fresh_counters(request) -> None:
    if "db" in request.fixturenames:
        cache.clear()


@pytest.fixture(autouse=True)
def _locks_in_order(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where transactions really end, they take their locks in one order."""
    marked = request.node.get_closest_marker("django_db")
    if marked is None or not marked.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    with order_of_locks() as late:
        yield
    assert late == []


@pytest.fixture
def watch() -> Iterator[time_machine.Traveller]:
    """A clock that goes on by itself and is put forward: a digest looks back on what went public minutes ago."""
    with time_machine.travel(timezone.now() - dt.timedelta(hours=2)) as traveller:
        yield traveller
