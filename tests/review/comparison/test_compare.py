"""Whatever two stories say differently is in their comparison, and nothing that neither of them says."""

import re
from collections.abc import Iterator
from typing import Any, Literal

from hypothesis import given, settings

from cms.publication.plain import PlainText
from cms.publication.story import Post, Story, TextBlock, digest_of
from cms.review.comparison.changes import GridChange, ItemChange, LineChange, ListChange, Segment
from cms.review.comparison.compare import compare
from cms.review.comparison.outline import Item, outline_of

from .stories import models, pairs

Side = Literal["old", "new"]
OTHERS = {"old": "added", "new": "removed"}


def text(segments: tuple[Segment, ...], side: Side) -> str:
    return "".join(segment.text for segment in segments if segment.op != OTHERS[side])


def told_line(line: LineChange, side: Side) -> Any:
    styles = [(segment.text, getattr(segment, side)) for segment in line.segments if segment.op != OTHERS[side]]
    return line.name, text(line.segments, side), merged(styles)


def merged(runs: list[Any]) -> list[Any]:
    found: list[Any] = []
    for words, style in runs:
        if found and found[-1][1] == style:
            found[-1] = (found[-1][0] + words, style)
        else:
            found.append((words, style))
    return found


def place(entry: ItemChange, side: Side) -> int | None:
    return entry.old_place if side == "old" else entry.new_place


def told_grid(grid: GridChange | None, side: Side) -> Any:
    if grid is None:
        return None
    at = 1 if side == "old" else 2
    columns = [(column[at], number) for number, column in enumerate(grid.columns) if column[at] is not None]
    rows = sorted((getattr(row, side), row) for row in grid.rows if getattr(row, side) is not None)
    return [[text(row.cells[number].segments, side) for _at, number in sorted(columns)] for _at, row in rows]


def check_side(change: ItemChange, item: Item, side: Side) -> None:
    """The pieces of one side are the item: each line to the letter and in its setting, each list in its order."""
    lines = {line.name: told_line(line, side) for line in change.lines}
    assert {name for name, line in lines.items() if line[1]} == {line.name for line in item.lines if line.rich.text}
    for line in item.lines:
        assert lines[line.name] == (line.name, line.rich.text, list(line.rich.runs))
    lists = {listing.name: listing for listing in change.lists}
    for listing in item.lists:
        check_list(lists.pop(listing.name), listing.items, side)
    for rest in lists.values():
        check_list(rest, (), side)
    cells = [list(row) for row in item.grid.rows] if item.grid else []
    assert (told_grid(change.grid, side) or []) == cells or not any(cells)


def check_list(change: ListChange, items: tuple[Item, ...], side: Side) -> None:
    there = [entry for entry in change.entries if entry.fate != "left" and place(entry, side) is not None]
    there.sort(key=lambda entry: place(entry, side) or 0)
    assert [place(entry, side) for entry in there] == list(range(len(items)))
    for entry, item in zip(there, items, strict=True):
        check_side(entry, item, side)


@settings(deadline=None, max_examples=60)
@given(pairs())
def test_each_side_is_its_story_to_the_letter(versions: tuple[Story, Story]) -> None:
    old, new = versions
    change = compare(old, new).story
    check_side(change, outline_of(old), "old")
    check_side(change, outline_of(new), "new")


@settings(deadline=None, max_examples=60)
@given(pairs())
def test_nothing_differs_where_the_digests_are_equal_and_something_where_they_are_not(
    versions: tuple[Story, Story],
) -> None:
    old, new = versions
    assert compare(old, new).is_empty == (digest_of(old) == digest_of(new))


_MOMENTS = ("go_live_at", "expire_at", "since", "until", "opinions_from", "opinions_until")
"""Shown as people write them."""


def written(value: Any, name: str = "") -> Iterator[str]:
    """The texts of a story as its own dump has them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("type", "kind", "payload", "focus", "day", "start", "end", *_MOMENTS):
                yield from written(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from written(inner, name)
    elif isinstance(value, str):
        yield from PlainText.of(value, addresses=False).splitlines() if name == "html" else [value]


def shown(item: Item) -> Iterator[str]:
    for line in item.lines:
        yield line.rich.text
    for row in item.grid.rows if item.grid else ():
        yield from row
    for listing in item.lists:
        for inner in listing.items:
            yield from shown(inner)


@settings(deadline=None, max_examples=60)
@given(models(Story))
def test_no_word_of_a_story_is_left_out(story: Story) -> None:
    there = {re.sub(r"\s+", " ", line).strip() for line in shown(outline_of(story))}
    for line in written(story.model_dump(mode="json")):
        assert re.sub(r"\s+", " ", line).strip().removeprefix("-").strip() in there | {""}


def article(html: str = "", **fields: Any) -> Story:
    blocks = (TextBlock(html=html),) if html else ()
    return Story(kind="article", page_id=1, slug="bai", headline="Phiên họp", **{"blocks": blocks, **fields})


def test_a_setting_written_otherwise_is_told_as_unseen() -> None:
    comparison = compare(article("<p><b>Một</b></p>"), article("<p><strong>Một</strong></p>"))
    assert comparison.unseen and not comparison.story.altered and not comparison.is_empty


def test_html_is_never_a_text() -> None:
    mail = "<h1>Đầu đề</h1><table><tr><td>Một</td><td>Hai<style>p{}</style></td></tr></table><script>alert(1)</script>"
    story = article(
        '<p onclick="x()">Ba<script>alert(2)</script></p>', posts=(Post(channel="email", payload={"html": mail}),)
    )
    told_texts = [line for line in shown(outline_of(story)) if line]
    assert {"Đầu đề", "Một", "Hai", "Ba"} <= set(told_texts)
    assert not [line for line in told_texts if "<" in line or "alert" in line or "onclick" in line]
