"""One request to a partner, told apart by what each failure means for the one question: has it been taken?"""

from cms.sending.http import Unanswered, ask, outcome_of
from cms.sending.outcome import Begin, Outcome

MAX_BODY = 5 * 1024 * 1024
"""Bytes. An article without its pictures is far below; what is above is a mistake."""


def post(url: str, body: bytes, headers: dict[str, str], begin: Begin) -> Outcome:
    """Posts the body. A partner knows a repetition by its id, so a fault on that side is a reason to try again."""
    if len(body) > MAX_BODY:
        return Outcome("refused", "body_too_large")
    try:
        reply = ask("POST", url, begin, content=body, headers=headers)
    except Unanswered as error:
        return error.outcome
    if reply.code == 410:
        return Outcome("refused", "HTTP 410", recipient_gone=True)
    return outcome_of(reply, knows_repetition=True)
