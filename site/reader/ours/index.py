"""Which pages have which fingerprints: a plain table, by hash. It is made by migration 0005."""

from collections.abc import Collection, Sequence

from django.db import connection

MOST_PAGES = 40
"""Pages that are looked at for one fingerprint. What more of them have is a phrase of the house and tells none apart."""

_AT_ONCE = 200
"""SQLite takes 500 parts of a compound statement."""

# Each hash is read no further than it says anything: a long name stands in every article.
_ONE = f"SELECT hash, page_id FROM (SELECT hash, page_id FROM reader_fingerprint WHERE hash = %s ORDER BY page_id LIMIT {MOST_PAGES}) AS few"  # noqa: E501, S608


def add(page_id: int, hashes: Collection[int]) -> None:
    """Adds the fingerprints of one version of a page to those of its earlier ones."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO reader_fingerprint (hash, page_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [(value, page_id) for value in sorted(hashes)],
        )


def clear() -> None:
    """Empties the table."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reader_fingerprint")


def pages_with(hashes: Sequence[int]) -> dict[int, list[int]]:
    """The pages that have each of the hashes, at most ``MOST_PAGES`` for one."""
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        for start in range(0, len(hashes), _AT_ONCE):
            part = hashes[start : start + _AT_ONCE]
            cursor.execute(" UNION ALL ".join([_ONE] * len(part)), list(part))
            for value, page_id in cursor.fetchall():
                found.setdefault(value, []).append(page_id)
    return found
