"""The newsroom that the machine drives: its people, each with a browser of their own, its sections, and a few shared facts."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.test import Client
from wagtail.models import Locale

from cms.articles.models import Topic
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
        self._cookies = {name: sign_in(Client(), user).cookies for name, user in self.users.items()}
        self.papers = make_section(self.news, "Văn kiện")
        self._open(self.papers)
        self.photo = make_photo("Toàn cảnh")
        self.topic = Topic.objects.create(name="Nhân sự", slug="nhan-su")
        self.person = make_person("Trần Thị Lụa")

    def _open(self, section: Any) -> None:
        submit(section, self.users["reporter"])
        for name in ("editor2", "approver2"):
            state = type(section).objects.get(pk=section.pk).current_workflow_task_state
            state.task.specific.on_action(state, self.users[name], "approve")

    def client(self, name: str) -> Client:
        """The browser of this person, signed in; of nobody for an empty name."""
        client = Client()
        if name:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._cookies[name][settings.SESSION_COOKIE_NAME].value
        return client

    def user(self, name: str) -> User:
        """The account, read afresh: roles are kept on the instance."""
        return User.objects.get(pk=self.users[name].pk)
