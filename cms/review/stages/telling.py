"""The notices of the stages."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms.staff.roles import Role, has_role
from cms.text.dates import full_moment

from ..notices.kinds import Kind, register
from ..notices.models import Notice


def _due(notice: Notice) -> Mapping[str, Any]:
    return {**notice.data, "moment": full_moment(dt.datetime.fromisoformat(notice.data["at"]))}


def _where_to_act(notice: Notice) -> str:
    """The draft, for whoever works on drafts; to a coordinator the roster."""
    works_on_drafts = has_role(notice.recipient, Role.EDITOR, Role.APPROVING_EDITOR, Role.REPORTER, Role.PHOTO_EDITOR)
    if has_role(notice.recipient, Role.COORDINATOR) and not works_on_drafts:
        return reverse("review_duty:now")
    return reverse("wagtailadmin_pages:edit", args=[notice.page_id])


def _may_move_on(user: Any, page: Any) -> bool:
    """Coordinators edit no drafts, and hear nonetheless that one is stuck."""
    return has_role(user, Role.COORDINATOR) or (page is not None and bool(page.permissions_for_user(user).can_edit()))


def register_kinds() -> None:
    register(
        Kind("claim_taken", gettext_lazy("%(actor)s took over “%(title)s” from you at the stage “%(stage)s”.")),
        Kind("due_soon", gettext_lazy("“%(title)s” is due at the stage “%(stage)s”: %(moment)s."), fill=_due),
        Kind(
            "overdue",
            gettext_lazy("“%(title)s” is late at the stage “%(stage)s”: it was due %(moment)s."),
            urgent=True,
            fill=_due,
        ),
        Kind(
            "escalated",
            gettext_lazy("“%(title)s” is still at the stage “%(stage)s”, long after it was due (%(moment)s)."),
            urgent=True,
            hears=_may_move_on,
            fill=_due,
            link=_where_to_act,
        ),
    )
