"""A payload in its envelope: the bytes that a mail server gets."""

import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from ..channel import Payload
from ..earlier import sent_before
from ..models import Delivery, Dispatch, Subscriber
from .links import CONFIRM, UNSUBSCRIBE, confirm_url, leave_url

LATEST = 9
"""Earlier mails that a mail names beside the first, which keeps them together."""


def message_for(delivery: Delivery, payload: Payload, subscriber: Subscriber) -> EmailMultiAlternatives:
    """The mail to one subscriber. Raises ``django.core.mail.BadHeaderError`` where a header would hold a line break."""
    leave = leave_url(subscriber)
    links = {UNSUBSCRIBE: leave}
    if delivery.purpose == Delivery.Purpose.CONFIRM:
        links[CONFIRM] = confirm_url(subscriber)
    message = EmailMultiAlternatives(
        subject=payload["subject"],
        body=_filled(payload["text"], links),
        from_email=from_address(),
        to=[subscriber.email],
        headers=headers_of(delivery, payload, leave),
    )
    message.attach_alternative(_filled(payload["html"], links), "text/html")
    return message


def headers_of(delivery: Delivery, payload: Payload, leave: str) -> dict[str, str]:
    """The headers beside sender, recipient, subject and date. A letter about a subscription is no list mail."""
    headers = {
        "Message-ID": f"<{delivery.message_id}@{mail_domain()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": payload["language"],
    }
    if delivery.purpose != Delivery.Purpose.CONFIRM:
        # One click, without signing in: RFC 8058. The mail server's DKIM signature has to cover both headers.
        headers["List-Unsubscribe"] = f"<{leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if earlier := _told_earlier(delivery):
        # A reader's program shows a correction where it shows what is corrected (RFC 5322, 3.6.4).
        headers["In-Reply-To"], headers["References"] = earlier[-1], " ".join(earlier[:1] + earlier[1:][-LATEST:])
    if delivery.purpose == Delivery.Purpose.ARTICLE:
        headers["List-Id"] = f"<ban-tin.{mail_domain()}>"
        headers["Precedence"] = "list"
    return headers


def _told_earlier(delivery: Delivery) -> list[str]:
    if delivery.dispatch is None or delivery.dispatch.action == Dispatch.Action.POST:
        return []
    return [f"<{message_id}@{mail_domain()}>" for message_id in sent_before(delivery)]


def from_address() -> str:
    return settings.NEWSLETTER_FROM or settings.DEFAULT_FROM_EMAIL


def mail_domain() -> str:
    """The domain of message ids: the sender's, else the site's."""
    return parseaddr(from_address())[1].rpartition("@")[2] or urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"


def _filled(text: str, links: dict[str, str]) -> str:
    # One pass: what stands in a link is never taken for another place.
    return re.sub("|".join(map(re.escape, links)), lambda match: links[match[0]], text)
