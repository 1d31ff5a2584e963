"""Who is on emergency duty comes into the admin; what more they may do there follows from their other roles."""

from django.db import migrations

ROLE = "Trực khẩn cấp"


def _row(apps):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    return apps.get_model("auth", "Group").objects.get(name=ROLE), permission


def grant(apps, schema_editor):
    group, permission = _row(apps)
    group.permissions.add(permission)


def revoke(apps, schema_editor):
    group, permission = _row(apps)
    group.permissions.remove(permission)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_kinds_of_stages"), ("staff", "0003_emergency")]
    operations = [migrations.RunPython(grant, revoke)]
