"""What a person has to do at a place where the platform can't, or can't any more; and that it was done."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publication.changes import corrections_of
from cms.sending import claims
from cms.text.normal import one_line
from cms.trail.record import record

from .errors import ChannelError
from .models import Attempt, Delivery, Dispatch, FollowUp, Placement
from .models.dispatch import post_of
from .pasted import post_at
from .permissions import check_manager
from .places import place_of
from .registry import channel, is_channel
from .telling import tell_follow_up
from .verbs import Verb

if TYPE_CHECKING:
    from cms.publication.models import Publication
    from cms.staff.models import User


def leave_to_a_person(delivery: Delivery, code: str, now: dt.datetime) -> None:
    """Ends a held delivery that can't be made, and opens the task that stands for it where the article stands there already."""
    with transaction.atomic():
        claims.drop(delivery, code, now)
        open_task_for(delivery, now)


def open_task_for(delivery: Delivery, now: dt.datetime) -> None:
    """The task that stands for a delivery that was not made: for what stands there of its article, if anything does."""
    dispatch, place = delivery.dispatch, place_of(delivery)
    if dispatch is None or place is None or not place.stands:
        return
    withdrawal = dispatch.action == Dispatch.Action.CANCEL
    if withdrawal or place.publication_id != dispatch.publication_id:
        open_task(place, dispatch.publication, now, withdrawal=withdrawal)


def follow(publication: "Publication", served: "Collection[str]", *, withdrawal: bool) -> None:
    """Opens a task for each place at which the article still stands otherwise than it reads now, and whose channel is none of
    ``served``. In the transaction of the publication."""
    rows = Placement.objects.filter(page_id=publication.page_id, state=Placement.State.STANDS).exclude(
        channel__in=served
    )
    for place in rows.select_related("publication"):
        if withdrawal or not _stands_so(place, publication):
            open_task(place, publication, timezone.now(), withdrawal=withdrawal)
        else:
            # A task that asks for no other words is about a photo, which goes on standing there.
            others = place.follow_ups.filter(state=FollowUp.State.OPEN)
            others.exclude(text=text_for(place, place.publication)).update(state=FollowUp.State.OBSOLETE)


def _stands_so(place: Placement, publication: "Publication") -> bool:
    """Whether nothing has to be changed there: it is the same post; by hand, the words are the same, and nothing was formally
    corrected."""
    if is_channel(place.channel):
        return post_of(publication, place.channel) == post_of(place.publication, place.channel)
    corrected = corrections_of(publication.story, place.publication.story)
    return not corrected and text_for(place, publication) == text_for(place, place.publication)


@receiver(post_save, sender=Attempt, dispatch_uid="channels.follow_up")
def not_taken(sender: type, instance: Attempt, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """What the other side refuses for good to change is left to a person."""
    if created and not raw and instance.event in {Attempt.Event.REFUSED, Attempt.Event.GAVE_UP}:
        open_task_for(instance.delivery, instance.at)


def open_task(place: Placement, publication: "Publication", now: dt.datetime, *, withdrawal: bool) -> FollowUp:
    """The one open task of a place; a later change of the article takes the place of an earlier one. In the caller's
    transaction."""
    # Who publishes and who sends may come to it at the same time.
    Placement.objects.select_for_update().filter(pk=place.pk).first()
    place.follow_ups.filter(state=FollowUp.State.OPEN).update(state=FollowUp.State.OBSOLETE)
    task = FollowUp.objects.create(
        placement=place,
        publication=publication,
        verb=Verb.WITHDRAW if withdrawal else Verb.EDIT,
        text="" if withdrawal else text_for(place, publication),
        opened_at=now,
    )
    tell_follow_up(task)
    return task


def text_for(place: Placement, publication: "Publication") -> str:
    """The exact words to put there: those of the channel's approved post, or of the story for a place that no channel serves."""
    payload = post_of(publication, place.channel)
    words = channel(place.channel).reading(payload).text if payload is not None and is_channel(place.channel) else ""
    story = publication.story
    return words or "\n\n".join(part for part in (story.headline, story.lede) if part)


@transaction.atomic
def done(task: FollowUp, user: "User", note: str = "", url: str = "") -> FollowUp:
    """A person says that it was done; ``url`` where it stands at another link now. Raises ``PermissionDenied``, and
    ``ChannelError`` where the task is no longer open, or the link is the post of another article."""
    check_manager(user)
    now, note = timezone.now(), one_line(note)[:300]
    # Recorded first, since who publishes comes to tasks and places with the trail in hand.
    record(
        "follow_up.done",
        actor=user,
        subject=f"page:{task.placement.page_id}",
        data={"task": task.pk, "place": task.placement_id, "verb": task.verb},
        words=note,
    )
    place = Placement.objects.select_for_update().get(pk=task.placement_id)
    rows = FollowUp.objects.filter(pk=task.pk, state=FollowUp.State.OPEN)
    if not rows.update(state=FollowUp.State.DONE, done_at=now, done_by=user, note=note):
        raise ChannelError(_("This task is no longer open. Look at it again."))
    task.refresh_from_db()
    there: dict[str, Any] = {"changed_at": now}
    if task.verb == Verb.WITHDRAW:
        there["state"] = Placement.State.WITHDRAWN
    else:
        there["publication_id"] = task.publication_id
    if url and url != place.url:
        # A post put there anew is another one: the old number must not be taken back in its place.
        number = post_at(place.channel, place.recipient_id, place.page_id, url)
        there |= {"url": url, "remote_id": number, "posted_at": now}
    Placement.objects.filter(pk=task.placement_id).update(**there)
    return task
