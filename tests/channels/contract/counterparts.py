"""The other side of each channel on loopback, as the contract sees it. A further channel is a class here and a line in ``ALL``."""

import datetime as dt
import json
import re
import types
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

from cms.channels.registry import channel
from cms.channels.vault import Credentials
from cms.channels.webpush.keys import make_key, private_of
from cms.channels.webpush.subscriptions import parsed, subscribe
from tests.factories.channels import make_endpoint, make_subscriber, open_account

from ..platforms import facebook, mastodon, push, telegram, zalo
from ..platforms.http import ASKED_WAIT, Fault, HttpPlatform
from ..servers import MailServer, Partner

DOCS = Path(__file__).parents[3] / "docs" / "channels.md"

EVERY_FAULT = frozenset(Fault)


class Counterpart(ABC):
    """``code`` is the channel's; ``faults`` what its other side can be told to do; ``secret`` what opens its account and must stand
    nowhere."""

    code: ClassVar[str]
    faults: ClassVar[frozenset[Fault]] = EVERY_FAULT
    secret: str = ""

    @abstractmethod
    def __enter__(self) -> "Counterpart":
        """Starts the other side."""

    @abstractmethod
    def __exit__(self, *exc_info: object) -> None: ...

    @abstractmethod
    def lead_here(self, settings: Any) -> None:
        """Has the newsroom's settings lead to this side, where addresses stand in settings."""

    @abstractmethod
    def recipient(self) -> int:
        """Makes an account, a partner, a subscriber; its id. At the end it gets articles."""

    @abstractmethod
    def plan(self, fault: Fault | None) -> None:
        """What happens to the next request, after those planned already, that would change something; None for nothing."""

    @abstractmethod
    def plan_next(self, fault: Fault) -> None:
        """What happens to the very next one."""

    @abstractmethod
    def calm(self) -> None:
        """Forgets what was planned."""

    @abstractmethod
    def finish(self) -> None:
        """Waits until every request that has reached it is done or refused."""

    @abstractmethod
    def taken(self) -> int:
        """How many requests it has done that changed something."""

    @abstractmethod
    def shown(self) -> list[str]:
        """What its readers see of our articles, oldest first: text or markup."""

    def age(self, by: dt.timedelta) -> None:  # noqa: B027 - most have no clock
        """Its clock goes on."""


class PlatformCounterpart(Counterpart):
    """An account on a fake platform."""

    platform: HttpPlatform
    credentials: ClassVar[dict[str, str]]

    def __enter__(self) -> "PlatformCounterpart":
        self.platform.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.platform.__exit__()

    def lead_here(self, settings: Any) -> None:
        pass

    @abstractmethod
    def address(self) -> str:
        """How the platform calls the account."""

    def recipient(self) -> int:
        return open_account(self.code, self.address(), Credentials(self.credentials), name="Trang của Thành ủy").pk

    def plan(self, fault: Fault | None) -> None:
        self.platform.plan.append(fault)

    def plan_next(self, fault: Fault) -> None:
        self.platform.plan.appendleft(fault)

    def calm(self) -> None:
        self.platform.plan.clear()

    def finish(self) -> None:
        self.platform.finish()

    def taken(self) -> int:
        return self.platform.taken

    def shown(self) -> list[str]:
        texts: list[str] = self.platform.texts()  # type: ignore[attr-defined]
        return texts

    def age(self, by: dt.timedelta) -> None:
        self.platform.age(by)


class TelegramSide(PlatformCounterpart):
    code = "telegram"
    credentials = {"token": telegram.TOKEN}
    secret = telegram.TOKEN.partition(":")[2]

    def __init__(self) -> None:
        self.platform = telegram.Telegram()

    def lead_here(self, settings: Any) -> None:
        settings.TELEGRAM_API_BASE = self.platform.base

    def address(self) -> str:
        return telegram.CHAT


class FacebookSide(PlatformCounterpart):
    """It tells to wait in minutes, and closes no account: a token or a right is missing, which people can mend."""

    code = "facebook"
    faults = EVERY_FAULT - {Fault.WAIT, Fault.GONE}
    credentials = facebook.CREDENTIALS
    secret = facebook.TOKEN

    def __init__(self) -> None:
        self.platform = facebook.Facebook()

    def lead_here(self, settings: Any) -> None:
        settings.FACEBOOK_API_BASE = f"{self.platform.base}/v23.0"

    def address(self) -> str:
        return facebook.PAGE


class ZaloSide(PlatformCounterpart):
    """It does not say how long to wait, and closes no account: a token or a right is missing, which people can mend."""

    code = "zalo"
    faults = EVERY_FAULT - {Fault.WAIT, Fault.GONE}
    credentials = zalo.CREDENTIALS
    secret = zalo.ACCESS

    def __init__(self) -> None:
        self.platform = zalo.Zalo()

    def lead_here(self, settings: Any) -> None:
        settings.ZALO_API_BASE = f"{self.platform.base}/v2.0"
        settings.ZALO_OAUTH_BASE = f"{self.platform.base}/v4/oa"

    def address(self) -> str:
        return zalo.OA


