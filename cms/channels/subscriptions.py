"""What a reader does about the newsletter. Nothing here tells whether an address is known."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.text.normal import one_line
from cms.trail.record import record

from .barring import bar_forgotten, lift
from .digests.rhythm import comes_in
from .models import Delivery, Subscriber, SubscriberToken
from .tokens import subscriber_of

LETTER_EVERY = dt.timedelta(minutes=10)
LETTERS_A_DAY = 4
"""However often an address is typed into the form, it gets no more letters than this."""


def clean_address(text: str) -> str:
    """The address as it is kept; raises ``ValidationError`` for what is none."""
    address = one_line(text).lower()
    try:
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, UnicodeEncodeError) as error:
        raise ValidationError(_("Enter a valid e-mail address, such as ten@example.vn."), code="invalid") from error
    return address


@transaction.atomic
def subscribe(address: str, *, language: str, source: str = "form", wants: str = Subscriber.Wants.EACH) -> None:
    """Writes the wish down, and a letter that asks for a confirmation. Raises ``ValidationError`` for what is no address."""
    address = clean_address(address)
    subscriber, created = Subscriber.objects.get_or_create(
        email=address, defaults={"language": language, "source": source, "wants": wants}
    )
    if subscriber.state == Subscriber.State.COMPLAINED:
        # One more letter, which anybody can ask for in another's name, would be one more reason to complain.
        return
    if not created and subscriber.state != Subscriber.State.ACTIVE:
        # Anybody may have typed the address: what its owner has said stands until the owner confirms.
        bar_forgotten(subscriber)
        subscriber.state, subscriber.language, subscriber.source = Subscriber.State.PENDING, language, source
        subscriber.asked_at, subscriber.wants, subscriber.consented_on = timezone.now(), wants, None
        subscriber.save()
    if created or subscriber.state != Subscriber.State.ACTIVE:
        record("subscriber.asked", subject=f"subscriber:{subscriber.pk}", data={"source": source})
    if _letter_allowed(subscriber):
        active = subscriber.state == Subscriber.State.ACTIVE
        Delivery.objects.create(
            channel="email",
            purpose=Delivery.Purpose.ALREADY if active else Delivery.Purpose.CONFIRM,
            recipient_id=subscriber.pk,
        )


@transaction.atomic
def confirm(token: str) -> bool:
    """Begins the subscription; False for a link that is unknown or over. Twice is once."""
    subscriber = subscriber_of(token, SubscriberToken.Purpose.CONFIRM)
    if subscriber is None or subscriber.state in Subscriber.OFF:
        return False
    changed = Subscriber.objects.filter(pk=subscriber.pk, state=Subscriber.State.PENDING).update(
        state=Subscriber.State.ACTIVE, confirmed_at=timezone.now(), left_at=None
    )
    if changed:
        lift(subscriber.email)
        record("subscriber.confirmed", subject=f"subscriber:{subscriber.pk}", data={"source": subscriber.source})
    return True


@transaction.atomic
def leave(token: str) -> bool:
    """Ends the subscription at once; False for an unknown link. Twice is once."""
    subscriber = subscriber_of(token, SubscriberToken.Purpose.LEAVE)
    if subscriber is None:
        return False
    changed = (
        Subscriber.objects.filter(pk=subscriber.pk)
        .exclude(state__in=Subscriber.OFF)
        .update(state=Subscriber.State.UNSUBSCRIBED, left_at=timezone.now())
    )
    if changed:
        # A confirmation that still lies in the mailbox must not bring back who has just left.
        subscriber.tokens.filter(purpose=SubscriberToken.Purpose.CONFIRM).delete()
        record("subscriber.left", subject=f"subscriber:{subscriber.pk}")
    return True


def subscribed_by(token: str) -> Subscriber | None:
    """The person behind a link to unsubscribe; None for an unknown link or no subscription."""
    subscriber = subscriber_of(token, SubscriberToken.Purpose.LEAVE)
    return subscriber if subscriber and subscriber.state == Subscriber.State.ACTIVE else None


def offered(language: str) -> list[str]:
    """What somebody may choose who gets the newsletter in the language."""
    return list(Subscriber.Wants.values) if comes_in(language) else [Subscriber.Wants.EACH.value]


def no_digests() -> str:
    """Why there is less to choose in other languages than that of the digests."""
    return _("Digests come in Vietnamese only: in other languages each article is sent by itself.")


@transaction.atomic
def choose(token: str, wants: str) -> bool:
    """Changes what somebody gets who subscribes, by the link to unsubscribe; False for an unknown link, no
    subscription, or a choice that is not offered in the language."""
    subscriber = subscriber_of(token, SubscriberToken.Purpose.LEAVE)
    if subscriber is None or wants not in offered(subscriber.language):
        return False
    active = Subscriber.objects.filter(pk=subscriber.pk, state=Subscriber.State.ACTIVE)
    if active.exclude(wants=wants).update(wants=wants):
        record("subscriber.chose", subject=f"subscriber:{subscriber.pk}", data={"wants": wants})
    return active.exists()


def _letter_allowed(subscriber: Subscriber) -> bool:
    now = timezone.now()
    letters = Delivery.objects.filter(channel="email", recipient_id=subscriber.pk).exclude(
        purpose=Delivery.Purpose.ARTICLE
    )
    if letters.filter(created_at__gt=now - LETTER_EVERY).exists():
        return False
    return letters.filter(created_at__gt=now - dt.timedelta(days=1)).count() < LETTERS_A_DAY
