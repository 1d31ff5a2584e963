"""Notices to who looks after the channels: a task by hand, credentials that end."""

import datetime as dt
from typing import TYPE_CHECKING

from wagtail.models import Page

from cms.review.notices.concerned import active, holders_of
from cms.review.notices.door import notify
from cms.staff.roles import Role

from .registry import channel
from .rules.queries import rule_of

if TYPE_CHECKING:
    from cms.publication.models import Shelf

    from .models import Account, Delivery, DigestPage, Dispatch, FollowUp

_OF_DIGESTS = (Role.CHANNEL_MANAGER, Role.EDITOR)


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


def tell_stuck(delivery: "Delivery", trouble: str, part: str = "") -> None:
    """That nothing gets through to an account, a partner or the mail server, or to one ``part`` of a channel; ``trouble`` as the
    ledger keeps it."""
    taker = channel(delivery.channel)
    one = delivery.purpose == delivery.Purpose.ARTICLE and taker.queue_a_recipient
    where = taker.recipient_label(delivery.recipient_id) if one else str(taker.label)
    notify(
        "queue_stuck",
        holders_of(Role.CHANNEL_MANAGER),
        title=f"{where}: {part}" if part else where,
        trouble=trouble,
    )


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


def tell_drawn_up(page: "DigestPage") -> None:
    """That a digest waits for somebody to finish it."""
    notify("digest_drawn_up", holders_of(*_OF_DIGESTS), page=page, title=page.title)


def tell_entry_lost(shelf: "Shelf") -> None:
    """That an article of a digest was withdrawn before all its mails have left."""
    page = Page.objects.filter(pk=shelf.pk).first()
    publication = shelf.scheduled or shelf.current
    if page is not None and publication is not None:
        notify("digest_entry_lost", holders_of(*_OF_DIGESTS), page=page, title=publication.story.headline)


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


def tell_held(dispatch: "Dispatch") -> None:
    """That an approved article waits for somebody to let it go on a channel; to whom its rule names."""
    rule = rule_of(dispatch.channel)
    if rule is not None:
        notify(
            "post_held",
            active().filter(groups__in=rule.senders.all()).distinct(),
            page=Page.objects.filter(pk=dispatch.page_id).first(),
            title=dispatch.publication.story.headline,
            channels={dispatch.channel: 1},
        )
