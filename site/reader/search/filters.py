"""What results can be narrowed to: a kind of page, a topic, a session, days."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from cms.text.dates import day_bounds
from cms.text.normal import one_line
from cms.text.numbers import number_in

from .expression import Facet, Window

KINDS: dict[str, tuple[str, Promise]] = {
    "bai-viet": ("article", pgettext_lazy("kind of search result", "Articles")),
    "van-kien": ("document", pgettext_lazy("kind of search result", "Documents")),
    "phien-hop": ("session", pgettext_lazy("kind of search result", "Sessions")),
    "nhan-vat": ("person", pgettext_lazy("kind of search result", "People")),
}
"""Word of the address → kind of page and its name."""
KIND, TOPIC, SESSION, SINCE, UNTIL = "loai", "chu-de", "phien", "tu", "den"

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_SLUG = re.compile(r"[\w\-]{1,150}")
_TYPED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class BadFilter(Exception):
    """An address asks for what cannot be filtered by; the message is a sentence for the reader."""


@dataclass(frozen=True)
class Filters:
    """The filters of a search, as in its address; empty ones filter nothing."""

    kind: str = ""
    topic: str = ""
    session: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @classmethod
    def parse(cls, values: Mapping[str, str]) -> "Filters":
        """The filters that an address names. Raises ``BadFilter``."""
        kind, topic, session = (one_line(values.get(name, "")) for name in (KIND, TOPIC, SESSION))
        if kind and kind not in KINDS:
            raise BadFilter(_("Results can be narrowed to articles, documents, sessions or people."))
        if topic and not _SLUG.fullmatch(topic):
            raise BadFilter(_("There is no such topic."))
        if session and number_in(session) is None:
            raise BadFilter(_("There is no such session."))
        since, until = _day(values.get(SINCE, "")), _day(values.get(UNTIL, ""))
        if since and until and until < since:
            raise BadFilter(_("The first day is after the last one."))
        return cls(kind, topic, number_in(session), since, until)

    def __bool__(self) -> bool:
        return any((self.kind, self.topic, self.session is not None, self.since, self.until))

    @property
    def facets(self) -> list[Facet]:
        keys = []
        if self.kind:
            keys.append(f"kind:{KINDS[self.kind][0]}")
        if self.topic:
            keys.append(f"topic:{self.topic}")
        if self.session is not None:
            keys.append(f"session:{self.session}")
        return [Facet(key) for key in keys]

    @property
    def window(self) -> Window:
        return Window(
            day_bounds(self.since)[0] if self.since else None, day_bounds(self.until)[1] if self.until else None
        )

    def values(self) -> dict[str, str]:
        """Name → value, as in an address."""
        values = {
            KIND: self.kind,
            TOPIC: self.topic,
            SESSION: "" if self.session is None else str(self.session),
            SINCE: self.since.isoformat() if self.since else "",
            UNTIL: self.until.isoformat() if self.until else "",
        }
        return {name: value for name, value in values.items() if value}


def _day(text: str) -> dt.date | None:
    """A day as the form sends it (2026-03-18) or as a person types it (18/3/2026)."""
    text = one_line(text)
    if not text:
        return None
    typed = _TYPED_DAY.fullmatch(text)
    try:
        day = dt.date(int(typed[3]), int(typed[2]), int(typed[1])) if typed else dt.date.fromisoformat(text)
    except ValueError:
        raise BadFilter(_("There is no such day: %(day)s.") % {"day": text[:40]}) from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadFilter(_("There is no such day: %(day)s.") % {"day": text[:40]})
    return day
