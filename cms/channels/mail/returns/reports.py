"""Reads what comes to the return address: delivery status notifications (RFC 3464) and complaints (RFC 5965)."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Any

from ...models import Returned
from .status import FOR_GOOD, code_in, without_addresses

log = logging.getLogger(__name__)

MOST_BYTES = 2 * 1024 * 1024
"""Of a mail; what is behind is left out. The report stands before the copy of the mail that came back."""
_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To")
_NO_COMPLAINT = frozenset({"not-spam", "auth-failure", "dmarc"})
_LEAVE = re.compile(r"/huy/([\w-]{20,64})/")


@dataclass(frozen=True)
class Report:
    """``status`` is an enhanced status code, or the kind of complaint. ``told_to``: the headers in which the return address may
    stand. ``leave_token``: that of the link to unsubscribe of the mail complained of."""

    kind: Returned.Kind
    status: str
    detail: str
    told_to: str
    leave_token: str = ""


def read(raw: bytes) -> Report | None:
    """What a mail reports; None for any other mail, and for a notice that a mail is late or has arrived."""
    try:
        mail = message_from_bytes(raw[:MOST_BYTES])
        parts = {part.get_content_type(): part for part in reversed(list(mail.walk()))}
        return _complaint(mail, parts) or _failure(mail, parts)
    except Exception as error:  # The parser raises a good many, and a mail that breaks it must not hold up the others.
        log.warning("A mail to the return address can't be read: %s", type(error).__name__)
        return None


def _failure(mail: Message, parts: dict[str, Message]) -> Report | None:
    for fields in _blocks(parts.get("message/delivery-status")):
        if _of(fields, "Action").lower() != "failed":
            continue
        said = _of(fields, "Diagnostic-Code")
        status = code_in(_of(fields, "Status"), said)
        kind = Returned.Kind.HARD if status in FOR_GOOD else Returned.Kind.SOFT
        return Report(kind, status, without_addresses(said), _told_to(mail, parts))
    return None


def _complaint(mail: Message, parts: dict[str, Message]) -> Report | None:
    for fields in _blocks(parts.get("message/feedback-report")):
        about = _of(fields, "Feedback-Type").lower()
        if not about or about in _NO_COMPLAINT:
            return None
        told = f"{_of(fields, 'Original-Mail-From')}\n{_told_to(mail, parts)}"
        leave = _LEAVE.search("".join(_of(copy, "List-Unsubscribe") for copy in _copies(parts)))
        return Report(Returned.Kind.COMPLAINT, about[:20], "", told, leave[1] if leave else "")
    return None


def _told_to(mail: Message, parts: dict[str, Message]) -> str:
    outer = [str(value) for name in _TO for value in mail.get_all(name, [])]
    return "\n".join([*outer, *(_of(copy, "Return-Path") for copy in _copies(parts))])


def _copies(parts: dict[str, Message]) -> Iterator[Message]:
    """The mail that the report is about, as far as it came along."""
    yield from _blocks(parts.get("message/rfc822"))
    headers = parts.get("text/rfc822-headers")
    if headers is not None:
        yield message_from_bytes(_bytes(headers))


def _blocks(part: Message | None) -> list[Message]:
    """The messages in a part of type ``message/…``."""
    inside: Any = part.get_payload() if part is not None else []
    return [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []


def _bytes(part: Message) -> bytes:
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _of(fields: Message, name: str) -> str:
    return str(fields.get(name, "")).strip()
