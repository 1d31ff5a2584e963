"""Comments and the draft as they stand on the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from django.utils.safestring import SafeString

from cms.publication.pages import ReviewedPage
from cms.text.dates import full_moment

from .anchors import Place, locate
from .mentions import with_names
from .models import Comment, Reply
from .permissions import user_can_delete, user_can_resolve
from .queries import comments_of
from .reading import Part, Passage, parts_of

if TYPE_CHECKING:
    from cms.staff.models import User


@dataclass(frozen=True)
class Said:
    """A comment or reply: who said what and when."""

    row: Comment | Reply

    @property
    def author(self) -> "User | None":
        return self.row.author

    @property
    def moment(self) -> str:
        return full_moment(self.row.made_at)

    @property
    def html(self) -> SafeString:
        return with_names(self.row.text, self.row.mentioned.all())


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, as this user meets it. ``number`` is its place among the page's comments, in the order made."""

    comment: Comment
    number: int
    replies: tuple[Said, ...]
    place: Place | None
    now: str
    may_resolve: bool
    may_delete: bool

    @property
    def said(self) -> Said:
        return Said(self.comment)

    @property
    def state(self) -> Literal["open", "answered", "resolved"]:
        if not self.comment.is_open:
            return "resolved"
        # A leader has no account, so every answer is another's.
        author = self.comment.author_id
        by_others = any(author is None or reply.row.author_id != author for reply in self.replies)
        return "answered" if by_others else "open"

    @property
    def passage(self) -> Literal["", "stands", "changed", "gone"]:
        """What has become of the passage; empty for a comment on the whole page."""
        if not self.comment.quote:
            return ""
        return self.place.state if self.place else "gone"

    @property
    def resolved_moment(self) -> str:
        return full_moment(self.comment.resolved_at) if self.comment.resolved_at else ""


@dataclass(frozen=True)
class Segment:
    """A stretch of a passage under the same comments. ``starts``: threads that begin with it, ``ends``: that end with it."""

    text: str
    threads: tuple[Thread, ...]
    starts: tuple[Thread, ...]
    ends: tuple[Thread, ...]


@dataclass(frozen=True)
class ShownPassage:
    passage: Passage
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class ShownPart:
    part: Part
    passages: tuple[ShownPassage, ...]


class Screen:
    """A page's comments beside its latest draft, for one user."""

    def __init__(self, page: ReviewedPage, user: Any) -> None:
        self.page, self.user = page, user

    @cached_property
    def parts(self) -> list[Part]:
        return parts_of(self.page.latest_draft().story())

    @cached_property
    def threads(self) -> list[Thread]:
        """As `comments_of` orders them."""
        comments = comments_of(self.page.pk)
        numbers = {pk: number for number, pk in enumerate(sorted(comment.pk for comment in comments), 1)}
        return [self._thread(comment, numbers[comment.pk]) for comment in comments]

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.comment.is_open]

    @property
    def resolved(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.comment.is_open]

    @property
    def blocking(self) -> int:
        """How many open comments must be resolved before approval."""
        return sum(1 for thread in self.open if thread.comment.blocking)

    def shown_parts(self) -> list[ShownPart]:
        """The draft, with the passages of open comments marked."""
        return [
            ShownPart(
                part,
                tuple(
                    ShownPassage(passage, _segments(passage, self._marks(part, self.open))) for passage in part.passages
                ),
            )
            for part in self.parts
        ]

    def _thread(self, comment: Comment, number: int) -> Thread:
        replies = tuple(map(Said, comment.replies.all()))
        place = locate(self.parts, comment.anchor) if comment.anchor else None
        return Thread(
            comment=comment,
            number=number,
            replies=replies,
            place=place,
            now=self._text_at(place) if place and place.state == "changed" else "",
            may_resolve=user_can_resolve(self.user, comment),
            may_delete=user_can_delete(self.user, comment, answered=bool(replies)),
        )

    def _text_at(self, place: Place) -> str:
        return next(part.text for part in self.parts if part.name == place.part)[place.start : place.end]

    @staticmethod
    def _marks(part: Part, threads: Iterable[Thread]) -> list[tuple[Place, Thread]]:
        return [(thread.place, thread) for thread in threads if thread.place and thread.place.part == part.name]


def _segments(passage: Passage, marks: Sequence[tuple[Place, Thread]]) -> tuple[Segment, ...]:
    """The passage cut at the edges of its marks."""
    here = [(place, thread) for place, thread in marks if place.start < passage.end and place.end > passage.start]
    edges = {passage.start, passage.end}
    for place, _thread in here:
        edges.update((max(place.start, passage.start), min(place.end, passage.end)))
    cuts = sorted(edges)
    return tuple(
        Segment(
            text=passage.text[start - passage.start : end - passage.start],
            threads=tuple(thread for place, thread in here if place.start <= start and end <= place.end),
            starts=tuple(thread for place, thread in here if place.start == start),
            ends=tuple(thread for place, thread in here if place.end == end),
        )
        for start, end in pairwise(cuts)
    )
