"""Processes that meet: whatever their order, and whichever of them is killed, the newsroom ends whole."""

import datetime as dt
import importlib
import threading
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from django.utils.module_loading import import_string

from cms.articles.models import ArticlePage
from cms.channels.models import Dispatch
from cms.publication import actions, clock, signals
from cms.publication.inspection import differences
from cms.publication.models import Contribution, Publication
from cms.publication.story import digest_of
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.verify import faults
from tests.factories.newsroom import decide, draft, make_user, news_section, published, shelf, submit
from tests.processes import KILLED, REFUSED, at_once, dying

pytestmark = pytest.mark.django_db(transaction=True)

Waiting = tuple[ArticlePage, User, User]


@pytest.fixture
def waiting() -> Waiting:
    """An article that waits for its approval, with its author and its editor."""
    section, author, editor = news_section(), make_user(Role.REPORTER), make_user(Role.EDITOR)
    page = draft(section, author)
    submit(page, author)
    decide(page, editor)
    return page, author, editor


def approve(page: ArticlePage, user: User) -> str:
    decide(page, user)
    return "approved"


def autosave(page: ArticlePage, user: User) -> str:
    for number in range(8):
        fresh = page.latest_draft()
        fresh.lede = f"Gõ tiếp {number}."
        own = fresh.latest_revision if fresh.latest_revision.user_id == user.pk else None
        fresh.save_revision(user=user, overwrite_revision=own)
    return "saved"


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


def test_two_approvals_make_one_publication(waiting: Waiting) -> None:
    page = waiting[0]
    one, other = make_user(Role.APPROVING_EDITOR), make_user(Role.APPROVING_EDITOR)
    assert sorted(at_once(lambda: approve(page, one), lambda: approve(page, other))) == ["approved", REFUSED]
    assert Publication.objects.filter(page_id=page.pk).count() == 1
    assert_whole(page)


def test_an_approval_meets_an_autosave(waiting: Waiting) -> None:
    page, _author, editor = waiting
    approver = make_user(Role.APPROVING_EDITOR)
    seen = digest_of(page.latest_draft().story())
    answer, saved = at_once(lambda: approve(page, approver), lambda: autosave(page, editor))
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


def owner(path: str) -> Any:
    """The module, or what stands in one."""
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        return import_string(path)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_in_the_middle_of_an_approval(step: str, moment: str, waiting: Waiting) -> None:
    page, _author, _editor = waiting
    approver = make_user(Role.APPROVING_EDITOR)
    path, _dot, name = step.rpartition(".")

    def killed() -> None:
        where = owner(path)
        setattr(where, name, dying(getattr(where, name), after=moment == "after"))
        decide(page, approver)

    assert at_once(killed) == [KILLED]
    assert shelf(page) is None
    assert not Publication.objects.filter(page_id=page.pk).exists()
    assert ArticlePage.objects.get(pk=page.pk).current_workflow_task_state.task.name == "Duyệt xuất bản"
    assert_whole(page)
    decide(page, approver)
    assert shelf(page).is_public()
    call_command("check_seals")
    call_command("verify_trail")


def test_the_worker_is_killed_at_go_live(time_machine: Any) -> None:
    people = [make_user(Role.REPORTER), make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)]
    section = news_section()
    now = timezone.now()
    time_machine.move_to(now - dt.timedelta(hours=2))
    page = published(section, *people, go_live_at=now - dt.timedelta(hours=1))
    time_machine.move_to(now)

    def killed() -> None:
        actions.published.send = dying(actions.published.send)
        clock.tick()

    assert at_once(killed) == [KILLED]
    assert not shelf(page).is_public()
    assert sorted(at_once(clock.tick, clock.tick)) == ["0", "1"]
    assert shelf(page).is_public()
    assert Publication.objects.filter(page_id=page.pk).count() == 1
    assert_whole(page)


def test_a_withdrawal_that_comes_to_the_row_while_a_version_becomes_public(waiting: Waiting) -> None:
    """It takes back what is public then, and whoever has it hears of that: on PostgreSQL it waits for the row that changes."""
    page, author, editor = waiting
    approver = make_user(Role.APPROVING_EDITOR)
    approve(page, approver)
    page = page.latest_draft()
    page.lede = "Bản thứ hai."
    page.save_revision(user=author, log_action=True)
    submit(page, author)
    decide(page, editor)
    met = threading.Event()

    def linger(**kwargs: Any) -> None:
        met.set()
        time.sleep(1)

    def become_public() -> None:
        try:
            approve(page, approver)
        finally:
            connections.close_all()

    signals.published.connect(linger)
    try:
        other = threading.Thread(target=become_public)
        other.start()
        assert met.wait(60)
        actions.withdraw(ArticlePage.objects.get(pk=page.pk), user=approver, reason="Nhầm bài")
        other.join()
    finally:
        signals.published.disconnect(linger)
    row = shelf(page)
    assert row is not None and row.withdrawn_at is not None and not row.is_public()
    assert Dispatch.objects.filter(page_id=page.pk, channel="webhook", action="cancel").exists()
    assert_whole(page)
