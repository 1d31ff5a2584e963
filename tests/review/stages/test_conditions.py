"""What a stage asks before it is passed: its checklist, and what must be in order."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review.comments.actions import make_comment
from cms.review.errors import ReviewRefused
from cms.review.stages.checklist import key_of
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, draft, make_user, sign_in, submit

from .scene import APPROVAL, DESK, stage_named, stands_at, state_of

pytestmark = pytest.mark.django_db

POINTS = ["Đã đối chiếu chức vụ", "Đã xem ảnh"]


@pytest.fixture
def waiting(section: SectionPage, author: User) -> ArticlePage:
    stage = stage_named(DESK)
    stage.checklist = "\n".join([POINTS[0], "", f"  {POINTS[1]}  "])
    stage.save()
    return submit(draft(section, author), author)


def action(page: ArticlePage, view: str = "workflow_action") -> str:
    return reverse(f"wagtailadmin_pages:{view}", args=[page.pk, "approve", state_of(page).pk])


def keys(*points: str) -> list[str]:
    return [key_of(point) for point in points]


class TestTheChecklist:
    def test_the_modal_asks_for_each_point(self, waiting: ArticlePage, editor: User) -> None:
        client = sign_in(Client(), editor)
        shown = client.get(action(waiting, "collect_workflow_action_data")).json()["html"]
        assert all(point in shown for point in POINTS)
        half = {"points": keys(POINTS[0]), "opened": "True"}
        ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
        assert "đánh dấu đủ" in client.post(action(waiting), half, **ajax).json()["html"]
        assert stands_at(waiting) == DESK
        whole = client.post(
            action(waiting, "collect_workflow_action_data"), {"points": keys(*POINTS), "opened": "True"}, **ajax
        )
        assert sorted(whole.json()["cleaned_data"]["points"]) == sorted(keys(*POINTS))
        state = state_of(waiting)
        client.post(action(waiting), {"points": keys(*POINTS), "opened": "True", "comment": ""}, **ajax)
        assert stands_at(waiting) == APPROVAL
        state.refresh_from_db()
        assert [point["text"] for point in state.checklist] == POINTS
        assert {point["by"] for point in state.checklist} == {editor.pk}
        entry = Entry.objects.filter(action="review.passed").latest("number")
        assert json.loads(entry.data)["points"] == 2
        assert POINTS[0] not in entry.data

    @pytest.mark.parametrize("data", [{}, {"points": keys(POINTS[0])}, {"points": keys(*POINTS, "Khác")}])
    def test_without_the_form_it_is_refused_in_a_sentence(
        self, data: dict[str, Any], waiting: ArticlePage, editor: User
    ) -> None:
        answer = sign_in(Client(), editor).post(action(waiting), data, follow=True)
        assert len(list(answer.context["messages"])) == 1
        assert stands_at(waiting) == DESK
        with pytest.raises(ReviewRefused):
            decide(waiting, editor)

    def test_a_reworded_point_is_gone_through_again(self, waiting: ArticlePage, editor: User) -> None:
        stage = stage_named(DESK)
        stage.checklist = "Đã đối chiếu mọi chức vụ\n" + POINTS[1]
        stage.save()
        answer = sign_in(Client(), editor).post(action(waiting), {"points": keys(*POINTS)}, follow=True)
        assert "đã được sửa" in str(next(iter(answer.context["messages"])))
        assert stands_at(waiting) == DESK

    def test_it_stands_in_the_dossier_as_it_was_worded(self, waiting: ArticlePage, editor: User) -> None:
        client = sign_in(Client(), editor)
        client.post(action(waiting), {"points": keys(*POINTS)})
        stage = stage_named(DESK)
        stage.checklist = "Điểm khác"
        stage.save()
        assert POINTS[0] in client.get(reverse("review_dossier", args=[waiting.pk])).content.decode()


def test_what_is_not_in_order_is_named(waiting: ArticlePage, author: User, editor: User) -> None:
    stage = stage_named(DESK)
    stage.checklist, stage.must_be_clean = "", ["comments", "style", "doubts", "captions"]
    stage.save()
    make_comment(waiting, author, "Xem lại tên.")
    with pytest.raises(ReviewRefused, match="Còn 1 góp ý chưa xử lý"):
        decide(waiting, editor)
    assert stands_at(waiting) == DESK


class TestTheFormOfAStage:
    def form(self, **fields: Any) -> dict[str, Any]:
        groups = list(stage_named(DESK).groups.values_list("pk", flat=True))
        return {"name": "Ảnh", "kind": "photo", "groups": groups, "for_slips": "usual", **fields}

    def add(self, **fields: Any) -> Any:
        client = sign_in(Client(), make_user(Role.ADMINISTRATOR))
        return client.post(
            reverse("wagtailadmin_workflows:add_task", args=["review", "reviewtask"]), self.form(**fields)
        )

    def test_all_is_kept(self, section: SectionPage) -> None:
        given = {"applies_to": ["article"], "due_minutes": 30, "checklist": "Một\nHai", "scope": ["photos"]}
        given |= {"sessions": ["opening", "none"], "phases": ["during"], "for_slips": "asked"}
        assert self.add(**given, must_be_clean=["captions"]).status_code == 302
        stage = stage_named("Ảnh")
        assert {name: getattr(stage, name) for name in given} == {**given, "checklist": "Một\nHai"}
        assert stage.must_be_clean == ["captions"]

    @pytest.mark.parametrize(
        "field,given",
        [
            ("due_minutes", {"due_minutes": 0}),
            ("due_minutes", {"due_minutes": 99999}),
            ("for_slips", {"kind": "approval", "for_slips": "left_out"}),
            ("checklist", {"checklist": "Một\nMột"}),
            ("checklist", {"checklist": "x" * 400}),
            ("scope", {"kind": "approval", "scope": ["text"]}),
            ("scope", {"scope": ["thời tiết"]}),
            ("applies_to", {"applies_to": ["thơ"]}),
        ],
    )
    def test_one_sentence_a_field(self, section: SectionPage, field: str, given: dict[str, Any]) -> None:
        errors = self.add(**given).context["form"].errors
        assert list(errors) == [field]
        assert len(errors[field]) == 1
