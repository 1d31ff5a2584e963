"""What other rooms and screens ask about comments."""

from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from .models import Comment, Reply


def open_comments(page_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How many comments are open on each page, and how many of those must be resolved before approval, in one query.

    Pages without an open comment are left out.
    """
    rows = (
        Comment.objects.filter(page__in=list(page_ids), resolved_at=None)
        .values("page_id")
        .annotate(all=Count("pk"), blocking=Count("pk", filter=Q(blocking=True)))
    )
    return {row["page_id"]: (row["all"], row["blocking"]) for row in rows}


def blocking_comments(page_id: int) -> int:
    """How many open comments must be resolved before the page is approved."""
    return Comment.objects.filter(page=page_id, resolved_at=None, blocking=True).count()


def comments_of(page_id: int) -> list[Comment]:
    """The page's comments with their replies.

    First open ones that nobody but their author has answered, then answered ones, of each those before that must be resolved before
    approval; then resolved ones, the latest first.
    """
    answers = Reply.objects.filter(comment=OuterRef("pk"))
    by_others = Q(Exists(answers.exclude(author=OuterRef("author")))) | Q(Exists(answers), author=None)
    replies = Reply.objects.select_related("author").prefetch_related("mentioned")
    return list(
        Comment.objects.filter(page=page_id)
        .annotate(answered=by_others)
        .select_related("author", "resolved_by", "signoff__leader")
        .defer("signoff__story_json")
        .prefetch_related("mentioned", Prefetch("replies", queryset=replies))
        .order_by(F("resolved_at").desc(nulls_first=True), "answered", "-blocking", "pk")
    )


def participants(comment: Comment) -> set[int]:
    """Ids of those who made and answered the comment, and of who asked the leader whose comment it is."""
    asked_by = comment.signoff.asked_by_id if comment.signoff else None
    ids = {comment.author_id, asked_by, *comment.replies.values_list("author_id", flat=True)}
    return {pk for pk in ids if pk is not None}
