"""Which topics public articles carry: counted as articles come and go, in the transaction in which they do."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from .models import Listing, TopicUse
from .queries import public


class Carried(NamedTuple):
    """A topic of public articles, called as the newest of them calls it."""

    slug: str
    name: str
    articles: int


def of_page(page_id: int) -> set[str]:
    """The slugs of the topics in whose lists the page stands."""
    keys = Listing.objects.filter(teaser_id=page_id, list__startswith="topic:").values_list("list", flat=True)
    return {key.removeprefix("topic:") for key in keys}


def change(before: Collection[str], after: Collection[str]) -> None:
    """Counts a page out of the topics that it had, and into those that it has."""
    # Always in one order, so that two publications never wait for each other.
    for slug in sorted(set(before) ^ set(after)):
        if slug in after:
            TopicUse.objects.get_or_create(pk=slug)
        # A row with none stays: another transaction may be about to count itself into it.
        step = 1 if slug in after else -1
        TopicUse.objects.filter(pk=slug).update(articles=F("articles") + step)


def used() -> QuerySet[TopicUse]:
    """The topics of articles that are public now, to the minute: the count may tell of one more until the clock has ticked."""
    key = Concat(Value("topic:"), OuterRef("slug"))
    rows = Listing.objects.filter(public("teaser__shelf__"), list=key)
    newest = rows.order_by("-at", "-teaser_id").values("teaser__topics")[:1]
    return TopicUse.objects.filter(Exists(rows), articles__gt=0).annotate(beside=Subquery(newest))


def named(uses: Iterable[TopicUse]) -> list[Carried]:
    """What ``used`` found, with the names."""
    return [
        Carried(use.slug, next(topic["name"] for topic in beside if topic["slug"] == use.slug), use.articles)
        for use in uses
        if (beside := getattr(use, "beside", None))
    ]


def largest(most: int) -> list[Carried]:
    """The topics of most articles."""
    return named(used().order_by("-articles", "slug")[:most])
