"""A typing error in a published article goes a lighter line, and nothing else can."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.actions import withdraw
from cms.publication.rollback import roll_back
from cms.publication.story import digest_of
from cms.review import rules
from cms.review.emergency.actions import publish_at_once
from cms.review.errors import ReviewRefused
from cms.review.models import ReviewTask
from cms.review.slips.standing import slip_of
from cms.review.stages.kinds import ForSlips, StageKind
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, declare, make_user, published, shelf, sign_in, submit
from tests.publication.test_attack import body_of, form_of
from tests.review.stages.scene import APPROVAL, DESK, add_stage, stage_named, stands_at

pytestmark = pytest.mark.django_db

TYPED = "Các đại biểu đã thảo luạn về bốn nội dung chính của phiên."
RIGHT = "Các đại biểu đã thảo luận về bốn nội dung chính của phiên."


@pytest.fixture
def article(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    """A published one with a typing error."""
    return published(section, author, editor, approver, text=TYPED)


def rewritten(page: ArticlePage, user: User, text: str = RIGHT, kind: str = "slip") -> ArticlePage:
    """The text corrected, declared and submitted."""
    write(page, user, text)
    return submit(declare(page, user, kind), user)


def write(page: ArticlePage, user: User, text: str) -> None:
    fresh = page.latest_draft()
    fresh.body = [("text", f"<p>{text}</p>")]
    fresh.save_revision(user=user, log_action=True)


def note_on(page: ArticlePage, user: User) -> str:
    screen = sign_in(Client(), user).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    _before, found, after = screen.partition("data-slip=")
    return after[:900] if found else ""


def test_a_slip_is_seen_by_one_other_person(article: ArticlePage, author: User, approver: User) -> None:
    rewritten(article, author)
    assert stands_at(article) == APPROVAL
    note = note_on(article, author)
    assert note.startswith('"slip"') and APPROVAL in note and DESK not in note
    decide(article, approver)
    assert RIGHT in shelf(article).current.story_json
    told = Entry.objects.get(action="review.slip_approved", subject=f"page:{article.pk}")
    assert f'"stage":[{stage_named(DESK).pk}]' in told.data.replace(" ", "")


def test_the_reporter_declares_it_in_the_editor(article: ArticlePage, author: User) -> None:
    row = {"kind": "slip", "note": "Sửa lỗi gõ.", "wrong": "", "right": "", "id": "", "ORDER": "1"}
    typed = form_of(article, **body_of(RIGHT), lede=article.lede, day=f"{article.day}", **{"action-submit": "1"})
    typed |= {f"change_rows-0-{name}": value for name, value in row.items()} | {"change_rows-TOTAL_FORMS": "1"}
    sign_in(Client(), author).post(reverse("wagtailadmin_pages:edit", args=[article.pk]), typed)
    assert stands_at(article) == APPROVAL


def test_a_slip_that_was_brought_back_is_no_new_measure(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    rewritten(article, author, TYPED.replace("nội dung chính", "nộih dungh chínhh"))
    decide(article, approver)
    rewritten(article, author, "Một bài khác hẳn.", "update")
    decide(article, editor)
    decide(article, approver)
    other = make_user(Role.APPROVING_EDITOR)
    roll_back(ArticlePage.objects.get(pk=article.pk), 2, user=other, reason="Bản trước đúng hơn.")
    # Three words more than the slip that is public again.
    text = (
        TYPED.replace("nội dung chính", "nộih dungh chínhh")
        .replace("thảo luạn", "thảoh luận")
        .replace("phiên", "phiênh")
    )
    draft = article.latest_draft()
    draft.change_rows.set(list(draft.change_rows.all())[:1])
    draft.save_revision(user=author)
    rewritten(article, author, text)
    assert stands_at(article) == DESK and slip_of(article.latest_draft().latest_revision).since.number == 1


def test_who_wrote_it_does_not_approve_it(article: ArticlePage) -> None:
    writer = make_user(Role.APPROVING_EDITOR)
    rewritten(article, writer)
    with pytest.raises(ReviewRefused):
        decide(article, writer)
    assert TYPED in shelf(article).current.story_json


@pytest.mark.parametrize("kind,text", [("slip", RIGHT.replace("bốn", "năm")), ("update", RIGHT)])
def test_what_is_more_goes_the_whole_way(article: ArticlePage, author: User, kind: str, text: str) -> None:
    rewritten(article, author, text, kind)
    assert stands_at(article) == DESK
    note = note_on(article, author)
    assert note == "" if kind == "update" else (note.startswith('"more"') and DESK in note)


def test_slips_add_up_until_a_version_goes_the_whole_way(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    three = TYPED.replace("nội dung chính", "nộih dungh chínhh")
    five = three.replace("thảo", "thảoh").replace("phiên", "phiênh")
    for text in (three, five):
        rewritten(article, author, text)
        assert stands_at(article) == APPROVAL
        decide(article, approver)
    six = five.replace("luạn", "luận")
    rewritten(article, author, six)
    assert stands_at(article) == DESK
    decide(article, editor)
    decide(article, approver)
    rewritten(article, author, six.replace("phiênh", "phiên"))
    assert stands_at(article) == APPROVAL


def test_a_sentence_that_comes_in_while_a_slip_waits_takes_it_to_the_desk(article: ArticlePage, author: User) -> None:
    rewritten(article, author)
    write(article, author, f"{RIGHT} Một câu chưa ai duyệt.")
    assert stands_at(article) == DESK


def test_an_article_that_is_taken_back_meanwhile_is_no_slip_any_more(
    article: ArticlePage, author: User, approver: User
) -> None:
    rewritten(article, author)
    withdraw(article, user=approver, reason="Xem lại.")
    with pytest.raises(ReviewRefused):
        decide(article, make_user(Role.APPROVING_EDITOR))
    assert not shelf(article).is_public()


def test_the_seal_asks_again(
    article: ArticlePage, author: User, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an approval came through that should not have: the bound is asked of what is sealed."""
    rewritten(article, author)
    monkeypatch.setattr(rules, "check_line", lambda *args: None)
    monkeypatch.setattr("cms.review.slips.rule.MOST_WORDS", 0)
    monkeypatch.setattr(WorkflowState, "get_next_task", lambda state: None)
    with pytest.raises(ReviewRefused):
        decide(article, approver)
    assert TYPED in shelf(article).current.story_json


