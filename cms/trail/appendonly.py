"""Database triggers that make a table insert-only, for migrations of any room. They hold where a frozen manager does not:
``QuerySet.update()`` and raw SQL go round a manager."""

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.migrations.operations import RunPython

from .insert_only import InsertOnly


def insert_only(table: str) -> RunPython:
    """A reversible migration operation: UPDATE and DELETE on the table fail from now on, on SQLite and on PostgreSQL."""
    return RunPython(_run(_ADD, table), _run(_DROP, table))


_ADD = {
    "sqlite": [
        "CREATE TRIGGER IF NOT EXISTS {t}_no_update BEFORE UPDATE ON {t} BEGIN SELECT RAISE(ABORT, '{t} is insert-only'); END",
        "CREATE TRIGGER IF NOT EXISTS {t}_no_delete BEFORE DELETE ON {t} BEGIN SELECT RAISE(ABORT, '{t} is insert-only'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION {t}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{t} is insert-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER {t}_no_change BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION {t}_refuse()",
    ],
}
_DROP = {
    # A table that SQLite has remade on the way has lost them.
    "sqlite": ["DROP TRIGGER IF EXISTS {t}_no_update", "DROP TRIGGER IF EXISTS {t}_no_delete"],
    "postgresql": ["DROP TRIGGER {t}_no_change ON {t}", "DROP FUNCTION {t}_refuse()"],
}


def _run(statements: dict[str, list[str]], table: str) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(t=table), params=None)

    return run


def put_back(using: str, **kwargs: Any) -> None:
    """Sets the triggers of every insert-only table again after a migration: SQLite remakes a table to change it, and a remade
    table has none. PostgreSQL keeps them."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in InsertOnly.__subclasses__():
            if model._meta.db_table in tables:
                for statement in _ADD["sqlite"]:
                    cursor.execute(statement.format(t=model._meta.db_table))
