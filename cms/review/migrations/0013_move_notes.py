import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations


def to_private(apps: Any, schema_editor: Any) -> None:
    """The photos of notes leave the folder of uploads."""
    _move(apps, settings.MEDIA_ROOT, settings.PRIVATE_ROOT)


def back(apps: Any, schema_editor: Any) -> None:
    """And go back; words about a page that is gone could not be kept by the schema before."""
    _move(apps, settings.PRIVATE_ROOT, settings.MEDIA_ROOT)
    pages = apps.get_model("wagtailcore", "Page").objects.values("pk")
    for name in ("Attestation", "SignoffRequest"):
        apps.get_model("review", name).objects.exclude(page__in=pages).delete()


def _move(apps: Any, old: Any, new: Any) -> None:
    rows = apps.get_model("review", "Attestation").objects.exclude(photo="")
    for name in rows.values_list("photo", flat=True):
        source, target = Path(old) / name, Path(new) / name
        if source.is_file():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.move(source, target)


class Migration(migrations.Migration):
    dependencies = [("review", "0012_private_papers")]

    operations = [migrations.RunPython(to_private, back)]
