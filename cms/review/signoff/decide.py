"""The leader's decision by a link: one POST, by a browser that the one-time code has opened, or with the code itself."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.publication.queries import draft_digest
from cms.text.normal import clean
from cms.trail.record import record

from ..comments.actions import make_leaders_comment
from .door import at, by_code, by_ticket
from .models import SignoffRequest
from .passing import carry_on, send_back
from .rules import why_no_say
from .telling import tell_decided

LONGEST = 4000
"""Characters of the leader's words."""

Decision = SignoffRequest.Decision

_ACTS = {
    Decision.APPROVE: "signoff.approved",
    Decision.CHANGE: "signoff.change_asked",
    Decision.COMMENT: "signoff.commented",
}


class Answer(StrEnum):
    """What is told to whoever has a link. ``CLOSED`` is all that is told without the code."""

    CLOSED = "closed"
    OPEN = "open"
    OUTDATED = "outdated"
    NO_SAY = "no_say"
    NO_WORDS = "no_words"
    DONE = "done"


@dataclass(frozen=True)
class Result:
    answer: Answer
    request: SignoffRequest | None = None


def standing(request: SignoffRequest | None) -> Result:
    """What somebody who has opened the link is told. Changes nothing."""
    if request is None:
        return Result(Answer.CLOSED)
    if request.decided_at is not None:
        return Result(Answer.DONE, request)
    if draft_digest(request.page.specific) != request.digest:
        return Result(Answer.OUTDATED, request)
    if why_no_say(request.leader, request.page_id, request.accounts):
        return Result(Answer.NO_SAY, request)
    return Result(Answer.OPEN, request)


@transaction.atomic
def decide(token: str, decision: str, words: str, *, code: str = "", ticket: str = "") -> Result:
    """Takes the decision down, once, and moves the review on where it stands at the leaders' stage.

    A second one gets what was recorded. Without a code and without a good ticket nothing is told, and nothing counted.
    """
    found = at(token)
    list(Page.objects.select_for_update().filter(pk=found.page_id if found else 0))
    request = by_ticket(token, ticket)
    if request is None and code:
        request = by_code(token, code)
    result = standing(request)
    if request is None or result.answer is not Answer.OPEN:
        return result
    words = clean(words).strip()[:LONGEST]
    if decision not in Decision.values or (decision != Decision.APPROVE and not words):
        return Result(Answer.NO_WORDS, request)
    return _taken(request, Decision(decision), words)


def _taken(request: SignoffRequest, decision: SignoffRequest.Decision, words: str) -> Result:
    open_ones = SignoffRequest.objects.filter(pk=request.pk, decided_at=None, revoked_at=None)
    if not open_ones.update(decided_at=timezone.now(), decision=decision, comment=words):
        return Result(Answer.CLOSED)
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
