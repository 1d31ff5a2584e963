"""The library of documents: rows of their lists, and what a reader has chosen of them by kind and year."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from cms.publication.documents import ADDRESSES, DocumentKind
from cms.publication.models import Shelf
from cms.publication.story import DocumentDetails, Story
from cms.text.dates import day_bounds, local

from . import queries
from .models import DocumentEntry, Listing, Teaser

OPEN_DRAFTS = 20
"""Drafts that take opinions, above the list."""
_KINDS = {address: kind for kind, address in ADDRESSES.items()}


@dataclass(frozen=True)
class Chosen:
    """The kind and the year that a reader has chosen in a list of documents; what an address does not name well is not chosen."""

    kind: DocumentKind | None = None
    year: int | None = None

    @classmethod
    def parse(cls, asked: Mapping[str, str]) -> "Chosen":
        year = asked.get("nam", "")
        number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
        return cls(_KINDS.get(asked.get("loai", "")), number)

    @property
    def query(self) -> str:
        """What it is in an address; empty for nothing."""
        parts = {"loai": ADDRESSES[self.kind] if self.kind else "", "nam": self.year or ""}
        return urlencode({name: value for name, value in parts.items() if value})

    def key(self, section_id: int) -> str:
        """The list of the section that holds just this."""
        return "/".join(map(str, filter(None, (f"documents:{section_id}", self.kind and self.kind.value, self.year))))


@dataclass(frozen=True)
class Link:
    """A choice of the filter: its words, its address, how many documents it leads to."""

    text: str
    url: str
    documents: int
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    kinds: list[Link]
    years: list[Link]


# Rows


def note(details: DocumentDetails) -> str:
    """``"Nghị quyết · Số 01-NQ/ĐH · Đại hội Đảng bộ thành phố"``."""
    number = _("No. %(number)s") % {"number": details.number} if details.number else ""
    return " · ".join(filter(None, (str(DocumentKind(details.kind).label), number, details.issuer)))


def write(teaser: Teaser, shelf: Shelf, story: Story) -> None:
    """Writes the rows of a document; of another page none."""
    details = story.details
    if not isinstance(details, DocumentDetails):
        return
    day = teaser.day or local(teaser.published_at).date()
    entry = DocumentEntry(
        teaser=teaser,
        section_id=shelf.section_id or 0,
        kind=details.kind,
        year=day.year,
        number=details.number,
        issuer=details.issuer,
        is_draft=details.status == "draft",
        opinions_from=details.opinions_from,
        opinions_until=details.opinions_until,
    )
    entry.save()
    keys = list(_keys(entry))
    if session_id := story.session_id():
        keys.append(f"session_documents:{session_id}")
    place = {"teaser": teaser, "at": day_bounds(day)[0], "updated_at": teaser.updated_at}
    Listing.objects.bulk_create(Listing(list=key, **place) for key in keys)


def readdress(teaser: Teaser, shelf: Shelf) -> None:
    """Follows a move into another section."""
    entry = DocumentEntry.objects.filter(pk=teaser.pk).first()
    if entry is None or entry.section_id == (shelf.section_id or 0):
        return
    own = Listing.objects.filter(teaser=teaser, list__startswith=f"documents:{entry.section_id}")
    at = own.values_list("at", flat=True).first()
    own.delete()
    entry.section_id = shelf.section_id or 0
    entry.save()
    place = {"teaser": teaser, "at": at or teaser.published_at, "updated_at": teaser.updated_at}
    Listing.objects.bulk_create(Listing(list=key, **place) for key in _keys(entry))


def _keys(entry: DocumentEntry) -> Iterator[str]:
    kind = DocumentKind(entry.kind)
    yield Chosen().key(entry.section_id)
    yield Chosen(kind).key(entry.section_id)
    yield Chosen(year=entry.year).key(entry.section_id)
    yield Chosen(kind, entry.year).key(entry.section_id)
    if entry.is_draft and entry.opinions_until:
        yield drafts_key(entry.section_id)


def drafts_key(section_id: int) -> str:
    """The list of the section's drafts with a time for opinions."""
    return f"documents:{section_id}/drafts"


# What a page shows


def entries(teasers: list[Teaser]) -> list[tuple[Teaser, DocumentEntry]]:
    """The teasers of documents with their entries: one query."""
    found = DocumentEntry.objects.in_bulk([teaser.pk for teaser in teasers])
    return [(teaser, found[teaser.pk]) for teaser in teasers if teaser.pk in found]


def by_year(pairs: list[tuple[Teaser, DocumentEntry]]) -> list[tuple[int, list[tuple[Teaser, DocumentEntry]]]]:
    """The same in groups, as they stand."""
    groups: dict[int, list[tuple[Teaser, DocumentEntry]]] = {}
    for pair in pairs:
        groups.setdefault(pair[1].year, []).append(pair)
    return list(groups.items())


def taking_opinions(section_id: int, day: dt.date) -> list[tuple[Teaser, DocumentEntry]]:
    """The section's drafts on which readers may send opinions on the day, the first to close before."""
    drafts = entries(queries.newest(drafts_key(section_id), OPEN_DRAFTS))
    open_now = [pair for pair in drafts if pair[1].takes_opinions(day)]
    return sorted(open_now, key=lambda pair: (pair[1].opinions_until or day, pair[0].pk))


def filter_of(section_id: int, chosen: Chosen) -> Filter:
    """The kinds and years of the section's documents, each with the other choice kept: one query over a covering index."""
    rows = list(_groups(section_id))
    kinds = {kind: 0 for kind in DocumentKind.values if any(row["kind"] == kind for row in rows)}
    years = dict.fromkeys(sorted({row["year"] for row in rows}, reverse=True), 0)
    for row in rows:
        if chosen.year in (None, row["year"]):
            kinds[row["kind"]] += row["documents"]
        if chosen.kind in (None, row["kind"]):
            years[row["year"]] += row["documents"]
    every = [
        Link(_("All kinds"), _address(Chosen(year=chosen.year)), sum(kinds.values()), chosen.kind is None),
        *(
            Link(str(kind.label), _address(Chosen(kind, chosen.year)), count, kind == chosen.kind)
            for kind, count in ((DocumentKind(code), count) for code, count in kinds.items())
            if count or kind == chosen.kind
        ),
    ]
    each_year = [
        Link(_("All years"), _address(Chosen(chosen.kind)), sum(years.values()), chosen.year is None),
        *(
            Link(str(year), _address(Chosen(chosen.kind, year)), count, year == chosen.year)
            for year, count in years.items()
            if count or year == chosen.year
        ),
    ]
    return Filter(every, each_year)


def _groups(section_id: int) -> "QuerySet[DocumentEntry, dict[str, Any]]":
    rows = DocumentEntry.objects.filter(section_id=section_id)
    return rows.order_by().values("kind", "year").annotate(documents=Count("pk"))  # type: ignore[return-value]


def _address(chosen: Chosen) -> str:
    return f"?{chosen.query}"
