"""What a comparison writes down: that a member has looked at a version."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.publication.pages import ReviewedPage
from cms.publication.story import canonical_json, digest_of

from ..errors import ReviewRefused
from .models import Look


@transaction.atomic
def note_look(page: ReviewedPage, user: Any, digest: str) -> Look:
    """The user has looked at the latest version, as it was on the screen with this digest.

    Raises ``ReviewRefused`` where that is no longer the latest: nobody has looked at what came after.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    draft = page.latest_draft()
    story_json = canonical_json(draft.story())
    if digest_of(story_json) != digest:
        raise ReviewRefused(
            _("The version has changed since you opened the comparison. Please look at it again."), page.pk
        )
    look, _made = Look.objects.update_or_create(
        user=user,
        page_id=page.pk,
        defaults={
            "digest": digest,
            "revision_id": draft.latest_revision_id or 0,
            "story_json": story_json,
            "at": timezone.now(),
        },
    )
    return look
