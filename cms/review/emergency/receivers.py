"""What `cms.publication` asks for when somebody acts past four eyes: rows only, in the transaction of the act."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page

from cms.publication.models import Publication
from cms.publication.signals import emergency
from cms.trail.record import record

from ..rules import check_submission
from .models import AfterReview
from .telling import tell_opened

if TYPE_CHECKING:
    from cms.staff.models import User


@receiver(emergency, dispatch_uid="review.open_after_review")
def open_after_review(
    sender: Any, publication: Publication, user: "User", reason: str, withdrawn: bool, **kwargs: Any
) -> AfterReview:
    """Opens the after-review and tells everybody. Raises ``ReviewRefused``, and so undoes the act, where proofreading stops the
    version that was published, by whatever route."""
    page = Page.objects.filter(pk=publication.page_id).first()
    if page is not None and not withdrawn:
        check_submission(page.pk, publication.story)
    now = timezone.now()
    row = AfterReview.objects.create(
        page_id=publication.page_id,
        publication=publication,
        headline=publication.story.headline[:255],
        act=AfterReview.Act.WITHDRAW if withdrawn else AfterReview.Act.PUBLISH,
        reason=reason,
        opened_by=user,
        opened_at=now,
        due_at=now + dt.timedelta(hours=settings.AFTER_REVIEW_HOURS),
    )
    tell_opened(row)
    record(
        "emergency.withdrawn" if withdrawn else "emergency.published",
        actor=user,
        subject=f"page:{publication.page_id}",
        data={"publication": publication.number, "seal": publication.seal, "after_review": row.pk},
        words=reason,
    )
    return row
