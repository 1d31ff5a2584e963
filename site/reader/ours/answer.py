"""Whether it is ours: the page, the version, and what differs. Nothing is named that was never public."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from cms.publication.links import short_url
from cms.publication.models import Publication, Shelf
from media.story import shown

from .. import queries
from ..models import PublicNote, PublicVersion
from . import fingerprints, index
from .align import SHORTEST_PASSAGE, Original, Piece
from .pasted import LONGEST, Address, address_in, read
from .segments import segments_of
from .words import Strictness, Words, bare_word

CANDIDATES = 4
"""Pages that are laid beside a paste."""
EARLIER = 8
"""Earlier versions of a page that are laid beside a paste, the newest ones."""
_LONG_PASSAGE = 25
"""Words of ours in a row that say where they are from, however much stands around them."""
_RARE = 2
"""Fingerprints that few pages have: a long passage of names and offices stands in thousands of articles, and not in ours alone."""
SHORTEST = 6
"""Words: fewer are no text, unless they are a whole headline."""

State = Literal["same", "differs", "earlier", "gone", "not_ours", "no_page", "other_site", "too_short", "common"]


@dataclass(frozen=True)
class Shown:
    """A piece as it is shown: the words of the paste, ours, and what stands after them in the paste."""

    kind: str
    theirs: str
    ours: str
    after: str


@dataclass(frozen=True)
class Answer:
    """What is answered. ``publication`` is the version that was pasted or, for a link, the present one."""

    state: State
    shelf: Shelf | None = None
    publication: Publication | None = None
    by_link: bool = False
    replaced_at: dt.datetime | None = None
    notes: Sequence[PublicNote] = ()
    before: str = ""
    pieces: Sequence[Shown] = ()
    without_marks: bool = False
    other_capitals: bool = False
    cut: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def headline(self) -> str:
        return self.shelf.current.story.headline if self.shelf and self.shelf.current else ""

    @property
    def short_link(self) -> str:
        return short_url(self.shelf.pk) if self.shelf else ""

    @property
    def mark(self) -> str:
        """The first digits of the seal, in fours."""
        seal = self.publication.seal if self.publication else ""
        return " ".join(seal[at : at + 4] for at in range(0, 12, 4)) if seal else ""

    @property
    def taken_back_at(self) -> dt.datetime | None:
        return (self.shelf.withdrawn_at or self.shelf.expires_at) if self.shelf else None

    @property
    def time_is_over(self) -> bool:
        """Whether nobody took it back: it was to be public until then."""
        return self.shelf is not None and self.shelf.ran_out()

    @property
    def differences(self) -> list[Shown]:
        return [piece for piece in self.pieces if piece.kind in ("changed", "added", "missing")]

    @property
    def mostly_not_ours(self) -> bool:
        return self.counts["foreign"] > self.counts["theirs"] // 2


def answer(text: str) -> Answer:
    """The answer to a paste, in a fixed number of queries."""
    address = address_in(text)
    if address is not None:
        return _of_address(address)
    return replace(_of_text(Words.of(read(text))), cut=len(text) > LONGEST)


def _of_address(address: Address) -> Answer:
    if address.path is None:
        return Answer("other_site", by_link=True)
    shelf = _shelf_at(address.path)
    if shelf is None or shelf.current is None:
        return Answer("no_page", by_link=True)
    state: State = "same" if shelf.is_public() else "gone"
    return Answer(state, shelf, shelf.current, by_link=True)


def _shelf_at(path: str) -> Shelf | None:
    if len(path) > 1000:
        return None
    short = path.removeprefix("/b/").removesuffix("/")
    if path.startswith("/b/") and short.isascii() and short.isdigit() and len(short) < 19:
        return Shelf.objects.filter(pk=int(short), current__isnull=False).select_related("current").first()
    if shelf := queries.shelf_at(path):
        return shelf
    moved = queries.moved_from(path)
    return Shelf.objects.select_related("current").get(pk=moved.pk) if moved and moved.current_id else None


def _of_text(paste: Words) -> Answer:
    if len(paste) < fingerprints.SHORTEST_HEADLINE:
        return Answer("too_short")
    places = fingerprints.of_paste(paste.folded)
    found = index.pages_with(list(places))
    common = [value for value, pages in found.items() if len(pages) >= index.MOST_PAGES]
    telling = fingerprints.telling(places, common, fingerprints.whole_of(paste.folded)) & found.keys()
    if found and not telling and len(paste) <= fingerprints.SHORT_PASTE:
        return Answer("common")
    best = _best(paste, _candidates(found, telling), Counter(page for value in telling for page in found[value]))
    if best is None:
        return Answer("too_short" if len(paste) < SHORTEST else "not_ours")
    return best.answer()


def _candidates(found: Mapping[int, Sequence[int]], telling: Collection[int]) -> list[Shelf]:
    """The pages that have most of what was pasted; what few pages have counts more."""
    scores: defaultdict[int, float] = defaultdict(float)
    for value, pages in found.items():
        for page_id in pages:
            scores[page_id] += 1 / len(pages) if value in telling else 0.001
    ids = sorted(scores, key=lambda page_id: (-scores[page_id], page_id))[:CANDIDATES]
    shelves = Shelf.objects.filter(pk__in=ids, current__isnull=False).select_related("current").in_bulk()
    return [shelves[page_id] for page_id in ids if page_id in shelves]


@dataclass(frozen=True)
class _Match:
    """A version laid beside the paste."""

    shelf: Shelf
    publication: Publication
    paste: Words
    original: Original
    strict: Strictness
    rare: int

    @cached_property
    def pieces(self) -> list[Piece]:
        return self.original.pieces(self.paste, self.strict)

    @cached_property
    def known(self) -> int:
        """Words of the paste that are ours, be it with other marks."""
        return sum(_known(piece, self.paste, self.original.words) for piece in self.pieces)

    @cached_property
    def longest(self) -> int:
        """The most words in a row that are ours; what was changed in between counts against them."""
        most = run = 0
        for piece in self.pieces:
            known = _known(piece, self.paste, self.original.words)
            run = 0 if piece.kind in ("foreign", "skipped") else max(run + 2 * known - _size(piece), 0)
            most = max(most, run)
        return most

    def taken_for_same(self) -> Iterator[tuple[str, str]]:
        """The words of the paste beside ours that they were taken for."""
        for piece in self.pieces:
            if piece.kind == "same":
                for i, j in zip(range(*piece.theirs), range(*piece.ours), strict=True):
                    yield self.paste.word(i), self.original.words.word(j)

    @property
    def altered(self) -> int:
        """How much is not as we have it: words changed, added, left out between others, or around it."""
        return sum(_size(piece) for piece in self.pieces if piece.kind not in ("same", "skipped"))

    def is_ours(self) -> bool:
        if self.longest >= _LONG_PASSAGE and self.rare >= _RARE:
            return True
        enough = self.known * 2 >= len(self.paste) and self.known >= min(SHORTEST_PASSAGE, len(self.paste))
        return enough and (len(self.paste) >= SHORTEST or self._is_headline())

    def _is_headline(self) -> bool:
        return self.paste.folded == Words.of(self.publication.story.headline).folded

    def shown(self) -> list[Shown]:
        theirs, ours = self.paste, self.original.words
        last = len(self.pieces) - 1
        return [
            Shown(
                piece.kind,
                theirs.between(*piece.theirs),
                ours.between(*piece.ours) if piece.kind in ("changed", "missing") else "",
                theirs.after(piece.theirs[1]) if piece.theirs[0] < piece.theirs[1] or at == last == 0 else "",
            )
            for at, piece in enumerate(self.pieces)
        ]


@dataclass(frozen=True)
class _Found:
    """The best of all: the present version of the page, and the earlier one that was pasted, where one fits better."""

    present: _Match
    earlier: _Match | None = None

    def answer(self) -> Answer:
        shelf, match = self.present.shelf, self.earlier or self.present
        if not shelf.is_public():
            # What was taken back is not told again, not even as a difference.
            return Answer("gone", shelf, match.publication, counts=Counter(altered=match.altered))
        state: State = "same" if match.altered == 0 else "differs"
        if self.earlier:
            state = "earlier" if state == "same" else state
        seen = self.present
        pairs = list(seen.taken_for_same())
        counts = Counter({"theirs": len(seen.paste)})
        for piece in seen.pieces:
            counts[piece.kind] += _size(piece)
        return Answer(
            state,
            shelf,
            match.publication,
            replaced_at=_replaced_at(self.earlier.publication) if self.earlier else None,
            notes=_notes_since(self.earlier.publication, shelf) if self.earlier else (),
            before=seen.paste.text[: seen.paste.spans[0][0]],
            pieces=seen.shown() if seen.altered or counts["skipped"] else (),
            without_marks=not seen.strict.marks and any(one.lower() != other.lower() for one, other in pairs),
            other_capitals=not seen.strict.capitals and any(bare_word(one) != bare_word(other) for one, other in pairs),
            counts=counts,
        )


def _best(paste: Words, shelves: Sequence[Shelf], rare: Counter[int]) -> _Found | None:
    present = _matches(paste, rare, [(shelf, shelf.current) for shelf in shelves if shelf.current])
    order = {shelf.pk: at for at, shelf in enumerate(shelves)}
    present.sort(key=lambda match: (match.altered, -match.known, not match.shelf.is_public(), order[match.shelf.pk]))
    if present and present[0].altered == 0:
        return _Found(present[0]) if present[0].is_ours() else None
    earlier = _earlier(paste, rare, present[:2])
    by_page = {match.shelf.pk: match for match in present}
    for match in sorted([*present, *earlier], key=lambda match: (match.altered, match not in present)):
        if match.is_ours():
            now = by_page[match.shelf.pk]
            return _Found(now, None if match is now else match)
    return None


def _earlier(paste: Words, rare: Counter[int], present: Sequence[_Match]) -> list[_Match]:
    """The versions before the present ones of the same pages, less those that say the same."""
    shelves = {match.shelf.pk: match.shelf for match in present}
    rows = PublicVersion.objects.filter(shelf__in=shelves).exclude(publication__in=[m.publication.pk for m in present])
    rows = rows.select_related("publication").order_by("-publication_id")[: EARLIER * len(shelves)]
    seals = {match.publication.seal for match in present}
    versions = [(shelves[row.shelf_id], row.publication) for row in rows if row.publication.seal not in seals]
    return _matches(paste, rare, versions)


def _matches(paste: Words, rare: Counter[int], versions: Iterable[tuple[Shelf, Publication]]) -> list[_Match]:
    """The versions, without photos whose rights were lost, laid beside the paste."""
    kept, strict = list(versions), Strictness.for_paste(paste)
    stories = shown(publication.story for _shelf, publication in kept)
    return [
        _Match(shelf, publication, paste, Original(segments_of(story)), strict, rare[shelf.pk])
        for (shelf, publication), story in zip(kept, stories, strict=True)
    ]


def _known(piece: Piece, paste: Words, ours: Words) -> int:
    if piece.kind == "same":
        return _size(piece)
    if piece.kind != "changed":
        return 0
    pairs = zip(paste.folded[slice(*piece.theirs)], ours.folded[slice(*piece.ours)], strict=False)
    return sum(left == right for left, right in pairs)


def _size(piece: Piece) -> int:
    start, end = piece.ours if piece.kind in ("missing", "skipped") else piece.theirs
    return end - start


def _replaced_at(publication: Publication) -> dt.datetime | None:
    later = PublicVersion.objects.filter(shelf_id=publication.page_id, publication_id__gt=publication.pk)
    following = later.select_related("publication").order_by("publication_id").first()
    return following.publication.meant_for if following else None


def _notes_since(publication: Publication, shelf: Shelf) -> list[PublicNote]:
    """What readers were told of the page since that version."""
    told = PublicNote.objects.filter(shelf=shelf, at__gt=publication.meant_for)
    return list(told.exclude(kind=PublicNote.Kind.WITHDRAWAL).order_by("at", "pk"))
