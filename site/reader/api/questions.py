"""What may be asked, as types: one value a list, read from the query of an address and described in the OpenAPI document."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from ..queries import Cursor
from .answers import KINDS, Kind

MOST = 50
"""Items of one answer."""
DEEPEST = 1000
"""How far ``offset`` reaches: what lies deeper is found by ``cursor``, as fast as the beginning."""

_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]+([Zz]|[+-][0-9]{2}:[0-9]{2})")
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


class BadQuestion(Exception):
    """A question that can't be answered: a sentence, and the parameters with the reason for each."""

    def __init__(self, message: str, errors: list[tuple[str, str]]) -> None:
        super().__init__(message)
        self.message = message
        self.errors = errors


def _matching(pattern: re.Pattern[str], what: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise ValueError(f"takes {what}")
        return value

    return BeforeValidator(check)


def _within_our_time(day: dt.date) -> dt.date:
    """Nothing was published before or after; clocks and databases go no further."""
    return min(max(day, _FIRST), _LAST)


def _moment_within(moment: dt.datetime) -> dt.datetime:
    if moment.year < _FIRST.year:
        return dt.datetime.combine(_FIRST, dt.time.min, dt.UTC)
    return moment if moment.year < _LAST.year else dt.datetime.combine(_LAST, dt.time.min, dt.UTC)


Whole = Annotated[int, _matching(_WHOLE, "a whole number")]
Id = Annotated[int, Field(ge=1, lt=2**63), _matching(_WHOLE, "a whole number")]
Day = Annotated[dt.date, _matching(_DAY, "a day: 2026-03-18"), AfterValidator(_within_our_time)]
Moment = Annotated[
    AwareDatetime, _matching(_MOMENT, "an instant with its zone: 2026-03-18T08:30:00Z"), AfterValidator(_moment_within)
]


class Question(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Endpoint(NamedTuple):
    """A list of pages: which kinds stand in it, and what may be asked of it."""

    kinds: tuple[Kind, ...]
    question: type["OfPages"]


T = TypeVar("T", bound=Question)


class Paged(Question):
    limit: Whole = Field(default=20, ge=1, le=MOST, description="How many items.")


class OfPage(Question):
    """One page."""

    fields: str = Field(
        default="",
        max_length=300,
        description="What to tell, as in Wagtail's API: names with commas between them are added to what is told by itself, "
        "`-name` leaves one out; `*` first begins with everything, `_` first with nothing.",
    )


class OfPages(Paged, OfPage):
    """Pages of one kind or several."""

    offset: Whole = Field(
        default=0, ge=0, le=DEEPEST, description="How many items to pass over; further on, use `cursor`."
    )
    cursor: str = Field(
        default="", pattern=r"^(-?[0-9]{1,19}-[0-9]{1,19})?$", description="Where to go on: part of `meta.next`."
    )
    order: Literal["-date", "date", "-last_published_at", "last_published_at"] | None = Field(
        default=None,
        description="By `date`: when an article first came out, the day of a session (the newest first, where nothing is said); "
        "or by when a page last said something else (where `updated_since` is given, the oldest change first).",
    )
    search: str = Field(
        default="",
        max_length=200,
        description="Words that the page has, with or without marks; in the order of relevance.",
    )
    language: str = Field(default="", pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$", description="Of the text: `vi`.")
    section: Id | None = Field(default=None, description="The `id` of the section in which the page stands.")
    day_from: Day | None = Field(default=None, description="From this day on, by `date`.")
    day_to: Day | None = Field(default=None, description="Until this day, by `date`; the day itself counts.")
    updated_since: Moment | None = Field(
        default=None, description="What said something else at this instant or later, by `last_published_at`."
    )

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if self.cursor and (self.offset or self.search):
            raise ValueError("cursor: goes with neither offset nor search")
        if self.search and (self.order or self.day_from or self.day_to):
            raise ValueError("search: is in the order of relevance, so it goes with neither order nor days")
        if self.updated_since and self.order in ("date", "-date"):
            raise ValueError("updated_since: goes with the orders last_published_at and -last_published_at")
        if (self.day_from or self.day_to) and self.by_update:
            raise ValueError("day_from, day_to: go with the orders date and -date")
        return self

    @property
    def by_update(self) -> bool:
        """Whether the order is that of the last change."""
        return "last" in (self.order or "") or (self.updated_since is not None and not self.search)

    @property
    def newest_first(self) -> bool:
        """Whether the order is falling."""
        return self.order.startswith("-") if self.order else not self.by_update

    def after(self) -> Cursor | None:
        """The place that the cursor names. Raises ``BadQuestion``."""
        place = Cursor.parse(self.cursor)
        if self.cursor and place is None:
            raise _bad([("cursor", "takes what meta.next says")])
        return place


class OfArticles(OfPages):
    topic: str = Field(default="", max_length=100, pattern="^[-A-Za-z0-9_]*$", description="The slug of a topic.")
    session: Id | None = Field(default=None, description="The `session_id` of the session that the article covers.")
    person: Id | None = Field(default=None, description="The `person_id` of somebody whom the article names.")


class OfSessions(OfPages):
    person: Id | None = Field(default=None, description="The `person_id` of somebody who presides.")


class OfAll(OfArticles):
    type: str = Field(
        default="",
        pattern=r"^((article|session|person|section)(,(article|session|person|section))*)?$",
        description="Kinds of pages, with commas between them; all where nothing is said.",
    )


class OfTopics(Paged):
    cursor: str = Field(
        default="", max_length=100, pattern="^[-A-Za-z0-9_]*$", description="Where to go on: part of `meta.next`."
    )


class OfNotes(Paged):
    cursor: str = Field(
        default="", pattern=r"^([0-9]{1,19}-[0-9]{1,19})?$", description="Where to go on: part of `meta.next`."
    )


class OfPath(Question):
    html_path: str = Field(
        min_length=1,
        max_length=1000,
        pattern=r"^/[^\x00-\x1f?#]*$",
        description="The path of the page: `/tin-tuc/phien-khai-mac/`.",
    )


ENDPOINTS = {
    "pages": Endpoint(KINDS, OfAll),
    "articles": Endpoint(("article",), OfArticles),
    "sessions": Endpoint(("session",), OfSessions),
    "persons": Endpoint(("person",), OfPages),
    "sections": Endpoint(("section",), OfPages),
}
"""The lists of pages by name."""


def read(kind: type[T], query: Mapping[str, str]) -> T:
    """The question that the query of an address asks. Raises ``BadQuestion``."""
    try:
        return kind.model_validate({name: query[name] for name in query})
    except ValidationError as error:
        raise _bad([_reason(each) for each in error.errors(include_url=False, include_input=False)]) from None


def refused(parameter: str, reason: str) -> BadQuestion:
    """What says that a parameter can't be answered."""
    return _bad([(parameter, reason)])


def kinds_in(question: OfPages, otherwise: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """The kinds of pages that are asked for."""
    asked = question.type.split(",") if isinstance(question, OfAll) and question.type else ()
    return tuple(kind for kind in otherwise if kind in asked) if asked else otherwise


def _reason(error: Any) -> tuple[str, str]:
    if error["type"] == "extra_forbidden":
        return str(error["loc"][0]), "is no parameter of this address"
    reason = str(error["msg"]).removeprefix("Value error, ")
    if error["loc"]:
        return str(error["loc"][0]), reason
    names, _colon, rest = reason.partition(": ")
    return names, rest


def _bad(errors: list[tuple[str, str]]) -> BadQuestion:
    names = ", ".join(f"“{name[:40]}”" for name, _reason in errors)
    return BadQuestion(
        _("The question can't be answered because of %(names)s: /api/v2/openapi.json says what it takes.")
        % {"names": names},
        errors,
    )
