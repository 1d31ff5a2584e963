from django.db import migrations

ROLE = "Trực khẩn cấp"


def make(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name=ROLE)


def unmake(apps, schema_editor):
    group_model = apps.get_model("auth", "Group")
    group = group_model.objects.filter(name=ROLE).first()
    if group is None:
        return
    # By id and table: on the way back from every room the historical models of some relations hold another class of group, and
    # ``delete()`` would refuse this one.
    for relation in group_model._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.one_to_many:
            rows = relation.related_model._base_manager.filter(**{relation.field.attname: group.pk})
            rows._raw_delete(schema_editor.connection.alias)
    group_model.objects.filter(pk=group.pk)._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_roles")]
    operations = [migrations.RunPython(make, unmake)]
