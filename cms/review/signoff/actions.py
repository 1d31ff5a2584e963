"""What the newsroom does about a link: asks, makes a code, revokes. Each locks the page first, as an approval does.

No member ever holds both secrets of one request: whoever copies the link sees no code of it, and a mail never holds both.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.publication.pages import ReviewedPage
from cms.publication.story import canonical_json, digest_of
from cms.trail.record import record

from ..errors import ReviewRefused
from .models import Leader, SignoffLetter, SignoffRequest
from .permissions import user_can_ask_leaders
from .rules import accounts_of, is_own_address, why_no_say, why_not_asked
from .tokens import code_digest, code_of, new_salt, token_digest, token_of

if TYPE_CHECKING:
    from cms.staff.models import User

Way = SignoffRequest.Way
Purpose = SignoffLetter.Purpose


@transaction.atomic
def ask(page: ReviewedPage, user: "User", leader: Leader, way: str) -> tuple[SignoffRequest, str]:
    """Asks the leader about the latest draft; gives the link's token, empty where the link goes by mail.

    Raises ``PermissionDenied``, or ``ReviewRefused`` with the reason.
    """
    page = locked_page(page.pk, user)
    _check_reachable(leader, way, page.pk)
    if reason := why_no_say(leader, page.pk, asked_by=user):
        raise ReviewRefused(reason, page.pk)
    draft = page.latest_draft()
    text = canonical_json(draft.story())
    salt, now = new_salt(), timezone.now()
    token = token_of(salt)
    request = SignoffRequest.objects.create(
        page_id=page.pk,
        revision_id=draft.latest_revision_id,
        digest=digest_of(text),
        story_json=text,
        leader=leader,
        accounts=accounts_of(leader),
        asked_by=user,
        way=way,
        token_digest=token_digest(token),
        made_at=now,
        expires_at=now + dt.timedelta(hours=settings.SIGNOFF_HOURS),
    )
    if way == Way.MAIL:
        SignoffLetter.objects.create(request=request, purpose=Purpose.LINK, salt=salt)
    _record("signoff.asked", request, user, way=str(way), revision=request.revision_id)
    return request, "" if way == Way.MAIL else token


@transaction.atomic
def make_code(request: SignoffRequest, user: "User", by: str) -> str:
    """Makes a new code, which ends the one before and unlocks the link; gives it, or nothing where it goes ``by`` ``"mail"``.

    ``by`` is ``"mail"`` or ``"screen"``: then the member reads it to the leader on the phone. Raises ``PermissionDenied``, or
    ``ReviewRefused`` where one person or one mailbox would hold both link and code.
    """
    locked_page(request.page_id, user)
    request = SignoffRequest.objects.get(pk=request.pk)
    if not request.is_open():
        raise ReviewRefused(_("This link is over. Make a new one."), request.page_id)
    mailed = by == "mail"
    if mailed and request.way == Way.MAIL:
        raise ReviewRefused(_("The link went by e-mail, so the code has to go another way."), request.page_id)
    if mailed:
        _check_reachable(request.leader, Way.MAIL, request.page_id)
    elif is_own_address(user, request.leader):
        raise ReviewRefused(_("The leader's address is your own, so somebody else makes the code."), request.page_id)
    elif request.way == Way.COPIED and request.asked_by_id in (user.pk, None):
        raise ReviewRefused(
            _("You have the link, so somebody else reads the code to the leader; or send it by e-mail."),
            request.page_id,
        )
    salt = new_salt()
    code = code_of(salt)
    request.code_digest, request.code_made_at, request.wrong_codes = (
        code_digest(request.pk, code),
        timezone.now(),
        0,
    )
    request.save(update_fields=["code_digest", "code_made_at", "wrong_codes"])
    request.letters.filter(purpose=Purpose.CODE, state=SignoffLetter.State.QUEUED).delete()
    if mailed:
        SignoffLetter.objects.create(request=request, purpose=Purpose.CODE, salt=salt)
    _record("signoff.code_made", request, user, way="mail" if mailed else "screen")
    return "" if mailed else code


@transaction.atomic
def revoke(request: SignoffRequest, user: "User") -> None:
    """Ends the link; one that is over stays as it is. Raises ``PermissionDenied``."""
    locked_page(request.page_id, user)
    open_ones = SignoffRequest.objects.filter(pk=request.pk, decided_at=None, revoked_at=None)
    if open_ones.update(revoked_at=timezone.now(), revoked_by=user):
        request.letters.filter(state=SignoffLetter.State.QUEUED).update(salt="")
        _record("signoff.revoked", request, user)


def locked_page(page_id: int, user: "User") -> ReviewedPage:
    """The page under its lock; raises ``PermissionDenied`` for who may not ask leaders about it."""
    page = Page.objects.select_for_update().get(pk=page_id).specific
    if not isinstance(page, ReviewedPage) or not user_can_ask_leaders(user, page):
        raise PermissionDenied
    return page


def _check_reachable(leader: Leader | None, way: str, page_id: int) -> None:
    if reason := why_not_asked(leader):
        raise ReviewRefused(reason, page_id)
    if leader is None or (way == Way.MAIL and not leader.email):
        raise ReviewRefused(_("No e-mail address is known of this leader."), page_id)


def _record(act: str, request: SignoffRequest, user: "User", **data: Any) -> None:
    told = {"request": request.pk, "leader": request.leader_id, "digest": request.digest, **data}
    record(act, actor=user, subject=f"page:{request.page_id}", data=told)
