"""Those who get articles without an account on a platform, under the contract: partners, subscribers, readers' browsers."""

import json
from typing import Any

from cms.channels.webpush.keys import make_key, private_of
from cms.channels.webpush.subscriptions import parsed, subscribe
from tests.factories.channels import make_endpoint, make_subscriber

from ..platforms import push
from ..platforms.http import ASKED_WAIT, Fault
from ..servers import MailServer, Partner
from .counterpart import EVERY_FAULT, Counterpart


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
        endpoint, secret = make_endpoint(self.partner.url())
        self.partner.secrets["/nhan"] = secret
        self.secrets = (secret.removeprefix("whsec_"),)
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
        self.secrets = (private_of(key),)
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
