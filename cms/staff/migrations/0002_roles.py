from django.db import migrations

ROLES = [
    "Phóng viên",
    "Biên tập viên",
    "Lãnh đạo duyệt bài",
    "Biên tập ảnh",
    "Quản lý kênh",
    "Điều phối",
    "Quản trị",
]


def make(apps, schema_editor):
    # The two groups that a new Wagtail brings along may publish, which here nobody may.
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=["Editors", "Moderators"]).delete()
    for name in ROLES:
        groups.get_or_create(name=name)


def unmake(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=ROLES).delete()
    for name in ("Editors", "Moderators"):
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(make, unmake)]
