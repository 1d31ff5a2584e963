"""A marked-up document held against the story it was made from: which paragraph is which text, and what was changed in each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.articles.importing.errors import ImportFileError
from cms.text.normal import one_line

from ...comments.anchors import CONTEXT, Anchor
from ...comparison.words import tokens
from ..binding import FRAME, OPINION, bookmark_of
from ..slots import Slot
from .changes import Found, Reading, Said
from .document import Marked, Stretch, Written
from .remarks import Remark
from .words import Piece, changes_in, pieces_of

_LIKE = 0.6
"""The share of words in common from which a paragraph without its name is taken for one of the story."""


@dataclass
class _Group:
    """Paragraphs of the document that were one before its tracked changes."""

    parts: list[Written]

    @property
    def names(self) -> list[str]:
        return [name for part in self.parts for name in part.names]

    @property
    def in_table(self) -> bool:
        return self.parts[0].in_table

    def base(self) -> str:
        return "".join(part.text("same", "removed") for part in self.parts)

    def new(self) -> str:
        return "\n".join(filter(str.strip, (part.text("same", "added") for part in self.parts)))

    def core(self) -> list[Written]:
        """The parts that were there before; all of them where none was."""
        return [part for part in self.parts if part.text("same", "removed").strip()] or self.parts

    def stretches(self) -> list[Stretch]:
        return [stretch for part in self.core() for stretch in part.stretches]


def _groups(paragraphs: list[Written]) -> Iterator[_Group]:
    parts: list[Written] = []
    for written in paragraphs:
        parts.append(written)
        if written.end != "added" or written.last_in_cell:
            yield _Group(parts)
            parts = []
    if parts:
        yield _Group(parts)


def reading_of(slots: dict[str, Slot], marked: Marked) -> Reading:
    """What the document says of the story with these slots. Raises ``ImportFileError`` where none of its passages is found."""
    return _Reader(slots, marked).read()


class _Reader:
    def __init__(self, slots: dict[str, Slot], marked: Marked) -> None:
        self.slots, self.marked = slots, marked
        self.by_name = {bookmark_of(path): path for path in slots}
        self.bound: dict[str, _Group] = {}
        self.new: list[Found] = []
        self.loose: list[tuple[_Group, str]] = []
        self.notes = list(marked.notes)
        self.opinion: list[str] = []
        self.anchors: dict[str, Anchor] = {}
        self.elsewhere: dict[str, str] = {}

    def read(self) -> Reading:
        groups = list(_groups(self.marked.paragraphs))
        if any(self._path(group) for group in groups):
            self._place(groups)
            self._find_loose()
        else:
            self._place_nameless(groups)
        if not self.bound:
            raise ImportFileError(_("The file holds none of the article's passages any more."))
        self._note_joined(groups)
        changes = _with_moves([*self._in_order()])
        return Reading(tuple(changes), tuple(self._said()), tuple(dict.fromkeys(self.notes)))

    # Which paragraph is which

    def _place(self, groups: list[_Group]) -> None:
        ends = [number for number, group in enumerate(groups) if self._path(group)]
        last, in_opinion = "", False
        for number, group in enumerate(groups):
            path = self._path(group)
            within = bool(last) and number <= (ends[-1] if ends else -1)
            if path and path not in self.bound:
                self.bound[path] = group
                self._added_parts(group, last, path)
                last, in_opinion = path, False
            elif any(name.startswith(OPINION) for name in group.names) or (in_opinion and not group.names):
                in_opinion = True
                if group.new().strip():
                    self.opinion.append(group.new())
                self._elsewhere(group)
            elif any(name.startswith(FRAME) for name in group.names):
                in_opinion = False
                follows = bool(last) and (within or not self._past_frame(groups, ends[-1], number))
                self._frame(group, last if follows else "", behind=within)
            elif (
                group.in_table
                or not last
                or (ends and number > ends[-1] and self._past_frame(groups, ends[-1], number))
            ):
                self._outside(group)
            else:
                self._unnamed(group, last)

    @staticmethod
    def _past_frame(groups: list[_Group], start: int, end: int) -> bool:
        """Whether something that the form itself prints stands between the two."""
        return any(name.startswith(FRAME) for group in groups[start + 1 : end] for name in group.names)

    def _path(self, group: _Group) -> str:
        return next((self.by_name[name] for name in group.names if name in self.by_name), "")

    def _added_parts(self, group: _Group, previous: str, path: str) -> None:
        """New paragraphs that were typed at an end of one that was there."""
        core = group.core()
        before = True
        for part in group.parts:
            if part in core:
                before = False
            elif text := part.text("added").strip():
                if group.in_table:
                    self._outside(_Group([part]))
                else:
                    self._new(part, text, (previous or "headline") if before else path)
        if len(core) > 1 and group.base().strip():
            self.notes.append(
                pgettext("paper", "A paragraph was divided: “%(text)s”. Divide it in the editor.")
                % {"text": _short(group.base())}
            )

    def _new(self, part: Written, text: str, after: str, *, tracked: bool = True) -> None:
        marks = [stretch.mark for stretch in part.stretches if stretch.op == "added"]
        moments = [mark.at for mark in marks if mark.at]
        self.new.append(
            Found(
                kind="new",
                path=after,
                passage=self.slots[after].text,
                after=text,
                author=", ".join(dict.fromkeys(mark.author for mark in marks if mark.author))[:120],
                at=max(moments, default=None),
                tracked=tracked,
                listed=part.listed,
                moved=any(mark.moved for mark in marks),
            )
        )

    def _frame(self, group: _Group, last: str, *, behind: bool) -> None:
        """What the form itself prints; new paragraphs before it, and within the story behind it, are the story's."""
        seen = False
        for part in group.parts:
            own = any(name.startswith(FRAME) for name in part.names)
            text = part.text("added").strip()
            if not own and text and last and not group.in_table and (behind or not seen):
                self._new(part, text, last)
            elif text or part.text("removed").strip():
                self._note(part.text("same", "added") or part.text("removed"))
            seen = seen or own
        self._elsewhere(group)

    def _outside(self, group: _Group) -> None:
        if group.new().strip():
            self._note(group.new())
        self._elsewhere(group)

    def _note(self, text: str) -> None:
        self.notes.append(pgettext("paper", "Written outside of the article: “%(text)s”") % {"text": _short(text)})

    def _unnamed(self, group: _Group, last: str) -> None:
        if group.base().strip():
            self.loose.append((group, last))
            return
        for part in group.parts:
            if text := part.text("added").strip():
                self._new(part, text, last)

    def _find_loose(self) -> None:
        """Paragraphs that lost their names: known again by their words, else new ones typed without tracking."""
        self._match_loose()
        for group, last in self.loose:
            if text := group.new().strip():
                self._new(group.parts[0], text, last, tracked=False)

    def _match_loose(self) -> None:
        for exact in (True, False):
            for group, last in list(self.loose):
                lost = [slot for path, slot in self.slots.items() if path not in self.bound and slot.text.strip()]
                found = next((slot for slot in lost if _same(slot.text, group.base(), exact=exact)), None)
                if found:
                    self.bound[found.path] = group
                    self.loose.remove((group, last))

    def _place_nameless(self, groups: list[_Group]) -> None:
        """A document of which a program dropped all names: known by its words alone, between the first and the last of them."""
        self.loose = [(group, "") for group in groups if group.base().strip()]
        self._match_loose()
        known = {id(group): path for path, group in self.bound.items()}
        places = [number for number, group in enumerate(groups) if id(group) in known]
        last = ""
        for number, group in enumerate(groups[: places[-1] + 1] if places else []):
            last = known.get(id(group), last)
            if last and id(group) not in known and number > places[0] and (text := group.new().strip()):
                if group.in_table:
                    self._outside(group)
                else:
                    self._new(group.parts[0], text, last, tracked=not group.base().strip())
        self.notes.append(
            pgettext("paper", "The file lost the names of its paragraphs: they were found by their words.")
        )

    def _note_joined(self, groups: list[_Group]) -> None:
        for group, following in pairwise(groups):
            if group.parts[-1].end == "removed" and group.new().strip() and following.new().strip():
                self.notes.append(
                    pgettext("paper", "A paragraph was joined with the next one: “%(text)s”. Join them in the editor.")
                    % {"text": _short(group.new())}
                )

    # What was changed in each

    def _in_order(self) -> Iterator[Found]:
        for path, slot in self.slots.items():
            group = self.bound.get(path)
            if group is not None:
                pieces = pieces_of(slot.text, group.stretches())
                self._anchor(path, slot.text, pieces)
                yield from changes_in(path, slot.text, pieces, paragraph=slot.kind == "paragraph")
            elif slot.text.strip() and slot.kind != "fixed":
                kind = "removed" if slot.kind == "paragraph" else "delete"
                yield Found(kind, path, slot.text, 0, slot.text, "", tracked=False)  # type: ignore[arg-type]
            yield from (found for found in self.new if found.path == path)

    # Comments

    def _anchor(self, path: str, passage: str, pieces: list[Piece]) -> None:
        for remark in self.marked.remarks:
            within = [piece for piece in pieces if remark.id in piece.comments]
            if not within or remark.id in self.anchors:
                continue
            start, end = min(piece.start for piece in within), max(piece.end for piece in within)
            if not passage[start:end].strip():
                start, end = 0, len(passage)
            if passage[start:end].strip():
                part = path if path in ("headline", "lede") else "lead_photo" if path.startswith("lead.") else "body"
                self.anchors[remark.id] = Anchor.marked(
                    part, passage[start:end], passage[:start][-CONTEXT:], passage[end:][:CONTEXT]
                )

    def _elsewhere(self, group: _Group) -> None:
        for part in group.parts:
            for stretch in part.stretches:
                for name in stretch.comments:
                    self.elsewhere.setdefault(name, _short(part.text("same", "removed", "added")))

    def _said(self) -> Iterator[Said]:
        if self.opinion:
            yield Said("", "\n".join(self.opinion))
        for remark in self.marked.remarks:
            yield Said(remark.author, self._words(remark), self.anchors.get(remark.id))

    def _words(self, remark: Remark) -> str:
        text = "\n".join([remark.text, *(f"— {author}: {answer}" for author, answer in remark.answers)])
        if remark.id not in self.anchors and self.elsewhere.get(remark.id):
            return pgettext("paper", "On “%(text)s”: %(comment)s") % {
                "text": self.elsewhere[remark.id],
                "comment": text,
            }
        return text


def _same(text: str, other: str, *, exact: bool) -> bool:
    if exact:
        return one_line(text) == one_line(other)
    return SequenceMatcher(None, tokens(text), tokens(other), autojunk=False).ratio() >= _LIKE


def _short(text: str) -> str:
    text = one_line(text)
    return f"{text[:200]}…" if len(text) > 200 else text


def _with_moves(found: list[Found]) -> list[Found]:
    """A paragraph struck out here and put in there, both by a move, as one change."""
    places = {one_line(each.after): each for each in found if each.kind == "new" and each.moved}
    told: list[Found] = []
    gone: set[int] = set()
    for each in found:
        place = places.pop(one_line(each.before), None) if each.kind == "removed" and each.moved else None
        if place is not None:
            gone.add(id(place))
            each = replace(each, kind="move", after=place.after, target=place.path)
        told.append(each)
    return [each for each in told if id(each) not in gone]
