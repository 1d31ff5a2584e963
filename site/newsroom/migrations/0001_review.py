"""The two stages through which everything passes by default, in place of the approval that a new Wagtail brings along."""

from django.db import migrations

WORKFLOW = "Duyệt bài"
STAGES = [("Ban biên tập", ["Biên tập viên"]), ("Duyệt xuất bản", ["Lãnh đạo duyệt bài"])]


def make(apps, schema_editor):
    get = apps.get_model
    get("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    get("wagtailcore", "Task").objects.filter(name="Moderators approval").delete()
    root = get("wagtailcore", "Page").objects.get(depth=1)
    stage_type, _ = get("contenttypes", "ContentType").objects.get_or_create(app_label="review", model="reviewtask")
    workflow = get("wagtailcore", "Workflow").objects.create(name=WORKFLOW, active=True)
    get("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page=root)
    for order, (name, roles) in enumerate(STAGES):
        stage = get("review", "ReviewTask").objects.create(name=name, active=True, content_type_id=stage_type.pk)
        stage.groups.set(get("auth", "Group").objects.filter(name__in=roles))
        get("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=stage.pk, sort_order=order)


def unmake(apps, schema_editor):
    get = apps.get_model
    get("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    get("review", "ReviewTask").objects.filter(name__in=[name for name, _ in STAGES]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0001_initial"),
        ("staff", "0002_roles"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(make, unmake)]
