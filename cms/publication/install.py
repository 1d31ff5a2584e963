"""Publishing without a review: the frame of a new site, and sample data in a database that is marked as such."""

from typing import TYPE_CHECKING

from django.db import transaction

from .actions import seal
from .models import Kind, Publication, SampleMark
from .story import digest_of

if TYPE_CHECKING:
    from .pages import ReviewedPage


@transaction.atomic
def seal_installed(page: "ReviewedPage", *, kind: Kind) -> Publication:
    """Seals the latest draft of the page as ``installation`` or ``sample``; raises ``NotSealed`` where that is not allowed."""
    draft = page.latest_draft()
    revision = draft.latest_revision or draft.save_revision(clean=False)
    return seal(draft, revision=revision, digest=digest_of(draft.latest_draft().story()), approver=None, kind=kind)


def mark_as_sample() -> None:
    """Marks this database as one of sample data."""
    if not SampleMark.objects.exists():
        SampleMark.objects.create()


def is_sample() -> bool:
    """Whether this database is marked as one of sample data."""
    return SampleMark.objects.exists()
