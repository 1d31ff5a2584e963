"""Keys with which agencies fetch our articles: made and revoked by channel managers, shown once, kept as a digest."""

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.trail.record import record

from ..models import Agency, AgencyKey
from ..permissions import check_manager

if TYPE_CHECKING:
    from cms.staff.models import User

PREFIX = "tsk_"
"""By which a key that somebody left in public is found by who looks for such."""

_USE_EVERY = dt.timedelta(hours=1)


@transaction.atomic
def save_agency(agency: Agency, user: "User") -> Agency:
    """Keeps a new or changed agency. Raises ``PermissionDenied``."""
    check_manager(user)
    act = "agency.changed" if agency.pk else "agency.added"
    agency.save()
    record(act, actor=user, subject=f"agency:{agency.pk}", data={"active": agency.active})
    return agency


@transaction.atomic
def remove_agency(agency: Agency, user: "User") -> None:
    """Forgets an agency with its keys, which are refused from then on. Raises ``PermissionDenied``."""
    check_manager(user)
    record("agency.removed", actor=user, subject=f"agency:{agency.pk}")
    agency.delete()


@transaction.atomic
def make_key(agency: Agency, user: "User") -> str:
    """A further key for the agency, to be shown this once; the others go on working. Raises ``PermissionDenied``."""
    check_manager(user)
    key = PREFIX + secrets.token_urlsafe(32)
    row = AgencyKey.objects.create(agency=agency, digest=_digest(key), ending=key[-4:])
    record("agency.key_made", actor=user, subject=f"agency:{agency.pk}", data={"key": row.pk})
    return key


@transaction.atomic
def revoke_key(key: AgencyKey, user: "User") -> None:
    """Has a key refused from now on; twice is once. Raises ``PermissionDenied``."""
    check_manager(user)
    if AgencyKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("agency.key_revoked", actor=user, subject=f"agency:{key.agency_id}", data={"key": key.pk})


def key_of(text: str) -> AgencyKey | None:
    """The key that is good now; None for one that is unknown, revoked, or of an agency that may fetch nothing."""
    if not text.isascii():
        return None
    rows = AgencyKey.objects.filter(digest=_digest(text), revoked_at=None, agency__active=True)
    return rows.select_related("agency").first()


def used(key: AgencyKey) -> None:
    """Notes that the key was used, by the hour."""
    now = timezone.now()
    stale = Q(used_at=None) | Q(used_at__lt=now - _USE_EVERY)
    if key.used_at is None or key.used_at < now - _USE_EVERY:
        AgencyKey.objects.filter(stale, pk=key.pk).update(used_at=now)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
