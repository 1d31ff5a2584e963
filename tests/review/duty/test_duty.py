"""The roster and the mandates, through their pages, and what a stand-in may do while the mandate runs."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.review.duty import actions
from cms.review.duty.models import Shift, StandIn
from cms.review.duty.queries import stages_of
from cms.review.errors import ReviewRefused
from cms.review.notices.models import Notice
from cms.staff.models import User
from cms.staff.roles import Role
from cms.text.dates import local
from cms.trail.models import Entry
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit
from tests.review.stages.scene import APPROVAL, DESK, stage_named, stands_at, state_of

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def typed(moment: dt.datetime) -> str:
    return f"{local(moment):%d/%m/%Y %H:%M}"


def mandate_form(absent: User, stand_in: User, stage: str = "", **fields: Any) -> dict[str, Any]:
    now = timezone.now()
    return {
        "absent": absent.pk,
        "stand_in": stand_in.pk,
        "stage": stage_named(stage).pk if stage else "",
        "starts_at": typed(now - HOUR),
        "ends_at": typed(now + HOUR),
        "reason": "Đi công tác",
        **fields,
    }


def give(user: User, form: dict[str, Any]) -> Any:
    return sign_in(Client(), user).post(reverse("review_stand_ins:add"), form)


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


class TestAStandIn:
    def test_acts_while_the_mandate_runs_and_it_is_told_for_whom(
        self, article: ArticlePage, author: User, editor: User
    ) -> None:
        other = make_user(Role.REPORTER)
        submit(article, author)
        with pytest.raises(ReviewRefused):
            decide(article, other)
        assert give(editor, mandate_form(editor, other)).status_code == 302
        state = state_of(article)
        address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk])
        sign_in(Client(), User.objects.get(pk=other.pk)).post(address, {})
        assert stands_at(article) == APPROVAL
        state.refresh_from_db()
        assert (state.finished_by, state.stood_in_for) == (other, editor)
        boss = sign_in(Client(), make_user(Role.APPROVING_EDITOR))
        told = boss.get(reverse("review_dossier", args=[article.pk])).content.decode()
        assert f"thay cho {editor}" in told

    def test_ends_at_its_hour(self, article: ArticlePage, author: User, editor: User) -> None:
        other = make_user(Role.REPORTER)
        submit(article, author)
        give(editor, mandate_form(editor, other))
        with time_machine.travel(timezone.now() + 2 * HOUR), pytest.raises(ReviewRefused):
            decide(article, User.objects.get(pk=other.pk))

    def test_of_one_stage_acts_at_no_other(self, article: ArticlePage, author: User, approver: User) -> None:
        both = make_user(Role.EDITOR, Role.APPROVING_EDITOR)
        other = make_user(Role.REPORTER)
        give(both, mandate_form(both, other, DESK))
        submit(article, author)
        decide(article, User.objects.get(pk=other.pk))
        with pytest.raises(ReviewRefused):
            decide(article, User.objects.get(pk=other.pk))

    def test_approves_nothing_of_their_own(self, section: SectionPage, editor: User, approver: User) -> None:
        writer = make_user(Role.REPORTER, Role.APPROVING_EDITOR)
        give(approver, mandate_form(approver, writer, APPROVAL))
        own = draft(section, writer)
        submit(own, writer)
        decide(own, editor)
        with pytest.raises(ReviewRefused):
            decide(own, User.objects.get(pk=writer.pk))
        assert shelf(own) is None

    def test_has_it_on_the_desk_while_the_mandate_runs(self, article: ArticlePage, author: User, editor: User) -> None:
        other = make_user(Role.CHANNEL_MANAGER)
        submit(article, author)
        give(editor, mandate_form(editor, other))
        assert set(stages_of(other, timezone.now())) == {stage_named(DESK)}
        assert set(stages_of(editor, timezone.now())) == {stage_named(DESK)}
        assert not stages_of(other, timezone.now() + 2 * HOUR)
        screen = sign_in(Client(), User.objects.get(pk=other.pk)).get(reverse("wagtailadmin_home"))
        assert article.title in screen.content.decode()

    def test_is_told_of_what_waits(self, article: ArticlePage, author: User, editor: User) -> None:
        other = make_user(Role.REPORTER)
        give(editor, mandate_form(editor, other))
        submit(article, author)
        assert Notice.objects.filter(recipient=other, kind="waiting", page_id=article.pk).exists()


class TestGiving:
    def test_both_are_told_and_the_trail_too(self, editor: User) -> None:
        other, coordinator = make_user(Role.EDITOR), make_user(Role.COORDINATOR)
        give(coordinator, mandate_form(editor, other))
        told = Notice.objects.filter(kind="stand_in_given")
        assert set(told.values_list("recipient", flat=True)) == {editor.pk, other.pk}
        assert Entry.objects.filter(action="stand_in.added").count() == 1
        mandate = StandIn.objects.get()
        sign_in(Client(), editor).post(reverse("review_stand_ins:delete", args=[mandate.pk]))
        assert not StandIn.objects.exists()
        assert Notice.objects.filter(kind="stand_in_ended", recipient=other).exists()

    def test_only_for_oneself_but_for_who_coordinates(self, editor: User) -> None:
        other = make_user(Role.EDITOR)
        give(editor, mandate_form(other, editor))
        assert not StandIn.objects.exists()
        give(other, mandate_form(other, editor))
        mandate = StandIn.objects.get()
        sign_in(Client(), editor).post(reverse("review_stand_ins:delete", args=[mandate.pk]))
        assert StandIn.objects.exists()
        address = reverse("review_stand_ins:edit", args=[mandate.pk])
        assert sign_in(Client(), editor).get(address).status_code != 200
        sign_in(Client(), editor).post(address, mandate_form(editor, other))
        assert StandIn.objects.get().absent == other
        assert str(other) not in sign_in(Client(), editor).get(reverse("review_stand_ins:index")).content.decode()

    def test_what_can_not_be(self, editor: User, approver: User, author: User) -> None:
        admin = make_user(Role.ADMINISTRATOR)
        now = timezone.now()
        for form in (
            mandate_form(editor, editor),
            mandate_form(approver, editor, APPROVAL),
            mandate_form(approver, editor),
            mandate_form(editor, approver, APPROVAL),
            mandate_form(author, editor),
            mandate_form(editor, approver, ends_at=typed(now - 2 * HOUR)),
            mandate_form(editor, approver, reason=""),
        ):
            answer = give(admin, form)
            errors = answer.context["form"].errors
            assert len(errors) == 1 and all(len(each) == 1 for each in errors.values())
        assert not StandIn.objects.exists()


def shift_form(member: User, stage: str = DESK) -> dict[str, Any]:
    now = timezone.now()
    return {
        "stage": stage_named(stage).pk,
        "member": member.pk,
        "starts_at": typed(now - HOUR),
        "ends_at": typed(now + HOUR),
        "note": "",
    }


class TestTheRoster:
    def test_overlaps_are_told_and_everybody_reads_who_is_on_duty(self, author: User, editor: User) -> None:
        client = sign_in(Client(), make_user(Role.COORDINATOR))
        other = make_user(Role.EDITOR)
        client.post(reverse("review_shifts:add"), shift_form(editor))
        answer = client.post(reverse("review_shifts:add"), shift_form(other), follow=True)
        assert f"ở khâu này còn có: {editor}" in answer.content.decode()
        assert Shift.objects.count() == 2
        screen = sign_in(Client(), author).get(reverse("review_duty:now"))
        assert screen.content.decode().count("data-on-duty") == 2

    def test_who_is_no_member_is_not_on_duty(self, author: User) -> None:
        client = sign_in(Client(), make_user(Role.COORDINATOR))
        answer = client.post(reverse("review_shifts:add"), shift_form(author))
        assert list(answer.context["form"].errors) == ["member"]

    @pytest.mark.parametrize("role", list(Role))
    def test_ladder(self, role: Role, editor: User) -> None:
        client = sign_in(Client(), make_user(role))
        plans = role in {Role.COORDINATOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR}
        for address in ("review_shifts:index", "review_shifts:add"):
            assert (client.get(reverse(address)).status_code == 200) == plans
        client.post(reverse("review_shifts:add"), shift_form(editor))
        assert Shift.objects.exists() == plans
        gives = role in {Role.COORDINATOR, Role.ADMINISTRATOR, Role.APPROVING_EDITOR, Role.EDITOR}
        assert (client.get(reverse("review_stand_ins:add")).status_code == 200) == gives
        assert client.get(reverse("review_duty:now")).status_code == 200


def test_nobody_names_themself_for_somebody_else(approver: User) -> None:
    """Nor by changing a mandate, nor in Python: else who makes the roster chooses when to approve."""
    both, other = make_user(Role.COORDINATOR, Role.APPROVING_EDITOR), make_user(Role.COORDINATOR)
    answer = give(both, mandate_form(approver, both, APPROVAL))
    assert answer.status_code == 200
    assert "tự chọn mình" in answer.content.decode()
    assert not StandIn.objects.exists()
    assert give(other, mandate_form(approver, both, APPROVAL)).status_code == 302
    mandate = StandIn.objects.get()
    longer = mandate_form(approver, both, APPROVAL, ends_at=typed(timezone.now() + 9 * HOUR))
    sign_in(Client(), both).post(reverse("review_stand_ins:edit", args=[mandate.pk]), longer)
    assert StandIn.objects.get().ends_at == mandate.ends_at
    with pytest.raises(PermissionDenied):
        actions.give(mandate, both)
    assert give(approver, mandate_form(approver, both, APPROVAL)).status_code == 302, "who is away names whom they like"
