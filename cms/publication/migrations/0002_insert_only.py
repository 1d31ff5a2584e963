from django.db import migrations

from cms.trail.appendonly import insert_only


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]
    operations = [insert_only("publication_publication"), insert_only("publication_contribution")]
