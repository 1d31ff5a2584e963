from django.db import migrations

# Adding lets people change and remove what they added themselves; changing reaches everybody's photos and documents.
ADD = ["Phóng viên", "Biên tập viên", "Lãnh đạo duyệt bài", "Biên tập ảnh", "Điều phối", "Quản trị"]
CHANGE = ["Biên tập ảnh", "Quản trị"]
CHOOSE = [*ADD, "Quản lý kênh"]
MODELS = [("wagtailimages", "image"), ("wagtaildocs", "document")]


def grant(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    types = apps.get_model("contenttypes", "ContentType").objects
    grants = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for app_label, model in MODELS:
        content_type, _created = types.get_or_create(app_label=app_label, model=model)
        for action, names in (("add", ADD), ("change", CHANGE), ("choose", CHOOSE)):
            permission, _created = permissions.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            for group in groups.filter(name__in=names):
                grants.get_or_create(group=group, collection=root, permission=permission)


def revoke(apps, schema_editor):
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__name__in=CHOOSE, permission__content_type__app_label__in=[label for label, _model in MODELS]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0001_initial"),
        ("staff", "0002_roles"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(grant, revoke)]
