from django.db import migrations

ROLE = "Trực khẩn cấp"


def make(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name=ROLE)


def unmake(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=ROLE).delete()


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_roles")]
    operations = [migrations.RunPython(make, unmake)]