def test_what_went_out_in_an_emergency_is_no_measure(article: ArticlePage, author: User) -> None:
    write(article, author, f"{TYPED} Một câu chưa ai duyệt.")
    page = declare(article, author)
    publish_at_once(
        page, user=make_user(Role.EMERGENCY), reason="Tin khẩn về bão.", digest=digest_of(page.latest_draft().story())
    )
    rewritten(article, author, f"{RIGHT} Một câu chưa ai duyệt.")
    assert stands_at(article) == DESK


def test_a_leaders_word_is_left_out_only_where_that_was_chosen(article: ArticlePage, author: User) -> None:
    leader = add_stage("Lãnh đạo", StageKind.LEADER, Role.EDITOR, before=APPROVAL)
    rewritten(article, author)
    assert stands_at(article) == "Lãnh đạo"
    article.current_workflow_state.cancel(user=author)
    ReviewTask.objects.filter(pk=leader.pk).update(for_slips=ForSlips.LEFT_OUT)
    submit(article, author)
    assert stands_at(article) == APPROVAL


class TestTheAdministrator:
    def choose(self, name: str, value: str) -> None:
        stage = stage_named(name)
        form: dict[str, Any] = {
            "groups": list(stage.groups.values_list("pk", flat=True)),
            "kind": stage.kind,
            "for_slips": value,
        }
        client = sign_in(Client(), make_user(Role.ADMINISTRATOR))
        client.post(reverse("wagtailadmin_workflows:edit_task", args=[stage.pk]), form)

    def test_says_that_a_slip_passes_a_stage(self, article: ArticlePage, author: User) -> None:
        self.choose(DESK, ForSlips.ASKED)
        rewritten(article, author)
        assert stands_at(article) == DESK

    def test_can_leave_the_approval_out_for_nothing(self, article: ArticlePage) -> None:
        self.choose(APPROVAL, ForSlips.LEFT_OUT)
        assert stage_named(APPROVAL).for_slips == ForSlips.USUAL
