"""The leaders' stage: only a leader's word on exactly this version passes it."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review.comments.models import Comment
from cms.review.errors import ReviewRefused
from cms.review.models import ReviewTask
from cms.review.notices.models import Notice
from cms.review.signoff.models import Leader
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.forms import article_form
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit
from tests.review.desk.screen import Screen

from .scene import at_stage, leaders_stage, link_and_code, say, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(section: SectionPage) -> ReviewTask:
    return leaders_stage()


@pytest.fixture
def article(stage: ReviewTask, section: SectionPage, author: User, editor: User) -> ArticlePage:
    """It waits at the leaders' stage, between desk and approval."""
    page = submit(draft(section, author), author)
    return decide(page, editor)


def led_to(kind: str, user: User) -> str:
    """Where a notice leads whom it was told; that page is opened."""
    client = sign_in(Client(), user)
    there = client.get(reverse("notices:open", args=[Notice.objects.get(kind=kind, recipient=user).pk]))
    assert client.get(there.headers["Location"]).status_code == 200
    return str(there.headers["Location"])


def test_from_the_desk_over_the_leader_to_the_public(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    assert at_stage(article) == "Ý kiến lãnh đạo"
    path, code = link_and_code(article, editor, approver, leader)
    assert say(path, code).status_code == 200
    assert at_stage(article) == "Duyệt xuất bản"
    decide(article, approver)
    public = shelf(article)
    assert public
    assert public.current
    assert public.current.approved_by == approver
    acts = [entry.action for entry in Entry.objects.filter(subject=f"page:{article.pk}").order_by("number")]
    assert [act for act in acts if act.startswith(("signoff.", "publication.p"))] == [
        "signoff.asked",
        "signoff.code_made",
        "signoff.approved",
        "publication.published",
    ]
    told = text_of(sign_in(Client(), approver).get(reverse("review_dossier", args=[article.pk])))
    assert leader.name in told


def test_no_member_passes_it_by_any_route(article: ArticlePage, editor: User, approver: User, leader: Leader) -> None:
    everything = make_user(Role.EDITOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR, superuser=True)
    state = article.current_workflow_task_state
    for user in (editor, approver, everything):
        names = [name for name, _label, _modal in state.task.specific.get_actions(article, user)]
        assert "approve" not in names
        client = sign_in(Client(), user)
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk]), {})
        form = {
            **article_form(article.latest_draft()),
            "action-workflow-action": "1",
            "workflow-action-name": "approve",
        }
        client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form)
        client.post(reverse("signoff:carry_on", args=[article.pk]))
    state = ArticlePage.objects.get(pk=article.pk).current_workflow_task_state
    for user in (editor, approver, everything, None):
        for by_word in (False, True):
            with pytest.raises(ReviewRefused):
                state.approve(user=user, by_word=by_word)
        with pytest.raises(ReviewRefused):
            state.task.specific.on_action(state, user, "approve")
    with pytest.raises(ReviewRefused):
        state.reject(user=None, comment="Không ai nói vậy.")
    assert at_stage(article) != "Duyệt xuất bản"
    assert shelf(article) is None


