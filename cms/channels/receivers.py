"""What becomes public gets its outbox rows in the same transaction; nothing is sent here."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from cms.publication.models import Kind, Publication, Shelf
from cms.publication.signals import published, withdrawn

from .models import Dispatch
from .registry import channel, channels

# What an installation or the sample data puts on a site is no news: loading it sends nothing to anybody.
_NEWS = frozenset({Kind.APPROVAL, Kind.EMERGENCY})


@receiver(published, dispatch_uid="channels.published")
def on_published(sender: Any, shelf: Shelf, publication: Publication, **kwargs: Any) -> None:
    if publication.kind not in _NEWS:
        return
    known = {one.code for one in channels()}
    for post in publication.story.posts:
        if post.channel in known:
            sent_before = Dispatch.objects.filter(page_id=publication.page_id, channel=post.channel).exists()
            action = Dispatch.Action.UPDATE if sent_before else Dispatch.Action.POST
            _dispatch(publication, post.channel, action)


@receiver(withdrawn, dispatch_uid="channels.withdrawn")
def on_withdrawn(sender: Any, shelf: Shelf, publication: Publication, **kwargs: Any) -> None:
    went_to = (
        Dispatch.objects.filter(page_id=publication.page_id).values_list("channel", flat=True).distinct().order_by()
    )
    for code in sorted(went_to):
        _dispatch(publication, code, Dispatch.Action.CANCEL, shelf.notice)


def _dispatch(publication: Publication, code: str, action: Dispatch.Action, notice: str = "") -> None:
    earlier = Dispatch.objects.filter(page_id=publication.page_id, channel=code)
    by_itself = action in channel(code).actions
    Dispatch.objects.get_or_create(
        publication=publication,
        channel=code,
        action=action,
        defaults={
            "page_id": publication.page_id,
            "number": earlier.count() + 1,
            "notice": notice,
            "state": Dispatch.State.OPEN if by_itself else Dispatch.State.NOT_SENT,
            "created_at": timezone.now(),
        },
    )
