"""The two stages through which everything passes by default, in place of the approval that a new Wagtail brings along.

Backwards it takes away these two stages and their workflow, with the reviews that run in them, and puts Wagtail's approval back.
Workflows and stages that somebody made in the admin stay.
"""

from django.db import migrations
from django.db.models import Count

WORKFLOW = "Duyệt bài"
STAGES = [("Ban biên tập", ["Biên tập viên"]), ("Duyệt xuất bản", ["Lãnh đạo duyệt bài"])]
WAGTAILS = "Moderators approval"


def make(apps, schema_editor):
    get = apps.get_model
    get("wagtailcore", "Workflow").objects.filter(name=WAGTAILS).delete()
    get("wagtailcore", "Task").objects.filter(name=WAGTAILS).delete()
    stage_type, _ = get("contenttypes", "ContentType").objects.get_or_create(app_label="review", model="reviewtask")
    stages = []
    for name, roles in STAGES:
        stage = get("review", "ReviewTask").objects.create(name=name, active=True, content_type_id=stage_type.pk)
        stage.groups.set(get("auth", "Group").objects.filter(name__in=roles))
        stages.append(stage)
    _guard_everything(get, WORKFLOW, stages)


def unmake(apps, schema_editor):
    get = apps.get_model
    workflow = get("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).order_by("pk").first()
    if workflow is not None:
        names = [name for name, _ in STAGES]
        tasks = get("wagtailcore", "WorkflowTask").objects.filter(workflow=workflow).values("task")
        # A stage that another workflow uses by now is needed there.
        shared = get("wagtailcore", "WorkflowTask").objects.values("task").annotate(n=Count("pk")).filter(n__gt=1)
        ours = get("review", "ReviewTask").objects.filter(name__in=names, pk__in=tasks)
        ids = list(ours.exclude(pk__in=shared.values("task")).values_list("pk", flat=True))
        workflow.delete()
        get("review", "ReviewTask").objects.filter(pk__in=ids).delete()
    approval_type, _ = get("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    approval = get("wagtailcore", "GroupApprovalTask").objects.create(
        name=WAGTAILS, active=True, content_type_id=approval_type.pk
    )
    approval.groups.set(get("auth", "Group").objects.filter(name="Moderators"))
    _guard_everything(get, WAGTAILS, [approval])


def _guard_everything(get, name, stages):
    workflow = get("wagtailcore", "Workflow").objects.create(name=name, active=True)
    root = get("wagtailcore", "Page").objects.get(depth=1)
    # A workflow that somebody chose for the whole tree stays.
    get("wagtailcore", "WorkflowPage").objects.get_or_create(page=root, defaults={"workflow": workflow})
    for order, stage in enumerate(stages):
        get("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=stage.pk, sort_order=order)


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0001_initial"),
        ("staff", "0002_roles"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(make, unmake)]