def test_a_change_sends_it_back_with_the_leaders_words(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    assert say(path, code, "change", "Nêu rõ số tấn thóc giống.").status_code == 200
    assert at_stage(article) == ""
    screen = text_of(sign_in(Client(), author).get(reverse("wagtailadmin_pages:edit", args=[article.pk])))
    assert "Nêu rõ số tấn thóc giống." in screen
    kinds = set(Notice.objects.filter(recipient=author).values_list("kind", flat=True))
    assert {"sent_back", "leader_asks_change"} <= kinds
    for reader, room in ((author, "wagtailadmin_pages:edit"), (editor, "signoff:list")):
        assert led_to("leader_asks_change", reader) == reverse(room, args=[article.pk])


@pytest.mark.parametrize("submitted", [True, False])
def test_a_change_asked_for_away_from_the_stage_is_the_leaders_comment_and_stops_the_approval(
    section: SectionPage, author: User, editor: User, approver: User, leader: Leader, submitted: bool
) -> None:
    page = draft(section, author, title="Đại hội khai mạc")
    if submitted:
        submit(page, author)
    path, code = link_and_code(page, editor, approver, leader)
    assert say(path, code, "change", "Nêu rõ số tấn, hỏi @ai.").status_code == 200
    say(path, code, "change", "Nêu rõ số tấn, hỏi @ai.")
    comment = Comment.objects.get()
    assert (comment.author, comment.blocking, comment.is_open) == (None, True, True)
    for reader in (author, editor):
        room = reverse("review_comments:list", args=[page.pk])
        assert led_to("leader_asks_change", reader) == f"{room}#comment-{comment.pk}"
    if not submitted:
        submit(page, author)
    assert "1 góp ý phải xử lý trước" in Screen(editor).row("waiting", "Đại hội khai mạc")
    decide(page, editor)
    with pytest.raises(ReviewRefused):
        decide(page, approver)
    assert shelf(page) is None
    room = reverse("review_comments:list", args=[page.pk])
    read = sign_in(Client(), author)
    assert leader.name in text_of(read.get(room))
    read.post(reverse("review_comments:resolve", args=[comment.pk]))
    for user in (author, editor):
        sign_in(Client(), user).post(reverse("review_comments:delete", args=[comment.pk]))
    assert Comment.objects.get().is_open
    read.post(reverse("review_comments:answer", args=[comment.pk]), {"text": "Đã nêu: 1.200 tấn."})
    assert Notice.objects.filter(kind="comment_answered", recipient=editor).count() == 1
    told = text_of(read.get(room))
    assert "Đã trả lời" in told
    sign_in(Client(), editor).post(reverse("review_comments:resolve", args=[comment.pk]))
    decide(page, approver)
    assert shelf(page)
    leader.delete()
    told = text_of(read.get(room))
    assert "Nêu rõ số tấn" in told
    assert "Trần Thị Gạo" not in told
    (made,) = Entry.objects.filter(action="comment.made")
    assert made.actor == ""


def test_only_a_change_beside_the_stage_makes_a_comment(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    say(path, code, "comment", "Bài tốt.")
    path, code = link_and_code(article, editor, approver, leader)
    say(path, code, "change", "Nêu rõ số tấn.")
    assert at_stage(article) == ""
    assert not Comment.objects.exists()


def test_a_changed_text_takes_the_word_back(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    say(path, code)
    page = article.latest_draft()
    page.lede = "Sa-pô sửa sau khi lãnh đạo duyệt."
    page.save_revision(user=author)
    assert at_stage(article) == "Biên tập"
    page.lede = article.lede
    page.save_revision(user=author)
    assert Notice.objects.filter(kind="leader_word_ended", recipient=editor).count() == 1
    decide(article, editor)
    assert at_stage(article) == "Ý kiến lãnh đạo", "a change that is undone brings the word not back"
    sign_in(Client(), editor).post(reverse("signoff:carry_on", args=[article.pk]))
    assert at_stage(article) == "Ý kiến lãnh đạo"


def test_words_of_two_that_end_a_leaders_word_are_told_once(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    say(path, code)
    page = article.latest_draft()
    page.lede = "Sa-pô từ một bản giấy, do người khác đem tới."
    page.save_revision(user=author, others=[make_user(Role.REPORTER)])
    assert Notice.objects.filter(kind="leader_word_ended", recipient=editor).count() == 1


def test_a_word_given_before_the_stage_counts_when_it_stands_there(
    stage: ReviewTask, section: SectionPage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    page = draft(section, author)
    path, code = link_and_code(page, editor, approver, leader)
    say(path, code)
    submit(page, author)
    decide(page, editor)
    assert at_stage(page) == "Ý kiến lãnh đạo"
    sign_in(Client(), editor).post(reverse("signoff:carry_on", args=[page.pk]))
    assert at_stage(page) == "Duyệt xuất bản"


def test_the_leader_may_stand_last(
    section: SectionPage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    leaders_stage(order=2)
    page = submit(draft(section, author), author)
    decide(page, editor)
    decide(page, approver)
    assert shelf(page) is None
    path, code = link_and_code(page, editor, approver, leader)
    assert say(path, code).status_code == 200
    public = shelf(page)
    assert public
    assert public.current
    assert public.current.approved_by == approver
