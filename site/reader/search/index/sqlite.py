"""Lexemes in two tables of FTS5, for headlines and for all words; the words themselves in a plain table beside them.

Rows are found in the order of their ids, forwards or backwards, and the search ends with the last one that is wanted. So the id
says when the page stands: the newest come first without a look at the others. The tables of FTS5 keep no content: what leaves
them has to be told them, and is made from the plain table.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from django.utils import timezone

from ...models import SearchEntry
from ..expression import All, Any, Beginning, Expression, Search, Window
from . import lexemes
from .document import Document
from .engine import LOOKED_AT, MOST_TEXT, Engine, Hit, Page, execute, looked_for, rows

_PAGE_BITS = 29
_PAGES = 1 << _PAGE_BITS  # Half a billion; the rest of the 63 bits counts seconds for five hundred years.
_HEADLINES, _WORDS = "reader_searchheadline", "reader_searchindex"


def _place(page_id: int, at: dt.datetime) -> int:
    return max(0, int(at.timestamp())) * _PAGES + page_id % _PAGES


def _hit(place: int) -> Hit:
    return Hit(place % _PAGES, dt.datetime.fromtimestamp(place // _PAGES, dt.UTC))


class SQLite(Engine):
    def write(self, document: Document) -> None:
        words, place = document.words, _place(document.page_id, document.at)
        statement = """
            INSERT INTO reader_searchtext (place, headline, headline_exact, text, text_exact, facets)
            VALUES (%s, %s, %s, %s, %s, %s)"""
        execute(statement, [place, *words.values()])
        for table, held in _lexemes(*words.values()).items():
            execute(f"INSERT INTO {table} (rowid, lexemes) VALUES (%s, %s)", [place, held])  # noqa: S608

    def remove(self, page_id: int) -> None:
        at = SearchEntry.objects.filter(pk=page_id).values_list("at", flat=True).first()
        if at is None:
            return
        place = _place(page_id, at)
        statement = "SELECT headline, headline_exact, text, text_exact, facets FROM reader_searchtext WHERE place = %s"
        for row in rows(statement, [place]):
            for table, held in _lexemes(*row).items():
                execute(f"INSERT INTO {table} ({table}, rowid, lexemes) VALUES ('delete', %s, %s)", [place, held])  # noqa: S608
        execute("DELETE FROM reader_searchtext WHERE place = %s", [place])

    def clear(self) -> None:
        execute("DELETE FROM reader_searchtext")
        for table in (_HEADLINES, _WORDS):
            execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608

    def newest(self, search: Search) -> list[Hit]:
        found, values = _select(search)
        statement = f"""
            SELECT f.place FROM ({found}) f CROSS JOIN publication_shelf s ON s.page_id = f.place %% {_PAGES}
            WHERE s.withdrawn_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > %s)
            ORDER BY f.place DESC"""  # noqa: S608
        return [_hit(place) for (place,) in rows(statement, [*values, timezone.now()])]

    def candidates(self, hits: Collection[Hit], searches: Sequence[Search]) -> list[Page]:
        places = [_place(hit.page_id, hit.at) for hit in hits]
        parts = [f"VALUES {', '.join(['(%s)'] * len(places))}"] if places else []
        values: list[object] = list(places)
        for search in searches:
            found, more = _select(search)
            parts.append(f"SELECT place FROM ({found})")  # noqa: S608
            values += more
        statement = f"""
            WITH picked(place) AS ({" UNION ".join(parts)})
            SELECT x.place, x.headline, x.headline_exact, substr(x.text, 1, {MOST_TEXT}),
                substr(x.text_exact, 1, {MOST_TEXT}), x.facets
            FROM picked CROSS JOIN reader_searchtext x ON x.place = picked.place"""  # noqa: S608
        found_pages = ((_hit(place), texts) for place, *texts in rows(statement, values))
        return [Page.of(hit.page_id, hit.at, texts) for hit, texts in found_pages]


def _lexemes(headline: str, headline_exact: str, text: str, text_exact: str, facets: str) -> dict[str, str]:
    """Table → what it holds."""
    return {
        _HEADLINES: " ".join(lexemes.of_page(headline, headline_exact, facets)),
        _WORDS: " ".join(lexemes.of_page(text, text_exact, facets)),
    }


def _select(search: Search) -> tuple[str, list[object]]:
    table = _HEADLINES if search.headline else _WORDS
    bounds, limits = _bounds(search.window)
    found = f"SELECT rowid AS place FROM {table} WHERE {table} MATCH %s{bounds} ORDER BY rowid DESC LIMIT %s"  # noqa: S608
    values = [_match(search.expression), *limits]
    if not search.certain:
        return found, [*values, search.limit]
    conditions, words = looked_for(search.certain, "instr(' ' || x.{column} || ' ', %s) > 0")
    statement = f"""
        SELECT x.place FROM ({found}) n CROSS JOIN reader_searchtext x ON x.place = n.place
        WHERE {conditions} ORDER BY x.place DESC LIMIT %s"""  # noqa: S608
    return statement, [*values, LOOKED_AT, *words, search.limit]


def _bounds(window: Window) -> tuple[str, list[object]]:
    bounds = ""
    values: list[object] = []
    if window.since:
        bounds += " AND rowid >= %s"
        values.append(_place(0, window.since))
    if window.until:
        bounds += " AND rowid < %s"
        values.append(_place(0, window.until))
    return bounds, values


def _match(expression: Expression) -> str:
    """Quoted lexemes: none is an operator."""
    match expression:
        case All(parts):
            return "(" + " AND ".join(map(_match, parts)) + ")"
        case Any(parts):
            return "(" + " OR ".join(map(_match, parts)) + ")"
        case Beginning(text):
            return f'"{text}" *'
        case _:
            return "(" + " AND ".join(f'"{lexeme}"' for lexeme in lexemes.of(expression)) + ")"
