"""What each role may do in the admin. Publishing is nobody's right: only the review publishes."""

from django.db import migrations

REPORTER, EDITOR, APPROVING, PHOTO, CHANNELS, COORDINATOR, ADMINISTRATOR = (
    "Phóng viên",
    "Biên tập viên",
    "Lãnh đạo duyệt bài",
    "Biên tập ảnh",
    "Quản lý kênh",
    "Điều phối",
    "Quản trị",
)
ALL = [REPORTER, EDITOR, APPROVING, PHOTO, CHANNELS, COORDINATOR, ADMINISTRATOR]
DESK = [EDITOR, APPROVING, ADMINISTRATOR]

# Whoever may add a page may edit and delete what is their own and not public.
PAGES = {
    "add": [REPORTER, EDITOR, APPROVING, COORDINATOR, ADMINISTRATOR],
    "change": DESK,
    "lock": DESK,
    "unlock": DESK,
    "bulk_delete": [ADMINISTRATOR],
}

EVERY = ("view", "add", "change", "delete")
REGISTRY = ["body", "congress", "office", "person", "session", "venue"]
MODELS = [
    *[("registry", model, EVERY, [EDITOR, APPROVING, COORDINATOR, ADMINISTRATOR]) for model in REGISTRY],
    *[("registry", model, ("view",), [REPORTER, PHOTO, CHANNELS]) for model in REGISTRY],
    *[
        ("channels", model, EVERY, [CHANNELS, APPROVING, ADMINISTRATOR])
        for model in ("subscriber", "webhookendpoint")
    ],
    ("channels", "delivery", ("view", "change"), [CHANNELS, APPROVING, ADMINISTRATOR]),
    ("staff", "user", EVERY, [ADMINISTRATOR]),
    ("staff", "unit", EVERY, [ADMINISTRATOR, COORDINATOR]),
    ("auth", "group", EVERY, [ADMINISTRATOR]),
    ("wagtailcore", "task", EVERY, [ADMINISTRATOR]),
    ("wagtailcore", "workflow", EVERY, [ADMINISTRATOR]),
    ("wagtailcore", "collection", EVERY, [ADMINISTRATOR, PHOTO]),
]


def _permission(get, app_label, model, action):
    content_type, _ = get("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)
    permission, _ = get("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
    )
    return permission


def _admin_access(get):
    content_type, _ = get("contenttypes", "ContentType").objects.get_or_create(app_label="wagtailadmin", model="admin")
    return get("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )[0]


def grant(apps, schema_editor):
    get = apps.get_model
    groups = {group.name: group for group in get("auth", "Group").objects.filter(name__in=ALL)}
    root = get("wagtailcore", "Page").objects.get(depth=1)
    for action, roles in PAGES.items():
        permission = _permission(get, "wagtailcore", "page", action)
        for role in roles:
            get("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=groups[role], page=root, permission=permission
            )
    access = _admin_access(get)
    for group in groups.values():
        group.permissions.add(access)
    for app_label, model, actions, roles in MODELS:
        for action in actions:
            permission = _permission(get, app_label, model, action)
            for role in roles:
                groups[role].permissions.add(permission)


def revoke(apps, schema_editor):
    get = apps.get_model
    get("wagtailcore", "GroupPagePermission").objects.filter(group__name__in=ALL).delete()
    for group in get("auth", "Group").objects.filter(name__in=ALL):
        group.permissions.clear()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_review"),
        ("registry", "0001_initial"),
        ("channels", "0001_initial"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(grant, revoke)]
