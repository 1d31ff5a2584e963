from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from cms.publication.changes import corrections_of
from cms.publication.reading import Reading
from cms.publication.story import DigestDetails, Story
from cms.sending.smtp import Conversation

from ..channel import Begin, Channel, Envelope, Outcome, Payload, Sender
from ..earlier import ARRIVED, dispatches_about, had, is_posted_too, last_version, still_waiting, was_posted
from ..models import Delivery, Dispatch, Subscriber, ToldInDigest
from ..platform import stored
from ..rules.eligible import takes
from .compose import article_mail, digest_mail, pictures_of, problems, subscription_letter
from .links import UNSUBSCRIBE
from .message import message_for
from .returns.actions import refused_for_good
from .returns.address import return_address
from .returns.status import FOR_GOOD, code_in
from .sequels import withdrawal_mail

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
    be changed, so a formal correction and a withdrawal are mailed to whoever was sent the article; what else comes later is behind
    the mail's link."""

    code = "email"
    kinds = frozenset({"article", "digest"})
    queue_a_recipient = False
    writes_letters = True
    label = gettext_lazy("E-mail")
    keeps_places = False
    tells_of_its_end = False
    envelope = (
        *("Return-Path", "From", "To", "Date", "Message-ID", "In-Reply-To", "References"),
        *("List-Unsubscribe", "List-Unsubscribe-Post", UNSUBSCRIBE),
    )

    def compose(self, story: Story) -> Payload | None:
        return article_mail(story) if story.kind == "article" else digest_mail(story)

    def validate(self, payload: Payload) -> list[str]:
        return problems(payload)

    def preview(self, payload: Payload) -> str:
        return render_to_string("admin/channels/preview_email.html", {"payload": payload, "stored": stored(payload)})

    def reading(self, payload: Payload) -> Reading:
        text = payload["text"]
        if "correction" in payload:
            whoever = _("Whoever was sent the article before gets this instead:")
            text = "\n\n".join([text, whoever, payload["correction"]["subject"], payload["correction"]["text"]])
        text = text.replace(UNSUBSCRIBE, pgettext("of a mail", "(each recipient's own link)"))
        audience = _AUDIENCE.get(payload.get("rhythm", ""), _("Everybody who has subscribed to the newsletter"))
        return Reading(str(audience), payload["subject"], text, pictures_of(payload))

    def follows(self, story: Story, before: Story) -> bool:
        # A version that was sealed before such mails existed has none.
        return "correction" in (story.post(self.code) or {}) and bool(corrections_of(story, before))

    def told_by(self, page_id: int) -> Mapping[int, Collection[int]]:
        found: dict[int, set[int]] = {}
        rows = ToldInDigest.objects.filter(article_id=page_id).values_list("digest_id", "publication_id")
        for digest_id, publication_id in rows:
            found.setdefault(digest_id, set()).add(publication_id)
        return found

    def sequel(self, payload: Payload, story: Story, before: Story) -> Payload | None:
        if "correction" not in payload or not corrections_of(story, before):
            return None
        return {**payload["correction"], "language": payload["language"]}

    def alone(self, payload: Payload) -> Payload:
        return {key: value for key, value in payload.items() if key != "correction"}

    def cancellation(self, payload: Payload, notice: str) -> Payload:
        return withdrawal_mail(payload, notice)

    def letter(self, delivery: Delivery) -> Payload:
        return subscription_letter(delivery.purpose, Subscriber.objects.get(pk=delivery.recipient_id).language)

    def told_to(self, story: Story) -> str:
        posted, before = was_posted(story.page_id, self.code), last_version(story.page_id, self.code)
        told = []
        if not posted and takes(self.code, story):
            count = _readers(story).count()
            words = ngettext("Will be sent to: %(count)s subscriber", "Will be sent to: %(count)s subscribers", count)
            told.append(words % {"count": _shown(count)})
        if before and self.follows(story, before.story) and (count := self._who_has_it(story.page_id).count()):
            words = ngettext(
                "The correction will be sent to: %(count)s subscriber who was sent the article",
                "The correction will be sent to: %(count)s subscribers who were sent the article",
                count,
            )
            told.append(words % {"count": _shown(count)})
        if posted and not told:
            return _("It goes out by mail already. This version has no new correction, so nobody gets another mail.")
        return " · ".join(told)

    def recipients(self, dispatch: Dispatch, after: int, limit: int) -> Iterable[int]:
        rows = self._meant_by(dispatch, after).filter(pk__gt=after).order_by("pk")
        return rows.values_list("pk", flat=True)[:limit]

    def _meant_by(self, dispatch: Dispatch, after: int) -> "QuerySet[Subscriber]":
        if dispatch.action == Dispatch.Action.POST:
            return _readers(dispatch.publication.story)
        has_it = self._who_has_it(dispatch.page_id, after)
        if dispatch.action == Dispatch.Action.CANCEL or is_posted_too(dispatch):
            return has_it
        # Who still waits for the first version gets this one.
        own = dispatches_about(dispatch.page_id, self.code, digests=False)
        waiting = Delivery.objects.filter(dispatch_id__in=own, recipient_id__gt=after)
        waits = waiting.filter(still_waiting(dispatch))
        return has_it | _active().filter(pk__in=waits.values("recipient_id"))

    def _who_has_it(self, page_id: int, after: int = 0) -> "QuerySet[Subscriber]":
        """Subscribers who were sent the page, by itself or in a digest, or may have been."""
        # With the window a database without statistics goes by dispatch and recipient, not through all mails there ever were.
        sent = Delivery.objects.filter(
            dispatch_id__in=dispatches_about(page_id, self.code),
            recipient_id__gt=after,
            state__in=ARRIVED | {Delivery.State.SENDING},
        )
        return _active().filter(pk__in=sent.values("recipient_id"))

    def recipient_takes(self, delivery: Delivery) -> bool:
        wanted = _WANTED[Delivery.Purpose(delivery.purpose)]
        subscribers = Subscriber.objects.filter(pk=delivery.recipient_id, state=wanted)
        dispatch = delivery.dispatch
        if dispatch is None:
            return subscribers.exists()
        if subscribers.filter(wants=_who_wants(dispatch.publication.story)).exists():
            return True
        # Whatever they want by now, they get what becomes of what they were sent.
        return dispatch.action != Dispatch.Action.POST and subscribers.exists() and had(delivery) is not None

    def recipient_labels(self, ids: Collection[int]) -> dict[int, str]:
        return dict(Subscriber.objects.filter(pk__in=ids).values_list("pk", "email"))

    def recipient_gone(self, recipient_id: int) -> None:
        """The mail server said at once that the address takes no mail."""
        refused_for_good(recipient_id)

    def sender(self) -> Sender:
        return _MailSender()


def _readers(story: Story) -> "QuerySet[Subscriber]":
    """Those who get the story."""
    return _active().filter(language=story.language, wants=_who_wants(story))


def _shown(count: int) -> str:
    return number_format(count, use_l10n=True, force_grouping=True)


def _active() -> "QuerySet[Subscriber]":
    return Subscriber.objects.filter(state=Subscriber.State.ACTIVE)


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
