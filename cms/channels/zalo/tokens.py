"""The tokens of a Zalo Official Account: an access token for 25 hours, and a refresh token that makes the next pair, once.

Whoever loses a pair between Zalo and the disk has lost the account. So (docs/decisions/0037):

1. one asks at a time, across all workers and machines: `Renewal`, a row with a lease;
2. that it is being asked is on the disk before the first byte leaves;
3. the answer is on the disk, encrypted, in a transaction of its own, before it is used for anything;
4. it is asked hours before the access token ends, so that what went wrong leaves time;
5. where an answer never came, the old token is tried again, for perhaps the request never arrived; where Zalo says that it is used
   up, the managers of channels are told, and posts go out as long as the access token lives.
"""

import datetime as dt
import json
import logging
import time
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.sending.http import Reply, Unanswered
from cms.sending.transmission import make_durable
from cms.trail.record import record

from ..accounts import credentials_of
from ..errors import ChannelError
from ..models import Account, Renewal
from ..telling import tell_renewal_failed
from ..vault import Credentials, lock
from . import api

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger("newsroom.channels")

ACCESS_FOR = dt.timedelta(hours=25)
"""How long an access token lives where Zalo does not say (told of by third parties; ``expires_in`` says 90000 seconds)."""

REFRESH_FOR = dt.timedelta(days=90)
"""How long a refresh token lives that is not used: three months (told of by third parties)."""

AHEAD = dt.timedelta(hours=5)
"""A pair is renewed when its access token lives no longer than this: a person has so long to sign in anew where it fails."""

AT_ONCE = dt.timedelta(minutes=2)
"""An access token that lives no longer than this is not relied on."""

YOUNG = dt.timedelta(minutes=10)
"""An access token that is refused so soon after it was made is refused for another reason than its age."""

LEASE = dt.timedelta(seconds=60)
"""How long whoever asks is waited for: longer than one request may last."""

WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
"""Between tries that Zalo answers with an error; after the last, the pair counts as lost."""

_STORE_PAUSES = (0.0, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)

REFUSED, LOST = "token:renewal_refused", "token:renewal_lost"

State = Renewal.State


def access(account: Account, now: dt.datetime) -> Credentials:
    """The account's tokens, renewed first where the access token is at its end. Raises ``ChannelError`` with a stable code where
    there is nothing that opens the account now."""
    secret = credentials_of(account)
    if _lives(secret, now) <= AT_ONCE:
        renew(account, now)
        secret = credentials_of(account)
        if _lives(secret, now) <= dt.timedelta(0):
            raise ChannelError(_trouble_of(account) or "renewing")
    return secret


def look_after(account: Account, now: dt.datetime) -> None:
    """Renews the account's tokens ahead of their end, or goes on with a renewal that somebody left."""
    if _lives(credentials_of(account), now) <= AHEAD:
        renew(account, now)


def renew(account: Account, now: dt.datetime) -> bool:
    """Exchanges the account's tokens for the next ones, unless somebody else is at it, or it has failed for good; whether new ones
    are kept."""
    held = _take(account, now)
    if held is None:
        return False
    account.refresh_from_db()
    secret = credentials_of(account)
    if _lives(secret, now) > AHEAD:
        _end(held, State.NEEDLESS, now)
        return False
    doubted = held.in_doubt
    try:
        reply = api.exchange(secret, lambda: _doubt(held))
    except Unanswered as silent:
        # Where the request had left, the new pair may be on its way to nobody: the old one tells at the next try.
        _held(held).update(held_until=now + WAITS[0], detail=str(silent))
        return False
    if pair := _pair_of(reply, secret, now):
        return _keep(held, account, secret["refresh_token"], pair, now)
    return _not_given(held, account, reply, now, doubted=doubted)


def spoiled(account: Account, secret: Credentials, now: dt.datetime) -> bool:
    """Zalo does not know the access token: it is not used again. Whether a new one may help."""
    if now - _moment(secret, "access_since") < YOUNG:
        return False
    account.refresh_from_db()
    if credentials_of(account).get("access_token") == secret.get("access_token"):
        worthless = lock(json.dumps({**secret, "access_ends": _epoch(now)}))
        # Where it fails, somebody has put new ones there.
        Account.objects.filter(pk=account.pk, credentials=account.credentials).update(credentials=worthless)
    return True


def failed(account: Account) -> Renewal | None:
    """The renewal after which only a person can go on; None once new credentials were entered."""
    last = account.renewals.order_by("-pk").first()
    since = account.credentials_at
    entered_since = last is not None and since is not None and since > last.begun_at
    return last if last and last.state == State.FAILED and not entered_since else None


def _take(account: Account, now: dt.datetime) -> Renewal | None:
    """The right to ask, and that it was taken, on the disk."""
    if failed(account):
        return None
    if connection.vendor == "sqlite":
        make_durable()
    with transaction.atomic(durable=True):
        row, _made = Renewal.objects.get_or_create(
            account=account, state=State.ASKING, defaults={"begun_at": now, "held_until": now}
        )
        free = Renewal.objects.filter(pk=row.pk, state=State.ASKING, held_until__lte=now)
        if not free.update(held_until=now + LEASE, tries=F("tries") + 1):
            return None
    row.refresh_from_db()
    return row


