from typing import Any

from django.dispatch import receiver

from cms.publication.models import Contribution, Publication
from cms.publication.pages import ReviewedPage
from cms.publication.signals import contributed

from .models import Attestation, SignoffRequest
from .rules import Word, changes_since
from .telling import tell_ended


@receiver(contributed)
def words_end(sender: Any, page: ReviewedPage, contribution: Contribution, **kwargs: Any) -> None:
    """A change ends the leaders' approvals of what the text said before; who asked for them is told, once."""
    sealed = Publication.objects.filter(page_id=page.pk).order_by("-number").first()
    approved = SignoffRequest.objects.filter(page=page.pk, decision=SignoffRequest.Decision.APPROVE)
    confirmed = Attestation.objects.filter(page=page.pk, confirmed_at__isnull=False)
    if sealed is not None:
        approved = approved.filter(decided_at__gt=sealed.sealed_at)
        confirmed = confirmed.filter(confirmed_at__gt=sealed.sealed_at)
    words: list[Word] = [*approved.defer("story_json"), *confirmed]
    if ended := [word for word in words if changes_since(word) == [contribution.pk]]:
        tell_ended(page, ended, contribution.user)
