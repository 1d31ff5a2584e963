"""What a version is, and which stages it passes, is asked of the database once for a check, however many stages there are."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review.stages.kinds import StageKind
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, declare, draft, make_user, published, shelf, sign_in, submit

from .scene import APPROVAL, add_stage, stands_at

pytestmark = pytest.mark.django_db

STAGES = 'FROM "wagtailcore_task" INNER JOIN "wagtailcore_workflowtask"'
MEASURED = 'ORDER BY "publication_publication"."number" ASC'


def asked_by(act: Callable[[], object], *, about: str = "") -> int:
    """How many queries the act makes; those alone that say ``about``."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return sum(about in query["sql"] for query in asked.captured_queries)


def at_approval(section: SectionPage, author: User, title: str) -> ArticlePage:
    """An article that each stage but the last has passed."""
    page = submit(draft(section, author, title=title), author)
    while stands_at(page) != APPROVAL:
        decide(page, make_user(Role.EDITOR))
    return page


def test_an_approval_asks_as_much_with_four_stages_as_with_two(
    section: SectionPage, author: User, approver: User
) -> None:
    def approve(page: ArticlePage) -> int:
        count = asked_by(lambda: decide(page, approver), about=STAGES)
        assert shelf(page).is_public()
        return count

    approve(at_approval(section, author, "Bài đầu"))
    two = approve(at_approval(section, author, "Bài hai khâu"))
    for name, kind in (("Ảnh", StageKind.PHOTO), ("Lễ tân", StageKind.PROTOCOL)):
        add_stage(name, kind, Role.EDITOR, before=APPROVAL)
    four = approve(at_approval(section, author, "Bài bốn khâu"))
    assert two == four <= 4


def test_a_slip_is_measured_once_for_a_check(section: SectionPage, author: User, editor: User, approver: User) -> None:
    """The approval, Wagtail's two questions what comes next, and the seal, which trusts none of them."""
    typed = "Các đại biểu đã thảo luạn về bốn nội dung chính của phiên."
    page = published(section, author, editor, approver, text=typed)
    fresh = page.latest_draft()
    fresh.body = [("text", f"<p>{typed.replace('luạn', 'luận')}</p>")]
    fresh.save_revision(user=author)
    submit(declare(page, author, "slip"), author)
    assert stands_at(page) == APPROVAL
    assert asked_by(lambda: decide(page, approver), about=MEASURED) <= 4
    assert "luận" in shelf(page).current.story_json


def test_the_report_of_reviews_asks_our_stages_once_a_row(section: SectionPage, author: User) -> None:
    client = sign_in(Client(), make_user(Role.ADMINISTRATOR))
    address = reverse("wagtailadmin_reports:workflow")

    def read_with_one_more(title: str) -> int:
        submit(draft(section, author, title=title), author)
        return asked_by(lambda: client.get(address))

    read_with_one_more("Bài đầu")
    # One is Wagtail's own.
    assert read_with_one_more("Bài thứ hai") + 2 >= read_with_one_more("Bài thứ ba")
