"""Shared facts: a person, a session, a photo's words, a topic. They stand in many stories, and change none that is sealed.

A changed fact opens a proposed new version of each page that shows it: a draft revision with a contribution of whoever changed
the fact, to be reviewed like any other.
"""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page

from .acting import acting_user
from .models import Contribution, FactUse
from .queries import last_known_digest
from .story import Story, digest_of

if TYPE_CHECKING:
    from cms.staff.models import User


def note_facts(story: Story) -> None:
    """Keeps the facts of a version just sealed, in place of those of earlier versions."""
    FactUse.objects.filter(page_id=story.page_id).exclude(key__in=story.facts()).delete()
    add_facts(story)


def add_facts(story: Story) -> None:
    """Adds the facts of a draft: those of the sealed version count as long as it is what the public reads."""
    FactUse.objects.bulk_create(
        (FactUse(key=key, page_id=story.page_id) for key in sorted(story.facts())), ignore_conflicts=True
    )


@transaction.atomic
def fact_changed(key: str, user: "User | None" = None) -> list[int]:
    """Proposes a new version of each page that shows the fact and would now say something else; gives the ids of those pages."""
    user = user or acting_user()
    proposed = []
    ids = FactUse.objects.filter(key=key).values_list("page_id", flat=True)
    for page in Page.objects.filter(pk__in=list(ids)).order_by("pk").specific():
        draft = page.latest_draft()
        if digest_of(draft.story()) == last_known_digest(page.pk):
            continue
        draft.contribution_way = Contribution.Way.FACT
        draft.save_revision(user=user, clean=False, log_action="publication.fact_changed")
        proposed.append(page.pk)
    return proposed


def pages_showing(key: str) -> list[int]:
    """Ids of the pages whose draft or sealed version shows the fact."""
    return list(FactUse.objects.filter(key=key).values_list("page_id", flat=True))
