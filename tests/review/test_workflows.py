"""Workflows that nothing can pass: said in a sentence where somebody meets one, and refused where somebody makes one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowPage, WorkflowState, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.articles.models import ArticlePage, SectionPage
from cms.review.errors import ReviewRefused
from cms.review.models import ReviewTask
from cms.review.stages.kinds import StageKind
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, published, shelf, sign_in, submit
from tests.publication.test_attack import body_of, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


@pytest.fixture
def admin() -> Client:
    return sign_in(Client(), make_user(Role.ADMINISTRATOR))


def the_workflow() -> Workflow:
    return Workflow.objects.get(name="Duyệt bài")


def stage(name: str) -> Task:
    return Task.objects.get(name=name)


def switch_off(*names: str) -> None:
    """Past the admin, as by an earlier release or by hand."""
    Task.objects.filter(name__in=names).update(active=False)


def own_workflow(page: Page, *names: str) -> Workflow:
    workflow = Workflow.objects.create(name="Duyệt chuyên mục")
    for order, name in enumerate(names):
        kind = StageKind.APPROVAL if order == len(names) - 1 else StageKind.DESK
        own = ReviewTask.objects.create(name=name, kind=kind)
        own.groups.set(Group.objects.filter(name__in=[Role.EDITOR, Role.APPROVING_EDITOR]))
        WorkflowTask.objects.create(workflow=workflow, task=own, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    return workflow


@pytest.mark.parametrize("off", [["Biên tập"], ["Duyệt xuất bản"], ["Biên tập", "Duyệt xuất bản"]])
class TestStagesAreSwitchedOff:
    def test_submitting_is_refused_in_a_sentence(self, off: list[str], article: ArticlePage, author: User) -> None:
        switch_off(*off)
        typed = form_of(article, **body_of("Bốn nội dung."), **{"lede": "Sa-pô mới.", "action-submit": "1"})
        answer = sign_in(Client(), author).post(
            reverse("wagtailadmin_pages:edit", args=[article.pk]), typed, follow=True
        )
        assert answer.status_code == 200
        assert any("Duyệt bài" in str(message) for message in answer.context["messages"])
        assert not WorkflowState.objects.active().for_instance(article).exists()
        assert article.latest_draft().lede == "Sa-pô mới.", "what was typed is saved"

    def test_approving_is_refused_in_a_sentence(
        self, off: list[str], article: ArticlePage, author: User, editor: User, approver: User
    ) -> None:
        submit(article, author)
        decide(article, editor)
        state = article.current_workflow_task_state
        switch_off(*off)
        client = sign_in(Client(), approver)
        assert client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code == 200
        address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk])
        answer = client.post(address, {}, follow=True)
        assert answer.status_code == 200
        assert any("Duyệt bài" in str(message) for message in answer.context["messages"])
        assert shelf(article) is None

    def test_the_desk_is_refused_too(self, off: list[str], article: ArticlePage, author: User, editor: User) -> None:
        submit(article, author)
        switch_off(*off)
        with pytest.raises(ReviewRefused, match="Duyệt bài"):
            decide(article, editor)

    def test_an_edit_while_it_waits_is_saved(
        self, off: list[str], article: ArticlePage, author: User, editor: User
    ) -> None:
        submit(article, author)
        switch_off(*off)
        fresh = article.latest_draft()
        fresh.lede += " Sửa."
        fresh.save_revision(user=editor)
        assert article.latest_draft().lede.endswith("Sửa.")
        assert shelf(article) is None


def test_one_stage_is_too_few_even_for_who_has_done_nothing_else(
    section: SectionPage, article: ArticlePage, author: User
) -> None:
    own_workflow(section, "Duyệt một khâu")
    with pytest.raises(ReviewRefused, match="Duyệt chuyên mục"):
        submit(article, author)


def test_a_stage_of_another_type_is_named(section: SectionPage, article: ArticlePage, author: User) -> None:
    workflow = own_workflow(section, "Khâu một", "Khâu hai")
    wagtails = GroupApprovalTask.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=workflow, task=wagtails, sort_order=9)
    with pytest.raises(ReviewRefused, match="Moderators approval"):
        submit(article, author)


def test_a_workflow_of_its_own_with_two_stages_works(
    section: SectionPage, author: User, editor: User, approver: User
) -> None:
    own_workflow(section, "Khâu một", "Khâu hai")
    assert shelf(published(section, author, editor, approver)).is_public()


# What an administrator may try, each by the form that Wagtail offers.


def edit_form(workflow: Workflow, tasks: list[Task], pages: list[Page], *, dropped: list[Page] = ()) -> dict[str, Any]:
    rows = list(workflow.workflow_tasks.order_by("sort_order")) if workflow.pk else []
    forms = [
        {"id": row.pk, "task": row.task_id, "ORDER": n, "DELETE": "" if row.task in tasks else "on"}
        for n, row in enumerate(rows, 1)
    ]
    known = [row.task for row in rows]
    forms += [{"id": "", "task": task.pk, "ORDER": 9, "DELETE": ""} for task in tasks if task not in known]
    return nested_form_data(
        {
            "name": workflow.name or "Quy trình mới",
            "workflow_tasks": inline_formset(forms, initial=len(rows)),
            "pages": inline_formset(
                [{"page": page.pk, "DELETE": "on" if page in dropped else ""} for page in pages],
                initial=len(pages) if workflow.pk else 0,
            ),
            "content_types": [],
        }
    )


def disable_stage(client: Client) -> Any:
    return client.post(reverse("wagtailadmin_workflows:disable_task", args=[stage("Biên tập").pk]))


def take_a_stage_out(client: Client) -> Any:
    workflow = the_workflow()
    form = edit_form(workflow, [stage("Duyệt xuất bản")], [Page.get_first_root_node()])
    return client.post(reverse("wagtailadmin_workflows:edit", args=[workflow.pk]), form)


def disable_workflow(client: Client) -> Any:
    return client.post(reverse("wagtailadmin_workflows:disable", args=[the_workflow().pk]))


def take_it_from_the_site(client: Client) -> Any:
    return client.post(reverse("wagtailadmin_workflows:remove", args=[Page.get_first_root_node().pk]))


def make_one_with_one_stage(client: Client) -> Any:
    section = SectionPage.objects.get(slug="tin-tuc")
    form = edit_form(Workflow(), [stage("Duyệt xuất bản")], [section])
    return client.post(reverse("wagtailadmin_workflows:add"), form)


TRIES = [
    disable_stage,
    take_a_stage_out,
    disable_workflow,
    take_it_from_the_site,
    make_one_with_one_stage,
]


def the_shape() -> list[Any]:
    return [
        sorted(Workflow.objects.filter(active=True).values_list("name", flat=True)),
        sorted(WorkflowPage.objects.values_list("page_id", "workflow_id")),
        sorted(WorkflowTask.objects.values_list("workflow_id", "task_id")),
        sorted(Task.objects.filter(active=True).values_list("name", flat=True)),
    ]


@pytest.mark.parametrize("waiting", [False, True])
@pytest.mark.parametrize("attempt", TRIES)
def test_the_last_review_can_not_be_taken_apart(
    attempt: Callable[[Client], Any], waiting: bool, admin: Client, article: ArticlePage, author: User
) -> None:
    if waiting:
        submit(article, author)
    before = the_shape()
    answer = attempt(admin)
    assert the_shape() == before
    screen = admin.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    told = [str(message) for message in screen.context["messages"]]
    assert len(told) == 1 and "Không có gì thay đổi." in told[0]
    assert bool(article.current_workflow_state) == waiting


def test_what_was_typed_stands_in_the_refused_form(admin: Client, section: SectionPage) -> None:
    form = edit_form(the_workflow(), [stage("Duyệt xuất bản")], [Page.get_first_root_node()]) | {"name": "Duyệt gọn"}
    answer = admin.post(reverse("wagtailadmin_workflows:edit", args=[the_workflow().pk]), form)
    assert answer.status_code == 200 and "Duyệt gọn" in answer.content.decode()
    assert answer.context["form"].non_field_errors()
    own = edit_form(Workflow(), [stage("Duyệt xuất bản")], [section]) | {"name": "Duyệt riêng"}
    assert "Duyệt riêng" in admin.post(reverse("wagtailadmin_workflows:add"), own).content.decode()
    groups = list(stage("Duyệt xuất bản").specific.groups.values_list("pk", flat=True))
    kind = {"groups": groups, "kind": "photo", "for_slips": "usual", "checklist": "Điểm mới"}
    address = reverse("wagtailadmin_workflows:edit_task", args=[stage("Duyệt xuất bản").pk])
    answer = admin.post(address, kind)
    assert answer.context["form"].non_field_errors() and "Điểm mới" in answer.content.decode()


def test_what_leaves_two_stages_is_done(admin: Client, section: SectionPage) -> None:
    third = ReviewTask.objects.create(name="Duyệt pháp lý", kind=StageKind.APPROVAL)
    workflow = the_workflow()
    tasks = [stage("Biên tập"), stage("Duyệt xuất bản"), Task.objects.get(pk=third.pk)]
    form = edit_form(workflow, tasks, [Page.get_first_root_node()])
    assert admin.post(reverse("wagtailadmin_workflows:edit", args=[workflow.pk]), form).status_code == 302
    assert workflow.workflow_tasks.count() == 3
    admin.post(reverse("wagtailadmin_workflows:disable_task", args=[third.pk]))
    assert not Task.objects.get(pk=third.pk).active
    own = own_workflow(section, "Khâu một", "Khâu hai")
    admin.post(reverse("wagtailadmin_workflows:disable", args=[own.pk]))
    assert not Workflow.objects.get(pk=own.pk).active


def test_what_is_broken_already_can_be_mended_step_by_step(admin: Client) -> None:
    switch_off("Biên tập", "Duyệt xuất bản")
    for name in ("Biên tập", "Duyệt xuất bản"):
        admin.post(reverse("wagtailadmin_workflows:enable_task", args=[stage(name).pk]))
    assert all(Task.objects.values_list("active", flat=True))


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.APPROVING_EDITOR])
def test_others_change_no_workflow(role: Role) -> None:
    before = the_shape()
    client = sign_in(Client(), make_user(role))
    third = ReviewTask.objects.create(name="Duyệt pháp lý")
    client.post(reverse("wagtailadmin_workflows:disable_task", args=[third.pk]))
    assert Task.objects.get(pk=third.pk).active
    third.delete()
    assert the_shape() == before


def approve(client: Client, page: ArticlePage) -> None:
    """Presses the button that passes the stage where the page stands, whether it is offered or not."""
    state = ArticlePage.objects.get(pk=page.pk).current_workflow_task_state
    if state is not None:
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {})


def put_stages(client: Client, *names: str) -> None:
    """Gives the workflow of the whole site these stages, in this order."""
    workflow = the_workflow()
    tasks = [stage(name) for name in names]
    form = edit_form(workflow, tasks, [Page.get_first_root_node()])
    kept = [row.task for row in workflow.workflow_tasks.order_by("sort_order")]
    for number, task in enumerate([*kept, *(task for task in tasks if task not in kept)]):
        form[f"workflow_tasks-{number}-ORDER"] = str(names.index(task.name) + 1) if task in tasks else "99"
    client.post(reverse("wagtailadmin_workflows:edit", args=[workflow.pk]), form)
    line = list(workflow.workflow_tasks.order_by("sort_order").values_list("task__name", flat=True))
    fit = len(names) >= 2 and ReviewTask.objects.get(name=names[-1]).kind == StageKind.APPROVAL
    assert (line == list(names)) == fit


class TestWhoAdministersAndApproves:
    """Whoever can change every setting and is superuser besides gets nothing out alone."""

    @pytest.fixture
    def boss(self) -> User:
        return make_user(Role.EDITOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR, superuser=True)

    @pytest.fixture
    def client(self, boss: User) -> Client:
        return sign_in(Client(), boss)

    def test_not_what_is_the_bosss_own(
        self, client: Client, boss: User, section: SectionPage, author: User, editor: User
    ) -> None:
        article = draft(section, boss)
        submit(article, author)
        decide(article, editor)
        assert the_stage_of(article) == "Duyệt xuất bản"
        for change in self.changes(client, section, article):
            change()
            approve(client, article)
            approve(client, article)
            assert shelf(article) is None

    def test_not_what_the_boss_has_passed_at_another_stage(
        self, client: Client, boss: User, section: SectionPage, article: ArticlePage, author: User
    ) -> None:
        submit(article, author)
        approve(client, article)
        assert the_stage_of(article) == "Duyệt xuất bản"
        for change in self.changes(client, section, article):
            change()
            approve(client, article)
            approve(client, article)
            assert shelf(article) is None

    def changes(self, client: Client, section: SectionPage, article: ArticlePage) -> list[Callable[[], Any]]:
        """Each way to bend the review, one after the other."""
        ReviewTask.objects.create(name="Khâu riêng").groups.set(Group.objects.filter(name=Role.EDITOR))
        return [
            lambda: None,
            lambda: disable_stage(client),
            lambda: disable_workflow(client),
            lambda: take_it_from_the_site(client),
            lambda: put_stages(client, "Duyệt xuất bản"),
            lambda: put_stages(client, "Khâu riêng", "Duyệt xuất bản"),
            lambda: put_stages(client, "Duyệt xuất bản", "Khâu riêng"),
            lambda: client.post(
                reverse("wagtailadmin_workflows:edit_task", args=[stage("Duyệt xuất bản").pk]),
                {"groups": [group.pk for group in Group.objects.all()], "kind": "approval", "for_slips": "usual"},
            ),
            # The approval may not become a leader's word, nor a step of the desk.
            *(lambda kind=kind: edit_kind(client, "Duyệt xuất bản", kind) for kind in ("leader", "desk")),
            lambda: edit_kind(client, "Khâu riêng", "approval"),
            lambda: put_stages(client, "Duyệt xuất bản", "Khâu riêng"),
            lambda: own_workflow(section, "Khâu của tôi", "Khâu cũng của tôi"),
            lambda: begin_anew(article),
        ]


def edit_kind(client: Client, name: str, kind: str) -> None:
    groups = list(stage(name).specific.groups.values_list("pk", flat=True))
    form = {"groups": groups, "kind": kind, "for_slips": "usual"}
    client.post(reverse("wagtailadmin_workflows:edit_task", args=[stage(name).pk]), form)


def begin_anew(article: ArticlePage) -> None:
    """Out of the review and into the section's new one."""
    article.current_workflow_state.cancel(user=article.owner)
    submit(article, article.owner)
    assert the_stage_of(article) == "Khâu của tôi"


def the_stage_of(article: ArticlePage) -> str:
    return str(ArticlePage.objects.get(pk=article.pk).current_workflow_task_state.task.name)
