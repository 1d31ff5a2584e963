"""What screens ask about the leaders' word."""

from dataclasses import dataclass
from typing import Any

from cms.publication.pages import ReviewedPage
from cms.publication.queries import draft_digest
from cms.text.dates import full_moment

from .models import Attestation, SignoffLetter, SignoffRequest
from .rules import why_not_confirm


@dataclass(frozen=True)
class Asked:
    """A request as the list shows it. ``state`` is: approve, change, comment, revoked, expired, outdated, locked, no_code, open."""

    row: SignoffRequest
    state: str
    present: bool
    letter: SignoffLetter | None

    @property
    def moment(self) -> str:
        at = self.row.decided_at or self.row.revoked_at
        return full_moment(at) if at else ""

    @property
    def until(self) -> str:
        return full_moment(self.row.expires_at)


@dataclass(frozen=True)
class Noted:
    """An attestation as the list shows it; ``why_not`` is why this user can't confirm it."""

    row: Attestation
    present: bool
    why_not: str

    @property
    def said(self) -> str:
        return full_moment(self.row.said_at)


def asked_of(page: ReviewedPage, digest: str = "") -> list[Asked]:
    """The page's requests, the newest first."""
    found = SignoffRequest.objects.filter(page=page.pk).select_related("leader", "asked_by", "revoked_by")
    rows = list(found.defer("story_json").prefetch_related("letters"))
    digest = digest or (draft_digest(page) if rows else "")
    return [
        Asked(row, _state(row, digest), row.digest == digest, max(row.letters.all(), key=_number, default=None))
        for row in rows
    ]


def noted_of(page: ReviewedPage, user: Any, digest: str = "") -> list[Noted]:
    """The page's attestations, the newest first."""
    people = ("leader", "recorded_by", "confirmed_by", "refused_by")
    rows = list(Attestation.objects.filter(page=page.pk).select_related(*people))
    digest = digest or (draft_digest(page) if rows else "")
    return [Noted(row, row.digest == digest, why_not_confirm(user, row) if row.is_open else "") for row in rows]


def _number(letter: SignoffLetter) -> int:
    return int(letter.pk)


def _state(row: SignoffRequest, digest: str) -> str:
    if row.decision:
        return row.decision
    if row.revoked_at:
        return "revoked"
    if not row.is_open():
        return "expired" if row.leader and row.leader.may_be_asked else "revoked"
    if row.digest != digest:
        return "outdated"
    if row.is_locked:
        return "locked"
    return "open" if row.code_digest else "no_code"
