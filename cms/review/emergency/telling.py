"""Who hears of an emergency: every editor at once, and the approving editors every day until one of them has looked."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.staff.roles import Role
from cms.text.dates import full_moment

from ..notices.concerned import holders_of, workers_on
from ..notices.door import notify, settle
from ..notices.kinds import Kind, register
from .models import AfterReview
from .permissions import TOLD, user_can_see_after_reviews

if TYPE_CHECKING:
    from ..notices.models import Notice

_OPEN = "after_review_open"
_LATE = "after_review_late"


def register_kinds() -> None:
    register(
        Kind(
            "emergency_published",
            gettext_lazy(
                "Emergency: %(actor)s published “%(title)s” past the review. Somebody else has to look at it."
            ),
            urgent=True,
            hears=_may_see,
            link=_detail,
        ),
        Kind(
            "emergency_withdrawn",
            gettext_lazy("Emergency: %(actor)s withdrew “%(title)s” at once. Somebody else has to look at it."),
            urgent=True,
            hears=_may_see,
            link=_detail,
        ),
        Kind(
            _OPEN,
            gettext_lazy("The after-review of “%(title)s” is still open; it is due %(due)s."),
            hears=_may_see,
            fill=_due,
            link=_detail,
        ),
        Kind(
            _LATE,
            gettext_lazy("The after-review of “%(title)s” is late: it was due %(due)s."),
            urgent=True,
            hears=_may_see,
            fill=_due,
            link=_detail,
        ),
        Kind(
            "after_review_closed",
            gettext_lazy("%(actor)s closed the after-review of “%(title)s”: %(outcome)s."),
            hears=_may_see,
            fill=_outcome,
            link=_detail,
        ),
        Kind(
            "emergency_month",
            gettext_lazy("Report of emergencies, %(month)s: %(count)s, of which %(open)s still to be looked at."),
            of_draft=False,
            link=lambda notice: reverse("review_after:month", args=[notice.data["key"]]),
        ),
    )


def _may_see(user: Any, page: Any) -> bool:
    return user_can_see_after_reviews(user) or (page is not None and bool(page.permissions_for_user(user).can_edit()))


def tell_opened(row: AfterReview) -> None:
    """Every editor, approving editor and administrator at once, and who worked on the version."""
    kind = "emergency_published" if row.act == AfterReview.Act.PUBLISH else "emergency_withdrawn"
    told = {*holders_of(*TOLD).values_list("pk", flat=True), *workers_on(row.publication)}
    _tell(kind, row, told, actor=row.opened_by)


def remind(row: AfterReview) -> None:
    """Those who may close it; once it is late, the administrators too."""
    roles = (Role.APPROVING_EDITOR, *((Role.ADMINISTRATOR,) if row.is_late else ()))
    others = set(holders_of(*roles).values_list("pk", flat=True)) - {row.opened_by_id}
    _tell(_LATE if row.is_late else _OPEN, row, others, due=row.due_at.isoformat())


def tell_closed(row: AfterReview) -> None:
    """Who acted, and who worked on the version."""
    told = {*workers_on(row.publication), *([row.opened_by_id] if row.opened_by_id else [])}
    _tell("after_review_closed", row, told, actor=row.closed_by, outcome=row.outcome)


def settle_closed(row: AfterReview) -> None:
    """It asks nobody any more, unless another one of the page is open."""
    if not AfterReview.objects.filter(page_id=row.page_id, closed_at=None).exists():
        for kind in (_OPEN, _LATE):
            settle(kind, row.page_id)


def tell_month(month: dt.date, count: int, still_open: int) -> None:
    notify(
        "emergency_month",
        holders_of(Role.APPROVING_EDITOR, Role.ADMINISTRATOR),
        month=f"{month:%m/%Y}",
        key=f"{month:%Y-%m}",
        count=count,
        open=still_open,
    )


def _tell(kind: str, row: AfterReview, told: set[int], **more: Any) -> None:
    page = Page.objects.filter(pk=row.page_id).first()
    notify(kind, told, page=page, title=row.headline, after_review=row.pk, **more)


def _detail(notice: "Notice") -> str:
    """The after-review for who may see it; a reporter finds the article."""
    if user_can_see_after_reviews(notice.recipient):
        return reverse("review_after:detail", args=[notice.data["after_review"]])
    return reverse("wagtailadmin_pages:edit", args=[notice.page_id]) if notice.page_id else ""


def _due(notice: "Notice") -> Mapping[str, Any]:
    return {"due": full_moment(dt.datetime.fromisoformat(notice.data["due"]))}


def _outcome(notice: "Notice") -> Mapping[str, Any]:
    return {"outcome": AfterReview.Outcome(notice.data["outcome"]).label}
