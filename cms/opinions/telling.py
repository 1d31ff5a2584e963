"""The editors hear that opinions came: one unread notice a document, which counts them and names nobody."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.review.notices.concerned import holders_of
from cms.review.notices.door import notify
from cms.review.notices.kinds import Data, Kind, register
from cms.staff.roles import Role

from .models import Opinion
from .permissions import user_can_read_opinions

if TYPE_CHECKING:
    from cms.review.notices.models import Notice


def register_kinds() -> None:
    register(
        Kind(
            "opinions_came",
            gettext_lazy("Opinions of readers on the draft “%(title)s” came in: %(count)d."),
            of_draft=False,
            hears=_may_read,
            link=_address,
            merge=_added,
        )
    )


def tell_received(opinion: Opinion) -> None:
    """Editors and approving editors."""
    notify(
        "opinions_came",
        holders_of(Role.EDITOR, Role.APPROVING_EDITOR),
        page=Page.objects.filter(pk=opinion.page_id).first(),
        title=opinion.headline,
        count=1,
    )


def _may_read(user: Any, page: Any) -> bool:
    return user_can_read_opinions(user)


def _address(notice: "Notice") -> str:
    chosen = f"?document={notice.page_id}" if notice.page_id else ""
    return reverse("opinions:index") + chosen


def _added(old: Data, new: Data) -> Data:
    return {"count": old["count"] + new["count"]}
