import json

from django.db import migrations, models


def note_earlier(apps, schema_editor):
    """The articles of the digests that are out already."""
    Publication = apps.get_model("publication", "Publication")
    ToldInDigest = apps.get_model("channels", "ToldInDigest")
    shelves = apps.get_model("publication", "Shelf").objects.filter(kind="digest")
    digests = Publication.objects.filter(page_id__in=shelves.values("pk")).order_by("pk")
    for publication in digests.iterator(chunk_size=50):
        entries = (json.loads(publication.story_json).get("details") or {}).get("entries", [])
        about = {"digest_id": publication.page_id, "publication_id": publication.pk}
        rows = [ToldInDigest(article_id=entry["page_id"], **about) for entry in entries]
        ToldInDigest.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0015_withdrawals_go_first'),
        ('publication', '0003_suggestion'),
    ]

    operations = [
        migrations.CreateModel(
            name='ToldInDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article_id', models.PositiveBigIntegerField(verbose_name='article')),
                ('digest_id', models.PositiveBigIntegerField(verbose_name='digest')),
                ('publication_id', models.PositiveBigIntegerField(verbose_name='publication')),
            ],
            options={
                'verbose_name': 'article told in a digest',
                'verbose_name_plural': 'articles told in digests',
                'constraints': [models.UniqueConstraint(fields=('article_id', 'publication_id'), name='told_in_digest_once')],
            },
        ),
        migrations.RunPython(note_earlier, migrations.RunPython.noop),
    ]
