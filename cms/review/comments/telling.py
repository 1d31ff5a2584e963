"""Who hears of a comment. Whoever is named hears of that, and not also of the comment."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms.publication.pages import ReviewedPage

from ..notices.concerned import active, workers_on_draft
from ..notices.door import notify
from ..notices.kinds import Kind, register
from .models import Comment, Reply
from .permissions import user_can_comment
from .queries import participants

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..notices.models import Notice


def register_kinds() -> None:
    # More may see a draft than those who may open its editor.
    register(
        *(
            Kind(code, sentence, hears=user_can_comment, link=_address)
            for code, sentence in (
                ("comment_mention", gettext_lazy("%(actor)s mentions you in a comment on “%(title)s”.")),
                ("comment_made", gettext_lazy("%(actor)s commented on “%(title)s”.")),
                (
                    "comment_blocking",
                    gettext_lazy("%(actor)s commented on “%(title)s”: it can't be approved before that is resolved."),
                ),
                ("comment_answered", gettext_lazy("%(actor)s answered a comment on “%(title)s”.")),
                ("comment_resolved", gettext_lazy("%(actor)s marked a comment on “%(title)s” as resolved.")),
                ("comment_reopened", gettext_lazy("%(actor)s opened a comment on “%(title)s” again.")),
            )
        )
    )


def tell_made(page: ReviewedPage, comment: Comment, mentioned: "Iterable[User]") -> None:
    """Those who are named, and those who worked on the draft."""
    told = _tell_mentioned(page, comment, comment.author, mentioned)
    kind = "comment_blocking" if comment.blocking else "comment_made"
    _tell(kind, workers_on_draft(page.pk), page, comment, comment.author, told)


def tell_answered(page: ReviewedPage, reply: Reply, mentioned: "Iterable[User]") -> None:
    """Those who are named, and those who had a part in the conversation."""
    told = _tell_mentioned(page, reply.comment, reply.author, mentioned)
    _tell("comment_answered", participants(reply.comment), page, reply.comment, reply.author, told)


def tell_turned(page: ReviewedPage, comment: Comment, user: "User") -> None:
    """That it was resolved: those who had a part in it. That it is open again: also those who worked on the draft."""
    if comment.is_open:
        _tell("comment_reopened", participants(comment) | workers_on_draft(page.pk), page, comment, user)
    else:
        _tell("comment_resolved", participants(comment), page, comment, user)


def _tell_mentioned(page: ReviewedPage, comment: Comment, by: "User | None", mentioned: "Iterable[User]") -> set[int]:
    return _tell("comment_mention", {user.pk for user in mentioned}, page, comment, by)


def _tell(
    kind: str,
    ids: set[int],
    page: ReviewedPage,
    comment: Comment,
    by: "User | None",
    told: set[int] | frozenset[int] = frozenset(),
) -> set[int]:
    seeing = [user for user in active().filter(pk__in=ids - told) if user_can_comment(user, page)]
    data: dict[str, Any] = {"comment": comment.pk}
    return notify(kind, seeing, page=page, actor=by, told=told, **data)


def _address(notice: "Notice") -> str:
    if notice.page_id is None:
        return ""
    return reverse("review_comments:list", args=[notice.page_id]) + f"#comment-{notice.data['comment']}"
