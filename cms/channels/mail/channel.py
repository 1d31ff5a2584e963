from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from cms.publication.reading import Reading
from cms.publication.story import DigestDetails, Story
from cms.sending.smtp import Conversation

from ..channel import Begin, Channel, Envelope, Outcome, Payload, Sender
from ..models import Delivery, Dispatch, Subscriber
from ..platform import stored
from .compose import article_mail, digest_mail, pictures_of, problems, subscription_letter
from .links import UNSUBSCRIBE
from .message import message_for
from .returns.actions import refused_for_good
from .returns.address import return_address
from .returns.status import FOR_GOOD, code_in

_WANTED = {
    Delivery.Purpose.ARTICLE: Subscriber.State.ACTIVE,
    Delivery.Purpose.ALREADY: Subscriber.State.ACTIVE,
    Delivery.Purpose.CONFIRM: Subscriber.State.PENDING,
}


_AUDIENCE = {
    "daily": gettext_lazy("Everybody who wants the newsletter once a day"),
    "weekly": gettext_lazy("Everybody who wants the newsletter once a week"),
}


class EmailChannel(Channel):
    """The newsletter: each new article, or a digest, to everybody who subscribes to that in its language. A mail that is out can't
    be changed, so what comes later is not mailed by itself; the mail's link leads to the present version, or to the notice of a
    withdrawal."""

    code = "email"
    kinds = frozenset({"article", "digest"})
    queue_a_recipient = False
    writes_letters = True
    label = gettext_lazy("E-mail")
    follows = False
    keeps_places = False
    envelope = (
        *("Return-Path", "From", "To", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"),
        UNSUBSCRIBE,
    )

    def compose(self, story: Story) -> Payload | None:
        return article_mail(story) if story.kind == "article" else digest_mail(story)

    def validate(self, payload: Payload) -> list[str]:
        return problems(payload)

    def preview(self, payload: Payload) -> str:
        return render_to_string("admin/channels/preview_email.html", {"payload": payload, "stored": stored(payload)})

    def reading(self, payload: Payload) -> Reading:
        text = payload["text"].replace(UNSUBSCRIBE, pgettext("of a mail", "(each recipient's own link)"))
        audience = _AUDIENCE.get(payload.get("rhythm", ""), _("Everybody who has subscribed to the newsletter"))
        return Reading(str(audience), payload["subject"], text, pictures_of(payload))

    def letter(self, delivery: Delivery) -> Payload:
        return subscription_letter(delivery.purpose, Subscriber.objects.get(pk=delivery.recipient_id).language)

    def told_to(self, story: Story) -> str:
        count = _readers(story).count()
        told = ngettext("Will be sent to: %(count)s subscriber", "Will be sent to: %(count)s subscribers", count)
        return told % {"count": number_format(count, use_l10n=True, force_grouping=True)}

    def recipients(self, dispatch: Dispatch, after: int, limit: int) -> Iterable[int]:
        active = _readers(dispatch.publication.story).filter(pk__gt=after)
        return active.order_by("pk").values_list("pk", flat=True)[:limit]

    def recipient_takes(self, delivery: Delivery) -> bool:
        wanted = _WANTED[Delivery.Purpose(delivery.purpose)]
        subscribers = Subscriber.objects.filter(pk=delivery.recipient_id, state=wanted)
        if delivery.dispatch is not None:
            subscribers = subscribers.filter(wants=_who_wants(delivery.dispatch.publication.story))
        return subscribers.exists()

    def recipient_labels(self, ids: Collection[int]) -> dict[int, str]:
        return dict(Subscriber.objects.filter(pk__in=ids).values_list("pk", "email"))

    def recipient_gone(self, recipient_id: int) -> None:
        """The mail server said at once that the address takes no mail."""
        refused_for_good(recipient_id)

    def sender(self) -> Sender:
        return _MailSender()


def _readers(story: Story) -> "QuerySet[Subscriber]":
    """Those who get the story."""
    active = Subscriber.objects.filter(state=Subscriber.State.ACTIVE)
    return active.filter(language=story.language, wants=_who_wants(story))


def _who_wants(story: Story) -> Subscriber.Wants:
    """What somebody has chosen who gets the story."""
    if isinstance(story.details, DigestDetails):
        return Subscriber.Wants(story.details.rhythm)
    return Subscriber.Wants.EACH


class _MailSender(Sender):
    def __init__(self) -> None:
        self._conversation = Conversation()

    def send(self, envelope: Envelope, begin: Begin) -> Outcome:
        subscriber = Subscriber.objects.get(pk=envelope.delivery.recipient_id)
        message = message_for(envelope.delivery, envelope.payload, subscriber)
        outcome = self._conversation.send(message, begin, return_address(envelope.delivery))
        return replace(outcome, recipient_gone=outcome.state == "refused" and code_in(outcome.detail) in FOR_GOOD)

    def close(self) -> None:
        self._conversation.close()
