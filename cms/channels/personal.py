"""What the newsroom knows of one subscriber, for who asks for it (law 91/2025/QH15; docs/decisions/0014)."""

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.trail.models import Entry
from cms.trail.record import record

from .errors import ChannelError
from .models import Delivery, Subscriber
from .permissions import user_can_manage_channels

if TYPE_CHECKING:
    from cms.staff.models import User


def subscriber_named(text: str) -> Subscriber:
    """The subscriber of a number or an address; raises ``ChannelError`` for none."""
    named = {"pk": int(text)} if text.isdecimal() and len(text) < 19 else {"email": text.strip().lower()}
    found = Subscriber.objects.filter(**named).first()
    if found is None:
        raise ChannelError(_("There is no such subscriber."))
    return found


@transaction.atomic
def export_subscriber(subscriber: Subscriber, user: "User | None") -> str:
    """Everything as JSON, and a trail entry that it was given out; ``user`` is None at the operator's own command line.

    Raises ``PermissionDenied``.
    """
    if user is not None and not user_can_manage_channels(user):
        raise PermissionDenied(_("Only a channel manager, an approving editor or an administrator may do this."))
    data = data_of(subscriber)
    record("subscriber.exported", actor=user, subject=f"subscriber:{subscriber.pk}")
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def data_of(subscriber: Subscriber) -> dict[str, Any]:
    """What stands about the person in any table; times in UTC. Of secret links that they are there, never the links."""
    own = (
        *("id", "email", "state", "wants", "language", "source", "consented_on"),
        *("asked_at", "confirmed_at", "left_at"),
    )
    mails = Delivery.objects.filter(channel="email", recipient_id=subscriber.pk).order_by("pk")
    told = Entry.objects.filter(subject=f"subscriber:{subscriber.pk}").order_by("number")
    return {
        "newsroom": settings.PUBLIC_BASE_URL,
        "made_at": timezone.now(),
        "subscriber": {name: getattr(subscriber, name) for name in own},
        "secret_links": list(subscriber.tokens.order_by("pk").values("purpose", "made_at", "expires_at")),
        "mails": [
            _mail(each) for each in mails.select_related("dispatch__publication").prefetch_related("attempt_rows")
        ],
        "returned": list(subscriber.returned.order_by("pk").values("delivery_id", "kind", "status", "detail", "at")),
        "trail": list(told.values("number", "at", "action")),
    }


def _mail(delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery": delivery.pk,
        "purpose": delivery.purpose,
        "subject": delivery.dispatch.publication.story.headline if delivery.dispatch else None,
        "page": delivery.dispatch.page_id if delivery.dispatch else None,
        "message_id": delivery.message_id,
        "state": delivery.state,
        "created_at": delivery.created_at,
        "events": [{"at": row.at, "event": row.event, "detail": row.detail} for row in delivery.attempt_rows.all()],
    }
