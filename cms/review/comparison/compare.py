"""Two stories held against each other."""

from collections import Counter
from dataclasses import dataclass

from cms.publication.story import Story, canonical_json

from .align import Fate, Unit, align
from .changes import Comparison, ItemChange, LineChange, ListChange
from .matching import Budget
from .outline import Item, Line, Listing, Rich, outline_of
from .segments import segments_of
from .tables import compare_grids
from .words import tokens


def compare(old: Story, new: Story) -> Comparison:
    """What the new version says differently. Without any I/O; the same two stories always give the same comparison."""
    old_outline, new_outline = outline_of(old), outline_of(new)
    change = _item(_Whereabouts("kept", 0, 0), old_outline, new_outline, Budget())
    unseen = not change.altered and canonical_json(old) != canonical_json(new)
    return Comparison(old, new, change, unseen)


@dataclass(frozen=True, slots=True)
class _Whereabouts:
    fate: Fate
    old: int | None
    new: int | None


def _item(where: _Whereabouts, old: Item | None, new: Item | None, budget: Budget) -> ItemChange:
    if where.fate == "left":
        return ItemChange(where.fate, where.old, where.new, old, None)
    empty = Item("")
    before, after = old or empty, new or empty
    return ItemChange(
        fate=where.fate,
        old_place=where.old,
        new_place=where.new,
        old=old,
        new=new,
        lines=_lines(before, after, budget),
        lists=_lists(before, after, budget),
        grid=compare_grids(before.grid, after.grid, budget),
    )


# Lines


def _lines(old: Item, new: Item, budget: Budget) -> tuple[LineChange, ...]:
    """The lines of both, the new one's order first."""
    old_lines = {line.name: line for line in old.lines}
    new_lines = {line.name: line for line in new.lines}
    names = [*new_lines, *(name for name in old_lines if name not in new_lines)]
    return tuple(_line(name, old_lines.get(name), new_lines.get(name), budget) for name in names)


def _line(name: str, old: Line | None, new: Line | None, budget: Budget) -> LineChange:
    whole = any(line.whole for line in (old, new) if line)
    before, after = old.rich if old else Rich(), new.rich if new else Rich()
    return LineChange(name, whole, segments_of(before, after, budget, whole=whole))


# Lists


def _lists(old: Item, new: Item, budget: Budget) -> tuple[ListChange, ...]:
    old_lists = {listing.name: listing for listing in old.lists}
    new_lists = {listing.name: listing for listing in new.lists}
    names = [*new_lists, *(name for name in old_lists if name not in new_lists)]
    none = Listing("", ())
    return tuple(_listing(name, old_lists.get(name, none), new_lists.get(name, none), budget) for name in names)


def _listing(name: str, old: Listing, new: Listing, budget: Budget) -> ListChange:
    if (old.single or new.single) and old.items and new.items and old.items[0].kind == new.items[0].kind:
        return ListChange(name, (_item(_Whereabouts("kept", 0, 0), old.items[0], new.items[0], budget),))
    places = align([_unit(item) for item in old.items], [_unit(item) for item in new.items], budget)
    return ListChange(
        name,
        tuple(
            _item(
                _Whereabouts(place.fate, place.old, place.new),
                old.items[place.old] if place.old is not None else None,
                new.items[place.new] if place.new is not None else None,
                budget,
            )
            for place in places
        ),
    )


def _unit(item: Item) -> Unit:
    found: Counter[str] = Counter()
    for text in item.texts():
        found.update(token for token in tokens(text) if not token.isspace())
    # What lists nothing but other things has no words: it is known by what it names.
    found.update(inner.key for listing in item.lists for inner in listing.items if inner.firm)
    return Unit(sign=item, words=found, family=item.kind, key=item.key, firm=item.firm)
