"""What a pasted text is found by: the versions that were public, and the fingerprints of each page.

The table of fingerprints has no row of its own but its key, by which it is read: on SQLite it is stored within the index.
"""

import django.db.models.deletion
from django.db import migrations, models

CREATE = {
    "sqlite": "CREATE TABLE reader_fingerprint ("
    "hash bigint NOT NULL, page_id bigint NOT NULL, PRIMARY KEY (hash, page_id)) WITHOUT ROWID",
    "postgresql": "CREATE TABLE reader_fingerprint ("
    "hash bigint NOT NULL, page_id bigint NOT NULL, PRIMARY KEY (hash, page_id))",
}


def create(apps, schema_editor):
    schema_editor.execute(CREATE[schema_editor.connection.vendor])


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE reader_fingerprint")


class Migration(migrations.Migration):
    dependencies = [("reader", "0004_documents"), ("publication", "0002_insert_only")]

    operations = [
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="publication.publication",
                        verbose_name="publication",
                    ),
                ),
                (
                    "shelf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="public_versions",
                        to="publication.shelf",
                        verbose_name="shelf",
                    ),
                ),
            ],
            options={"verbose_name": "public version", "verbose_name_plural": "public versions"},
        ),
        migrations.RunPython(create, drop),
    ]
