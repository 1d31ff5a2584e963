from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from wagtail.models import Page

from cms.publication.models import Contribution, Kind, Publication
from cms.publication.pages import ReviewedPage
from cms.publication.signals import contributed
from cms.trail.source import acting_user

from ..private import erase
from .models import Attestation, Leader, SignoffRequest
from .particulars import end_links
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
    if ended := [
        word for word in words if set(changes_since(word)) == {(contribution.revision_id, contribution.digest)}
    ]:
        tell_ended(page, ended, contribution.user)


@receiver(pre_delete, sender=Leader)
def leader_goes(sender: Any, instance: Leader, **kwargs: Any) -> None:
    """A link dies with its leader, also where the row was kept for what was decided before."""
    end_links(instance, acting_user())


@receiver(post_delete, sender=Page)
def page_is_gone(sender: Any, instance: Page, **kwargs: Any) -> None:
    """What leaders said about a page that was ever published stays for an inspection, as its publications do; nobody decides about
    it any more. Of a page that never was, it goes along."""
    asked, noted = SignoffRequest.objects.filter(page=instance.pk), Attestation.objects.filter(page=instance.pk)
    if Publication.objects.filter(page_id=instance.pk).exclude(kind=Kind.SAMPLE).exists():
        asked.filter(decided_at=None).delete()
        return
    erase(noted.values_list("photo", flat=True))
    asked.delete()
    noted.delete()
