"""What the desk asks the database: as many questions for hundreds of rows as for a few, and none that reads a table whole."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.articles.models import SectionPage
from cms.review.models import Comment, DeskRow
from cms.staff.models import User
from cms.staff.roles import Role
from tests.channels.test_indexes import plan_of
from tests.factories.newsroom import decide, draft, make_user, submit

from .screen import HOME, Screen

pytestmark = pytest.mark.django_db

_LARGE = ("wagtailcore_page", "wagtailcore_revision", "wagtailcore_taskstate", "wagtailcore_workflowstate",
          "review_reviewtaskstate", "review_deskrow", "review_comment", "publication_contribution",
          "publication_publication", "publication_shelf", "wagtailcore_pagelogentry")  # fmt: skip
"""Tables that grow with the articles."""


def _fill(section: SectionPage, editor: User) -> None:
    """One of each kind, by an author and for an editor of their own."""
    author = make_user(Role.REPORTER)
    waits = submit(draft(section, author), author)
    Comment.objects.create(page=waits, author=editor, text="Nguồn?", blocking=True)
    decide(submit(draft(section, author), author), editor, "reject", "Thiếu nguồn.")
    decide(submit(draft(section, author), author), editor)


def _asked(screen: Screen, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert screen.client.get(address).status_code == 200
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVING_EDITOR, Role.REPORTER, Role.CHANNEL_MANAGER])
def test_the_questions_do_not_grow(section: SectionPage, editor: User, role: Role) -> None:
    member = make_user(role)
    members = {"editor": editor, "member": member}
    _fill(section, editor)
    draft(section, member)
    screens = {name: Screen(user) for name, user in members.items()}
    few = {name: len(_asked(screen, HOME)) for name, screen in screens.items()}
    parts = {name: len(_asked(screen, reverse("review_desk:part"))) for name, screen in screens.items()}
    for _number in range(3):
        _fill(section, editor)
        draft(section, member)
    waiting = screens["editor"].look().page.select("#desk-waiting [data-desk-row]")
    assert len(waiting) == 4
    assert {name: len(_asked(screen, HOME)) for name, screen in screens.items()} == few
    assert {name: len(_asked(screen, reverse("review_desk:part"))) for name, screen in screens.items()} == parts
    assert max(parts.values()) <= 22


def test_no_question_reads_a_large_table_whole(section: SectionPage, author: User, editor: User) -> None:
    """Neither the page nor the desk's own rows are walked through, whoever looks."""
    if connection.vendor != "sqlite":
        pytest.skip("The planner of PostgreSQL reads small tables whole whatever indexes there are.")
    _fill(section, editor)
    page = draft(section, author)
    assert DeskRow.objects.filter(pk=page.pk).exists()
    for user in (author, editor, make_user(Role.APPROVING_EDITOR)):
        screen = Screen(user)
        for sql in _asked(screen, reverse("review_desk:part")) + _asked(screen, HOME):
            plan = plan_of(sql)
            for table in _LARGE:
                read_whole = rf"SCAN {table}(?! USING (COVERING )?INDEX desk_open)\b"
                assert not re.search(read_whole, plan), f"{sql}\n{plan}"
