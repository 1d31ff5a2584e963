"""The two stages, four eyes, and what a changed text does to approvals."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.clock import tick
from cms.publication.models import Contribution, Publication
from cms.review.errors import ReviewRefused
from cms.review.models import ReviewTaskState
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.forms import article_form
from tests.factories.newsroom import decide, draft, make_user, published, shelf, sign_in, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


def edit(article: ArticlePage, user: User, text: str = " Sửa.") -> ArticlePage:
    fresh = article.latest_draft()
    fresh.lede += text
    fresh.save_revision(user=user)
    return fresh


def stage_of(article: ArticlePage) -> str | None:
    state = ArticlePage.objects.get(pk=article.pk).current_workflow_task_state
    return state.task.name if state else None


def test_two_stages_publish_what_was_previewed(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    assert stage_of(article) == "Biên tập"
    assert shelf(article) is None
    decide(article, editor)
    assert stage_of(article) == "Duyệt xuất bản"
    story = article.latest_draft().story()
    decide(article, approver)
    public = shelf(article)
    assert public.is_public()
    assert public.current.story == story
    assert public.current.approved_by == approver
    assert public.current.kind == "approval"
    fresh = ArticlePage.objects.get(pk=article.pk)
    assert fresh.live and not fresh.has_unpublished_changes
    actions = list(Entry.objects.filter(subject=f"page:{article.pk}").values_list("action", flat=True))
    assert {"publication.contributed", "publication.sealed", "publication.published"} <= set(actions)


def test_the_trail_tells_of_a_contribution_alike_for_every_kind_of_page(section: SectionPage, editor: User) -> None:
    draft_of_section = section.latest_draft()
    draft_of_section.intro = "Tin trong ngày."
    draft_of_section.save_revision(user=editor)
    last = Entry.objects.filter(subject=f"page:{section.pk}").latest("number")
    assert (last.action, last.actor) == ("publication.contributed", str(editor.trail_id))


def test_the_last_approver_has_not_worked_on_the_version(
    article: ArticlePage, author: User, approver: User, editor: User
) -> None:
    edit(article, approver)
    submit(article, author)
    decide(article, editor)
    with pytest.raises(ReviewRefused):
        decide(article, approver)
    assert shelf(article) is None
    decide(article, make_user(Role.APPROVING_EDITOR))
    assert shelf(article).is_public()


def test_anothers_edit_does_not_free_the_author(article: ArticlePage, editor: User) -> None:
    author = article.owner
    author.groups.add(*make_user(Role.APPROVING_EDITOR).groups.all())
    edit(article, editor, " Một chữ.")
    submit(article, author)
    decide(article, editor)
    with pytest.raises(ReviewRefused):
        decide(article, User.objects.get(pk=author.pk))


def test_nobody_passes_two_stages(article: ArticlePage, author: User) -> None:
    both = make_user(Role.EDITOR, Role.APPROVING_EDITOR)
    submit(article, author)
    decide(article, both)
    with pytest.raises(ReviewRefused):
        decide(article, both)
    assert shelf(article) is None


def test_a_review_cancelled_and_begun_anew_does_not_wipe_out_who_passed_a_stage(
    article: ArticlePage, author: User, editor: User
) -> None:
    both = make_user(Role.EDITOR, Role.APPROVING_EDITOR)
    submit(article, author)
    decide(article, both)
    ArticlePage.objects.get(pk=article.pk).current_workflow_state.cancel(user=author)
    submit(article, author)
    decide(article, editor)
    with pytest.raises(ReviewRefused):
        decide(article, both)


def test_a_superuser_is_no_exception(article: ArticlePage, author: User, editor: User) -> None:
    root = make_user(superuser=True)
    submit(article, author)
    with pytest.raises(ReviewRefused):
        decide(article, root)
    decide(article, editor)
    with pytest.raises(ReviewRefused):
        decide(article, root)


def test_an_editor_of_the_desk_may_work_on_the_copy_and_pass_it(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    edit(article, editor)
    assert stage_of(article) == "Biên tập"
    decide(article, editor)
    decide(article, approver)
    assert shelf(article).is_public()


def test_a_changed_text_takes_back_the_approval(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    decide(article, editor)
    edit(article, editor)
    assert stage_of(article) == "Biên tập"
    assert not ReviewTaskState.objects.filter(status=TaskState.STATUS_APPROVED).exists()
    with pytest.raises(ReviewRefused):
        decide(article, approver)
    decide(article, editor)
    decide(article, approver)
    assert shelf(article).is_public()


def test_resubmitted_after_the_approver_sent_it_back_it_begins_at_the_desk(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    decide(article, editor)
    decide(article, approver, "reject", "Thiếu họ tên.")
    edit(article, author)
    ArticlePage.objects.get(pk=article.pk).current_workflow_state.resume(author)
    assert stage_of(article) == "Biên tập"


def test_resubmitted_unchanged_it_goes_on_where_it_was(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    decide(article, editor)
    decide(article, approver, "reject", "Để mai.")
    ArticlePage.objects.get(pk=article.pk).current_workflow_state.resume(author)
    assert stage_of(article) == "Duyệt xuất bản"


def test_sending_back_needs_a_reason(article: ArticlePage, author: User, editor: User) -> None:
    submit(article, author)
    with pytest.raises(ReviewRefused):
        decide(article, editor, "reject", "  ")
    decide(article, editor, "reject", "Thiếu tên chủ tọa.")
    assert ArticlePage.objects.get(pk=article.pk).current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_another_pages_address_approves_nothing(
    section: SectionPage, article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    """Wagtail's workflow views do not check that the state belongs to the article of the address."""
    mine = draft(section, approver, title="Bài của lãnh đạo")
    submit(mine, approver)
    submit(article, author)
    decide(mine, editor)
    decide(article, editor)
    state = ArticlePage.objects.get(pk=mine.pk).current_workflow_task_state
    client = sign_in(Client(), approver)
    response = client.post(reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk]), {})
    assert "tai-khoan" not in response.headers.get("Location", "")
    assert shelf(mine) is None


