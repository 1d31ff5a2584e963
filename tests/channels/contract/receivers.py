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
        self.other = Partner()

    def recipient(self) -> int:
        endpoint, secret = make_endpoint(self.other.url())
        self.other.secrets["/nhan"] = secret
        self.secrets = (secret.removeprefix("whsec_"),)
        return endpoint.pk

    def step(self, fault: Fault | None) -> Any:
        wait = (429, {"retry-after": str(ASKED_WAIT)})
        steps: dict[Any, Any] = {None: 202, Fault.WAIT: wait, Fault.FAIL: 500, Fault.GONE: 410}
        return steps.get(fault, str(fault))

    def taken(self) -> int:
        return len({request["headers"]["webhook-id"] for request in self.other.requests if request["taken"]})

    def shown(self) -> list[str]:
        """The newest version of each article, unless it was taken back."""
        newest = {request["body"]["uri"]: request["body"] for request in self.other.requests if request["taken"]}
        return [str(body) for body in newest.values() if body["pubStatus"] == "usable"]


WITHDRAWN, CORRECTED = "Đã gỡ: ", "Cải chính: "
"""How the subjects of mails begin that follow another."""


class MailSide(Counterpart):
    """The newsletter's mail server. It counts no account's posts, and nobody is struck off for a refusal."""

    code = "email"
    faults = frozenset({Fault.FAIL, Fault.DROP, Fault.CUT, Fault.HANG, Fault.SLOW})

    def __init__(self) -> None:
        self.other = MailServer()

    def lead_here(self, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", self.other.port, 1
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.NEWSLETTER_FROM = "Tòa soạn <toasoan@example.vn>"

    def recipient(self) -> int:
        return make_subscriber().pk

    def step(self, fault: Fault | None) -> str:
        steps = {None: "accept", Fault.FAIL: "451-data", Fault.DROP: "cut-rcpt", Fault.CUT: "cut-data"}
        return steps.get(fault, str(fault))

    def finish(self) -> None:
        """Nothing that a mail server takes late changes what stands there."""

    def taken(self) -> int:
        return len(self.other.mails)

    def shown(self) -> list[str]:
        """The newest of each thread, less those that end in a withdrawal."""
        newest = {str(mail["References"] or mail["Message-ID"]).split()[0]: mail for mail in self.other.mails}
        return [
            f"{mail['Subject']} {body.get_content()}"
            for mail in newest.values()
            if (body := mail.get_body(("plain",))) and not mail["Subject"].strip().startswith(WITHDRAWN)
        ]


class PushSide(Counterpart):
    """A reader's browser behind its push service, which counts nobody's posts: what it asks for is kept for the service."""

    code = "webpush"
    faults = EVERY_FAULT - {Fault.WAIT}

    def __init__(self) -> None:
        self.other = push.PushService()

    def lead_here(self, settings: Any) -> None:
        settings.WEB_PUSH_SERVICES = ["127.0.0.1"]

    def recipient(self) -> int:
        key = make_key()
        self.secrets = (private_of(key),)
        return subscribe(parsed(self.other.subscribed(key.public)), key).pk

    def taken(self) -> int:
        """How many different messages: the same again takes its own place."""
        return len({(path, json.dumps(said)) for path, _headers, said in self.other.messages})

    def shown(self) -> list[str]:
        """What stands on the screen, less the notices of withdrawals."""
        on_screen = self.other.on_screen().values()
        return [f"{said['title']} {said['body']} {said['link']}" for said in on_screen if "withdrawn" not in said]
