"""The one module that knows which database it is: FTS5 of SQLite, ``tsvector`` of PostgreSQL.

Both hold each word twice, as written and folded, so that "dai hoi" finds «Đại hội», and «đại hội» finds it better. Words are made
by us on both sides and passed as literals: the databases' own parsers see only letters and digits. The tables are made by
migration 0002. A withdrawn page has left the index; one whose time is over leaves it when the clock next ticks, so each search
looks at the shelf too.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import connection
from django.utils import timezone

from .query import Query, fold_word, split

MOST = 1000
"""Hits that are counted and ranked: the next page of results beyond them is nobody's, and counting all takes long."""

_MOST_POSITION = 16_383  # PostgreSQL: the highest position in a tsvector.
_LONGEST_LEXEME = 200  # PostgreSQL takes 2,046 bytes; a longer "word" is none.


@dataclass(frozen=True)
class _Statements:
    insert: str
    delete: str
    find: str
    count: str


# A word in the headline weighs ten times one in the text; one with the same marks four times one without.
_SQLITE = _Statements(
    insert="INSERT INTO reader_searchindex(rowid, exact_title, exact_text, title, text) VALUES (%s, %s, %s, %s, %s)",
    delete="DELETE FROM reader_searchindex WHERE rowid = %s",
    find="""
        SELECT i.rowid FROM reader_searchindex i
        JOIN reader_searchentry e ON e.teaser_id = i.rowid JOIN publication_shelf s ON s.page_id = i.rowid
        WHERE reader_searchindex MATCH %s AND rank MATCH 'bm25(40.0, 4.0, 10.0, 1.0)'
            AND s.withdrawn_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > %s)
        ORDER BY rank LIMIT %s OFFSET %s""",
    count="""
        SELECT count(*) FROM (
            SELECT 1 FROM reader_searchindex i
            JOIN reader_searchentry e ON e.teaser_id = i.rowid JOIN publication_shelf s ON s.page_id = i.rowid
            WHERE reader_searchindex MATCH %s AND s.withdrawn_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > %s)
            LIMIT %s) AS hits""",
)

# Weights stand in the order D, C, B, A: text, exact in the text, headline, exact in the headline. The rank of a common word in
# every page it is in would take long: the newest pages that have it are ranked. The rank knows no neighbours, so pages with the
# words side by side stand before it.
_POSTGRESQL = _Statements(
    insert="INSERT INTO reader_searchindex(page_id, published_at, vector) VALUES (%s, %s, %s::tsvector)",
    delete="DELETE FROM reader_searchindex WHERE page_id = %s",
    find="""
        SELECT page_id FROM (
            SELECT i.page_id, i.vector, i.published_at FROM reader_searchindex i
            JOIN reader_searchentry e ON e.teaser_id = i.page_id JOIN publication_shelf s ON s.page_id = i.page_id
            WHERE i.vector @@ %s::tsquery AND s.withdrawn_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > %s)
            ORDER BY i.published_at DESC LIMIT %s) AS newest
        ORDER BY vector @@ %s::tsquery DESC, ts_rank('{0.025, 0.1, 0.25, 1.0}', vector, %s::tsquery) DESC,
            published_at DESC, page_id DESC
        LIMIT %s OFFSET %s""",
    count="""
        SELECT count(*) FROM (
            SELECT 1 FROM reader_searchindex i
            JOIN reader_searchentry e ON e.teaser_id = i.page_id JOIN publication_shelf s ON s.page_id = i.page_id
            WHERE i.vector @@ %s::tsquery AND s.withdrawn_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > %s)
            LIMIT %s) AS hits""",
)


def write(page_id: int, title: str, text: str, published_at: dt.datetime) -> None:
    """Puts the words of a page into the index, in place of those it had."""
    remove(page_id)
    if _is_sqlite():
        columns = [split(title), split(text), *([fold_word(word) for word in split(part)] for part in (title, text))]
        _execute(_SQLITE.insert, [page_id, *(" ".join(words) for words in columns)])
    else:
        _execute(_POSTGRESQL.insert, [page_id, published_at, _vector(title, text)])