def _doubt(held: Renewal) -> None:
    with transaction.atomic(durable=True):
        _held(held).update(in_doubt=True)


def _keep(held: Renewal, account: Account, used: str, pair: Credentials, now: dt.datetime) -> bool:
    """Puts the pair on the disk in the place of the one that was used up. It is the only one that opens anything: nothing but
    credentials that were entered meanwhile is in its way, no lease either; a database that is away for a moment is waited for."""
    for pause in _STORE_PAUSES:
        time.sleep(pause)
        try:
            with transaction.atomic(durable=True):
                kept = _put(account, used, pair, now)
                _end(held, State.KEPT if kept else State.NEEDLESS, now)
                if kept:
                    record("account.renewed", subject=f"account:{account.pk}")
            break
        except DatabaseError:
            log.warning("The new tokens of account %s can't be written yet", account.pk)
            connection.close()
    else:
        log.critical("The new tokens of account %s could not be written, and are lost", account.pk)
        return False
    return kept


def _put(account: Account, used: str, pair: Credentials, now: dt.datetime) -> bool:
    locked, values = lock(json.dumps(pair)), {"expires_at": now + REFRESH_FOR, "credentials_at": now, "warned_at": None}
    while True:
        account.refresh_from_db()
        if credentials_of(account).get("refresh_token") != used:
            return False
        # What else is kept beside the tokens may change at any time.
        rows = Account.objects.filter(pk=account.pk, credentials=account.credentials)
        if rows.update(credentials=locked, **values):
            account.refresh_from_db()
            return True


def _not_given(held: Renewal, account: Account, reply: Reply, now: dt.datetime, *, doubted: bool) -> bool:
    because = LOST if doubted else REFUSED
    if reply.code >= 500 or api.error_of(reply) is None:
        # Nobody knows what a server did before it failed.
        _held(held).update(held_until=now + WAITS[0], detail=api.in_short(reply))
        return False
    if held.tries <= len(WAITS):
        # What is in doubt stays so: this answer says only what the token is worth now.
        wait = WAITS[held.tries - 1]
        _held(held).update(held_until=now + wait, in_doubt=doubted, detail=api.in_short(reply))
    else:
        with transaction.atomic():
            _end(held, State.FAILED, now, f"{because} {api.in_short(reply)}")
            record("account.renewal_failed", subject=f"account:{account.pk}", data={"because": because})
    _tell(held, account, because)
    return False


def _tell(held: Renewal, account: Account, because: str) -> None:
    if _held(held).filter(told=False).update(told=True):
        ends = _moment(credentials_of(account), "access_ends")
        Account.objects.filter(pk=account.pk).update(expires_at=ends)
        tell_renewal_failed(account, because, ends)


def _end(held: Renewal, state: str, now: dt.datetime, detail: str = "") -> None:
    _held(held).update(state=state, ended_at=now, in_doubt=False, detail=detail[:300])


def _held(held: Renewal) -> "QuerySet[Renewal]":
    return Renewal.objects.filter(pk=held.pk)


def _pair_of(reply: Reply, secret: Credentials, now: dt.datetime) -> Credentials | None:
    said = api.said(reply)
    token, refresh = said.get("access_token"), said.get("refresh_token")
    if reply.code != 200 or not isinstance(token, str) or not isinstance(refresh, str) or not token or not refresh:
        return None
    seconds = str(said.get("expires_in", ""))
    ends = now + (dt.timedelta(seconds=int(seconds)) if seconds.isdigit() else ACCESS_FOR)
    tokens = {"access_token": token, "refresh_token": refresh}
    return Credentials({**secret, **tokens, "access_ends": _epoch(ends), "access_since": _epoch(now)})


def _trouble_of(account: Account) -> str:
    last = failed(account)
    return last.detail.partition(" ")[0] if last else ""


def _lives(secret: Credentials, now: dt.datetime) -> dt.timedelta:
    """How much longer the access token lives; what was entered lives for an unknown time, so it is renewed soon."""
    if "access_ends" not in secret:
        return AHEAD
    return _moment(secret, "access_ends") - now


def _moment(secret: Credentials, name: str) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(secret.get(name, "0")), dt.UTC)


def _epoch(moment: dt.datetime) -> str:
    return str(int(moment.timestamp()))


def entered(account: Account) -> None:
    """Shows that the refresh token and the app's secret are right, by using them. Raises ``ChannelError`` with a sentence."""
    if renew(account, timezone.now()):
        return
    last = account.renewals.order_by("-pk").first()
    said = last.detail if last else ""
    if not said:
        # The worker was faster.
        return
    raise ChannelError(
        _(
            "The access token works, but Zalo gave no new pair of tokens (%(said)s). It is tried again; if that does not help, "
            "sign in to Zalo again."
        )
        % {"said": said}
    )
