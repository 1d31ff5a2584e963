"""The door behind a leader's link. Who has only the link learns nothing by it: the one-time code, which came another way, opens
it for a while, in one browser.

What opens it is a ticket: a signed value in that browser's cookie, bound to the link, the version, the leader and the code. It uses
up nothing, and ends with any of them.
"""

import datetime as dt

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from cms.trail.record import record

from .models import MOST_WRONG, SignoffRequest
from .telling import tell_locked
from .tokens import code_fits, token_digest

OPEN_FOR = dt.timedelta(minutes=30)
"""How long a code opens the preview in the browser where it was typed."""

_SALT = "newsroom.signoff.opened"


def at(token: str) -> SignoffRequest | None:
    """The request of a link, whatever became of it. One query, for a token of any kind."""
    digest = token_digest(token[:200])
    return SignoffRequest.objects.filter(token_digest=digest).select_related("leader", "page").first()


@transaction.atomic
def by_code(token: str, code: str) -> SignoffRequest | None:
    """The request whose link and code these are, as long as they are good; a wrong code takes one of the link's tries.

    A link that is none, or no longer good, is put the same questions as one that is: neither answer nor time tells them apart.
    """
    found = at(token)
    pk, kept = (found.pk, found.code_digest) if found and found.answers() else (0, "")
    # Taken before the code is looked at: any number of guesses at the same moment are no more than so many tries.
    # Of the code as it was read: one that was made anew meanwhile has tries of its own.
    tries = SignoffRequest.objects.filter(pk=pk, wrong_codes__lt=MOST_WRONG, code_digest=kept).exclude(code_digest="")
    taken = tries.update(wrong_codes=F("wrong_codes") + 1)
    fits = code_fits(pk, kept, code)
    if found is None or not taken:
        return None
    if not fits:
        _lock_after_the_last(found)
        return None
    SignoffRequest.objects.filter(pk=pk).update(wrong_codes=F("wrong_codes") - 1)
    return SignoffRequest.objects.select_related("leader", "page").get(pk=pk)


def ticket_for(request: SignoffRequest) -> str:
    """What a browser shows from now on in place of the code."""
    return signing.dumps([request.pk, *_bound_to(request)], salt=_SALT)


def by_ticket(token: str, ticket: str) -> SignoffRequest | None:
    """The request that the ticket opens; None where it is forged or over, or the link is another or no longer good."""
    try:
        pk, *bound = signing.loads(ticket, salt=_SALT, max_age=OPEN_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = at(token)
    if found is None or found.pk != pk or bound != _bound_to(found) or not found.answers():
        return None
    return found


def seconds_left(request: SignoffRequest) -> int:
    """For how long a ticket that is made now is good."""
    return max(0, int(min(OPEN_FOR, request.expires_at - timezone.now()).total_seconds()))


def proof_of(ticket: str) -> str:
    """What the form of an opened page holds: another site that makes the browser send its cookie does not know it."""
    return salted_hmac("newsroom.signoff.form", ticket, algorithm="sha256").hexdigest()


def is_proven(ticket: str, proof: str) -> bool:
    """Whether a form came from the page that this ticket opened."""
    return bool(ticket) and constant_time_compare(proof_of(ticket), proof)


def _bound_to(request: SignoffRequest) -> list[str | int | None]:
    return [request.digest, request.leader_id, request.code_digest]


def _lock_after_the_last(request: SignoffRequest) -> None:
    now = SignoffRequest.objects.filter(pk=request.pk).values_list("wrong_codes", flat=True).first()
    if now != MOST_WRONG or request.decided_at is not None:
        return
    told = {"request": request.pk, "leader": request.leader_id, "digest": request.digest}
    record("signoff.locked", subject=f"page:{request.page_id}", data=told)
    tell_locked(request)
