"""Places that no channel serves: somebody has put an article there, and a correction has to find it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.publication.queries import shelf_of
from cms.text.normal import one_line
from cms.trail.record import record

from .errors import ChannelError
from .models import Placement
from .models.placement import BY_HAND
from .permissions import check_manager

if TYPE_CHECKING:
    from cms.staff.models import User


@transaction.atomic
def register(page: Page, user: "User", name: str, url: str = "") -> Placement:
    """Keeps where somebody put the article. Raises ``PermissionDenied``, and ``ChannelError`` where the article is not public."""
    check_manager(user)
    shelf = shelf_of(page.pk)
    if shelf is None or shelf.current is None or not shelf.is_public():
        raise ChannelError(_("The article is not public, so it may stand nowhere else."))
    now = timezone.now()
    place = Placement.objects.create(
        page_id=page.pk,
        channel=BY_HAND,
        name=one_line(name),
        url=url,
        publication=shelf.current,
        posted_at=now,
        changed_at=now,
        by=user,
    )
    record("place.registered", actor=user, subject=f"page:{page.pk}", data={"place": place.pk})
    return place
