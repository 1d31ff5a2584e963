"""What other rooms ask about a page's publications and who worked on it."""

from django.contrib.auth import get_user_model
from django.db.models import Max

from cms.trail.models import Entry

from .models import Contribution, Kind, Publication, Shelf
from .story import digest_of


def publications_of(page_id: int) -> int:
    """How many publications the page has: the number of the newest, 0 for none."""
    return Publication.objects.filter(page_id=page_id).aggregate(newest=Max("number"))["newest"] or 0


def approved_before(page_id: int, number: int | None = None) -> int:
    """The number of the newest publication (before that ``number``) that did not go out in an emergency, 0 for none."""
    approved = Publication.objects.filter(page_id=page_id).exclude(kind=Kind.EMERGENCY)
    if number is not None:
        approved = approved.filter(number__lt=number)
    return approved.aggregate(newest=Max("number"))["newest"] or 0


def contributions_since_seal(page_id: int):
    """The contributions to the version that is being worked on, oldest first. An emergency frees nobody: it approved nothing."""
    return Contribution.objects.filter(page_id=page_id, after_publication__gte=approved_before(page_id))


def contributed_to(publication: Publication) -> set[int]:
    """Ids of the users who worked on the publication since the last one before it that was approved."""
    worked = Contribution.objects.filter(
        page_id=publication.page_id,
        after_publication__gte=approved_before(publication.page_id, publication.number),
        after_publication__lt=publication.number,
    )
    return set(worked.exclude(user=None).values_list("user_id", flat=True))


def contributors_since_seal(page_id: int) -> set[int]:
    """Ids of the users who changed the page since its last seal."""
    return set(contributions_since_seal(page_id).exclude(user=None).values_list("user_id", flat=True))


def has_contributed(user: object, page_id: int) -> bool:
    """Whether the user has changed the page since its last seal."""
    return isinstance(user, get_user_model()) and user.pk in contributors_since_seal(page_id)


def last_known_digest(page_id: int) -> str | None:
    """The digest after the last contribution, or of the last publication where nobody contributed since."""
    contribution = Contribution.objects.filter(page_id=page_id).order_by("-pk").first()
    publication = Publication.objects.filter(page_id=page_id).order_by("-number").first()
    if contribution and (not publication or contribution.after_publication >= publication.number):
        return contribution.digest
    return publication.seal if publication else None


def draft_digest(page) -> str:
    """The digest of the page's latest draft as it would be read by everybody now."""
    return digest_of(page.latest_draft().story())


def shelf_of(page_id: int) -> Shelf | None:
    return Shelf.objects.filter(pk=page_id).select_related("current", "scheduled").first()


def public_versions(shelf: Shelf) -> list[Publication]:
    """The page's publications that the public could read at some time, oldest first.

    One that waited for its hour may have been given up or replaced before: whether it came out stands in the trail.
    """
    if shelf.current is None:
        return []
    sealed = Publication.objects.filter(page_id=shelf.pk, number__lte=shelf.current.number).order_by("number")
    at_once = [each for each in sealed if each.pk == shelf.current_id or each.meant_for == each.sealed_at]
    if len(at_once) == len(sealed):
        return at_once
    told = Entry.objects.filter(action="publication.published", subject=f"page:{shelf.pk}")
    came_out = {entry.facts.get("publication") for entry in told}
    return [each for each in sealed if each in at_once or each.number in came_out]
