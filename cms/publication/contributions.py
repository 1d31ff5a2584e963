"""Contributions: who changed what a page says."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cms.trail.record import record

from . import proposals
from .facts import add_facts
from .models import Contribution
from .queries import last_known_digest, publications_of
from .signals import contributed
from .story import digest_of

if TYPE_CHECKING:
    from cms.staff.models import User

    from .pages import ReviewedPage


def note(
    page: "ReviewedPage", user: "User | None", way: Contribution.Way, others: "Iterable[User]" = ()
) -> Contribution | None:
    """Writes a contribution if the page's latest draft says something else than it was last known to say.

    ``others`` have written words of it, too, that the user took in. Facts that changed meanwhile (`proposals`) come with it, so
    whoever changed them has contributed too. Must run in the transaction of the change. The digest is taken of what was read back
    from the database, since JSON cuts times to milliseconds and a value in memory would digest differently.
    """
    along = proposals.taken_along(page.pk)
    draft = page.latest_draft()
    story = draft.story()
    digest = digest_of(story)
    if digest == last_known_digest(page.pk):
        return None
    for _pk, writer in sorted({each.pk: each for each in others if each != user}.items()):
        _write(draft, writer, way, digest)
    changed = {proposal.user.pk: proposal.user for proposal in along if proposal.user and proposal.user != user}
    for _pk, other in sorted(changed.items()):
        _write(draft, other, Contribution.Way.FACT, digest)
    contribution = _write(draft, user, way, digest)
    proposals.mark_opened(along)
    add_facts(story)
    contributed.send(sender=type(page), page=page, contribution=contribution, story=story)
    return contribution


def _write(draft: "ReviewedPage", user: "User | None", way: Contribution.Way, digest: str) -> Contribution:
    contribution = Contribution.objects.create(
        page_id=draft.pk,
        user=user,
        way=way,
        digest=digest,
        revision_id=draft.latest_revision_id or 0,
        after_publication=publications_of(draft.pk),
    )
    record(
        "publication.contributed",
        actor=user,
        subject=f"page:{draft.pk}",
        data={"digest": digest, "revision": contribution.revision_id, "way": contribution.way},
    )
    return contribution
