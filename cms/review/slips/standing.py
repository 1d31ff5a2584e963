"""Whether the newest version of an article is a slip, and since which publication that is measured."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Revision

from cms.publication.models import Kind, Publication
from cms.publication.queries import shelf_of
from cms.publication.story import Story

from .rule import why_no_slip


@dataclass(frozen=True)
class Slip:
    """What is said of a declared slip: since which publication, and why it is more than one; empty where it is none."""

    since: Publication
    reason: str


def slip_of(revision: Revision | None) -> Slip | None:
    """What is to say of an article's newest version where it is declared as a slip; None for any other version.

    It is measured against the last publication that passed every stage, so that many slips are no more than one.
    """
    if revision is None or not declares_slip(revision.content):
        return None
    page_id = int(revision.object_id)
    shelf = shelf_of(page_id)
    if shelf is None or shelf.current is None or not shelf.is_public():
        return None
    story = revision.as_object().story()
    told = story.changes[len(shelf.current.story.changes) :]
    since = _passed_every_stage(page_id)
    if since is None or not told or any(change.kind != "slip" for change in told):
        return None
    return Slip(since, why_no_slip(since.story, story))


def declares_slip(content: dict[str, Any]) -> bool:
    """Whether the last change that a revision declares is a slip; no query."""
    rows = sorted(content.get("change_rows") or [], key=lambda row: row.get("sort_order") or 0)
    return bool(rows) and rows[-1].get("kind") == "slip"


def _passed_every_stage(page_id: int) -> Publication | None:
    """The last publication that was more than slips. What went out in an emergency was approved by nobody."""
    since: Publication | None = None
    measures: dict[str, Publication] = {}
    for publication in Publication.objects.filter(page_id=page_id).exclude(kind=Kind.EMERGENCY).order_by("number"):
        # What was brought back is no more than it was.
        known = measures.get(publication.seal)
        if known is not None:
            since = known
        elif since is None or why_no_slip(_article(since.story), _article(publication.story)):
            since = publication
        measures[publication.seal] = since
    return since


def _article(story: Story) -> Story:
    """Without its posts, which a channel may have made otherwise then."""
    return story.model_copy(update={"posts": ()})
