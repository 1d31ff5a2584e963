"""What each role may do in the admin. Publishing is nobody's right: only the review publishes.

A row stands here only if something asks for it. Backwards it takes away these rows and no other.
"""

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
    ("staff", "user", EVERY, [ADMINISTRATOR]),
    ("staff", "unit", EVERY, [ADMINISTRATOR, COORDINATOR]),
    ("auth", "group", EVERY, [ADMINISTRATOR]),
    ("wagtailcore", "task", EVERY, [ADMINISTRATOR]),
    ("wagtailcore", "workflow", EVERY, [ADMINISTRATOR]),
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


def _page_rights(get):
    """Each role, the root page and the right: what ``GroupPagePermission`` holds."""
    groups = {group.name: group for group in get("auth", "Group").objects.filter(name__in=ALL)}
    root = get("wagtailcore", "Page").objects.get(depth=1)
    for action, roles in PAGES.items():
        permission = _permission(get, "wagtailcore", "page", action)
        for role in roles:
            yield {"group": groups[role], "page": root, "permission": permission}


def _group_rights(get):
    """Each role with the rights that its group holds everywhere."""
    access = _admin_access(get)
    rights = {role: [access] for role in ALL}
    for app_label, model, actions, roles in MODELS:
        for action in actions:
            permission = _permission(get, app_label, model, action)
            for role in roles:
                rights[role].append(permission)
    for group in get("auth", "Group").objects.filter(name__in=ALL):
        yield group, rights[group.name]


def grant(apps, schema_editor):
    for row in _page_rights(apps.get_model):
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(**row)
    for group, permissions in _group_rights(apps.get_model):
        group.permissions.add(*permissions)


def revoke(apps, schema_editor):
    for row in _page_rights(apps.get_model):
        apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(**row).delete()
    for group, permissions in _group_rights(apps.get_model):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_review"),
        ("registry", "0001_initial"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(grant, revoke)]
