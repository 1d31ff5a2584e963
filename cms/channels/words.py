"""The ledger in words: channels and recipients by name, its stable codes as sentences, and what a person can do about them."""

import re
from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from .models import Account, Delivery, Placement, WebhookEndpoint
from .models.placement import BY_HAND
from .registry import channel, is_channel, is_platform

_CODES = {
    "worker_lost": gettext_lazy("the worker that sent it was not heard of again"),
    "withdrawn": gettext_lazy("the article was withdrawn before it left"),
    "superseded": gettext_lazy("a newer version replaces it"),
    "unchanged": gettext_lazy("the post stays as it stands there"),
    "ruled_out": pgettext_lazy("ledger", "by the channel's rule it does not go there"),
    "nowhere": gettext_lazy("it does not stand there"),
    "by_hand": gettext_lazy("the platform does not allow it (any more): left to a person"),
    "remade": gettext_lazy(
        "not the stored post word for word: it leaves as the public may read it now, without what was taken back since"
    ),
    "no_post": gettext_lazy("this version has no post for the channel"),
    "recipient_left": gettext_lazy("the recipient wants nothing more"),
    "private_address": gettext_lazy("the address lies in a private network"),
    "https_required": gettext_lazy("the address does not begin with https://"),
    "secret_unreadable": gettext_lazy("the secret can't be read with the present key; make a new one"),
    "unknown_service": gettext_lazy("the push service is not known here (any more)"),
    "body_too_large": gettext_lazy("the article is too large"),
    "being_made": gettext_lazy("the platform has taken it and is still making it"),
    "renewing": gettext_lazy("new credentials are being asked for"),
    "token:renewal_refused": gettext_lazy("the platform gives no new credentials for those that are kept"),
    "token:renewal_lost": gettext_lazy(
        "the connection broke while credentials were renewed, and those that are kept are used up"
    ),
    "handed over": gettext_lazy("handed over to the mail folder"),
}
_KINDS = {
    "name": gettext_lazy("the address was not found: %(what)s"),
    "token": gettext_lazy("the platform does not accept the credentials any more (%(what)s)"),
    "gone": gettext_lazy("the recipient is there no more (%(what)s)"),
    "permission": gettext_lazy("the platform does not allow it with these credentials (%(what)s)"),
    "pace": gettext_lazy("the platform asks for a pause (%(what)s)"),
    "renewing": gettext_lazy("the credentials had ended, and new ones are being asked for (%(what)s)"),
    "picture": gettext_lazy("the platform could not fetch the picture (%(what)s)"),
    "internal": gettext_lazy("an error in the newsroom's own program: %(what)s"),
}
_FAULT = gettext_lazy("the other side's server reports a fault (%(what)s)")
_ANSWERS = (
    (re.compile(r"HTTP 3\d\d"), gettext_lazy("the address has moved elsewhere (%(what)s)")),
    (re.compile(r"HTTP 401.*"), gettext_lazy("the other side does not accept the credentials (%(what)s)")),
    (re.compile(r"HTTP 403.*"), gettext_lazy("the other side does not allow it (%(what)s)")),
    (re.compile(r"HTTP 404.*"), gettext_lazy("the other side does not know what it was asked for (%(what)s)")),
    (re.compile(r"HTTP 410.*"), gettext_lazy("the other side wants nothing more (%(what)s)")),
    (re.compile(r"HTTP 413.*"), gettext_lazy("the article is too large for the other side (%(what)s)")),
    (re.compile(r"HTTP 429.*"), gettext_lazy("the other side asks for a pause (%(what)s)")),
    (re.compile(r"HTTP 4\d\d.*"), gettext_lazy("the other side does not take it (%(what)s)")),
    (re.compile(r"HTTP 5\d\d.*"), _FAULT),
    (re.compile(r"4\d\d .*"), gettext_lazy("the mail server does not take it for now (%(what)s)")),
    (re.compile(r"5\d\d .*"), gettext_lazy("the mail server does not take it (%(what)s)")),
)
"""What answers mean that came without a word, whoever gave them."""

_CONNECTION = gettext_lazy("the connection failed: %(what)s")
_BROKEN_OFF = gettext_lazy("the other side broke the connection off")
_TOO_LATE = gettext_lazy("the other side did not answer in time")
_NOBODY = gettext_lazy("nobody answers at the address")
_CONNECTIONS = {
    **dict.fromkeys(["RemoteProtocolError", "ReadError", "WriteError", "CloseError"], _BROKEN_OFF),
    **dict.fromkeys(["SMTPServerDisconnected", "ConnectionResetError", "BrokenPipeError"], _BROKEN_OFF),
    **dict.fromkeys(["ConnectTimeout", "ReadTimeout", "WriteTimeout", "TimeoutError"], _TOO_LATE),
    **dict.fromkeys(["ConnectError", "ConnectionRefusedError", "SMTPConnectError"], _NOBODY),
}
"""What the errors of httpx, smtplib and the system's sockets come to."""


