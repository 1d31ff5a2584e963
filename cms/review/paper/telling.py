"""Who hears that a paper came back: those who worked on the draft."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms.publication.pages import ReviewedPage

from ..notices.concerned import active, workers_on_draft
from ..notices.door import notify
from ..notices.kinds import Kind, register
from ..permissions import user_can_compare

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..notices.models import Notice
    from .models import PaperReading


def register_kinds() -> None:
    register(
        Kind(
            "paper_read",
            gettext_lazy("%(actor)s brought the marked-up paper of “%(title)s” back: its changes wait for a decision."),
            hears=user_can_compare,
            link=_address,
        )
    )


def tell_read(page: ReviewedPage, user: "User", reading: "PaperReading", changes: int) -> None:
    concerned = active().filter(pk__in=workers_on_draft(page.pk))
    seeing = [member for member in concerned if user_can_compare(member, page)]
    notify("paper_read", seeing, page=page, actor=user, reading=reading.pk, changes=changes)


def _address(notice: "Notice") -> str:
    return "" if notice.page_id is None else reverse("review_paper:paper", args=[notice.page_id])
