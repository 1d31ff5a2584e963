"""A proposed change done to a draft that is not saved yet."""

import json
from html import escape
from typing import Any

from django.utils.translation import pgettext

from cms.articles.models import ArticlePage
from cms.articles.richtext import settled
from cms.publication.render_body import clean_html
from cms.publication.story import Story
from cms.text.normal import clean, one_line

from .finding import Spot
from .models import ProposedChange
from .richedit import RichEdit, Unfit
from .slots import Slot, block_number, slots_of

Kind = ProposedChange.Kind


class CantApply(Exception):
    """One sentence that says why the change can't be made by a click."""


def draft_slots(draft: ArticlePage) -> dict[str, Slot]:
    """The texts of the draft as it is in memory, without what only the public page needs."""
    parts = draft.story_parts()
    return slots_of(
        Story(
            kind="article",
            page_id=draft.pk,
            slug=draft.slug,
            headline=one_line(draft.title),
            lede=parts["lede"],
            lead_photo=parts["lead_photo"],
            blocks=parts["blocks"],
        )
    )


def why_not(change: ProposedChange, slots: dict[str, Slot], spot: Spot) -> str:
    """Why the change has to be made by hand; empty where a click does it."""
    slot = slots[spot.path]
    if change.kind == Kind.NEW:
        return ""
    if slot.kind == "fixed":
        return pgettext("paper", "This comes from the photo library or the registry: it is changed there.")
    text = slot.text[: spot.start] + change.after + slot.text[spot.end :]
    if change.kind in (Kind.INSERT, Kind.DELETE, Kind.REPLACE):
        if slot.limit and len(text) > slot.limit:
            return pgettext("paper", "There is room for %(limit)d characters; it would have %(length)d.") % {
                "limit": slot.limit,
                "length": len(text),
            }
        if slot.path == "headline" and not text.strip():
            return pgettext("paper", "An article needs its headline.")
    return ""


def apply(change: ProposedChange, draft: ArticlePage, slots: dict[str, Slot], spot: Spot, earlier: list[str]) -> None:
    """Makes the change; ``earlier`` are new paragraphs of this paper that were put in at the same place before it.

    Raises ``CantApply``.
    """
    if reason := why_not(change, slots, spot):
        raise CantApply(reason)
    try:
        if change.kind == Kind.NEW:
            _insert(
                draft, slots, spot.path, [_plain(line) for line in change.after.split("\n")], change.listed, earlier
            )
        elif change.kind == Kind.REMOVED:
            _remove(draft, slots[spot.path])
        elif change.kind == Kind.MOVE:
            _move(draft, slots, spot)
        else:
            _words(draft, slots[spot.path], spot, change.after)
    except Unfit as error:
        raise CantApply(pgettext("paper", "The passage is set in a way that only the editor can change.")) from error


def _plain(text: str) -> str:
    return escape(" ".join(clean(text).split()), quote=False)


def _words(draft: ArticlePage, slot: Slot, spot: Spot, words: str) -> None:
    text = slot.text[: spot.start] + words + slot.text[spot.end :]
    if slot.path == "headline":
        draft.title = one_line(text)
    elif slot.path == "lede":
        draft.lede = clean(text).strip()
    elif slot.kind == "paragraph":
        number = _number(slot)
        _edit(draft, slot, lambda rich: rich.replace(number, slot.text, spot.start, spot.end, words))
    else:
        _set(draft, slot.path, clean(text).strip())


def _move(draft: ArticlePage, slots: dict[str, Slot], spot: Spot) -> None:
    slot = slots[spot.path]
    if slot.kind != "paragraph":
        raise Unfit
    listed = slot.form[:2] in ("ul", "ol")
    taken: list[str] = []
    # First put in, then taken out: the paths before the place of what is taken out stay as they are.
    found = _rich(draft, slot)
    taken.append(RichEdit(found).remove(_number(slot), slot.text))
    _insert(draft, slots, spot.target, taken, listed, [])
    after = draft_slots(draft)
    old = next(
        (
            each
            for each in after.values()
            if each.kind == "paragraph" and each.text == slot.text and not _is_copy(each, spot.target, after)
        ),
        None,
    )
    if old is None:
        raise Unfit
    _remove(draft, old)


