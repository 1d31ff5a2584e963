"""A place of an article put right by a person: its link, or that the article stands there no more."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publication.queries import shelf_of
from cms.text.normal import one_line
from cms.trail.record import record

from .errors import ChannelError
from .follow_ups import open_task
from .models import FollowUp, Placement
from .pasted import post_at
from .permissions import check_manager
from .registry import channel, is_channel

if TYPE_CHECKING:
    from cms.staff.models import User


def may_be_put_right(place: Placement) -> bool:
    """Whether a person knows better than the other side: a partner is sent every version, and keeps it or not."""
    return not (is_channel(place.channel) and channel(place.channel).takes_versions)


@transaction.atomic
def change_link(place: Placement, user: "User", url: str) -> Placement:
    """Keeps another link of a place, and with it what the platform calls the post there. A place that was taken for gone stands
    again, and what was corrected meanwhile is a task there.

    Raises ``PermissionDenied``, and ``ChannelError`` for the post of another article, and where the article is withdrawn.
    """
    row = _held(place, user, "place.relinked", place.url)
    # The platform itself has said what it calls the post at the link that it gave.
    same = url == row.url and bool(row.remote_id)
    found = row.remote_id if same else post_at(row.channel, row.recipient_id, row.page_id, url)
    shelf = shelf_of(row.page_id)
    current = shelf.current if shelf is not None and shelf.is_public() else None
    if not row.stands and current is None:
        raise ChannelError(_("The article is not public, so it may stand nowhere else."))
    back = not row.stands
    # Not the moment of the change: by it one tells which edits have begun since (`outbox.relevance`).
    row.url, row.remote_id, row.state = url, found, Placement.State.STANDS
    row.save(update_fields=["url", "remote_id", "state"])
    if back and current is not None and current.pk != row.publication_id:
        open_task(row, current, timezone.now(), withdrawal=False)
    return row


@transaction.atomic
def take_for_gone(place: Placement, user: "User", reason: str) -> Placement:
    """A person says that the article stands there no more: nothing is to be done there, and what follows is not posted there again.

    Raises ``PermissionDenied``, and ``ChannelError`` without a reason, or where it stood there no more already.
    """
    reason = one_line(reason)[:300]
    if not reason:
        raise ChannelError(_("Say in a few words how you know, or who took it down."))
    row = _held(place, user, "place.gone", reason)
    if not row.stands:
        raise ChannelError(_("This place has changed meanwhile. Look at it again."))
    row.state, row.changed_at = Placement.State.WITHDRAWN, timezone.now()
    row.save(update_fields=["state", "changed_at"])
    row.follow_ups.filter(state=FollowUp.State.OPEN).update(state=FollowUp.State.OBSOLETE)
    return row


def _held(place: Placement, user: "User", act: str, words: str = "") -> Placement:
    """The place as it is now, for the rest of the transaction. The act is recorded first, as by whoever publishes before coming
    to places."""
    check_manager(user)
    if not may_be_put_right(place):
        raise ChannelError(_("What a partner has is told by the partner."))
    record(act, actor=user, subject=f"page:{place.page_id}", data={"place": place.pk}, words=words)
    return Placement.objects.select_for_update().get(pk=place.pk)
