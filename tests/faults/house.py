"""The newsroom that the machine drives: its people, each with a browser of their own, its sections, and a few shared facts."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.test.client import ClientHandler
from wagtail.models import Locale, Workflow, WorkflowPage, WorkflowTask

from cms.articles.models import SectionPage, Topic
from cms.review.models import ReviewTask
from cms.review.signoff.models import Leader
from cms.review.signoff.particulars import confirm_particulars
from cms.review.stages.kinds import StageKind
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.articles import make_photo, make_section
from tests.factories.newsroom import make_user, news_section, sign_in, submit
from tests.factories.registry import make_person

PEOPLE: dict[str, dict[str, Any]] = {
    "reporter": {"roles": (Role.REPORTER,)},
    "reporter2": {"roles": (Role.REPORTER,)},
    "editor": {"roles": (Role.EDITOR,)},
    "editor2": {"roles": (Role.EDITOR,)},
    "approver": {"roles": (Role.APPROVING_EDITOR,)},
    "approver2": {"roles": (Role.APPROVING_EDITOR,)},
    "chief": {"roles": (Role.EDITOR, Role.APPROVING_EDITOR)},
    "administrator": {"roles": (Role.ADMINISTRATOR,)},
    "superuser": {"roles": (), "superuser": True},
    "superchief": {"roles": (Role.EDITOR, Role.APPROVING_EDITOR), "superuser": True},
    "photo editor": {"roles": (Role.PHOTO_EDITOR,)},
    "channel manager": {"roles": (Role.CHANNEL_MANAGER,)},
    "coordinator": {"roles": (Role.COORDINATOR,)},
    "on duty": {"roles": (Role.EMERGENCY,)},
    "chief on duty": {"roles": (Role.APPROVING_EDITOR, Role.EMERGENCY)},
    "member": {"roles": ()},
}
ROLES = {name: frozenset(who["roles"]) for name, who in PEOPLE.items()}
"""The machine's own table of who is what: the code under test is not asked."""

DESK, LEADER, APPROVAL = "Biên tập", "Ý kiến lãnh đạo", "Duyệt xuất bản"

START = dt.datetime(2026, 3, 18, 8, 0, tzinfo=dt.UTC)


class House:
    """Made once; each example begins with it as it stands here."""

    def __init__(self) -> None:
        cache.clear()
        self.news = news_section()
        Locale.objects.get_or_create(language_code="en")
        self.users: dict[str, User] = {
            name: make_user(*who["roles"], superuser=who.get("superuser", False)) for name, who in PEOPLE.items()
        }
        self.names = {user.pk: name for name, user in self.users.items()}
        # One for all: each would find all static files anew.
        self._handler = ClientHandler(enforce_csrf_checks=False)
        self._cookies = {name: sign_in(Client(), user).cookies for name, user in self.users.items()}
        self.papers = make_section(self.news, "Văn kiện")
        self.orders = make_section(self.news, "Chỉ đạo")
        self._open(self.papers)
        self._open(self.orders)
        self._lines: dict[int, tuple[str, ...]] = {}
        self._leaders_pass()
        self.photo = make_photo("Toàn cảnh")
        self.topic = Topic.objects.create(name="Nhân sự", slug="nhan-su")
        self.person = make_person("Trần Thị Lụa")

    def _open(self, section: Any) -> None:
        submit(section, self.users["reporter"])
        for name in ("editor2", "approver2"):
            state = type(section).objects.get(pk=section.pk).current_workflow_task_state
            state.task.specific.on_action(state, self.users[name], "approve")

    def _leaders_pass(self) -> None:
        """Two sections that ask a leader: before the approval, and behind it. One of the leaders has an account here."""
        stage = ReviewTask.objects.create(name=LEADER, kind=StageKind.LEADER)
        stage.groups.set(Group.objects.filter(name__in=[Role.EDITOR.value, Role.APPROVING_EDITOR.value]))
        stages = {each.name: each for each in ReviewTask.objects.all()}
        for section, line in ((self.papers, (DESK, LEADER, APPROVAL)), (self.orders, (DESK, APPROVAL, LEADER))):
            workflow = Workflow.objects.create(name=f"Duyệt {section.title}")
            for order, name in enumerate(line):
                WorkflowTask.objects.create(workflow=workflow, task=stages[name], sort_order=order)
            WorkflowPage.objects.create(workflow=workflow, page=section)
            self._lines[section.pk] = line
        account = self.users["editor2"]
        account.email = "bien-tap-2@example.vn"
        account.save()
        self.leaders = [
            Leader.objects.create(name="Trần Thị Gạo", email="gao@example.vn"),
            Leader.objects.create(name="Lê Văn Ngô", email=account.email),
        ]
        for leader in self.leaders:
            confirm_particulars(leader, self.users["chief"], leader.particulars)
            leader.refresh_from_db()
        self.accounts_of_leaders = {self.leaders[1].pk: "editor2"}

    def sections(self) -> list[SectionPage]:
        """Read afresh: the tree keeps its numbers on the instances."""
        return list(SectionPage.objects.filter(pk__in=[self.news.pk, *self._lines]).order_by("pk"))

    def line_of(self, section: int) -> tuple[str, ...]:
        """The stages of the section with this id, as they were set up here."""
        return self._lines.get(section, (DESK, APPROVAL))

    def client(self, name: str) -> Client:
        """The browser of this person, signed in; of nobody for an empty name."""
        client = Client()
        client.handler = self._handler
        if name:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._cookies[name][settings.SESSION_COOKIE_NAME].value
        return client

    def user(self, name: str) -> User:
        """The account, read afresh: roles are kept on the instance."""
        return User.objects.get(pk=self.users[name].pk)
