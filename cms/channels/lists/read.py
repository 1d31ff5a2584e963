"""A list as a CSV file: its lines, and what is wrong with them. Nothing here asks the database."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.text.dates import today
from cms.text.fold import fold
from cms.text.fold import words as folded_words

from ..errors import ChannelError
from ..models import Subscriber
from ..subscriptions import clean_address, no_digests, offered

MOST_BYTES = 1024 * 1024
MOST_LINES = 20_000

_COLUMNS = {
    "email": ("email", "e-mail", "dia chi", "dia chi email", "dia chi thu dien tu", "thu dien tu"),
    "day": ("consented_on", "date", "ngay dong y", "ngay"),
    "wants": ("wants", "nhip nhan"),
    "language": ("language", "ngon ngu"),
}


@dataclass(frozen=True)
class Given:
    """What is said of a list as a whole: where its people agreed (``source``), and what holds where a line says nothing else."""

    source: str
    consented_on: dt.date | None = None
    wants: str = Subscriber.Wants.EACH
    language: str = field(default_factory=lambda: settings.LANGUAGE_CODE)


@dataclass(frozen=True)
class Line:
    """Somebody on a list; ``number`` counts the lines of the file from 1."""

    number: int
    address: str
    wants: str
    language: str
    consented_on: dt.date


@dataclass(frozen=True)
class Remark:
    """What is to be said of a line; ``cell`` is what stands in it."""

    number: int
    cell: str
    why: str


def decoded(raw: bytes) -> str:
    """The file as text; raises ``ChannelError`` for one that is too large or no UTF-8."""
    if len(raw) > MOST_BYTES:
        raise ChannelError(_("The file is larger than 1 MB: divide it."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ChannelError(_("The file is not UTF-8: save it as “CSV UTF-8”.")) from error


def lines_of(text: str, given: Given) -> Iterator[Line | Remark]:
    """Each line that is not empty: somebody, or what is wrong with it. Raises ``ChannelError`` for what is no such file."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        where = _places(next(rows, []))
        for count, row in enumerate(rows):
            if count >= MOST_LINES:
                raise ChannelError(_("The list has more than %(most)d lines: divide it.") % {"most": MOST_LINES})
            if any(cell.strip() for cell in row):
                cells = {name: row[at].strip() if at < len(row) else "" for name, at in where.items()}
                yield _line(rows.line_num, cells, given)
    except csv.Error as error:
        raise ChannelError(_("The file can't be read as CSV: %(error)s") % {"error": error}) from error


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _places(header: list[str]) -> dict[str, int]:
    names = [fold(cell).strip().lower() for cell in header]
    found = {}
    for column, known in _COLUMNS.items():
        at = [index for index, name in enumerate(names) if name in known]
        if len(at) > 1:
            raise ChannelError(_("Two columns are called alike: %(name)s.") % {"name": header[at[1]]})
        if at:
            found[column] = at[0]
    if "email" not in found:
        raise ChannelError(_("The first line has to name the columns; one of them has to be called “email”."))
    return found


def _line(number: int, cells: dict[str, str], given: Given) -> Line | Remark:
    try:
        address = clean_address(cells["email"])
        if len(address) > 254:
            raise ValidationError(_("The address is too long."))
        wants, language = _wants(cells, given), _language(cells, given)
        if wants not in offered(language):
            raise ValidationError(no_digests())
        return Line(number, address, wants, language, _day(cells, given))
    except ValidationError as error:
        return Remark(number, cells["email"][:80], " ".join(error.messages))


_WANTS = {
    "tung bai": Subscriber.Wants.EACH,
    "hang ngay": Subscriber.Wants.DAILY,
    "hang tuan": Subscriber.Wants.WEEKLY,
    **{each.value: each for each in Subscriber.Wants},
}
"""As lists say it, folded."""


def _wants(cells: dict[str, str], given: Given) -> str:
    wants = _WANTS.get(" ".join(folded_words(cells.get("wants", "") or given.wants)))
    if wants is None:
        raise ValidationError(_("How often is “each”, “daily” or “weekly”."))
    return wants.value


def _language(cells: dict[str, str], given: Given) -> str:
    language = cells.get("language", "").lower() or given.language
    if language not in dict(settings.LANGUAGES):
        raise ValidationError(_("The newsletter has no such language: %(code)s.") % {"code": language[:10]})
    return language


def _day(cells: dict[str, str], given: Given) -> dt.date:
    text = cells.get("day", "")
    day = _parsed(text) if text else given.consented_on
    if day is None:
        raise ValidationError(_("The day of the consent is missing, or no date: 2026-03-18 or 18/03/2026."))
    if day > today():
        raise ValidationError(_("The day of the consent has not come yet."))
    return day


def _parsed(text: str) -> dt.date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, and no instant
        except ValueError:
            continue
    return None
