"""Notifications in readers' browsers (Push API; RFC 8030, 8291, 8292)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from cms.publication.posts import Words
from cms.publication.reading import Reading
from cms.publication.story import Story
from cms.sending.errors import NotDue
from cms.sending.http import Lines, Reply, Unanswered, outcome_of
from cms.sending.retry import MAX_ATTEMPTS
from cms.text.normal import one_line

from ..channel import Begin, Channel, Envelope, Outcome, Payload, Sender
from ..errors import ChannelError
from ..fitting import shortened
from ..models import Attempt, Delivery, Dispatch, PushSubscription
from ..platform import stored
from ..tagged import tagged_url
from ..verbs import ALWAYS, Abilities, Verb
from ..wording import photo_address, shown_here
from ..words import service_trouble
from . import pace, subscriptions
from .keys import private_of
from .message import MOST_BYTES, authorization, bytes_of, encrypted

MOST_TITLE = 120
MOST_TEXT = 240
"""Characters: phones cut off what is longer."""

PHOTO_WIDTH = 800
"""Pixels of the picture below the words, where the browser shows one."""

NEWS_FOR, CHANGES_FOR = 24 * 3600, 7 * 24 * 3600
"""Seconds for which a push service keeps a message for a browser that is off (``TTL``). What corrects or takes back is kept longer:
the notification may have stood there all the while."""

_NO_SERVICE = frozenset({404, 405, 410})
"""The subscription is over (RFC 8030, 7.3), or there never was one at that address."""


class WebPushChannel(Channel):
    """A notification of each new article to every browser that asked for it. A correction takes the place of the notification of
    the article, on its way or on the screen; a withdrawal puts its notice there."""

    code = "webpush"
    label = gettext_lazy("Web push")
    words = Words(most=MOST_TEXT)
    # A message that is repeated takes the place of the first: by its topic on the way, by its tag on the screen.
    abilities = Abilities(edit=ALWAYS, withdraw=ALWAYS, repeatable=frozenset(Verb))
    keeps_places = False
    tells_of_its_end = False
    queue_a_recipient = False
    envelope = ("Topic", "TTL", "Urgency", "Authorization")

    def open(self) -> bool:
        return PushSubscription.objects.exists()

    def told_to(self, story: Story) -> str:
        count = PushSubscription.objects.count()
        told = ngettext("Will be sent to: %(count)s browser", "Will be sent to: %(count)s browsers", count)
        return told % {"count": number_format(count, use_l10n=True, force_grouping=True)}

    def compose(self, story: Story) -> Payload:
        payload = {
            "title": shortened(story.short_headline or story.headline, MOST_TITLE),
            "body": story.wording(self.code).text or shortened(story.lede, MOST_TEXT),
            "link": tagged_url(story, self.code),
            "tag": f"b-{story.page_id}",
            "language": story.language,
        }
        if photo := photo_address(story, self.code, PHOTO_WIDTH):
            payload["photo"] = photo
        return payload

    def validate(self, payload: Payload) -> list[str]:
        found = []
        if not payload["title"]:
            found.append(_("The notification needs a headline."))
        count = self.words.count(payload["body"])
        if count > MOST_TEXT:
            words = _("The notification has %(count)d characters, and %(most)d are taken.")
            found.append(words % {"count": count, "most": MOST_TEXT})
        if len(bytes_of(payload)) > MOST_BYTES:
            found.append(_("The notification is too long."))
        return found

    def written(self, payload: Payload) -> str:
        return str(payload["body"])

    def preview(self, payload: Payload) -> str:
        context = {"payload": payload, "photo": shown_here(payload.get("photo", "")), "stored": stored(payload)}
        return render_to_string("admin/channels/preview_webpush.html", context)

    def reading(self, payload: Payload) -> Reading:
        pictures = (payload["photo"],) if payload.get("photo") else ()
        words = f"{payload['body']}\n\n{payload['link']}"
        return Reading(_("Readers who get notifications in their browser"), payload["title"], words, pictures)

    def cancellation(self, payload: Payload, notice: str) -> Payload:
        with override(payload["language"]):
            title = shortened(_("Withdrawn: %(title)s") % {"title": payload["title"]}, MOST_TITLE)
            body = shortened(one_line(notice), MOST_TEXT) or _("The newsroom has taken this article back.")
        kept = {key: payload[key] for key in ("link", "tag", "language")}
        return kept | {"title": title, "body": body, "withdrawn": True}

    def recipients(self, dispatch: Dispatch, after: int, limit: int) -> Iterable[int]:
        rows = PushSubscription.objects.filter(pk__gt=after).order_by("pk")
        earlier = Delivery.objects.filter(channel=self.code, dispatch__page_id=dispatch.page_id)
        if dispatch.action == Dispatch.Action.UPDATE:
            # No news of an old article for who came later; but who still waits for the first version gets this one.
            rows = rows.filter(pk__in=earlier.values("recipient_id"))
        elif dispatch.action == Dispatch.Action.CANCEL:
            sent = Attempt.objects.filter(event=Attempt.Event.SENDING, delivery__in=earlier)
            rows = rows.filter(pk__in=sent.values("delivery__recipient_id"))
        return rows.values_list("pk", flat=True)[:limit]

    def recipient_takes(self, delivery: Delivery) -> bool:
        return PushSubscription.objects.filter(pk=delivery.recipient_id).exists()

    def recipient_labels(self, ids: Collection[int]) -> dict[int, str]:
        return {row.pk: str(row) for row in PushSubscription.objects.filter(pk__in=ids)}

    def recipient_gone(self, recipient_id: int) -> None:
        subscriptions.gone(recipient_id)

    def troubles(self) -> list[str]:
        services = PushSubscription.objects.order_by("service").values_list("service", flat=True).distinct()
        return [service_trouble(service, lane.trouble) for service, lane in pace.troubles(services).items()]

    def sender(self) -> Sender:
        return _PushSender()


class _PushSender(Sender):
    def __init__(self) -> None:
        self._lines = Lines()

    def close(self) -> None:
        self._lines.close()

    def send(self, envelope: Envelope, begin: Begin) -> Outcome:
        row = PushSubscription.objects.select_related("key").filter(pk=envelope.delivery.recipient_id).first()
        if row is None:
            raise NotDue("recipient_left")
        if rest := pace.rest_of(row.service, envelope.at):
            raise NotDue("service_rests", rest)
        try:
            browser, private = subscriptions.browser_of(row), private_of(row.key)
        except ChannelError:
            return Outcome("retry", "secret_unreadable")
        if not subscriptions.is_known(browser.endpoint):
            return Outcome("retry", "unknown_service")
        headers = headers_of(envelope) | {"Authorization": authorization(browser.endpoint, private)}
        body = encrypted(envelope.payload, browser)
        try:
            outcome = _of_reply(self._lines.ask("POST", browser.endpoint, begin, content=body, headers=headers))
        except Unanswered as error:
            outcome = error.outcome
        if outcome.detail.startswith("name:") and urlsplit(browser.endpoint).hostname != row.service:
            # Anybody can make up a name below the service's: it says nothing of the service. A name server may be ill for hours,
            # so the browser is forgotten with the last try alone.
            gone = envelope.delivery.attempts >= MAX_ATTEMPTS
            return replace(outcome, state="refused" if gone else "retry", recipient_gone=gone, holds_queue=False)
        pace.learn(row.service, outcome, envelope)
        # Nobody can ask a reader, and a message that is repeated takes the place of the first.
        state = "retry" if outcome.state == "unknown" else outcome.state
        return replace(outcome, state=state, holds_queue=False)


def headers_of(envelope: Envelope) -> dict[str, str]:
    """What the push service reads: how long to keep the message, how urgent it is, and which earlier one it replaces."""
    dispatch = envelope.delivery.dispatch
    if dispatch is None:
        raise TypeError("Web push delivers articles only.")
    news = dispatch.action == Dispatch.Action.POST
    return {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(NEWS_FOR if news else CHANGES_FOR),
        "Topic": envelope.payload["tag"],
        "Urgency": "normal" if news else "high",
    }


def _of_reply(reply: Reply) -> Outcome:
    if reply.code in _NO_SERVICE or 300 <= reply.code < 400:
        return Outcome("refused", f"gone:HTTP {reply.code}", recipient_gone=True)
    return outcome_of(reply, knows_repetition=True)
