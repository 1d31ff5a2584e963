"""Lexemes in two columns of type ``tsvector``, for headlines and for all words, found by GIN; the words themselves beside them.

The two functions are there because the planner, which does not know what reading a vector costs, would read all of them for a
common word instead of the index.
"""

from collections.abc import Collection, Sequence
from itertools import accumulate

from django.utils import timezone

from ..expression import All, Any, Beginning, Expression, Search
from . import lexemes
from .document import Document
from .engine import LOOKED_AT, MOST_TEXT, Engine, Hit, Page, execute, looked_for, rows

_LARGEST = 1_000_000
"""Bytes of all lexemes of a vector: PostgreSQL takes 1,048,575."""
_COLUMNS = "headline, headline_exact, text, text_exact, facets"


class PostgreSQL(Engine):
    def write(self, document: Document) -> None:
        words = document.words
        statement = f"""
            INSERT INTO reader_searchindex (page_id, at, {_COLUMNS}, headline_words, words)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s::tsvector, %s::tsvector)"""  # noqa: S608
        vectors = [_vector(words[column], words[f"{column}_exact"], words["facets"]) for column in ("headline", "text")]
        execute(statement, [document.page_id, document.at, *words.values(), *vectors])

    def remove(self, page_id: int) -> None:
        execute("DELETE FROM reader_searchindex WHERE page_id = %s", [page_id])

    def clear(self) -> None:
        execute("DELETE FROM reader_searchindex")

    def newest(self, search: Search) -> list[Hit]:
        found, values = _select(search)
        statement = f"""
            SELECT f.page_id, f.at FROM ({found}) f JOIN publication_shelf s ON s.page_id = f.page_id
            WHERE s.withdrawn_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > %s)
            ORDER BY f.at DESC, f.page_id DESC"""  # noqa: S608
        return [Hit(page_id, at) for page_id, at in rows(statement, [*values, timezone.now()])]

    def candidates(self, hits: Collection[Hit], searches: Sequence[Search]) -> list[Page]:
        parts = ["SELECT unnest(%s::bigint[]) AS page_id"]
        values: list[object] = [[hit.page_id for hit in hits]]
        for search in searches:
            found, more = _select(search)
            parts.append(f"SELECT page_id FROM ({found}) f{len(parts)}")  # noqa: S608
            values += more
        statement = f"""
            SELECT i.page_id, i.at, i.headline, i.headline_exact, left(i.text, {MOST_TEXT}),
                left(i.text_exact, {MOST_TEXT}), i.facets
            FROM ({" UNION ".join(parts)}) picked JOIN reader_searchindex i ON i.page_id = picked.page_id"""  # noqa: S608
        return [Page.of(page_id, at, texts) for page_id, at, *texts in rows(statement, values)]


def _select(search: Search) -> tuple[str, list[object]]:
    function = "reader_search_headlines" if search.headline else "reader_search_words"
    window = search.window
    values: list[object] = [_query(search.expression), window.since, window.until]
    found = f"SELECT page_id, at FROM {function}(%s::tsquery, %s, %s, %s)"  # noqa: S608
    if not search.certain:
        return found, [*values, search.limit]
    conditions, words = looked_for(search.certain, "position(%s IN ' ' || x.{column} || ' ') > 0")
    # OFFSET: else the planner looks for the phrase in every page before it asks which ones are meant.
    statement = f"""
        SELECT x.page_id, x.at FROM (
            SELECT i.page_id, i.at, i.text, i.text_exact
            FROM ({found}) n JOIN reader_searchindex i ON i.page_id = n.page_id OFFSET 0
        ) x WHERE {conditions} ORDER BY x.at DESC, x.page_id DESC LIMIT %s"""  # noqa: S608
    return statement, [*values, LOOKED_AT, *words, search.limit]


def _query(expression: Expression) -> str:
    """Quoted lexemes: none is an operator."""
    match expression:
        case All(parts):
            return "(" + " & ".join(map(_query, parts)) + ")"
        case Any(parts):
            return "(" + " | ".join(map(_query, parts)) + ")"
        case Beginning(text):
            return f"'{text}':*"
        case _:
            return "(" + " & ".join(f"'{lexeme}'" for lexeme in lexemes.of(expression)) + ")"


def _vector(folded: str, exact: str, facets: str) -> str:
    """The lexemes as far as a vector holds them; of a page with a hundred thousand different words, pairs are left out."""
    held = sorted(lexemes.of_page(folded, exact, facets), key=lexemes.is_pair)
    ends = accumulate(len(lexeme.encode()) for lexeme in held)
    return " ".join(f"'{lexeme}'" for lexeme, end in zip(held, ends, strict=True) if end <= _LARGEST)
