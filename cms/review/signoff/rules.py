"""When a leader's word counts: it is about exactly what is stored, and the leader has not worked on it."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.publication.models import Contribution, Kind, Publication
from cms.publication.queries import contributors_since_seal

from ..errors import ReviewRefused
from ..stages.line import Line, line_of, running_review
from .models import Attestation, Leader, SignoffRequest

if TYPE_CHECKING:
    from ..models import ReviewTask

Word = SignoffRequest | Attestation


def approving_words(page_id: int, digest: str) -> list[Word]:
    """The leaders' approvals of exactly this version: decided by a link, or attested and confirmed.

    One that came before the text was changed is taken back, as a stage's approval is, also where the change was undone.
    """
    by_link = SignoffRequest.objects.filter(page=page_id, digest=digest, decision=SignoffRequest.Decision.APPROVE)
    attested = Attestation.objects.filter(page=page_id, digest=digest, confirmed_at__isnull=False)
    words: list[Word] = [*by_link.select_related("leader"), *attested.select_related("leader")]
    return [word for word in words if not changes_since(word)]


def changes_since(word: Word) -> list[tuple[int | None, str]]:
    """What was made of the version after the word was given, as revision and digest: once for each contribution, and several have
    contributed to one where words were taken in."""
    at = word.decided_at if isinstance(word, SignoffRequest) else word.made_at
    later = Contribution.objects.filter(page_id=word.page_id, at__gt=at or word.made_at).exclude(digest=word.digest)
    return list(later.order_by("pk").values_list("revision_id", "digest"))


def asks_for_change(page_id: int, digest: str) -> bool:
    """Whether a leader asked by a link for a change of exactly this version."""
    asked = SignoffRequest.objects.filter(page=page_id, digest=digest, decision=SignoffRequest.Decision.CHANGE)
    return asked.exists()


def check_leaders_word(stage: "ReviewTask", page_id: int, digest: str) -> None:
    """Raises ``ReviewRefused`` unless a leader who had no part in the version has approved exactly this digest."""
    words = approving_words(page_id, digest)
    if not words:
        raise ReviewRefused(
            _("Only the leader's word on exactly this version passes the stage “%(stage)s”.") % {"stage": stage.name},
            page_id,
        )
    if all(why_no_say(word.leader, page_id, word.accounts) for word in words):
        raise ReviewRefused(why_no_say(words[0].leader, page_id, words[0].accounts), page_id)


def why_no_say(leader: Leader | None, page_id: int, accounts: Iterable[int] = (), asked_by: Any = None) -> str:
    """Why four eyes keep the leader from having a say in the present version; empty where nothing does.

    ``accounts`` are those that the leader had when the word was asked for, beside those with the leader's address now.
    """
    ids = {*accounts, *accounts_of(leader)}
    if ids & contributors_since_seal(page_id):
        return _("%(leader)s has worked on this version and can't have the last word on it.") % {
            "leader": _named(leader)
        }
    if ids & passed_since_seal(page_id):
        return _("%(leader)s has passed another stage of this version.") % {"leader": _named(leader)}
    if asked_by is not None and asked_by.pk in ids:
        return _("Nobody asks themselves.")
    return ""


def accounts_of(leader: Leader | None) -> list[int]:
    """Ids of the members who have the leader's address."""
    if leader is None or not leader.email:
        return []
    own = get_user_model()._default_manager.filter(email__iexact=leader.email)
    return list(own.order_by("pk").values_list("pk", flat=True))


def why_not_asked(leader: Leader | None) -> str:
    """Why the leader is asked nothing, by a link or by word of mouth; empty where they are."""
    if leader is None or not leader.active:
        return _("This leader is not asked any more.")
    if not leader.is_confirmed:
        return _("Nobody else has confirmed this leader's particulars yet.")
    return ""


def _named(leader: Leader | None) -> str:
    return str(leader) if leader else _("A leader")


def is_own_address(user: Any, leader: Leader | None) -> bool:
    """Whether what is sent to the leader comes to the user."""
    return bool(leader and leader.email and leader.email.lower() == user.email.lower())


def passed_since_seal(page_id: int, but_at: int | None = None) -> set[int]:
    """Ids of those who have passed a stage since the last seal, ``but_at`` one left out. A pass that a change of the text took back
    counts too: what was passed stands in the version, but for that change; and so does that of a review that was cancelled."""
    from ..models import ReviewTaskState

    states = ReviewTaskState.objects.filter(
        workflow_state__object_id=str(page_id), workflow_state__base_content_type__model="page"
    ).exclude(approved_digest="")
    last_seal = _last_approval(page_id)
    if last_seal:
        states = states.filter(finished_at__gt=last_seal)
    return set(states.exclude(finished_by=None).exclude(task_id=but_at).values_list("finished_by_id", flat=True))


def _last_approval(page_id: int) -> dt.datetime | None:
    """When the page was sealed last by an approval: an emergency frees nobody."""
    approved = Publication.objects.filter(page_id=page_id).exclude(kind=Kind.EMERGENCY)
    return approved.aggregate(at=Max("sealed_at"))["at"]


def has_confirmed(user: Any, page_id: int) -> bool:
    """Whether the user has confirmed a leader's word since the last seal: then somebody else gives the last approval."""
    confirmed = Attestation.objects.filter(page=page_id, confirmed_by_id=user.pk)
    last_seal = _last_approval(page_id)
    return (confirmed.filter(confirmed_at__gt=last_seal) if last_seal else confirmed).exists()


def has_approved(user: Any, line: Line) -> bool:
    """Whether the approval that stands in the line's review is the user's; then no other step of the version is."""
    from ..models import ReviewTaskState

    given = ReviewTaskState.objects.filter(
        workflow_state=line.review, task=line.approval, status=TaskState.STATUS_APPROVED, finished_by=user
    )
    return line.approval is not None and user is not None and given.exists()


def why_not_confirm(user: Any, attestation: Attestation) -> str:
    """Why the user can't confirm what another has noted; empty where the user can."""
    if attestation.recorded_by_id == user.pk:
        return _("Somebody other than who noted it confirms it.")
    if user.pk in contributors_since_seal(attestation.page_id):
        return _("You have worked on this version yourself, so somebody else has to confirm it.")
    review = running_review(attestation.page_id)
    if review is not None and has_approved(user, line_of(review)):
        return _("You have approved this version, so somebody else has to confirm the leader's word.")
    if is_own_address(user, attestation.leader):
        return _("Nobody confirms their own word.")
    return ""
