"""The names by which readers search, as rows of the reader's own: persons and sessions with a public page, topics with articles.

They are what "did you mean" is made of. Persons and sessions follow their page, a topic its newest article.
"""

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, QuerySet

from ..models import Listing, SearchGram, SearchName, Teaser
from ..queries import public
from .words import folded

_TOPIC = "topic:"
_ALIKE = 20
"""Names that are held against what was typed, letter by letter."""
_MOST_GRAMS = 60


def write(teaser: Teaser, at: dt.datetime) -> None:
    """Keeps the name of a person or a session whose page is public."""
    if teaser.subject:
        _keep(teaser.subject, teaser.kind, teaser.headline, at)


def remove(page_id: int) -> None:
    """Forgets the name of a person or a session whose page is taken back."""
    subject = Teaser.objects.filter(pk=page_id).values_list("subject", flat=True).first()
    if subject:
        SearchName.objects.filter(list=subject).delete()


def follow_topics(slugs: Collection[str]) -> None:
    """Keeps each topic by the name that its newest article gives it; forgets those without articles."""
    for slug in sorted(slugs):
        key = f"{_TOPIC}{slug}"
        newest = Listing.objects.filter(list=key).order_by("-at", "-teaser_id").select_related("teaser").first()
        if newest is None:
            SearchName.objects.filter(list=key).delete()
            continue
        name = next(topic["name"] for topic in newest.teaser.topics if topic["slug"] == slug)
        _keep(key, "topic", name, newest.at)


def like(words: Collection[str]) -> list[SearchName]:
    """The names that have most of the letters of the words, three by three; at most twenty."""
    wanted = sorted(_grams(" ".join(words)))[:_MOST_GRAMS]
    rows = SearchGram.objects.filter(gram__in=wanted).values("name").annotate(shared=Count("gram"))
    ids = [row["name"] for row in rows.order_by("-shared", "name")[:_ALIKE]]
    found = offered().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def offered() -> QuerySet[SearchName]:
    """The names of what is public now, to the minute and not only when the clock has ticked."""
    articles = Listing.objects.filter(public("teaser__shelf__"), list=OuterRef("list"))
    pages = Teaser.objects.filter(public(), subject=OuterRef("list"))
    return SearchName.objects.filter(Exists(articles) | Exists(pages))


def _keep(key: str, kind: str, name: str, at: dt.datetime) -> None:
    words = folded(name)
    had = SearchName.objects.filter(list=key).values_list("words", flat=True).first()
    values = {"kind": kind, "name": name, "words": words, "at": at}
    row, _new = SearchName.objects.update_or_create(list=key, defaults=values)
    if had != words:
        SearchGram.objects.filter(name=row).delete()
        SearchGram.objects.bulk_create(SearchGram(name=row, gram=gram) for gram in sorted(_grams(words)))


def _grams(words: str) -> set[str]:
    padded = f" {words} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
