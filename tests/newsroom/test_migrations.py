"""All migrations of the house, back to nothing and forth again, on a copy of a newsroom that is in use."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Workflow, WorkflowTask

from cms.review.models import ReviewTask
from cms.staff.roles import Role
from tests import databases
from tests.factories.newsroom import draft, make_user, news_section, submit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

# The topmost room first. The user model itself stays: Wagtail's own tables stand on it, and its migrations don't go back.
BACK = [
    *[(room, "zero") for room in ("newsroom", "demo", "reader", "channels", "review")],
    *[(room, "zero") for room in ("articles", "registry", "media", "publication", "trail")],
    ("staff", "0001"),
]
GOES = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from tests.newsroom.test_migrations import rights, workflows
steps = []
for app, target in json.loads(sys.argv[1]):
    call_command("migrate", app, target, verbosity=0)
    steps.append({"rights": rights(), "workflows": workflows(), "tables": connection.introspection.table_names()})
call_command("migrate", verbosity=0)
call_command("migrate", check=True, verbosity=0)
print(json.dumps({"back": steps, "forth": {"rights": rights(), "workflows": workflows()}}))
"""


def rights() -> list[str]:
    """Each right that a group holds: everywhere, below a page, in a collection."""
    found = [
        *Group.objects.exclude(permissions=None).values_list("name", "permissions__codename"),
        *GroupPagePermission.objects.values_list("group__name", "permission__codename", "page_id"),
        *GroupCollectionPermission.objects.values_list("group__name", "permission__codename", "collection_id"),
    ]
    return sorted(" ".join(map(str, row)) for row in found)


def workflows() -> dict[str, list[str]]:
    """Each workflow with its stages in order."""
    return {
        workflow.name: list(workflow.workflow_tasks.order_by("sort_order").values_list("task__name", flat=True))
        for workflow in Workflow.objects.order_by("name")
    }


def somebody_changes_rights_and_stages() -> set[str]:
    """What an administrator may have added by hand, near to what the migrations add; gives the rights among it."""
    before = set(rights())
    reporters = Group.objects.get(name=Role.REPORTER)
    reporters.permissions.add(Permission.objects.get(codename="change_person"))
    lock = Permission.objects.get(codename="lock_page")
    GroupPagePermission.objects.create(group=reporters, page=Page.get_first_root_node(), permission=lock)
    own = Collection.get_first_root_node().add_child(name="Ảnh tư liệu")
    change = Permission.objects.get(codename="change_image")
    GroupCollectionPermission.objects.create(group=reporters, collection=own, permission=change)
    of_section = Workflow.objects.create(name="Duyệt chuyên mục")
    desk = ReviewTask.objects.get(name="Biên tập")
    for order, stage in enumerate([desk, ReviewTask.objects.create(name="Duyệt xuất bản")]):
        WorkflowTask.objects.create(workflow=of_section, task=stage, sort_order=order)
    return set(rights()) - before


def test_back_to_nothing_and_forth_again(process_environment: dict[str, str], tmp_path: Path) -> None:
    made = set(rights())
    page = draft(news_section(), make_user(Role.REPORTER))
    submit(page, page.owner)
    by_hand = somebody_changes_rights_and_stages()
    assert len(by_hand) == 3

    with databases.copy(tmp_path) as address:
        done = _migrate({**process_environment, "DATABASE_URL": address})

    after = {app: step for (app, _target), step in zip(BACK, done["back"], strict=True)}
    # What the newsroom's migrations added is gone; what somebody added by hand, and the photo desk's, is there.
    left = set(after["newsroom"]["rights"])
    assert by_hand <= left
    assert {row.split()[-2] for row in left - by_hand} <= {*_of("image"), *_of("document"), *_of("collection")}
    assert after["newsroom"]["workflows"] == {
        "Duyệt chuyên mục": ["Ban biên tập", "Duyệt xuất bản"],
        "Moderators approval": ["Moderators approval"],
    }
    assert by_hand == set(after["media"]["rights"])
    # The table of the cache, which begins with «newsroom», comes from no migration.
    ours = tuple(f"{app}_" for app, target in BACK if target == "zero" and app != "newsroom")
    assert [name for name in after["staff"]["tables"] if name.startswith(ours)] == []
    assert set(done["forth"]["rights"]) == made
    assert done["forth"]["workflows"]["Duyệt bài"] == ["Biên tập", "Duyệt xuất bản"]
    assert "Moderators approval" not in done["forth"]["workflows"]


def _of(model: str) -> set[str]:
    return {f"{action}_{model}" for action in ("add", "change", "choose", "delete")}


def _migrate(environment: dict[str, str]) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", GOES, json.dumps(BACK)], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
