"""Notices to who looks after the channels: a task by hand, credentials that end."""

import datetime as dt
from typing import TYPE_CHECKING

from wagtail.models import Page

from cms.review.notices.concerned import holders_of
from cms.review.notices.door import notify
from cms.staff.roles import Role

from .registry import channel

if TYPE_CHECKING:
    from .models import Account, Delivery, FollowUp


def tell_follow_up(task: "FollowUp") -> None:
    """That something is to be done by hand at a platform."""
    place = task.placement
    notify(
        "follow_up_opened",
        holders_of(Role.CHANNEL_MANAGER),
        page=Page.objects.filter(pk=place.page_id).first(),
        title=place.publication.story.headline,
        channels={place.channel: 1},
    )


def tell_stuck(delivery: "Delivery", trouble: str) -> None:
    """That nothing gets through to an account, a partner or the mail server; ``trouble`` as the ledger keeps it."""
    taker = channel(delivery.channel)
    one = delivery.purpose == delivery.Purpose.ARTICLE and taker.queue_a_recipient
    where = taker.recipient_label(delivery.recipient_id) if one else str(taker.label)
    notify("queue_stuck", holders_of(Role.CHANNEL_MANAGER), title=where, trouble=trouble)


def tell_closed(account: "Account") -> None:
    """That a platform has closed an account to the newsroom."""
    notify("account_closed", holders_of(Role.CHANNEL_MANAGER), title=account.name, account=account.pk)


def tell_renewal_failed(account: "Account", trouble: str, until: dt.datetime) -> None:
    """That an account's credentials could not be renewed, and open it no longer than that; ``trouble`` as the ledger keeps it."""
    notify(
        "renewal_failed",
        holders_of(Role.CHANNEL_MANAGER),
        title=account.name,
        account=account.pk,
        trouble=trouble,
        until=until.isoformat(),
    )


def tell_expiring(account: "Account") -> None:
    """That an account's credentials end soon."""
    if account.expires_at is not None:
        notify(
            "credentials_expire",
            holders_of(Role.CHANNEL_MANAGER),
            title=account.name,
            account=account.pk,
            until=account.expires_at.isoformat(),
        )
