from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("review", "0005_stages")]

    operations = []