def test_an_approval_of_what_was_on_the_screen_before_is_refused(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    decide(article, editor)
    seen = ArticlePage.objects.get(pk=article.pk).current_workflow_task_state
    edit(article, editor)
    decide(article, editor)
    client = sign_in(Client(), approver)
    response = client.post(reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", seen.pk]), {})
    assert "tai-khoan" not in response.headers.get("Location", "")
    assert shelf(article) is None


def test_an_autosave_never_overwrites_a_submitted_revision(article: ArticlePage, author: User, editor: User) -> None:
    edited = edit(article, editor)
    revision = edited.latest_revision
    submit(article, author)
    fresh = article.latest_draft()
    fresh.lede = "Gõ tiếp."
    saved = fresh.save_revision(user=editor, overwrite_revision=revision)
    assert saved.pk != revision.pk
    revision.refresh_from_db()
    assert "Gõ tiếp." not in revision.content["lede"]


def test_an_autosave_of_a_plain_draft_overwrites_it(article: ArticlePage, author: User) -> None:
    revision = article.latest_draft().latest_revision
    fresh = article.latest_draft()
    fresh.lede = "Gõ tiếp."
    assert fresh.save_revision(user=author, overwrite_revision=revision).pk == revision.pk
    assert Contribution.objects.filter(page_id=article.pk).count() == 2


def test_a_save_without_a_change_is_no_contribution(article: ArticlePage, editor: User) -> None:
    article.latest_draft().save_revision(user=editor)
    assert set(Contribution.objects.filter(page_id=article.pk).values_list("user", flat=True)) == {article.owner_id}


def test_the_live_version_stays_until_the_new_one_is_sealed(
    section: SectionPage, author: User, editor: User, approver: User
) -> None:
    page = published(section, author, editor, approver)
    first = shelf(page).current
    edit(page, author)
    submit(page, author)
    assert shelf(page).current == first
    decide(page, editor)
    decide(page, approver)
    assert shelf(page).current.number == 2
    assert Publication.objects.filter(page_id=page.pk).count() == 2


def test_below_a_page_that_is_not_public_nothing_is_sealed(
    section: SectionPage, author: User, editor: User, approver: User
) -> None:
    hidden = SectionPage(title="Chưa công bố", slug="chua-cong-bo", lists="articles", live=False)
    section.get_parent().add_child(instance=hidden)
    hidden.save_revision(user=author)
    page = draft(hidden, author)
    submit(page, author)
    decide(page, editor)
    with pytest.raises(ReviewRefused):
        decide(page, approver)


def test_a_scheduled_version_goes_live_at_its_minute_and_expires(
    section: SectionPage, author: User, editor: User, approver: User, time_machine: Any
) -> None:
    at = (timezone.now() + dt.timedelta(hours=1)).replace(second=30)
    page = published(section, author, editor, approver, go_live_at=at, expire_at=at + dt.timedelta(hours=1))
    assert not shelf(page).is_public()
    time_machine.move_to(at.replace(second=0) - dt.timedelta(seconds=1), tick=False)
    assert tick() == 0
    time_machine.move_to(at.replace(second=0), tick=False)
    assert tick() == 1
    assert shelf(page).is_public() and ArticlePage.objects.get(pk=page.pk).live
    assert tick() == 0
    time_machine.move_to(at.replace(second=0) + dt.timedelta(hours=1), tick=False)
    assert not shelf(page).is_public()
    assert Client().get(shelf(page).path).status_code == 410
    tick()
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert ArticlePage.objects.get(pk=page.pk).expired


def test_an_unscheduled_version_does_not_go_live(
    section: SectionPage, author: User, editor: User, approver: User, time_machine: Any
) -> None:
    at = timezone.now() + dt.timedelta(hours=1)
    page = published(section, author, editor, approver, go_live_at=at)
    revision = page.latest_draft().latest_revision
    client = sign_in(Client(), approver)
    response = client.post(reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, revision.pk]))
    assert response.status_code == 302, response
    assert "login" not in response.headers["Location"]
    assert shelf(page).scheduled is None
    time_machine.move_to(at + dt.timedelta(hours=2))
    tick()
    assert not shelf(page).is_public()


