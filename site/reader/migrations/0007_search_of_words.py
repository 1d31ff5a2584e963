"""Search with phrases, filters and names: tables of words that are asked for the newest pages first, and the names readers search by.

What the old table held is made again from the publications once the migrations are done (reader/receivers.py): rows without the
hour at which they stand are from before.
"""

import django.db.models.deletion
from django.db import migrations, models

_TOKENS = 'tokenize = "unicode61 remove_diacritics 0"'
OLD = {
    "sqlite": [
        "CREATE VIRTUAL TABLE reader_searchindex USING fts5("
        f"exact_title, exact_text, title, text, {_TOKENS}, prefix = '2 3')"
    ],
    "postgresql": [
        "CREATE TABLE reader_searchindex ("
        "page_id bigint PRIMARY KEY, published_at timestamptz NOT NULL, vector tsvector NOT NULL)",
        "CREATE INDEX reader_searchindex_vector ON reader_searchindex USING gin (vector)",
        "CREATE INDEX reader_searchindex_newest ON reader_searchindex (published_at DESC)",
    ],
}
# The words are made by us: letters beyond ASCII belong to them, whatever SQLite knows of Unicode.
_LEXEMES = "lexemes, content = '', detail = none, tokenize = \"ascii tokenchars '_~=#'\""
# The planner does not know what it costs to read a vector: for a common word it would read all of them, one page after the other.
_FUNCTION = """
CREATE FUNCTION {name}(query tsquery, since timestamptz, until timestamptz, most integer)
RETURNS TABLE (page_id bigint, at timestamptz) LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off AS $$
    SELECT i.page_id, i.at FROM reader_searchindex i
    WHERE i.{column} @@ query AND (since IS NULL OR i.at >= since) AND (until IS NULL OR i.at < until)
    ORDER BY i.at DESC, i.page_id DESC LIMIT most
$$"""
NEW = {
    "sqlite": [
        "CREATE TABLE reader_searchtext (place integer PRIMARY KEY, headline text NOT NULL, headline_exact text NOT NULL, "
        "text text NOT NULL, text_exact text NOT NULL, facets text NOT NULL)",
        f"CREATE VIRTUAL TABLE reader_searchindex USING fts5({_LEXEMES})",
        f"CREATE VIRTUAL TABLE reader_searchheadline USING fts5({_LEXEMES}, prefix = '1 2 3')",
    ],
    "postgresql": [
        # No index on the time: it would tempt the planner to go through it and to read vector after vector.
        "CREATE TABLE reader_searchindex (page_id bigint PRIMARY KEY, at timestamptz NOT NULL, facets text NOT NULL, "
        "headline text NOT NULL, headline_exact text NOT NULL, text text NOT NULL, text_exact text NOT NULL, "
        "headline_words tsvector NOT NULL, words tsvector NOT NULL) WITH (toast_tuple_target = 128)",
        "CREATE INDEX reader_searchindex_words ON reader_searchindex USING gin (words)",
        "CREATE INDEX reader_searchindex_headline_words ON reader_searchindex USING gin (headline_words)",
        _FUNCTION.format(name="reader_search_words", column="words"),
        _FUNCTION.format(name="reader_search_headlines", column="headline_words"),
    ],
}
DROP_OLD = ["DROP TABLE reader_searchindex"]
DROP_NEW = {
    "sqlite": [
        "DROP TABLE reader_searchheadline",
        "DROP TABLE reader_searchindex",
        "DROP TABLE reader_searchtext",
    ],
    "postgresql": [
        "DROP FUNCTION reader_search_headlines",
        "DROP FUNCTION reader_search_words",
        "DROP TABLE reader_searchindex",
    ],
}


def replace(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in (*DROP_OLD, *NEW[vendor]):
        schema_editor.execute(statement)


def put_back(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in (*DROP_NEW[vendor], *OLD[vendor]):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reader", "0006_api")]

    operations = [
        migrations.RunPython(replace, put_back),
        migrations.AddField(
            model_name="searchentry",
            name="at",
            field=models.DateTimeField(
                help_text="First public at; for a session, the beginning of its day.", null=True, verbose_name="at"
            ),
        ),
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.CharField(
                        help_text="Of the articles about it.", max_length=200, unique=True, verbose_name="list"
                    ),
                ),
                ("kind", models.CharField(max_length=16, verbose_name="kind")),
                ("name", models.TextField(verbose_name="name")),
                ("words", models.TextField(help_text="The name as it is searched for.", verbose_name="words")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "name that is searched for",
                "verbose_name_plural": "names that are searched for",
                "indexes": [models.Index(fields=["kind", "-at", "-id"], name="search_names_newest")],
            },
        ),
        migrations.CreateModel(
            name="SearchGram",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gram", models.CharField(max_length=3, verbose_name="three letters")),
                (
                    "name",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grams",
                        to="reader.searchname",
                        verbose_name="name",
                    ),
                ),
            ],
            options={
                "verbose_name": "three letters of a name",
                "verbose_name_plural": "three letters of names",
                "constraints": [models.UniqueConstraint(fields=("gram", "name"), name="search_gram")],
            },
        ),
    ]
