"""Shared facts: a person, a session, a photo's words, a topic. They stand in many stories, and change none that is sealed.

A changed fact opens a proposed new version of each page that shows it: a draft revision with a contribution of whoever changed
the fact, to be reviewed like any other (`proposals`).
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from wagtail.models import Page

from cms.trail.source import acting_user

from .models import Contribution, FactUse
from .proposals import AT_ONCE, leave_to_worker, open_version
from .signals import proposed
from .story import Story

if TYPE_CHECKING:
    from cms.staff.models import User

T = TypeVar("T")


def note_facts(story: Story) -> None:
    """Keeps the facts of a version just sealed, in place of those of earlier versions."""
    FactUse.objects.filter(page_id=story.page_id).exclude(key__in=story.facts()).delete()
    add_facts(story)


def add_facts(story: Story) -> None:
    """Adds the facts of a draft: those of the sealed version count as long as it is what the public reads."""
    FactUse.objects.bulk_create(
        (FactUse(key=key, page_id=story.page_id) for key in sorted(story.facts())), ignore_conflicts=True
    )


def fact_changed(key: str, user: "User | None" = None) -> list[int]:
    """Proposes a new version of each page that shows the fact and would now say something else.

    Gives the ids of the pages that have one; none where they are many, and the worker opens their versions.
    """
    return facts_changed([key], user)


@transaction.atomic
def facts_changed(keys: Iterable[str], user: "User | None" = None) -> list[int]:
    """The same for facts that have changed together: one new version a page."""
    user = user or acting_user()
    showing = _showing(keys)
    if len(showing) > AT_ONCE:
        leave_to_worker(showing, user)
        return []
    # All pages are locked before the first save: see `cms.trail.record`.
    pages = [page_id for page_id in _locked(showing) if open_version(page_id, user)]
    if pages:
        proposed.send(sender=Contribution, page_ids=pages, user=user)
    return pages


def _showing(keys: Iterable[str]) -> list[int]:
    found: set[int] = set()
    for some in _batched(sorted(keys)):
        found.update(FactUse.objects.filter(key__in=some).values_list("page_id", flat=True))
    return sorted(found)


def _locked(page_ids: list[int]) -> list[int]:
    pages = Page.objects.select_for_update().filter(pk__in=page_ids).order_by("pk")
    return list(pages.values_list("pk", flat=True))


def _batched(values: list[T]) -> Iterator[list[T]]:
    """The values in lists that one query can name: below SQLite's limit of variables."""
    for start in range(0, len(values), 500):
        yield values[start : start + 500]


def pages_showing(key: str) -> list[int]:
    """Ids of the pages whose draft or sealed version shows the fact."""
    return list(FactUse.objects.filter(key=key).values_list("page_id", flat=True))
