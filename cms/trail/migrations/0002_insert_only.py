from django.db import migrations

from cms.trail.appendonly import insert_only


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [insert_only("trail_entry")]