class MastodonSide(PlatformCounterpart):
    """The example of docs/channels.md, as it stands there."""

    code = "mastodon"
    credentials = {"token": mastodon.TOKEN}
    secret = mastodon.TOKEN

    def __init__(self) -> None:
        self.platform = mastodon.Mastodon()

    def address(self) -> str:
        return f"{self.platform.base}/@toasoan"


class WebhookSide(Counterpart):
    """A partner. Version after version comes under one name, and all of them are kept."""

    code = "webhook"

    def __init__(self) -> None:
        self.partner = Partner()

    def __enter__(self) -> "WebhookSide":
        self.partner.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.partner.__exit__()

    def lead_here(self, settings: Any) -> None:
        pass

    def recipient(self) -> int:
        endpoint, self.secret = make_endpoint(self.partner.url())
        self.partner.secrets["/nhan"] = self.secret
        return endpoint.pk

    def plan(self, fault: Fault | None) -> None:
        self.partner.plan.append(self._step(fault))

    def plan_next(self, fault: Fault) -> None:
        self.partner.plan.appendleft(self._step(fault))

    def _step(self, fault: Fault | None) -> Any:
        wait = (429, {"retry-after": str(ASKED_WAIT)})
        steps: dict[Any, Any] = {None: 202, Fault.WAIT: wait, Fault.FAIL: 500, Fault.GONE: 410}
        return steps.get(fault, str(fault))

    def calm(self) -> None:
        self.partner.plan.clear()

    def finish(self) -> None:
        self.partner.finish()

    def taken(self) -> int:
        return len({request["headers"]["webhook-id"] for request in self.partner.requests if request["taken"]})

    def shown(self) -> list[str]:
        """The newest version of each article, unless it was taken back."""
        newest = {request["body"]["uri"]: request["body"] for request in self.partner.requests if request["taken"]}
        return [str(body) for body in newest.values() if body["pubStatus"] == "usable"]


class MailSide(Counterpart):
    """The newsletter's mail server. It counts no account's posts, and nobody is struck off for a refusal."""

    code = "email"
    faults = frozenset({Fault.FAIL, Fault.DROP, Fault.CUT, Fault.HANG, Fault.SLOW})

    def __init__(self) -> None:
        self.server = MailServer()

    def __enter__(self) -> "MailSide":
        self.server.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.server.__exit__()

    def lead_here(self, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", self.server.port, 1
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.NEWSLETTER_FROM = "Tòa soạn <toasoan@example.vn>"

    def recipient(self) -> int:
        return make_subscriber().pk

    def plan(self, fault: Fault | None) -> None:
        self.server.plan.append(self._step(fault))

    def plan_next(self, fault: Fault) -> None:
        self.server.plan.appendleft(self._step(fault))

    def _step(self, fault: Fault | None) -> str:
        steps = {None: "accept", Fault.FAIL: "451-data", Fault.DROP: "cut-rcpt", Fault.CUT: "cut-data"}
        return steps.get(fault, str(fault))

    def calm(self) -> None:
        self.server.plan.clear()

    def finish(self) -> None:
        """Nothing that a mail server takes late changes what stands there."""

    def taken(self) -> int:
        return len(self.server.mails)

    def shown(self) -> list[str]:
        bodies = [mail.get_body(("plain",)) for mail in self.server.mails]
        return [
            str(mail["subject"]) + body.get_content()
            for mail, body in zip(self.server.mails, bodies, strict=True)
            if body
        ]


class PushSide(Counterpart):
    """A reader's browser behind its push service, which counts nobody's posts: what it asks for is kept for the service."""

    code = "webpush"
    faults = EVERY_FAULT - {Fault.WAIT}

    def __init__(self) -> None:
        self.service = push.PushService()

    def __enter__(self) -> "PushSide":
        self.service.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.service.__exit__()

    def lead_here(self, settings: Any) -> None:
        settings.WEB_PUSH_SERVICES = ["127.0.0.1"]

    def recipient(self) -> int:
        key = make_key()
        self.secret = private_of(key)
        return subscribe(parsed(self.service.subscribed(key.public)), key).pk

    def plan(self, fault: Fault | None) -> None:
        self.service.plan.append(fault)

    def plan_next(self, fault: Fault) -> None:
        self.service.plan.appendleft(fault)

    def calm(self) -> None:
        self.service.plan.clear()

    def finish(self) -> None:
        self.service.finish()

    def taken(self) -> int:
        """How many different messages: the same again takes its own place."""
        return len({(path, json.dumps(said)) for path, _headers, said in self.service.messages})

    def shown(self) -> list[str]:
        """What stands on the screen, less the notices of withdrawals."""
        on_screen = self.service.on_screen().values()
        return [f"{said['title']} {said['body']} {said['link']}" for said in on_screen if "withdrawn" not in said]


ALL: list[type[Counterpart]] = [TelegramSide, FacebookSide, ZaloSide, MastodonSide, WebhookSide, MailSide, PushSide]


def example() -> types.ModuleType:
    """The module of docs/channels.md, as it stands there."""
    found = re.search(r"<!-- example -->\n```python\n(.*?)\n```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found, "docs/channels.md shows no example"
    module = types.ModuleType("the_example")
    exec(compile(found[1], str(DOCS), "exec"), module.__dict__)  # noqa: S102 - our own words
    return module


def keeps_places(side: Counterpart) -> bool:
    return channel(side.code).keeps_places
