"""The leader's decision by a link: one POST with the one-time code."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from cms.publication.queries import draft_digest
from cms.text.normal import clean
from cms.trail.record import record

from ..comments.actions import make_leaders_comment
from .models import MOST_WRONG, SignoffRequest
from .passing import carry_on, send_back
from .rules import why_no_say
from .telling import tell_decided, tell_locked
from .tokens import code_fits, token_digest

LONGEST = 4000
"""Characters of the leader's words."""

Decision = SignoffRequest.Decision

_ACTS = {
    Decision.APPROVE: "signoff.approved",
    Decision.CHANGE: "signoff.change_asked",
    Decision.COMMENT: "signoff.commented",
}


class Answer(StrEnum):
    """What is told to whoever has a link."""

    UNKNOWN = "unknown"
    OPEN = "open"
    OUTDATED = "outdated"
    LOCKED = "locked"
    NO_CODE = "no_code"
    NO_SAY = "no_say"
    WRONG_CODE = "wrong_code"
    NO_WORDS = "no_words"
    DONE = "done"


@dataclass(frozen=True)
class Result:
    answer: Answer
    request: SignoffRequest | None = None
    left: int = 0


def at(token: str) -> SignoffRequest | None:
    """The request of a link, whatever became of it. One query, for a token of any kind."""
    digest = token_digest(token[:200])
    return SignoffRequest.objects.filter(token_digest=digest).select_related("leader", "page").first()


def standing(request: SignoffRequest | None) -> Answer:
    """What somebody with the link is told before any decision. Changes nothing."""
    if request is None or not request.is_open():
        return Answer.UNKNOWN
    if draft_digest(request.page.specific) != request.digest:
        return Answer.OUTDATED
    if why_no_say(request.leader, request.page_id):
        return Answer.NO_SAY
    if request.is_locked:
        return Answer.LOCKED
    return Answer.OPEN if request.code_digest else Answer.NO_CODE


def decide(token: str, decision: str, words: str, code: str) -> Result:
    """Takes the decision down, once, and moves the review on where it stands at the leaders' stage.

    A second one with the same code gets what was recorded. Nothing is told, and nothing counted, where the link is over.
    """
    found = at(token)
    # Whoever guesses waits for nobody's lock, and keeps nobody waiting.
    return _decided(found, decision, words, code) if found is not None else Result(Answer.UNKNOWN)


@transaction.atomic
def _decided(found: SignoffRequest, decision: str, words: str, code: str) -> Result:
    if Page.objects.select_for_update().filter(pk=found.page_id).first() is None:
        return Result(Answer.UNKNOWN)
    request = SignoffRequest.objects.select_related("leader", "page").get(pk=found.pk)
    if request.decided_at is not None and not request.is_locked and not _over(request):
        if code_fits(request.pk, request.code_digest, code):
            return Result(Answer.DONE, request)
        _count_wrong(request)
        return Result(Answer.UNKNOWN)
    if (answer := standing(request)) is not Answer.OPEN:
        return Result(answer, request)
    words = clean(words).strip()[:LONGEST]
    if decision not in Decision.values or (decision != Decision.APPROVE and not words):
        return Result(Answer.NO_WORDS, request)
    if not code_fits(request.pk, request.code_digest, code):
        return _wrong(request)
    return _taken(request, Decision(decision), words)


def _taken(request: SignoffRequest, decision: SignoffRequest.Decision, words: str) -> Result:
    open_ones = SignoffRequest.objects.filter(pk=request.pk, decided_at=None, revoked_at=None)
    if not open_ones.update(decided_at=timezone.now(), decision=decision, comment=words):
        return Result(Answer.UNKNOWN)
    request.refresh_from_db()
    told = {"request": request.pk, "leader": request.leader_id, "digest": request.digest}
    record(_ACTS[decision], subject=f"page:{request.page_id}", data=told, words=words)
    comment = None
    if decision == Decision.APPROVE:
        carry_on(request.page_id, request.digest)
    elif decision == Decision.CHANGE and not send_back(request.page_id, request.digest, words):
        # Where no stage takes the words along, they would be read once in a notice and stop nothing.
        comment = make_leaders_comment(request)
    tell_decided(request, comment)
    return Result(Answer.DONE, request)


def _wrong(request: SignoffRequest) -> Result:
    wrong = _count_wrong(request)
    if wrong < MOST_WRONG:
        return Result(Answer.WRONG_CODE, request, left=MOST_WRONG - wrong)
    told = {"request": request.pk, "leader": request.leader_id, "digest": request.digest}
    record("signoff.locked", subject=f"page:{request.page_id}", data=told)
    tell_locked(request)
    return Result(Answer.LOCKED, request)


def _count_wrong(request: SignoffRequest) -> int:
    SignoffRequest.objects.filter(pk=request.pk).update(wrong_codes=F("wrong_codes") + 1)
    return request.wrong_codes + 1


def _over(request: SignoffRequest) -> bool:
    """Whether what was recorded is told no more: a day's link answers for a day."""
    return request.expires_at <= timezone.now()