def _is_copy(slot: Slot, target: str, slots: dict[str, Slot]) -> bool:
    """Whether this is the paragraph that was just put in: the one right behind its new place."""
    paths = list(slots)
    return target in slots and paths.index(slot.path) == paths.index(target) + 1


def _remove(draft: ArticlePage, slot: Slot) -> None:
    if slot.kind != "paragraph":
        _words(draft, slot, Spot(slot.path, 0, len(slot.text)), "")
        return
    number = _number(slot)
    _edit(draft, slot, lambda rich: rich.remove(number, slot.text))


def _insert(
    draft: ArticlePage, slots: dict[str, Slot], path: str, lines: list[str], listed: bool, earlier: list[str]
) -> None:
    """New paragraphs behind the passage: in its text, or as a text of their own behind its block."""
    slot = slots[path]
    raw = _raw(draft)
    if slot.kind == "paragraph" and _type(draft, slot) == "text":
        rich = RichEdit(_rich(draft, slot))
        number = _number(slot)
        while number + 1 < len(rich.passages) and rich.text(number + 1) in earlier:
            number += 1
        for line in lines:
            rich.insert_after(number, line, listed=listed)
            number += 1
        _write(draft, slot, rich.html)
        return
    block = block_number(path)
    at = 0 if block is None else _child(draft, block) + 1
    while (
        at < len(raw)
        and raw[at]["type"] == "text"
        and RichEdit(clean_html(settled(raw[at]["value"]))).html in [f"<p>{_plain(text)}</p>" for text in earlier]
    ):
        at += 1
    raw.insert(at, {"type": "text", "value": "".join(f"<p>{line}</p>" for line in lines)})
    _put(draft, raw)


# The body as it is stored


def _raw(draft: ArticlePage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(json.dumps(draft.body.get_prep_value(), default=str))
    return found


def _put(draft: ArticlePage, raw: list[dict[str, Any]]) -> None:
    draft.body = json.dumps(raw)  # type: ignore[assignment]


def _child(draft: ArticlePage, block: int) -> int:
    """The number in the editor of a block of the story, which lacks those that say nothing yet."""
    return draft.block_places()[block].number - 1


def _type(draft: ArticlePage, slot: Slot) -> str:
    block = block_number(slot.path)
    return "" if block is None else str(_raw(draft)[_child(draft, block)]["type"])


def _number(slot: Slot) -> int:
    return int(slot.path.rpartition(".p")[2])


def _rich(draft: ArticlePage, slot: Slot) -> str:
    """The rich text that the passage stands in, as the story has it."""
    block = block_number(slot.path)
    if block is None:
        raise Unfit
    child = _raw(draft)[_child(draft, block)]
    source = child["value"]["text"] if child["type"] == "fact_box" else child["value"]
    return clean_html(settled(source))


def _edit(draft: ArticlePage, slot: Slot, change: Any) -> None:
    rich = RichEdit(_rich(draft, slot))
    change(rich)
    _write(draft, slot, rich.html)


def _write(draft: ArticlePage, slot: Slot, html: str) -> None:
    raw = _raw(draft)
    at = _child(draft, block_number(slot.path) or 0)
    if raw[at]["type"] == "fact_box":
        raw[at]["value"]["text"] = html
    elif settled(html):
        raw[at]["value"] = html
    else:
        del raw[at]
    _put(draft, raw)


def _set(draft: ArticlePage, path: str, text: str) -> None:
    """A text of a block that is no rich text."""
    raw = _raw(draft)
    head, *rest = path.split(".")
    child = raw[_child(draft, int(head[1:]))]
    value = child["value"]
    if child["type"] == "table":
        if rest == ["caption"]:
            value["table_caption"] = text
        else:
            value["data"][int(rest[0][1:])][int(rest[1][1:])] = one_line(text)
    elif child["type"] == "agenda" and len(rest) == 2:
        _agenda_item(value["items"], int(rest[0][1:]))[rest[1]] = one_line(text)
    else:
        value[rest[-1]] = text if child["type"] == "quote" else one_line(text)
    _put(draft, raw)


def _agenda_item(items: list[Any], number: int) -> dict[str, Any]:
    """The item of the story's number: those without a title are not told."""
    told = [item["value"] if "value" in item and "type" in item else item for item in items]
    return [item for item in told if str(item.get("title") or "").strip()][number]