def remove(page_id: int) -> None:
    """Takes the page out of the index."""
    _execute(_statements().delete, [page_id])


def clear() -> None:
    """Empties the index."""
    _execute("DELETE FROM reader_searchindex", [])


def find(query: Query, *, offset: int = 0, limit: int = 20, titles_from: bool = False) -> list[int]:
    """Ids of public pages that have all the words, best first; with ``titles_from`` those whose headline has them, the last one
    being only a beginning."""
    if not query or offset >= MOST:
        return []
    limit = min(limit, MOST - offset)
    if _is_sqlite():
        values: list[Any] = [_fts5(query, titles_from), timezone.now(), limit, offset]
    else:
        expression = _tsquery(query, titles_from)
        side_by_side = " <-> ".join(f"'{word}'" for word in query.folded)
        values = [expression, timezone.now(), MOST, side_by_side, expression, limit, offset]
    with connection.cursor() as cursor:
        cursor.execute(_statements().find, values)
        return [row[0] for row in cursor.fetchall()]


def count(query: Query) -> int:
    """How many pages have all the words, counted no further than ``MOST``."""
    if not query:
        return 0
    expression = _fts5(query, False) if _is_sqlite() else _tsquery(query, False)
    with connection.cursor() as cursor:
        cursor.execute(_statements().count, [expression, timezone.now(), MOST])
        return int(cursor.fetchone()[0])


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _statements() -> _Statements:
    return _SQLITE if _is_sqlite() else _POSTGRESQL


def _execute(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _fts5(query: Query, titles_from: bool) -> str:
    """Quoted words: none is an operator, and one that FTS5's own tokenizer takes for nothing matches nothing."""
    columns = "{title}" if titles_from else "{title text}"
    quoted = [f'"{word}"' for word in query.folded]
    if titles_from:
        quoted[-1] += " *"
    expression = f"{columns} : ({' AND '.join(quoted)})"
    if titles_from:
        return expression
    # What follows finds no more, but lifts what has the words side by side, and with the same marks.
    better = []
    if len(query.folded) > 1:
        better.append(f'{columns} : "{" ".join(query.folded)}"')
    if len(query.folded) > 2:
        # Most Vietnamese words are two syllables.
        pairs = " OR ".join(f'"{first} {second}"' for first, second in pairwise(query.folded))
        better.append(f"{expression} AND {columns} : ({pairs})")
    if query.exact:
        exact = " AND ".join(f'"{word}"' for word in query.exact)
        better.append(f"{expression} AND {{exact_title exact_text}} : ({exact})")
    return " OR ".join(f"({part})" for part in (expression, *better))


def _tsquery(query: Query, titles_from: bool) -> str:
    if titles_from:
        *words, last = query.folded
        return " & ".join([*(f"'{word}':B" for word in words), f"'{last}':*B"])
    words = [f"'{word}'" for word in query.folded]
    expression = " & ".join(words)
    if not query.exact:
        return expression
    exact = " & ".join([expression, *(f"'{word}'" for word in query.exact)])
    return f"({expression}) | ({exact})"


def _vector(title: str, text: str) -> str:
    """A ``tsvector`` literal: exact words of the title A, folded B, exact words of the text C, folded D."""
    lexemes = []
    position = 0
    for words, exact_weight, folded_weight in ((split(title), "A", "B"), (split(text), "C", "D")):
        for word in words:
            position = min(position + 1, _MOST_POSITION)
            folded = fold_word(word)
            if folded != word:
                lexemes.append(f"'{word[:_LONGEST_LEXEME]}':{position}{exact_weight}")
            if folded:
                lexemes.append(f"'{folded[:_LONGEST_LEXEME]}':{position}{folded_weight}")
    return " ".join(lexemes)