def test_two_submissions_at_once_stay_one(article: ArticlePage, author: User) -> None:
    submit(article, author)
    with pytest.raises(Exception, match=r"."):
        submit(article, author)
    assert WorkflowState.objects.active().for_instance(article).count() == 1


def test_refusals_are_told_on_the_edit_screen_and_lose_nothing(section: SectionPage, author: User) -> None:
    page = draft(section, author, text="Có [[số phiếu]] phiếu.")
    with pytest.raises(ReviewRefused):
        submit(page, author)
    assert not WorkflowState.objects.active().for_instance(page).exists()


def step_of(article: ArticlePage, name: str, comment: str = "") -> dict[str, Any]:
    """What the browser posts when somebody presses a button of the review on the edit screen."""
    extra = json.dumps({"comment": comment})
    step = {"action-workflow-action": "true", "workflow-action-name": name, "workflow-action-extra-data": extra}
    return {**article_form(article), **step}


def test_an_autosave_takes_no_step(client: Client, article: ArticlePage, author: User, editor: User) -> None:
    """The form holds the step while it is on its way, and an autosave takes along what the form holds."""
    submit(article, author)
    before = article.latest_draft().latest_revision_id
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    sign_in(client, editor)
    autosave = client.post(address, step_of(article, "approve"), headers={"accept": "application/json"})
    assert (autosave.status_code, autosave.json()["success"]) == (409, False)
    assert (stage_of(article), article.latest_draft().latest_revision_id) == ("Biên tập", before)
    client.post(address, step_of(article, "approve"))
    assert stage_of(article) == "Duyệt xuất bản"


def test_who_sends_back_is_told_so(client: Client, article: ArticlePage, author: User, editor: User) -> None:
    submit(article, author)
    sign_in(client, editor)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    answer = client.post(address, step_of(article, "reject", "Viết lại sa-pô."), follow=True)
    assert "Đã trả phiên bản về cho người viết kèm lý do." in [str(each).strip() for each in answer.context["messages"]]
    assert [where for where, _status in answer.redirect_chain] == [reverse("wagtailadmin_home")], "back to the desk"
