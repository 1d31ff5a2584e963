"""The filters of the search page in words: what can be chosen, and what is chosen with the way back."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.text.dates import local, short_day
from cms.text.order import sort_key

from ..models import SearchName
from ..search.filters import KINDS, BadFilter, Filters
from ..search.names import offered
from ..search.query import Query

_OFFERED = 100
"""Topics, and sessions, among which one can choose: the newest."""


def address(words: str, filters: Filters, page: int = 1) -> str:
    """The address of a page of results."""
    values = {"q": words, **filters.values(), **({"trang": str(page)} if page > 1 else {})}
    return f"{reverse('search')}?{urlencode(values)}"


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True)
class Chosen:
    """A filter that is on, and the address of the results without it."""

    words: str
    url: str


@dataclass(frozen=True)
class Narrowing:
    """What the form shows of the filters."""

    filters: Filters = field(default_factory=Filters)
    kinds: list[Choice] = field(default_factory=list)
    topics: list[Choice] = field(default_factory=list)
    sessions: list[Choice] = field(default_factory=list)
    chosen: list[Chosen] = field(default_factory=list)
    cleared_url: str = ""

    @classmethod
    def of(cls, filters: Filters, query: Query) -> "Narrowing":
        """Raises ``BadFilter`` for a topic or a session that is not public."""
        topics = _offered("topic", filters.topic)
        sessions = _offered("session", "" if filters.session is None else str(filters.session))
        topics.sort(key=lambda choice: sort_key(choice.words))
        kinds = [Choice(word, str(name), word == filters.kind) for word, (_kind, name) in KINDS.items()]
        without = {
            "kind": replace(filters, kind=""),
            "topic": replace(filters, topic=""),
            "session": replace(filters, session=None),
            "days": replace(filters, since=None, until=None),
        }
        words = {
            "kind": next((choice.words for choice in kinds if choice.chosen), ""),
            "topic": next((choice.words for choice in topics if choice.chosen), ""),
            "session": next((choice.words for choice in sessions if choice.chosen), ""),
            "days": _days(filters),
        }
        chosen = [Chosen(words[name], address(query.typed, without[name])) for name in without if words[name]]
        return cls(filters, kinds, topics, sessions, chosen, address(query.typed, Filters()))


def _offered(kind: str, value: str) -> list[Choice]:
    rows = list(offered().filter(kind=kind).order_by("-at", "-pk")[:_OFFERED])
    chosen = f"{kind}:{value}"
    if value and all(row.list != chosen for row in rows):
        row = offered().filter(list=chosen).first()
        if row is None:
            raise BadFilter(_("There is no such topic.") if kind == "topic" else _("There is no such session."))
        rows.append(row)
    return [Choice(row.list.removeprefix(f"{kind}:"), _words(row), row.list == chosen) for row in rows]


def _words(row: SearchName) -> str:
    return f"{row.name} · {short_day(local(row.at).date())}" if row.kind == "session" else row.name


def _days(filters: Filters) -> str:
    since, until = filters.since, filters.until
    if since and until:
        if since == until:
            return short_day(since)
        days = {"first": short_day(since), "last": short_day(until)}
        return pgettext("days of search results", "%(first)s to %(last)s") % days
    if since:
        return pgettext("days of search results", "from %(day)s") % {"day": short_day(since)}
    return pgettext("days of search results", "until %(day)s") % {"day": short_day(until)} if until else ""
