"""Processes that meet: whatever their order, and whichever of them is killed, the newsroom ends whole."""

import datetime as dt
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.publication.inspection import differences
from cms.publication.models import Contribution, Publication
from cms.publication.story import digest_of
from cms.staff.roles import Role
from cms.trail.verify import faults
from tests.factories.newsroom import decide, draft, make_user, news_section, published, shelf, submit

pytestmark = pytest.mark.django_db(transaction=True)

PRELUDE = """
import pathlib, sys, time
import django
django.setup()
from cms.articles.models import ArticlePage
from cms.review.errors import ReviewRefused
from cms.staff.models import User
from tests.factories.newsroom import decide
page, user, gate = ArticlePage.objects.get(pk=int(sys.argv[1])), User.objects.get(pk=int(sys.argv[2])), pathlib.Path(sys.argv[3])
(gate.parent / f"ready-{user.pk}").touch()
while not gate.exists():
    time.sleep(0.001)
"""

APPROVE = (
    PRELUDE
    + """
try:
    decide(page, user)
    print("approved")
except ReviewRefused:
    print("refused")
"""
)

AUTOSAVE = (
    PRELUDE
    + """
for number in range(8):
    fresh = page.latest_draft()
    fresh.lede = f"Gõ tiếp {number}."
    fresh.save_revision(user=user, overwrite_revision=fresh.latest_revision if fresh.latest_revision.user_id == user.pk else None)
print("saved")
"""
)


@pytest.fixture
def waiting(tmp_path: Path) -> tuple[ArticlePage, Any, Any, Any]:
    """An article that waits for its approval, with its author, its editor and a starting gate."""
    section, author, editor = news_section(), make_user(Role.REPORTER), make_user(Role.EDITOR)
    page = draft(section, author)
    submit(page, author)
    decide(page, editor)
    return page, author, editor, tmp_path / "gate"


def run(code: str, page: ArticlePage, user: Any, gate: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(page.pk), str(user.pk), str(gate)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def together(gate: Path, *processes: subprocess.Popen[str], users: list[Any]) -> list[str]:
    """Opens the gate when all processes stand before it, and gives what each printed last."""
    deadline = time.monotonic() + 60
    while not all((gate.parent / f"ready-{user.pk}").exists() for user in users):
        assert time.monotonic() < deadline, [process.poll() for process in processes]
        time.sleep(0.01)
    gate.touch()
    answers = []
    for process in processes:
        output, errors = process.communicate(timeout=90)
        assert process.returncode == 0, errors
        answers.append(output.split()[-1])
    return answers


def assert_whole(page: ArticlePage) -> None:
    assert list(faults()) == []
    assert list(differences()) == []
    public = shelf(page)
    if public is not None and public.is_public():
        assert digest_of(public.current.story_json) == public.current.seal
        workers = set(
            Contribution.objects.filter(page_id=page.pk, after_publication=public.current.number - 1).values_list(
                "user", flat=True
            )
        )
        assert public.current.approved_by_id not in workers


def test_two_approvals_make_one_publication(waiting: Any, process_environment: dict[str, str]) -> None:
    page, _author, _editor, gate = waiting
    approvers = [make_user(Role.APPROVING_EDITOR), make_user(Role.APPROVING_EDITOR)]
    processes = [run(APPROVE, page, approver, gate, process_environment) for approver in approvers]
    assert sorted(together(gate, *processes, users=approvers)) == ["approved", "refused"]
    assert Publication.objects.filter(page_id=page.pk).count() == 1
    assert_whole(page)


def test_an_approval_meets_an_autosave(waiting: Any, process_environment: dict[str, str]) -> None:
    page, _author, editor, gate = waiting
    approver = make_user(Role.APPROVING_EDITOR)
    seen = digest_of(page.latest_draft().story())
    processes = [
        run(APPROVE, page, approver, gate, process_environment),
        run(AUTOSAVE, page, editor, gate, process_environment),
    ]
    answer, saved = together(gate, *processes, users=[approver, editor])
    assert saved == "saved"
    assert page.latest_draft().lede == "Gõ tiếp 7."
    if answer == "approved":
        assert shelf(page).current.seal == seen
    else:
        assert shelf(page) is None
    assert_whole(page)


# Where the approving process dies: before, between and after the steps of the one transaction.
STEPS = [
    "cms.publication.models.Publication.save",
    "cms.publication.actions.make_public",
    "cms.publication.signals.published.send",
    "cms.review.rules.check_finish",
    "django.db.transaction.Atomic.__exit__",
]

KILLED = (
    PRELUDE.replace("from tests", "from django.utils.module_loading import import_string\nfrom tests")
    + """
import os, signal, importlib
path = sys.argv[4]
after = sys.argv[5] == "after"
owner_path, name = path.rsplit(".", 1)
try:
    owner = importlib.import_module(owner_path)
except ModuleNotFoundError:
    owner = import_string(owner_path)
original = getattr(owner, name)
def dying(*args, **kwargs):
    if after:
        original(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, dying)
decide(page, user)
"""
)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_in_the_middle_of_an_approval(
    step: str, moment: str, waiting: Any, process_environment: dict[str, str]
) -> None:
    page, _author, _editor, gate = waiting
    approver = make_user(Role.APPROVING_EDITOR)
    gate.touch()
    arguments = [str(page.pk), str(approver.pk), str(gate), step, moment]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], env=process_environment, capture_output=True, text=True, timeout=90
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert shelf(page) is None
    assert not Publication.objects.filter(page_id=page.pk).exists()
    assert ArticlePage.objects.get(pk=page.pk).current_workflow_task_state.task.name == "Duyệt xuất bản"
    assert_whole(page)
    decide(page, approver)
    assert shelf(page).is_public()
    call_command("check_seals")
    call_command("verify_trail")


def test_the_worker_is_killed_at_go_live(
    process_environment: dict[str, str], tmp_path: Path, time_machine: Any
) -> None:
    people = [make_user(Role.REPORTER), make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)]
    section = news_section()
    now = timezone.now()
    time_machine.move_to(now - dt.timedelta(hours=2))
    page = published(section, *people, go_live_at=now - dt.timedelta(hours=1))
    time_machine.move_to(now)
    code = """
        import os, signal, django
        django.setup()
        from cms.publication import actions, clock
        original = actions.published.send
        def dying(*args, **kwargs):
            original(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)
        actions.published.send = dying
        clock.tick()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], env=process_environment, capture_output=True, timeout=90
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert not shelf(page).is_public()
    two = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import django; django.setup(); from cms.publication import clock; print(clock.tick())",
            ],
            env=process_environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert sum(int(process.communicate(timeout=90)[0].split()[-1]) for process in two) == 1
    assert shelf(page).is_public()
    assert Publication.objects.filter(page_id=page.pk).count() == 1
    assert_whole(page)
