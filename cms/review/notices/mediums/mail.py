"""Notices by mail: text and HTML, one mail for one notice or for all that have gathered."""

from collections.abc import Iterable
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override

from cms.sending.outcome import Begin, Outcome
from cms.sending.smtp import Conversation
from cms.text.dates import full_moment
from cms.text.normal import one_line

from ..words import address_of, language_of, list_address, sentence_of, settings_address
from .base import Courier, Letter, Medium

MAX_SUBJECT = 200
"""Characters. A header line may have 998 octets (RFC 5322, 2.1.1), and a Vietnamese letter takes up to three before encoding."""


class Mail(Medium):
    code = "mail"

    def ready(self) -> bool:
        return True

    def reaches(self, user_ids: Iterable[int]) -> set[int]:
        users = get_user_model()._default_manager.filter(pk__in=list(user_ids)).exclude(email="")
        return set(users.values_list("pk", flat=True))

    def courier(self) -> Courier:
        return _MailCourier()


class _MailCourier(Courier):
    def __init__(self) -> None:
        self._conversation = Conversation()

    def send(self, letter: Letter, begin: Begin) -> Outcome:
        return self._conversation.send(message_for(letter), begin)

    def close(self) -> None:
        self._conversation.close()


def message_for(letter: Letter) -> EmailMultiAlternatives:
    """The mail, in the language of its recipient."""
    language = language_of(letter.recipient)
    with override(language):
        told = [
            {"sentence": sentence_of(notice), "link": address_of(notice), "moment": full_moment(notice.made_at)}
            for notice in letter.notices
        ]
        subject = _subject([each["sentence"] for each in told])
        context = {
            "subject": subject,
            "notices": told,
            "language": language,
            "list_url": list_address(),
            "settings_url": settings_address(),
        }
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("mail/notices.txt", context).strip() + "\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.recipient.email],
            headers={
                "Message-ID": f"<{letter.delivery.message_id}@{_domain()}>",
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
            },
        )
        message.attach_alternative(render_to_string("mail/notices.html", context), "text/html")
    return message


def _subject(sentences: list[str]) -> str:
    if len(sentences) == 1:
        text = one_line(sentences[0])
        return text if len(text) <= MAX_SUBJECT else text[: MAX_SUBJECT - 1] + "…"
    count = len(sentences)
    return ngettext("%(count)d notice from the newsroom", "%(count)d notices from the newsroom", count) % {
        "count": count
    }


def _domain() -> str:
    """The domain of message ids: the sender's, else the admin's."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return sender or urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
