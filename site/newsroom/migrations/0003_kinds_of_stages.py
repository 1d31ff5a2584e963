"""The last stage of each workflow was the approval; now it says so itself."""

from django.db import migrations


def name_approvals(apps, schema_editor):
    get = apps.get_model
    stages = get("review", "ReviewTask").objects
    for workflow in get("wagtailcore", "Workflow").objects.all():
        rows = get("wagtailcore", "WorkflowTask").objects.filter(workflow=workflow, task__active=True)
        last = rows.order_by("sort_order", "pk").last()
        if last is not None:
            stages.filter(pk=last.task_id).update(kind="approval")


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_rights_of_roles"),
        ("review", "0005_stages"),
    ]
    operations = [migrations.RunPython(name_approvals, migrations.RunPython.noop)]
