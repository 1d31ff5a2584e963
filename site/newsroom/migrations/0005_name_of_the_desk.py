"""The first stage is called after its work: *Ban biên tập* is what Vietnamese newsrooms call their editorial board, and it is no stage.

A stage that an administrator has renamed keeps its name.
"""

from django.db import migrations

BEFORE, AFTER = "Ban biên tập", "Biên tập"


def _rename(apps, before, after):
    apps.get_model("review", "ReviewTask").objects.filter(name=before, kind="desk").update(name=after)


def forth(apps, schema_editor):
    _rename(apps, BEFORE, AFTER)


def back(apps, schema_editor):
    _rename(apps, AFTER, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_emergency")]
    operations = [migrations.RunPython(forth, back)]
