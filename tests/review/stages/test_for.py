"""Stages for some versions only: by the session, the phase and the section of an article; and that none is lost on the way."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from cms.articles.models import ArticlePage, SectionPage
from cms.registry.models import Session
from cms.review.errors import OutOfLine, ReviewRefused
from cms.review.models import ReviewTask
from cms.review.stages.kinds import StageKind
from cms.review.stages.when import when
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit
from tests.factories.registry import make_congress, make_session
from tests.review.test_workflows import edit_form

from .scene import APPROVAL, DESK, add_stage, stage_named, stands_at, state_of

pytestmark = pytest.mark.django_db

PROTOCOL = "Lễ tân"


@pytest.fixture
def protocol(section: SectionPage) -> ReviewTask:
    """A stage before the approval for opening and closing sessions alone."""
    return add_stage(PROTOCOL, StageKind.PROTOCOL, Role.EDITOR, before=APPROVAL, sessions=["opening", "closing"])


def a_session(kind: str = "opening") -> Session:
    return make_session(kind=kind, name="Phiên thứ Nhất", day=dt.date(2026, 3, 18))


def line_of(page: ArticlePage, people: list[User]) -> list[str]:
    """The stages that the article comes to until it is public."""
    submit(page, page.owner)
    passed = []
    while stage := stands_at(page):
        passed.append(stage)
        decide(page, people[len(passed) - 1] if stage != APPROVAL else people[-1])
    assert shelf(page).is_public()
    return passed


@pytest.mark.parametrize(
    "kind,stages", [("opening", [DESK, PROTOCOL, APPROVAL]), ("press", [DESK, APPROVAL]), (None, [DESK, APPROVAL])]
)
def test_by_the_kind_of_session(
    kind: str | None, stages: list[str], protocol: ReviewTask, section: SectionPage, author: User, approver: User
) -> None:
    page = draft(section, author, session=a_session(kind) if kind else None)
    assert line_of(page, [make_user(Role.EDITOR), make_user(Role.EDITOR), approver]) == stages


def test_by_the_phase_of_the_session_or_of_the_day(section: SectionPage, author: User, approver: User) -> None:
    congress = make_congress()
    congress.phases.create(kind="during", start=dt.date(2026, 3, 18), end=dt.date(2026, 3, 20))
    congress.save()
    add_stage(PROTOCOL, StageKind.PROTOCOL, Role.EDITOR, before=APPROVAL, phases=["during"])
    people = [make_user(Role.EDITOR), make_user(Role.EDITOR), approver]
    for day, asked in ((dt.date(2026, 3, 19), True), (dt.date(2026, 3, 21), False)):
        assert (PROTOCOL in line_of(draft(section, author, title=f"Ngày {day}", day=day), people)) == asked
        session = make_session(congress=congress, day=day)
        page = draft(section, author, title=f"Phiên {day}", session=session, day=dt.date(2026, 5, 1))
        assert (PROTOCOL in line_of(page, people)) == asked


class TestNothingIsLostOnTheWay:
    def test_a_session_that_became_another_kind(
        self, protocol: ReviewTask, section: SectionPage, author: User, editor: User, approver: User
    ) -> None:
        session = a_session("press")
        page = draft(section, author, session=session)
        submit(page, author)
        decide(page, editor)
        assert stands_at(page) == APPROVAL
        # The name of the session stays, so nothing of the article says that the session is another one now.
        session.kind = "opening"
        session.save()
        assert stands_at(page) == APPROVAL
        with pytest.raises(ReviewRefused, match=PROTOCOL):
            decide(page, approver)
        assert stands_at(page) == PROTOCOL and shelf(page) is None
        assert Entry.objects.filter(action="review.rerouted", subject=f"page:{page.pk}").count() == 1
        decide(page, make_user(Role.EDITOR))
        decide(page, approver)
        assert shelf(page).is_public()

    def test_an_article_that_leaves_its_session_out_is_another_version(
        self, protocol: ReviewTask, section: SectionPage, author: User, editor: User
    ) -> None:
        page = draft(section, author, session=a_session())
        submit(page, author)
        decide(page, editor)
        assert stands_at(page) == PROTOCOL
        fresh = page.latest_draft()
        fresh.session = None
        fresh.save_revision(user=editor)
        assert stands_at(page) == DESK

    def test_a_stage_put_before_the_approval_while_a_version_waits_there(
        self, section: SectionPage, author: User, editor: User, approver: User
    ) -> None:
        page = draft(section, author)
        submit(page, author)
        decide(page, editor)
        add_stage(PROTOCOL, StageKind.PROTOCOL, Role.EDITOR, before=APPROVAL)
        state = state_of(page)
        client = sign_in(Client(), approver)
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        told = client.post(address, {}, follow=True).context["messages"]
        assert any(PROTOCOL in str(message) for message in told)
        assert stands_at(page) == PROTOCOL and shelf(page) is None


def own_workflow(section: SectionPage) -> None:
    """A workflow for the section with a stage of its own between the two of the house."""
    own = Workflow.objects.create(name="Quy trình riêng")
    third = ReviewTask.objects.create(name=PROTOCOL, kind=StageKind.PROTOCOL)
    third.groups.set(Group.objects.filter(name=Role.EDITOR))
    for order, stage in enumerate([stage_named(DESK), third, stage_named(APPROVAL)]):
        WorkflowTask.objects.create(workflow=own, task=stage, sort_order=order)
    WorkflowPage.objects.create(workflow=own, page=section)


class TestASectionOfItsOwn:
    @pytest.fixture
    def own(self, section: SectionPage) -> Workflow:
        """By the form of the admin: a workflow for the section, with a stage of its own between the two of the house."""
        third = ReviewTask.objects.create(name=PROTOCOL, kind=StageKind.PROTOCOL)
        third.groups.set(Group.objects.filter(name=Role.EDITOR))
        client = sign_in(Client(), make_user(Role.ADMINISTRATOR))
        form: dict[str, Any] = edit_form(Workflow(), [stage_named(DESK), third, stage_named(APPROVAL)], [section])
        for order in range(3):
            form[f"workflow_tasks-{order}-ORDER"] = str(order + 1)
        answer = client.post(reverse("wagtailadmin_workflows:add"), form)
        assert answer.status_code == 302
        return Workflow.objects.get(name="Quy trình mới")

    def elsewhere(self, section: SectionPage) -> SectionPage:
        """A section of the same house with the workflow of the whole site."""
        other = SectionPage(title="Văn kiện", slug="van-kien", live=False)
        Page.objects.get(pk=section.get_parent().pk).add_child(instance=other)
        return other

    def test_articles_there_and_nowhere_else_go_its_way(
        self, own: Workflow, section: SectionPage, author: User, approver: User
    ) -> None:
        people = [make_user(Role.EDITOR), make_user(Role.EDITOR), approver]
        assert line_of(draft(section, author), people) == [DESK, PROTOCOL, APPROVAL]
        other = draft(self.elsewhere(section), author, title="Văn kiện mới")
        submit(other, author)
        decide(other, people[0])
        assert stands_at(other) == APPROVAL

    def test_an_article_that_moves_there_goes_its_way_too(
        self, own: Workflow, section: SectionPage, author: User, editor: User, approver: User
    ) -> None:
        page = draft(self.elsewhere(section), author)
        submit(page, author)
        decide(page, editor)
        assert stands_at(page) == APPROVAL
        ArticlePage.objects.get(pk=page.pk).move(section, pos="last-child")
        assert stands_at(page) == PROTOCOL
        decide(page, make_user(Role.EDITOR))
        decide(page, approver)
        assert shelf(page).is_public()

    def test_a_section_that_was_given_a_workflow_meanwhile_asks_for_it_at_the_approval(
        self, section: SectionPage, author: User, editor: User, approver: User
    ) -> None:
        page = draft(section, author)
        submit(page, author)
        decide(page, editor)
        own_workflow(section)
        with pytest.raises(OutOfLine):
            decide(page, approver)
        assert stands_at(page) == PROTOCOL and shelf(page) is None
        decide(page, make_user(Role.EDITOR))
        decide(page, approver)
        assert shelf(page).is_public()

    def test_what_was_sent_back_goes_its_way_when_it_comes_again(
        self, section: SectionPage, author: User, editor: User, approver: User
    ) -> None:
        page = draft(section, author)
        submit(page, author)
        decide(page, editor)
        decide(page, approver, "reject", "Thiếu một ý.")
        own_workflow(section)
        ArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(user=author)
        assert stands_at(page) == PROTOCOL

    def test_nobody_begins_a_review_with_the_workflow_of_another_section(
        self, own: Workflow, section: SectionPage, author: User
    ) -> None:
        page = draft(section, author)
        with pytest.raises(ReviewRefused, match="Duyệt bài"):
            Workflow.objects.get(name="Duyệt bài").start(page, author)
        assert page.current_workflow_state is None


def test_the_list_says_when_a_stage_is_passed(protocol: ReviewTask) -> None:
    screen = sign_in(Client(), make_user(Role.ADMINISTRATOR)).get(reverse("wagtailadmin_workflows:task_index"))
    text = screen.content.decode()
    with translation.override("vi"):
        assert when(protocol) in text


def test_a_workflow_without_an_approval_for_some_versions_is_refused(protocol: ReviewTask) -> None:
    client = sign_in(Client(), make_user(Role.ADMINISTRATOR))
    stage = stage_named(APPROVAL)
    form = {
        "groups": list(stage.groups.values_list("pk", flat=True)),
        "kind": "approval",
        "phases": ["during"],
        "for_slips": "usual",
    }
    client.post(reverse("wagtailadmin_workflows:edit_task", args=[stage.pk]), form)
    assert stage_named(APPROVAL).phases == []


def test_a_stage_that_is_skipped_is_not_in_the_status(
    protocol: ReviewTask, section: SectionPage, author: User, editor: User
) -> None:
    page = draft(section, author)
    submit(page, author)
    client = sign_in(Client(), editor)
    for screen in ("edit", "workflow_history"):
        text = client.get(reverse(f"wagtailadmin_pages:{screen}", args=[page.pk])).content.decode()
        assert DESK in text and APPROVAL in text and PROTOCOL not in text, screen
