"""Contributions: who changed what a page says."""

from typing import TYPE_CHECKING

from cms.trail.record import record

from .facts import add_facts
from .models import Contribution
from .queries import last_known_digest, publications_of
from .signals import contributed
from .story import digest_of

if TYPE_CHECKING:
    from cms.staff.models import User

    from .pages import ReviewedPage


def note(page: "ReviewedPage", user: "User | None", way: Contribution.Way) -> Contribution | None:
    """Writes a contribution if the page's latest draft says something else than it was last known to say.

    Must run in the transaction of the change. The digest is taken of what was read back from the database, since JSON cuts
    times to milliseconds and a value in memory would digest differently.
    """
    draft = page.latest_draft()
    story = draft.story()
    digest = digest_of(story)
    if digest == last_known_digest(page.pk):
        return None
    contribution = Contribution.objects.create(
        page_id=page.pk,
        user=user,
        way=way,
        digest=digest,
        revision_id=draft.latest_revision_id or 0,
        after_publication=publications_of(page.pk),
    )
    add_facts(story)
    record(
        "publication.contributed",
        actor=user,
        subject=f"page:{page.pk}",
        data={"digest": digest, "revision": contribution.revision_id, "way": contribution.way},
    )
    contributed.send(sender=type(page), page=page, contribution=contribution)
    return contribution
