from typing import Any

from django.conf import settings
from django.db import migrations


def from_the_trail(apps: Any, schema_editor: Any) -> None:
    """Who wrote the particulars that stand there now confirms them no more than those to come; the trail knows. And who had a
    leader's address when a word was asked for."""
    user_model = apps.get_model(settings.AUTH_USER_MODEL)
    entries = apps.get_model("trail", "Entry").objects.filter(action__in=["leader.added", "leader.changed"])
    for leader in apps.get_model("review", "Leader").objects.all():
        actors = set(entries.filter(subject=f"leader:{leader.pk}").exclude(actor="").values_list("actor", flat=True))
        leader.written_by.set(user_model.objects.filter(trail_id__in=actors))
        if not leader.email:
            continue
        accounts = list(user_model.objects.filter(email__iexact=leader.email).values_list("pk", flat=True))
        for name in ("Attestation", "SignoffRequest"):
            apps.get_model("review", name).objects.filter(leader=leader).update(accounts=accounts)


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0017_leaders_confirmed"),
        ("trail", "0004_words"),
    ]

    operations = [migrations.RunPython(from_the_trail, migrations.RunPython.noop)]
