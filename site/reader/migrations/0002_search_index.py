"""The table that is searched in: a virtual one of FTS5 on SQLite, one with a ``tsvector`` on PostgreSQL."""

from django.db import migrations

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE reader_searchindex USING fts5("
        "exact_title, exact_text, title, text, tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3')"
    ],
    "postgresql": [
        "CREATE TABLE reader_searchindex ("
        "page_id bigint PRIMARY KEY, published_at timestamptz NOT NULL, vector tsvector NOT NULL)",
        "CREATE INDEX reader_searchindex_vector ON reader_searchindex USING gin (vector)",
        "CREATE INDEX reader_searchindex_newest ON reader_searchindex (published_at DESC)",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE reader_searchindex")


class Migration(migrations.Migration):
    dependencies = [("reader", "0001_initial"), ("publication", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
