"""What becomes public gets its outbox rows in the same transaction; nothing is sent here."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from cms.publication.models import Kind, Publication, Shelf
from cms.publication.signals import published, withdrawn

from . import follow_ups
from .digests import following
from .models import Dispatch
from .registry import channel, is_channel
from .rules import sending
from .telling import tell_held

# What an installation or the sample data puts on a site is no news: loading it sends nothing to anybody.
_NEWS = frozenset({Kind.APPROVAL, Kind.EMERGENCY})


@receiver(published, dispatch_uid="channels.published")
def on_published(sender: Any, shelf: Shelf, publication: Publication, **kwargs: Any) -> None:
    if shelf.kind == "article":
        following.article_changed(shelf.pk)
    if publication.kind not in _NEWS:
        return
    served = [post.channel for post in publication.story.posts if is_channel(post.channel)]
    follow_ups.follow(publication, served, withdrawal=False)
    for code in served:
        gone = sending.gone(publication.page_id).filter(channel=code).exists()
        sending.replace_held(publication.page_id, code)
        _dispatch(publication, code, Dispatch.Action.UPDATE if gone else Dispatch.Action.POST)


@receiver(withdrawn, dispatch_uid="channels.withdrawn")
def on_withdrawn(sender: Any, shelf: Shelf, publication: Publication, **kwargs: Any) -> None:
    if shelf.kind == "article":
        following.article_changed(shelf.pk)
        following.article_withdrawn(shelf.pk)
    sending.replace_held(publication.page_id)
    went_to = sending.gone(publication.page_id).order_by().values_list("channel", flat=True)
    served = sorted(filter(is_channel, set(went_to)))
    follow_ups.follow(publication, served, withdrawal=True)
    for code in served:
        _dispatch(publication, code, Dispatch.Action.CANCEL, shelf.notice)


def _dispatch(publication: Publication, code: str, action: Dispatch.Action, notice: str = "") -> None:
    earlier = Dispatch.objects.filter(page_id=publication.page_id, channel=code)
    by_itself = action == Dispatch.Action.POST or channel(code).follows
    state = Dispatch.State.OPEN if by_itself else Dispatch.State.NOT_SENT
    if action == Dispatch.Action.POST:
        # What stands there already is corrected and withdrawn whatever the rule says.
        state = sending.first_state(publication, code)
    dispatch, made = Dispatch.objects.get_or_create(
        publication=publication,
        channel=code,
        action=action,
        defaults={
            "page_id": publication.page_id,
            "number": earlier.count() + 1,
            "notice": notice,
            "state": state,
            "created_at": timezone.now(),
        },
    )
    if made and state == Dispatch.State.HELD and channel(code).open():
        tell_held(dispatch)
