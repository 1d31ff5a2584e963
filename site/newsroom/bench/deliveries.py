"""From the last approval to the platforms: a worker in a process of its own, as in use, and other sides on loopback."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from statistics import median, quantiles

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connections
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.channels.accounts import keep_credentials
from cms.channels.actions import make_secret
from cms.channels.models import Account, PushSubscription, Subscriber, WebhookEndpoint
from cms.channels.vault import Credentials
from cms.channels.webpush.keys import encoded, make_key
from cms.channels.webpush.message import Browser
from cms.channels.webpush.subscriptions import subscribe
from cms.staff.models import User
from cms.staff.roles import Role
from newsroom.settings.env import BASE_DIR

from . import words
from .desk import member
from .errors import BenchError
from .platforms import Platforms

PARTNERS = 24
"""How many partners take what is counted as deliveries a second."""

PATIENCE = 120
"""Seconds that one article is waited for."""

ACCOUNTS = {
    "telegram": ("@haiau", {"token": "7001:sample"}),
    "facebook": ("1029384756", {"token": "sample", "app_id": "1", "app_secret": "sample"}),
    "zalo": ("579745863508352884", {"app_id": "1", "app_secret": "s", "access_token": "s", "refresh_token": "s"}),
}


@dataclass
class Sent:
    """Milliseconds until the first byte, by platform; and of each alternation how many seconds the partners took, first to last,
    without and with one more that hangs."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    plain: list[float] = field(default_factory=list)
    beside_hanging: list[float] = field(default_factory=list)

    def a_second(self) -> float:
        """Deliveries a second, to partners."""
        return median((PARTNERS - 1) / seconds for seconds in self.plain)

    def ratio(self) -> float:
        """How many times as long the others take while one hangs."""
        return median(hanging / plain for plain, hanging in zip(self.plain, self.beside_hanging, strict=True))


def ninety_ninth(values: list[float]) -> float:
    """The 99th percentile; of fewer than a hundred values the largest."""
    return quantiles(values, n=100)[98] if len(values) >= 100 else max(values)


def measure(articles: int, rounds: int) -> Sent:
    """So many articles one after the other; then so many alternations of one article to many partners."""
    platforms = Platforms()
    desk = _Desk()
    _open_accounts(desk.approver, platforms)
    partners = [_partner(desk.approver, platforms, f"partner-{number}") for number in range(PARTNERS)]
    stuck = _partner(desk.approver, platforms, "stuck")
    _switch([*partners[1:], stuck], active=False)
    connections.close_all()
    worker = _worker(platforms)
    try:
        sent = Sent()
        everywhere = {*ACCOUNTS, "email", "webpush", "partner-0"}
        _publish(desk, platforms, everywhere)
        for _number in range(articles):
            ended, arrived = _publish(desk, platforms, everywhere)
            for where in everywhere:
                name = "webhook" if where == "partner-0" else where
                sent.waits.setdefault(name, []).append((arrived[where] - ended) * 1000)
        Account.objects.update(active=False)
        PushSubscription.objects.all().delete()
        Subscriber.objects.all().delete()
        _switch(partners, active=True)
        names = {f"partner-{number}" for number in range(PARTNERS)}
        for _number in range(rounds):
            sent.plain.append(_span(_publish(desk, platforms, names)[1], names))
            _switch([stuck], active=True)
            platforms.hang("stuck")
            sent.beside_hanging.append(_span(_publish(desk, platforms, names)[1], names))
            platforms.release()
            _switch([stuck], active=False)
        return sent
    finally:
        platforms.release()
        worker.terminate()
        worker.wait()
        platforms.close()


