"""What the public side asks its own rows: always a small fixed number of queries, and never how many rows there are."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Subquery
from django.utils import timezone

from cms.publication.models import OldPath, Shelf
from cms.text.dates import day_bounds
from media.queries import card_mark

from .models import ArchiveDay, Edition, Listing, Teaser

PAGE_SIZE = 20
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Cursor:
    """A place in a list: what comes after it is older."""

    at: dt.datetime
    page_id: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}-{self.page_id}"

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """The place that an address names; None for anything else."""
        stamp, _, page_id = text.rpartition("-")
        # A session may have been held before 1970.
        digits = stamp.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and page_id.isascii() and page_id.isdigit()) or len(text) > 40:
            return None
        try:
            cursor = cls(_EPOCH + int(stamp) * _MICROSECOND, int(page_id))
        except OverflowError:
            return None
        return cursor if cursor.page_id < 2**63 else None


@dataclass(frozen=True)
class ListPage:
    """A page of a list; ``older`` is where the next one begins, None at the end."""

    teasers: list[Teaser]
    older: Cursor | None = None
    first: bool = True


def public(prefix: str = "shelf__") -> Q:
    """The condition that the public may read the page now, to the minute and not only when the clock has ticked."""
    now = timezone.now()
    return Q(
        **{f"{prefix}current__isnull": False, f"{prefix}withdrawn_at__isnull": True},
    ) & (Q(**{f"{prefix}expires_at__isnull": True}) | Q(**{f"{prefix}expires_at__gt": now}))


def listed(key: str) -> QuerySet[Listing]:
    """The public rows of a list, newest first."""
    rows = Listing.objects.filter(public("teaser__shelf__"), list=key).select_related("teaser__shelf")
    return rows.order_by("-at", "-teaser_id")


def newest(key: str, limit: int, *, without: Collection[int] = ()) -> list[Teaser]:
    """The newest pages of a list, less the given ones."""
    rows = listed(key)[: limit + len(without)]
    return [row.teaser for row in rows if row.teaser_id not in without][:limit]


def newest_ids(keys: Collection[str], limit: int) -> dict[str, list[int]]:
    """The ids of the newest pages of each of the lists, in one query for all of them."""
    found: dict[str, list[tuple[dt.datetime, int]]] = {key: [] for key in keys}
    if keys and limit > 0:
        # Cut inside of a condition, since SQLite takes no union of parts that are cut.
        parts = [
            Listing.objects.filter(pk__in=listed(key).values("pk")[:limit]).values_list("list", "at", "teaser_id")
            for key in sorted(keys)
        ]
        for key, at, page_id in parts[0].union(*parts[1:], all=True):
            found[key].append((at, page_id))
    return {key: [page_id for _at, page_id in sorted(rows, reverse=True)] for key, rows in found.items()}


def page_of(key: str, before: Cursor | None = None, size: int = PAGE_SIZE) -> ListPage:
    """The part of a list that comes after the given place: found by key, as fast for the thousandth as for the first."""
    rows = listed(key)
    if before:
        rows = rows.filter(Q(at__lt=before.at) | Q(teaser_id__lt=before.page_id), at__lte=before.at)
    found = list(rows[: size + 1])
    older = Cursor(found[size - 1].at, found[size - 1].teaser_id) if len(found) > size else None
    return ListPage([row.teaser for row in found[:size]], older, first=before is None)


def upcoming_sessions(limit: int, today: dt.date) -> list[Teaser]:
    """The sessions of today and after, the next one first."""
    rows = listed("sessions").filter(at__gte=day_bounds(today)[0]).order_by("at", "teaser_id")[:limit]
    return [row.teaser for row in rows]


def sessions_of_day(day: dt.date, limit: int) -> list[Teaser]:
    """The sessions of one day."""
    start, end = day_bounds(day)
    rows = listed("sessions").filter(at__gte=start, at__lt=end).order_by("at", "teaser_id")[:limit]
    return [row.teaser for row in rows]


def teasers(page_ids: Collection[int]) -> dict[int, Teaser]:
    """The public ones of the given pages, by id."""
    if not page_ids:
        return {}
    found = Teaser.objects.filter(public(), pk__in=page_ids).select_related("shelf")
    return {teaser.pk: teaser for teaser in found}


def teasers_about(page_ids: Collection[int], subjects: Collection[str]) -> list[Teaser]:
    """The public ones of the given pages, and the public pages of the given persons and sessions."""
    if not page_ids and not subjects:
        return []
    either = Q(pk__in=page_ids) | Q(subject__in=subjects)
    return list(Teaser.objects.filter(either, public()).select_related("shelf"))


def shelf_at(path: str) -> Shelf | None:
    """The shelf of the page that is, or was last, at the path: a public one before those taken back; with ``card_mark``."""
    found = Shelf.objects.filter(path=path, current__isnull=False).select_related("current")
    found = found.annotate(card_mark=card_mark())
    return max(
        found, key=lambda shelf: (shelf.is_public(), shelf.withdrawn_at or shelf.current_since or _EPOCH), default=None
    )


def moved_from(path: str) -> Shelf | None:
    """The shelf of the page that had the path before."""
    old = OldPath.objects.filter(path=path).select_related("shelf").first()
    return old.shelf if old else None


def edition() -> Edition:
    """The present state of what is public; before the first publication one that was never stored."""
    ended = Shelf.objects.filter(expires_at__lte=timezone.now()).order_by("-expires_at").values("expires_at")[:1]
    found = Edition.objects.filter(pk=1).annotate(ended=Subquery(ended)).first()
    if found is None:
        return Edition(pk=1, number=0, at=_EPOCH)
    found.last_end = found.ended
    return found


def days_of_month(first: dt.date) -> dict[dt.date, int]:
    """How many articles came out on each day of the month, for the days that have some."""
    after = (first + dt.timedelta(days=32)).replace(day=1)
    return dict(ArchiveDay.objects.filter(day__gte=first, day__lt=after).values_list("day", "articles"))


def months() -> list[tuple[dt.date, int]]:
    """The months with articles and how many, newest first."""
    sums: dict[dt.date, int] = {}
    for day, articles in ArchiveDay.objects.order_by("-day").values_list("day", "articles"):
        month = day.replace(day=1)
        sums[month] = sums.get(month, 0) + articles
    return list(sums.items())


def neighbours(day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The days with articles before and after the given one."""
    before = ArchiveDay.objects.filter(day__lt=day).order_by("-day").values_list("day", flat=True).first()
    after = ArchiveDay.objects.filter(day__gt=day).order_by("day").values_list("day", flat=True).first()
    return before, after


def beside(key: str, page_id: int) -> tuple[Teaser | None, Teaser | None]:
    """The pages of a list just older and just newer than the one that stands in it: three queries, whatever its length."""
    here = Listing.objects.filter(list=key, teaser_id=page_id).values_list("at", "teaser_id").first()
    if here is None:
        return None, None
    at, pk = here
    older = listed(key).filter(Q(at__lt=at) | Q(teaser_id__lt=pk), at__lte=at).first()
    newer = listed(key).filter(Q(at__gt=at) | Q(teaser_id__gt=pk), at__gte=at).order_by("at", "teaser_id").first()
    return older.teaser if older else None, newer.teaser if newer else None
