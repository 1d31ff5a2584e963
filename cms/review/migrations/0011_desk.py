import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_initial"),
        ("review", "0010_paper"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskRow",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                ("headline", models.CharField(max_length=255, verbose_name="headline")),
                ("folded", models.CharField(max_length=255, verbose_name="headline without marks")),
                ("section_id", models.PositiveBigIntegerField(null=True, verbose_name="section")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("waiting", "in review"),
                            ("sent_back", "sent back"),
                            ("sealed", "approved"),
                        ],
                        max_length=16,
                        verbose_name="standing",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("go_live_at", models.DateTimeField(null=True, verbose_name="goes live at")),
                ("public_since", models.DateTimeField(null=True, verbose_name="public since")),
                ("open", models.BooleanField(default=False, verbose_name="work in hand")),
                ("stops", models.PositiveSmallIntegerField(default=0, verbose_name="findings that stop it")),
                ("doubts", models.PositiveSmallIntegerField(default=0, verbose_name="doubts")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registry.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "stage_state",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="review.reviewtaskstate",
                        verbose_name="stage of a version",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of the desk",
                "verbose_name_plural": "rows of the desk",
                "indexes": [
                    models.Index(condition=models.Q(("open", True)), fields=["page"], name="desk_open"),
                    models.Index(fields=["author", "standing"], name="desk_of_author"),
                    models.Index(fields=["author", "public_since"], name="desk_public_of_author"),
                ],
            },
        ),
    ]
