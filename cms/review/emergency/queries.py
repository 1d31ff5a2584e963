"""What screens and other rooms ask about after-reviews."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from cms.staff.roles import Role, has_role
from cms.text.dates import day_bounds

from ..places import edits_below
from .models import AfterReview


def open_after_reviews() -> "QuerySet[AfterReview]":
    """What nobody has looked at yet, the earliest due first; one query, with who acted."""
    return AfterReview.objects.filter(closed_at=None).select_related("opened_by").order_by("due_at", "pk")


def seen_by(user: Any, rows: "QuerySet[AfterReview]") -> "QuerySet[AfterReview]":
    """Those of the rows that the user finds in lists: all of them who answers for the whole or is on emergency duty; an editor of
    some sections those of pages there, and their own. The others may be opened by who was told of them."""
    everywhere, below = edits_below(user)
    if everywhere or has_role(user, Role.APPROVING_EDITOR, Role.ADMINISTRATOR, Role.EMERGENCY):
        return rows
    inside = Q(opened_by=user.pk)
    for path in below:
        inside |= Q(page_id__in=Page.objects.filter(path__startswith=path).values("pk"))
    return rows.filter(inside)


def after_reviews_of(page_id: int) -> "QuerySet[AfterReview]":
    """The page's after-reviews, oldest first."""
    rows = AfterReview.objects.filter(page_id=page_id).select_related("opened_by", "closed_by")
    return rows.order_by("opened_at", "pk")


def after_reviews_in(month: dt.date) -> "QuerySet[AfterReview]":
    """What was opened in the month of that day on the newsroom's clock, oldest first."""
    first, after = month_bounds(month)
    rows = AfterReview.objects.filter(opened_at__gte=first, opened_at__lt=after)
    return rows.select_related("opened_by", "closed_by", "publication").order_by("opened_at", "pk")


def still_open_before(month: dt.date) -> "QuerySet[AfterReview]":
    """What was opened before the month and is still open."""
    return open_after_reviews().filter(opened_at__lt=month_bounds(month)[0])


def month_bounds(month: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The first instant of the month and the first of the next, on the newsroom's clock."""
    first = month.replace(day=1)
    return day_bounds(first)[0], day_bounds(next_month(first))[0]


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after."""
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def month_before(month: dt.date) -> dt.date:
    """The first day of the month before."""
    return (month.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
