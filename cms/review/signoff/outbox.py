"""Letters to leaders: what the worker calls again and again. A letter goes the way of every message (`cms.sending.claims`)."""

import time
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.sending import claims
from cms.sending.errors import NotDue
from cms.sending.smtp import Conversation
from cms.sending.transmission import SECONDS_A_ROUND, Transmission, make_durable
from cms.text.dates import full_moment

from .models import SignoffLetter, SignoffRequest
from .tokens import code_of, in_groups, token_of

_WAITING = (SignoffLetter.State.QUEUED, SignoffLetter.State.SENDING)


def run_once(limit: int = 50) -> int:
    """Sends what is due, at most ``limit`` letters, and returns how many it took up. Never called inside a transaction."""
    make_durable()
    claims.recover(SignoffLetter.objects.all(), timezone.now())
    due = list(claims.due(SignoffLetter.objects.all(), timezone.now()).values_list("pk", flat=True)[:limit])
    if not due:
        return 0
    conversation, started, taken = Conversation(), time.monotonic(), 0
    try:
        for pk in due:
            taken += _deliver(pk, conversation)
            if time.monotonic() - started > SECONDS_A_ROUND:
                break
        return taken
    finally:
        conversation.close()
        # What is sent no more needs no secret.
        SignoffLetter.objects.exclude(state__in=_WAITING).exclude(salt="").update(salt="")


def _deliver(pk: int, conversation: Conversation) -> bool:
    letter = claims.claim(SignoffLetter.objects.select_related("request__leader"), pk, timezone.now())
    if letter is None:
        return False
    transmission = Transmission(letter, timezone.now)
    if not _still_wanted(letter):
        claims.drop(letter, "over", timezone.now())
    else:

        def step(now: object) -> None:
            with transaction.atomic(durable=True):
                claims.begin(letter, timezone.now())

        try:
            transmission.make(lambda: conversation.send(message_for(letter), transmission.beginning(step)))
        except NotDue as reason:
            claims.drop(letter, str(reason), timezone.now())
    return True


def _still_wanted(letter: SignoffLetter) -> bool:
    request = letter.request
    return bool(letter.salt and request.is_open() and request.leader and request.leader.email)


def message_for(letter: SignoffLetter) -> EmailMultiAlternatives:
    """The mail: the link or the code, and nothing about the article."""
    request = letter.request
    if request.leader is None:
        raise ValueError("There is nobody to write to.")
    with override(settings.LANGUAGE_CODE):
        link = letter.purpose == SignoffLetter.Purpose.LINK
        subject = _("The newsroom asks for your opinion") if link else _("Your code for the newsroom")
        context = {
            "link": link_of(token_of(letter.salt)) if link else "",
            "code": "" if link else in_groups(code_of(letter.salt)),
            "until": full_moment(request.expires_at),
        }
        return EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("mail/signoff.txt", context).strip() + "\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[request.leader.email],
            headers={
                "Message-ID": f"<{letter.message_id}@{_domain()}>",
                "Auto-Submitted": "auto-generated",
                "Content-Language": settings.LANGUAGE_CODE,
            },
        )


def link_of(token: str) -> str:
    """The address that the leader opens."""
    return settings.PUBLIC_BASE_URL + reverse("signoff_page", args=[token])


def mail_state(request: SignoffRequest) -> SignoffLetter | None:
    """The newest letter of the request; None where none was written."""
    return request.letters.order_by("-pk").first()


def _domain() -> str:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return sender or urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