def label_of(code: str) -> str:
    """What people call the channel; its code where the operator has taken it out."""
    if code == BY_HAND:
        return pgettext("place of an article", "by hand")
    return str(channel(code).label) if is_channel(code) else code


def recipient_of(code: str, recipient_id: int) -> str:
    """What people call a channel's recipient."""
    return channel(code).recipient_label(recipient_id) if is_channel(code) else f"#{recipient_id}"


def recipients_of(deliveries: Iterable[Delivery]) -> dict[tuple[str, int], str]:
    """What people call the recipients of these deliveries, by channel and id: a query a channel."""
    wanted: dict[str, set[int]] = {}
    for each in deliveries:
        wanted.setdefault(each.channel, set()).add(each.recipient_id)
    named = {code: channel(code).recipient_labels(ids) for code, ids in wanted.items() if is_channel(code)}
    return {
        (code, one): named[code].get(one, _("(erased)")) if code in named else f"#{one}"
        for code, ids in wanted.items()
        for one in ids
    }


def account_state(account: Account) -> str:
    """Whether articles go to the account, and if not, why."""
    if account.stopped_because:
        return _("stopped: the platform has closed the account to the newsroom")
    if not account.credentials:
        return _("lacks credentials")
    if account.is_test:
        return _("for tests")
    return _("active") if account.active else _("gets no new articles: the box “%(box)s” is empty") % {"box": box()}


def endpoint_state(endpoint: WebhookEndpoint) -> str:
    """Whether the partner gets anything, and if not, why."""
    if endpoint.stopped_because:
        return _("stopped: the partner wants nothing more")
    if not endpoint.active:
        return _("switched off")
    return _("active") if endpoint.secret else _("lacks a secret")


def box() -> str:
    """What the form of an account calls the box that lets articles go there."""
    return capfirst(str(Account._meta.get_field("active").verbose_name))


def what_to_do_there(account: Account) -> str:
    """What a manager of channels can do so that articles go to the account; empty where they do, or are not meant to."""
    if account.stopped_because:
        told = _(
            "Look at the platform: is the account still open, and may the newsroom post there? Then enter new credentials and "
            "tick the account's box “%(box)s”."
        )
        return told % {"box": box()}
    return "" if account.credentials else _("Enter the credentials.")


def place_label(place: Placement) -> str:
    """The place as people call it: the platform and the account, or what somebody wrote."""
    if place.channel == BY_HAND:
        return place.name
    return f"{label_of(place.channel)}: {recipient_of(place.channel, place.recipient_id or 0)}"


def in_words(detail: str) -> str:
    """The ledger's stable codes as a sentence; what the other side said as it is."""
    kind, _colon, what = detail.partition(":")
    if detail in _CODES:
        return str(_CODES[detail])
    if kind == "connection":
        return str(_CONNECTIONS.get(what) or str(_CONNECTION) % {"what": what})
    if answer := next((told for each, told in _ANSWERS if each.fullmatch(detail)), None):
        return str(answer) % {"what": detail}
    return str(_KINDS[kind]) % {"what": what} if kind in _KINDS else detail


def service_trouble(service: str, detail: str) -> str:
    """That a push service takes nothing for now, and that nobody has to do anything about it."""
    told = _("Push service %(service)s: %(trouble)s. It is tried again by itself; nothing is to be done.")
    return told % {"service": service, "trouble": in_words(detail)}


def why_unknown(delivery: Delivery) -> str:
    """Why nobody knows whether the delivery has arrived, and whom a person asks."""
    if delivery.channel == "email":
        return _(
            "The connection broke after the message was sent, so nobody here knows whether it arrived. Ask the recipient or look "
            "into the mail server's log, then say so."
        )
    if may_have_a_link(delivery):
        return _(
            "The connection broke after the post was sent, so nobody here knows whether it stands there. Look at the account, "
            "then say so; with the post's link, later corrections find it by themselves."
        )
    return _(
        "The connection broke after the sending, so nobody here knows whether the other side has it. Ask there, then choose the "
        "outcome below."
    )


def may_have_a_link(delivery: Delivery) -> bool:
    """Whether what arrived is a post that has an address of its own."""
    return delivery.dispatch is not None and is_platform(delivery.channel)
