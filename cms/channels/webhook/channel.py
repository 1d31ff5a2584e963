import json
from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from standardwebhooks.webhooks import Webhook

from cms.publication.models import Shelf
from cms.publication.reading import Reading
from cms.publication.story import Story
from cms.trail.record import record

from ..channel import Begin, Channel, Envelope, Outcome, Payload, Sender
from ..errors import ChannelError
from ..items import enveloped
from ..models import Attempt, Delivery, Dispatch, WebhookEndpoint
from ..ninjs import article_item, cancelled, headline_of, pictures_of, plain_words, problems
from ..platform import stored
from ..vault import unlock
from ..verbs import ALWAYS, Abilities
from ..wording import shown_here
from . import http

_ENVELOPE_BYTES = 1024
"""More than version and times take."""


class WebhookChannel(Channel):
    """Partners' endpoints: each version of an article as ninjs, signed as Standard Webhooks says; a withdrawal too, to
    whoever got the article."""

    code = "webhook"
    label = gettext_lazy("Partners (webhook)")
    abilities = Abilities(edit=ALWAYS, withdraw=ALWAYS)
    takes_versions = True
    envelope = ("webhook-id", "webhook-timestamp", "webhook-signature", "version", "firstCreated", "versionCreated")

    def compose(self, story: Story) -> Payload:
        return article_item(story)

    def validate(self, payload: Payload) -> list[str]:
        found = problems(payload)
        if len(json.dumps(payload, ensure_ascii=False).encode()) > http.MAX_BODY - _ENVELOPE_BYTES:
            found.append(_("The article with all its parts is too long."))
        return found

    def takers(self) -> dict[int, str]:
        return dict(_endpoints().values_list("pk", "name"))

    def told_to(self, story: Story) -> str:
        names = ", ".join(self.takers().values())
        return _("Will be sent to: %(names)s") % {"names": names} if names else ""

    def preview(self, payload: Payload) -> str:
        context = {
            "headline": headline_of(payload),
            "words": plain_words(payload),
            "photos": [shown_here(address) for address in pictures_of(payload)],
            "stored": stored(payload),
        }
        return render_to_string("admin/channels/preview_webhook.html", context)

    def reading(self, payload: Payload) -> Reading:
        audience = _("Newsrooms and sites that receive our articles automatically")
        return Reading(audience, headline_of(payload), plain_words(payload), pictures_of(payload), machine=True)

    def cancellation(self, payload: Payload, notice: str) -> Payload:
        return cancelled(payload, notice)

    def recipients(self, dispatch: Dispatch, after: int, limit: int) -> Iterable[int]:
        if dispatch.action == Dispatch.Action.CANCEL:
            went = Attempt.objects.filter(
                event=Attempt.Event.SENDING,
                delivery__channel=self.code,
                delivery__dispatch__page_id=dispatch.page_id,
                delivery__recipient_id__gt=after,
            )
            ids = went.order_by("delivery__recipient_id").values_list("delivery__recipient_id", flat=True)
            return ids.distinct()[:limit]
        return _endpoints().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit]

    def recipient_takes(self, delivery: Delivery) -> bool:
        return _endpoints().filter(pk=delivery.recipient_id).exists()

    def recipient_labels(self, ids: Collection[int]) -> dict[int, str]:
        return dict(WebhookEndpoint.objects.filter(pk__in=ids).values_list("pk", "name"))

    def recipient_gone(self, recipient_id: int) -> None:
        """Switches the endpoint off: its 410 says that it wants nothing more (Standard Webhooks, *Deliverability*)."""
        if WebhookEndpoint.objects.filter(pk=recipient_id, active=True).update(active=False, stopped_because="gone"):
            record("endpoint.stopped", subject=f"endpoint:{recipient_id}", data={"because": "gone"})

    def sender(self) -> Sender:
        return _WebhookSender()


def _endpoints() -> "QuerySet[WebhookEndpoint]":
    """Those that get articles."""
    return WebhookEndpoint.objects.filter(active=True).exclude(secret="")


class _WebhookSender(Sender):
    def send(self, envelope: Envelope, begin: Begin) -> Outcome:
        endpoint = WebhookEndpoint.objects.get(pk=envelope.delivery.recipient_id)
        try:
            secret = unlock(endpoint.secret)
        except ChannelError:
            return Outcome("retry", "secret_unreadable", holds_queue=True, locked_out=True)
        body = body_of(envelope)
        return http.post(endpoint.url, body, headers_of(envelope.delivery, body, secret), begin)


def body_of(envelope: Envelope) -> bytes:
    """The request's body: the payload with its version and times. The same for every attempt."""
    dispatch = envelope.delivery.dispatch
    if dispatch is None:
        raise TypeError("A webhook delivers articles only.")
    shelf = Shelf.objects.filter(pk=dispatch.page_id).first()
    item = enveloped(envelope.payload, dispatch, shelf)
    return json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def headers_of(delivery: Delivery, body: bytes, secret: str) -> dict[str, str]:
    """The headers of Standard Webhooks. The id is the delivery's, so a receiver knows a repetition for what it is."""
    message_id, now = f"msg_{delivery.message_id}", timezone.now()
    return {
        "Content-Type": "application/json",
        "User-Agent": "toa-soan-webhook/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, now, body.decode()),
    }
