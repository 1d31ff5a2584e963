"""What somebody tries who wants their own words out with fewer eyes on them: another section, an emergency between."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.errors import FourEyes
from cms.publication.rollback import roll_back
from cms.publication.story import digest_of
from cms.review.emergency.actions import publish_at_once
from cms.review.errors import ReviewRefused
from cms.review.models import ReviewTask
from cms.review.stages.kinds import StageKind
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, declare, draft, make_user, published, shelf, sign_in, submit
from tests.review.stages.scene import stands_at

pytestmark = pytest.mark.django_db

WHY = "Tin khẩn về bão, không chờ được."


@pytest.fixture
def strict(section: SectionPage, author: User, editor: User, approver: User) -> SectionPage:
    """A section beside the other, with a stage more."""
    other = SectionPage(title="Văn kiện", slug="van-kien", lists=section.lists)
    section.get_parent().add_child(instance=other)
    other.save_revision(user=author, log_action=True)
    submit(other, author)
    decide_section(other, editor)
    decide_section(other, approver)
    workflow = Workflow.objects.create(name="Duyệt văn kiện")
    protocol = ReviewTask.objects.create(name="Lễ tân", kind=StageKind.PROTOCOL)
    protocol.groups.set(Group.objects.filter(name=Role.COORDINATOR))
    stages = [ReviewTask.objects.get(name="Biên tập"), protocol, ReviewTask.objects.get(name="Duyệt xuất bản")]
    for order, stage in enumerate(stages):
        WorkflowTask.objects.create(workflow=workflow, task=stage, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=other)
    return SectionPage.objects.get(pk=other.pk)


def decide_section(page: SectionPage, user: User) -> None:
    state = SectionPage.objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, user, "approve")


def move(page: ArticlePage, to: SectionPage, user: User) -> Any:
    return sign_in(Client(), user).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk]))


def emergency(page: ArticlePage, user: User) -> None:
    publish_at_once(page, user=user, reason=WHY, digest=digest_of(page.latest_draft().story()))


def rewrite(page: ArticlePage, user: User, **fields: Any) -> ArticlePage:
    page = page.latest_draft()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=user, log_action=True)
    return page


# Another section


def test_who_moves_a_version_in_review_does_not_spare_it_the_stages_of_its_new_section(
    section: SectionPage, strict: SectionPage, author: User, editor: User, approver: User
) -> None:
    page = submit(draft(section, author), author)
    decide(page, editor)
    move(page, strict, author)
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.get_parent().pk == strict.pk
    assert stands_at(page) == "Lễ tân" and shelf(page) is None
    decide(page, make_user(Role.COORDINATOR))
    decide(page, approver)
    assert shelf(page).is_public()


def test_what_waits_for_its_hour_is_moved_by_who_may_give_that_up(
    section: SectionPage, strict: SectionPage, author: User, editor: User, approver: User
) -> None:
    page = published(section, author, editor, approver, go_live_at=timezone.now() + dt.timedelta(hours=2))
    assert shelf(page).scheduled
    move(page, strict, author)
    assert ArticlePage.objects.get(pk=page.pk).get_parent().pk == section.pk
    assert not page.permissions_for_user(author).can_move()
    assert page.permissions_for_user(approver).can_move()


# An emergency between: it approves nothing, so it ends nothing that was known of the version


@pytest.fixture
def duty() -> User:
    return make_user(Role.EMERGENCY)


def test_nobody_brings_back_what_they_wrote_for_an_emergency(
    section: SectionPage, author: User, editor: User, approver: User, duty: User
) -> None:
    writer = make_user(Role.APPROVING_EDITOR)
    page = draft(section, writer, text="Lời của người viết.")
    emergency(page, duty)
    for lede in ("Sửa một câu.", "Viết lại cả bài."):
        rewrite(page, author, lede=lede)
        decide(submit(page, author), editor)
        decide(page, approver)
    assert shelf(page).current.number == 3
    with pytest.raises(FourEyes):
        roll_back(ArticlePage.objects.get(pk=page.pk), 2, user=writer, reason="Bản trước đúng hơn.")


def test_nobody_approves_their_words_of_an_emergency_that_were_restored(
    section: SectionPage, author: User, editor: User, approver: User, duty: User
) -> None:
    writer = make_user(Role.APPROVING_EDITOR)
    page = published(section, author, editor, approver)
    rewrite(page, writer, body=[("text", "<p>Lời của người viết.</p>")])
    emergency(declare(page, author), duty)
    mixed = rewrite(page, author, lede="Sửa một câu.").latest_revision
    rewrite(page, author, body=[("text", "<p>Viết lại cả bài.</p>")])
    decide(submit(page, author), editor)
    decide(page, approver)
    restored = mixed.as_object()
    restored.save_revision(user=editor, previous_revision=mixed, log_action=True)
    decide(submit(page, author), editor)
    with pytest.raises(ReviewRefused, match="tham gia"):
        decide(page, writer)