class _Desk:
    """Who writes, edits and approves the articles that are sent."""

    def __init__(self) -> None:
        self.section = SectionPage.objects.get(lists="articles")
        self.reporter = member("gui-phong-vien", Role.REPORTER)
        self.editor = member("gui-bien-tap", Role.EDITOR)
        self.approver = member("gui-duyet", Role.APPROVING_EDITOR)
        self._made = 0

    def submitted(self) -> ArticlePage:
        """An article that only its last approval is missing to."""
        self._made += 1
        page = ArticlePage(
            title=f"Tin gửi các kênh số {self._made}",
            owner=self.reporter,
            live=False,
            lede=words.LEDE.format(number=self._made),
            body=[("text", f"<p>{paragraph}</p>") for paragraph in words.PARAGRAPHS],
        )
        self.section.add_child(instance=page)
        page.save_revision(user=self.reporter, log_action=True)
        page = page.latest_draft()
        page.get_workflow().start(page, self.reporter)
        self._approve(page, self.editor)
        return page

    def approve(self, page: ArticlePage) -> float:
        """The last approval; when it had been given."""
        self._approve(page, self.approver)
        return time.monotonic()

    def _approve(self, page: ArticlePage, user: User) -> None:
        state = ArticlePage.objects.get(pk=page.pk).current_workflow_task_state
        state.task.specific.on_action(state, user, "approve", comment="")


def _publish(desk: _Desk, platforms: Platforms, wanted: set[str]) -> tuple[float, dict[str, float]]:
    """When an article was approved, and when it came to each platform. Raises ``BenchError`` where one never gets it."""
    page = desk.submitted()
    ended = desk.approve(page)
    until = ended + PATIENCE
    while time.monotonic() < until:
        arrived = platforms.arrivals(page.pk)
        if arrived.keys() >= wanted:
            return ended, arrived
        time.sleep(0.01)
    raise BenchError(f"{', '.join(sorted(wanted - arrived.keys()))}: no article in {PATIENCE} s")


def _span(arrived: dict[str, float], names: set[str]) -> float:
    times = [arrived[name] for name in names]
    return max(times) - min(times)


def _open_accounts(manager: User, platforms: Platforms) -> None:
    subscribe(_browser(platforms), make_key(manager))
    Subscriber.objects.create(email="ban-doc@example.vn", state=Subscriber.State.ACTIVE, confirmed_at=timezone.now())
    for code, (address, credentials) in ACCOUNTS.items():
        account = Account.objects.create(channel=code, name=code, address=address)
        keep_credentials(account, Credentials(credentials), manager)
        Account.objects.filter(pk=account.pk).update(active=True)


def _browser(platforms: Platforms) -> Browser:
    """A reader's, who wants to be told of news."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    public = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Browser(platforms.url("webpush"), encoded(public), encoded(os.urandom(16)))


def _partner(manager: User, platforms: Platforms, name: str) -> WebhookEndpoint:
    endpoint = WebhookEndpoint.objects.create(name=name, url=platforms.url(name))
    make_secret(endpoint, manager)
    return endpoint


def _switch(partners: list[WebhookEndpoint], *, active: bool) -> None:
    WebhookEndpoint.objects.filter(pk__in=[each.pk for each in partners]).update(active=active)


def _worker(platforms: Platforms) -> "subprocess.Popen[bytes]":
    """The worker as it is started in use, led to the platforms."""
    leading = {
        "TELEGRAM_API_BASE": platforms.url("telegram"),
        "FACEBOOK_API_BASE": platforms.url("facebook"),
        "ZALO_API_BASE": platforms.url("zalo"),
        "ZALO_OAUTH_BASE": platforms.url("zalo-tokens"),
        "WEB_PUSH_SERVICES": "127.0.0.1",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(platforms.mailbox.port),
        "EMAIL_USE_TLS": "0",
        "EMAIL_USE_SSL": "0",
        "EMAIL_HOST_USER": "",
    }
    return subprocess.Popen(  # noqa: S603
        [sys.executable, str(BASE_DIR / "manage.py"), "worker"],
        env={**os.environ, **leading},
        cwd=BASE_DIR,
        stdout=subprocess.DEVNULL,
    )
