from django.db import migrations

# Adding lets people change and remove what they added themselves; changing reaches everybody's photos and documents.
ADD = ["Phóng viên", "Biên tập viên", "Lãnh đạo duyệt bài", "Biên tập ảnh", "Điều phối", "Quản trị"]
CHANGE = ["Biên tập ảnh", "Quản trị"]
CHOOSE = [*ADD, "Quản lý kênh"]
FILES = {"add": ADD, "change": CHANGE, "choose": CHOOSE}
RIGHTS = {
    ("wagtailimages", "image"): FILES,
    ("wagtaildocs", "document"): FILES,
    ("wagtailcore", "collection"): {"add": CHANGE, "change": CHANGE, "delete": CHANGE},
}


def _rows(apps):
    """Each role, the root collection and the right: what ``GroupCollectionPermission`` holds."""
    permissions = apps.get_model("auth", "Permission").objects
    types = apps.get_model("contenttypes", "ContentType").objects
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for (app_label, model), actions in RIGHTS.items():
        content_type, _created = types.get_or_create(app_label=app_label, model=model)
        for action, names in actions.items():
            permission, _created = permissions.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            for group in apps.get_model("auth", "Group").objects.filter(name__in=names):
                yield {"group": group, "collection": root, "permission": permission}


def grant(apps, schema_editor):
    for row in _rows(apps):
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(**row)


def revoke(apps, schema_editor):
    for row in _rows(apps):
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(**row).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0001_initial"),
        ("staff", "0002_roles"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(grant, revoke)]
