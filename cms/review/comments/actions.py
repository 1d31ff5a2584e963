"""What changes a comment. A comment is no change of content: nothing here touches the draft, its digest or its approvals.

Each act locks the page first, as an approval does: a comment comes before it, and stops it, or after it.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from cms.publication.pages import ReviewedPage
from cms.text.normal import clean
from cms.trail.record import record

from ..errors import ReviewRefused
from .anchors import Anchor, settled
from .mentions import mentioned_in
from .models import Comment, Reply
from .permissions import user_can_comment, user_can_delete, user_can_resolve
from .reading import parts_of
from .telling import tell_answered, tell_made, tell_turned

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..signoff.models import SignoffRequest

LONGEST = 4000
"""Characters of a comment or a reply."""


@transaction.atomic
def make_comment(
    page: ReviewedPage, user: "User", text: str, *, blocking: bool = False, passage: Anchor | None = None
) -> Comment:
    """A comment on the page's draft, or on a passage of it.

    Raises ``PermissionDenied``, or ``ReviewRefused`` for an empty or a too long text.
    """
    page = _locked(page.pk, user)
    text = _checked(text, page)
    passage = _settled(page, passage)
    comment = Comment.objects.create(
        page_id=page.pk,
        author=user,
        text=text,
        blocking=blocking,
        part=passage.part,
        quote=passage.quote,
        before=passage.before,
        after=passage.after,
    )
    mentioned, _unknown = mentioned_in(text, page)
    comment.mentioned.set(mentioned)
    tell_made(page, comment, mentioned)
    _record("comment.made", comment, user, blocking=blocking)
    return comment


def make_leaders_comment(word: "SignoffRequest") -> Comment:
    """The change that a leader asked for, as the leader's own comment on the whole page: it must be resolved before approval.

    Called under the page's lock, by who tells of the leader's word.
    """
    comment = Comment.objects.create(page_id=word.page_id, signoff=word, text=word.comment, blocking=True)
    told = {"comment": comment.pk, "blocking": True, "request": word.pk, "leader": word.leader_id}
    record("comment.made", subject=f"page:{word.page_id}", data=told)
    return comment


@transaction.atomic
def answer_comment(comment: Comment, user: "User", text: str) -> Reply:
    """A reply to the comment. Raises as ``make_comment``."""
    page = _locked(comment.page_id, user)
    text = _checked(text, page)
    comment = _fresh(comment)
    reply = Reply.objects.create(comment=comment, author=user, text=text)
    mentioned, _unknown = mentioned_in(text, page)
    reply.mentioned.set(mentioned)
    tell_answered(page, reply, mentioned)
    _record("comment.answered", comment, user, reply=reply.pk)
    return reply


@transaction.atomic
def resolve_comment(comment: Comment, user: "User") -> Comment:
    """Marks the comment as resolved; one that is stays as it is. Raises ``PermissionDenied``."""
    return _turned(comment, user, resolved=True)


@transaction.atomic
def reopen_comment(comment: Comment, user: "User") -> Comment:
    """Opens a resolved comment again, which counts from then on. Raises ``PermissionDenied``."""
    return _turned(comment, user, resolved=False)


@transaction.atomic
def delete_comment(comment: Comment, user: "User") -> None:
    """Takes back a comment that nobody has answered. Raises ``PermissionDenied``, or ``ReviewRefused`` where somebody has."""
    _locked(comment.page_id, user)
    comment = _fresh(comment)
    if not user_can_delete(user, comment, answered=False):
        raise PermissionDenied
    if not user_can_delete(user, comment, answered=comment.replies.exists()):
        raise ReviewRefused(
            _("Somebody has answered the comment, so it stays. Mark it as resolved instead."), comment.page_id
        )
    number, blocking = comment.pk, comment.blocking
    comment.delete()
    comment.pk = number
    _record("comment.deleted", comment, user, blocking=blocking)


def _turned(comment: Comment, user: "User", *, resolved: bool) -> Comment:
    page = _locked(comment.page_id, user)
    comment = _fresh(comment)
    if not user_can_resolve(user, comment):
        raise PermissionDenied
    if comment.is_open is not resolved:
        return comment
    comment.resolved_at = timezone.now() if resolved else None
    comment.resolved_by = user if resolved else None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    tell_turned(page, comment, user)
    _record("comment.resolved" if resolved else "comment.reopened", comment, user, blocking=comment.blocking)
    return comment


def _locked(page_id: int, user: "User") -> ReviewedPage:
    page = Page.objects.select_for_update().get(pk=page_id).specific
    if not isinstance(page, ReviewedPage) or not user_can_comment(user, page):
        raise PermissionDenied
    return page


def _fresh(comment: Comment) -> Comment:
    """The comment as it stands now; raises ``ReviewRefused`` where it was taken back meanwhile."""
    found = Comment.objects.filter(pk=comment.pk).first()
    if found is None:
        raise ReviewRefused(_("The comment was taken back meanwhile."), comment.page_id)
    return found


def _checked(text: str, page: ReviewedPage) -> str:
    text = clean(text).strip()
    if not text:
        raise ReviewRefused(pgettext("comment", "Write something first."), page.pk)
    if len(text) > LONGEST:
        raise ReviewRefused(_("A comment has at most %(count)d characters.") % {"count": LONGEST}, page.pk)
    return text


def _settled(page: ReviewedPage, passage: Anchor | None) -> Anchor:
    if passage is None or not passage.quote:
        return Anchor("", "")
    return settled(parts_of(page.latest_draft().story()), passage)


def _record(act: str, comment: Comment, user: "User", **data: Any) -> None:
    record(act, actor=user, subject=f"page:{comment.page_id}", data={"comment": comment.pk, **data})
