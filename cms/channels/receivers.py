"""What becomes public gets its outbox rows in the same transaction; nothing is sent here."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from cms.publication.models import Kind, Publication, Shelf
from cms.publication.signals import published, withdrawn
from media.models import Photo
from media.signals import rights_lost

from . import follow_ups, lost_photos
from .digests import following
from .earlier import last_version
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
    following.note_told(publication)
    if publication.kind not in _NEWS:
        return
    served = [post.channel for post in publication.story.posts if is_channel(post.channel)]
    follow_ups.follow(publication, served, withdrawal=False)
    for code in served:
        action = sending.action_of(publication, code)
        sending.replace_held(publication.page_id, code)
        if action == Dispatch.Action.POST and channel(code).told_by(publication.page_id):
            # What has not been posted yet may have stood in a digest.
            _dispatch(publication, code, Dispatch.Action.UPDATE)
        _dispatch(publication, code, action)


@receiver(withdrawn, dispatch_uid="channels.withdrawn")
def on_withdrawn(sender: Any, shelf: Shelf, publication: Publication, expired: bool, **kwargs: Any) -> None:
    if shelf.kind == "article":
        following.article_changed(shelf.pk)
        following.article_withdrawn(shelf.pk)
    sending.replace_held(publication.page_id)
    served = sending.went_to(publication.page_id)
    follow_ups.follow(publication, served, withdrawal=True)
    for code in served:
        if expired and not channel(code).tells_of_its_end:
            continue
        _dispatch(publication, code, Dispatch.Action.CANCEL, shelf.notice)


@receiver(rights_lost, dispatch_uid="channels.rights_lost")
def on_rights_lost(sender: Any, photo: Photo, **kwargs: Any) -> None:
    lost_photos.tell_where_it_stands(photo)


def _dispatch(publication: Publication, code: str, action: Dispatch.Action, notice: str = "") -> None:
    earlier = Dispatch.objects.filter(page_id=publication.page_id, channel=code)
    state = Dispatch.State.OPEN
    if action == Dispatch.Action.POST:
        # What stands there already is corrected and withdrawn whatever the rule says.
        state = sending.first_state(publication, code)
    elif action == Dispatch.Action.UPDATE:
        before = last_version(publication.page_id, code)
        if before and not channel(code).follows(publication.story, before.story):
            state = Dispatch.State.NOT_SENT
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
