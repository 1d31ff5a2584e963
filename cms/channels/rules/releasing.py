"""Letting go what waits for who may send on a channel, and sending in quiet hours: each act with its check and its entry."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publication.models import Shelf
from cms.text.normal import one_line
from cms.trail.record import record

from ..errors import ChannelError
from ..models import Dispatch
from ..permissions import check_manager, user_can_manage_channels
from .holding import is_quiet, wake_dispatch
from .queries import rule_of

if TYPE_CHECKING:
    from cms.staff.models import User
    from cms.staff.roles import Who

State = Dispatch.State


def user_can_release(user: "Who", channel: str) -> bool:
    """Members of the groups that the rule of today names; where it names none (any more), who looks after the channels."""
    rule = rule_of(channel)
    groups = set(rule.senders.values_list("pk", flat=True)) if rule else set()
    if not groups:
        return user_can_manage_channels(user)
    if not user.is_active or not isinstance(user, get_user_model()):
        return False
    return user.groups.filter(pk__in=groups).exists()


@transaction.atomic
def release(dispatch: Dispatch, user: "User", seen: int | None = None) -> None:
    """Lets a waiting dispatch go. ``seen`` is the publication that the user had in view. Raises ``PermissionDenied``, and
    ``ChannelError`` where it waits no more, or another version would leave than the one in view."""
    if not user_can_release(user, dispatch.channel):
        raise PermissionDenied(_("Only a member of the groups that the channel's rule names may let it go."))
    now = timezone.now()
    current = Shelf.objects.filter(pk=dispatch.page_id).values_list("current_id", flat=True).first()
    if seen is not None and seen != current:
        raise ChannelError(_("A newer version has come meanwhile. Look at it again."))
    # In this order, since who publishes comes to dispatches with the trail in hand, and who sends holds deliveries.
    wake_dispatch(dispatch, now)
    data = {"channel": dispatch.channel, "dispatch": dispatch.pk}
    record("dispatch.released", actor=user, subject=f"page:{dispatch.page_id}", data=data)
    waiting = Dispatch.objects.filter(pk=dispatch.pk, state=State.HELD)
    let_go = {"released_at": now, "released_by": user, "released_publication_id": current}
    if not waiting.update(state=State.OPEN, **let_go):
        raise ChannelError(_("This waits no more. Look at it again."))


@transaction.atomic
def send_now(dispatch: Dispatch, user: "User", reason: str) -> None:
    """Has an article posted in the channel's quiet hours. Raises ``PermissionDenied``, and ``ChannelError`` without a reason or
    where no quiet hours hold it back."""
    check_manager(user)
    reason, now = one_line(reason)[:300], timezone.now()
    if not reason:
        raise ChannelError(_("Say why it can't wait until the quiet hours end."))
    dispatch.refresh_from_db()
    if not is_quiet(dispatch, now):
        raise ChannelError(_("No quiet hours hold it back."))
    wake_dispatch(dispatch, now)
    data = {"channel": dispatch.channel, "dispatch": dispatch.pk}
    record("dispatch.hurried", actor=user, subject=f"page:{dispatch.page_id}", data=data, words=reason)
    mine = Dispatch.objects.filter(pk=dispatch.pk, state__in=Dispatch.ON_ITS_WAY, hurried_at=None)
    if not mine.update(hurried_at=now, hurried_by=user):
        raise ChannelError(_("This waits no more. Look at it again."))
