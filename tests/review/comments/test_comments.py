"""Comments as the desk uses them: made, answered, resolved, opened again, taken back; and what they stop."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Comment as WagtailComment

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.models import Contribution
from cms.publication.queries import draft_digest
from cms.publication.story import canonical_json
from cms.review.comments.actions import answer_comment
from cms.review.comments.models import Comment
from cms.review.comments.queries import open_comments
from cms.review.errors import ReviewRefused
from cms.review.finish import seal_on_finish
from cms.review.models import ReviewTaskState
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit
from tests.publication.test_attack import form_of

from .scene import PASSAGE, act, comments_url, post, say, screen

pytestmark = pytest.mark.django_db


def acts(page: ArticlePage) -> list[str]:
    found = Entry.objects.filter(subject=f"page:{page.pk}", action__startswith="comment.").order_by("number")
    return [entry.action for entry in found]


# Who may


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        (None, False),
        ((), False),
        ((Role.COORDINATOR,), False),
        ((Role.REPORTER,), False),
        ((Role.PHOTO_EDITOR,), True),
        ((Role.EDITOR,), True),
        ((Role.APPROVING_EDITOR,), True),
    ],
)
def test_whoever_may_see_the_draft_reads_and_writes_comments(
    article: ArticlePage, roles: tuple[Role, ...] | None, may: bool
) -> None:
    user = None if roles is None else make_user(*roles)
    client = sign_in(Client(), user) if user else Client()
    for name in ("list", "threads", "members"):
        response = client.get(reverse(f"review_comments:{name}", args=[article.pk]))
        assert (response.status_code == 200) is may, (name, response)
    post("make", article.pk, user, text="Kiểm tra lại.")
    assert Comment.objects.filter(page=article).exists() is may


def test_the_author_reads_and_answers_also_while_the_draft_is_locked_at_the_desk(
    article: ArticlePage, author: User, editor: User
) -> None:
    submit(article, author)
    comment = say(article, editor)
    act("answer", comment, author, text="Đã sửa.")
    assert comment.replies.get().author == author


def test_pages_that_are_not_reviewed_or_not_there_have_no_comments(editor: User, article: ArticlePage) -> None:
    client = sign_in(Client(), editor)
    for pk in (1, 999_999):
        assert client.get(reverse("review_comments:list", args=[pk])).status_code == 404
    assert client.post(reverse("review_comments:answer", args=[999_999]), {"text": "?"}).status_code == 404


@pytest.mark.parametrize("name", ["make", "answer", "resolve", "reopen", "delete"])
def test_looking_changes_nothing(article: ArticlePage, editor: User, name: str) -> None:
    comment = say(article, editor)
    address = reverse(f"review_comments:{name}", args=[article.pk if name == "make" else comment.pk])
    assert sign_in(Client(), editor).get(address).status_code == 405


def test_only_its_author_and_editors_resolve_a_comment_and_open_it_again(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    comment = say(article, make_user(Role.PHOTO_EDITOR))
    for stranger in (author, make_user(Role.PHOTO_EDITOR)):
        assert f"/{comment.pk}/da-xu-ly/" not in screen(stranger, article)
        act("resolve", comment, stranger)
        assert Comment.objects.get().is_open
    for user in (editor, approver, comment.author):
        assert f"/{comment.pk}/da-xu-ly/" in screen(user, article)
        act("resolve", comment, user)
        comment.refresh_from_db()
        assert comment.resolved_by == user and comment.resolved_at is not None
        act("reopen", comment, author)
        comment.refresh_from_db()
        assert not comment.is_open, "who may not resolve may not open again either"
        act("reopen", comment, user)
        comment.refresh_from_db()
        assert comment.is_open and comment.resolved_by is None
    assert acts(article) == ["comment.made", *["comment.resolved", "comment.reopened"] * 3]


def test_only_its_author_takes_a_comment_back_and_only_while_nobody_answered(
    article: ArticlePage, editor: User, approver: User
) -> None:
    comment = say(article, editor)
    assert "rut-lai" not in screen(approver, article)
    act("delete", comment, approver)
    assert Comment.objects.exists()
    act("answer", comment, approver, text="Vì sao?")
    assert "rut-lai" not in screen(editor, article)
    act("delete", comment, editor)
    assert Comment.objects.exists()
    second = say(article, editor, "Nhầm bài.")
    act("delete", second, editor)
    assert not Comment.objects.filter(pk=second.pk).exists()
    entry = Entry.objects.filter(action="comment.deleted").get()
    assert entry.actor == str(editor.trail_id) and entry.facts["comment"] == second.pk


def test_an_answer_to_a_comment_that_was_taken_back_meanwhile_is_refused(article: ArticlePage, editor: User) -> None:
    comment = say(article, editor)
    address = reverse("review_comments:answer", args=[comment.pk])
    act("delete", comment, editor)
    assert sign_in(Client(), editor).post(address, {"text": "?"}).status_code == 404
    with pytest.raises(ReviewRefused):
        answer_comment(comment, editor, "?")


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 4001])
def test_an_empty_or_endless_comment_is_refused_with_a_sentence(article: ArticlePage, editor: User, text: str) -> None:
    client = sign_in(Client(), editor)
    response = client.post(
        reverse("review_comments:make", args=[article.pk]),
        {"text": text},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 422 and response.json()["message"]
    assert not Comment.objects.exists()


# What is seen


def test_a_passage_is_marked_in_the_draft_and_stands_with_its_comment(article: ArticlePage, editor: User) -> None:
    comment = say(article, editor, part="body", quote=PASSAGE, before="đã thảo luận về ", after=".")
    html = screen(editor, article)
    assert re.search(rf'<mark [^>]*data-marks="{comment.pk} ">{PASSAGE}</mark>', html)
    assert f'href="#comment-{comment.pk}"' in html and f'id="mark-{comment.pk}"' in html
    fresh = article.latest_draft()
    fresh.body = [("text", "<p>Các đại biểu đã thảo luận về năm vấn đề.</p>")]
    fresh.save_revision(user=editor)
    assert "Đoạn này đã được viết lại. Nay là: “năm vấn đề”" in screen(editor, article)
    fresh.body = [("text", "<p>Đoạn khác.</p>")]
    fresh.save_revision(user=editor)
    assert "Đoạn này không còn trong bản nháp" in screen(editor, article)


def test_a_passage_is_chosen_without_a_script(article: ArticlePage, editor: User) -> None:
    client = sign_in(Client(), editor)
    html = client.get(comments_url(article)).content.decode()
    link = re.search(r'href="(\?part=lede&amp;start=\d+&amp;end=\d+)#write"', html)
    assert link
    html = client.get(comments_url(article) + link[1].replace("&amp;", "&")).content.decode()
    assert f'name="quote" value="{article.lede}"' in html
    for nonsense in (
        "?part=lede&start=5&end=4",
        "?part=lede&start=0&end=99999",
        "?part=x&start=0&end=1",
        "?part=lede&start=%C2%B2&end=3",
    ):
        assert 'name="quote" value=""' in client.get(comments_url(article) + nonsense).content.decode()


def test_open_comments_come_first_answered_ones_say_so_resolved_ones_last_with_who_and_when(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    resolved, answered, untouched = (say(article, editor, text) for text in ("Một.", "Hai.", "Ba."))
    urgent = say(article, editor, "Bốn.", blocking="1")
    act("resolve", resolved, approver)
    act("answer", answered, editor, text="Nhắc lại.")
    html = screen(author, article)
    assert "Đã trả lời" not in html, "one's own reminder is no answer"
    act("answer", answered, author, text="Đã sửa.")
    html = screen(author, article)
    order = [int(pk) for pk in re.findall(r'<li class="talk-thread [^>]*id="comment-(\d+)"', html)]
    assert order == [urgent.pk, untouched.pk, answered.pk, resolved.pk]
    assert html.count(">Đã trả lời<") == 1
    assert f"{approver} đã xử lý, " in html


def test_what_is_typed_is_text_and_not_html(article: ArticlePage, editor: User) -> None:
    say(article, editor, "<script>alert(1)</script> & @<b>", part="lede", quote="<img src=x>")
    html = screen(editor, article)
    assert "<script>alert(1)" not in html and "<img src=x>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; @&lt;b&gt;" in html


def test_an_account_that_is_deleted_leaves_its_comments_without_a_name(article: ArticlePage, author: User) -> None:
    former = make_user(Role.EDITOR)
    comment = say(article, former)
    act("answer", comment, former, text="Thêm.")
    former.delete()
    assert "Tài khoản đã xóa" in screen(author, article)


def test_open_comments_of_many_pages_are_one_query(
    section: SectionPage, author: User, editor: User, article: ArticlePage, django_assert_num_queries: object
) -> None:
    other, silent = draft(section, author, title="Bài khác"), draft(section, author, title="Bài yên")
    say(article, editor)
    say(article, editor, blocking="1")
    act("resolve", say(article, editor, blocking="1"), editor)
    say(other, editor)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = open_comments([article.pk, other.pk, silent.pk])
    assert found == {article.pk: (2, 1), other.pk: (1, 0)}


def test_many_comments_ask_no_more_of_the_database_than_few(article: ArticlePage, author: User, editor: User) -> None:
    client = sign_in(Client(), editor)
    address = reverse("review_comments:threads", args=[article.pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    act("answer", say(article, editor, f"@{author.username}", quote=PASSAGE, part="body"), author, text="Xong.")
    few = asked()
    for _each in range(5):
        act("answer", say(article, editor, f"@{author.username}", quote=PASSAGE, part="body"), author, text="Xong.")
    assert asked() == few


def test_the_editor_tells_what_is_open_and_shows_the_comments_beside_the_form(
    article: ArticlePage, author: User, editor: User
) -> None:
    client = sign_in(Client(), author)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert "data-open-comments" not in client.get(address).content.decode()
    say(article, editor, blocking="1")
    say(article, editor, "Ghi thêm giờ.")
    html = client.get(address).content.decode()
    assert 'data-open-comments="2"' in html and "1 góp ý phải xử lý trước khi duyệt" in html
    assert 'data-side-panel="review-comments"' in html and "Ghi thêm giờ." in html
    assert comments_url(article) in html


# What they are not


def test_a_comment_is_no_change_of_content_and_takes_back_no_approval(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    decide(article, editor)
    digest, contributions = draft_digest(article), Contribution.objects.count()
    revision = article.latest_draft().latest_revision_id
    comment = say(article, approver, "SẼ KHÔNG VÀO BÀI", quote=PASSAGE, part="body")
    act("answer", comment, editor, text="Xong.")
    act("resolve", comment, approver)
    fresh = article.latest_draft()
    assert draft_digest(article) == digest and Contribution.objects.count() == contributions
    assert fresh.latest_revision_id == revision
    assert "SẼ KHÔNG" not in json.dumps(fresh.serializable_data(), default=str) + canonical_json(fresh.story())
    assert ReviewTaskState.objects.exclude(approved_digest="").count() == 1
    assert shelf(decide(article, approver)).is_public()


def test_wagtails_own_comments_can_not_be_made_beside_ours(article: ArticlePage, author: User) -> None:
    sent = form_of(
        article,
        **{
            "comments-TOTAL_FORMS": "1",
            "comments-0-text": "Cửa sau",
            "comments-0-contentpath": "lede",
            "comments-0-position": "",
            "comments-0-resolved": "",
            "comments-0-id": "",
            "comments-0-DELETE": "",
            "comments-0-replies-TOTAL_FORMS": "0",
            "comments-0-replies-INITIAL_FORMS": "0",
        },
    )
    client = sign_in(Client(), author)
    client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), sent)
    assert not WagtailComment.objects.exists()


# What they stop


def test_open_blocking_comments_stop_the_approval_with_one_sentence(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    remark, first, second = (say(article, approver, blocking=value) for value in ("", "1", "1"))
    submit(article, author)
    decide(article, editor)
    with pytest.raises(ReviewRefused, match=r"^Còn 2 góp ý phải xử lý trước khi duyệt\.$"):
        decide(article, approver)
    assert shelf(article) is None or not shelf(article).is_public()
    act("resolve", first, editor)
    act("resolve", second, approver)
    act("reopen", second, approver)
    with pytest.raises(ReviewRefused, match=r"^Còn 1 góp ý phải xử lý trước khi duyệt\.$"):
        decide(article, approver)
    act("resolve", second, approver)
    assert Comment.objects.get(pk=remark.pk).is_open
    assert shelf(decide(article, approver)).is_public()


def test_the_refusal_is_told_on_every_route_of_the_admin(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    submit(article, author)
    decide(article, editor)
    say(article, approver, blocking="1")
    state = ArticlePage.objects.get(pk=article.pk).current_workflow_task_state
    client = sign_in(Client(), approver)
    told = "Còn 1 góp ý phải xử lý trước khi duyệt."
    modal = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk])
    client.post(modal, {"comment": ""}, follow=False)
    assert told in client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    fresh = article.latest_draft()
    sent = form_of(fresh, lede=fresh.lede, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), {**sent, "workflow-action-extra-data": "{}"})
    assert shelf(article) is None or not shelf(article).is_public()


def test_the_seal_asks_too(article: ArticlePage, author: User, editor: User, approver: User) -> None:
    submit(article, author)
    decide(article, editor)
    state = ArticlePage.objects.get(pk=article.pk).current_workflow_state
    last = state.current_task_state.specific
    # As if the stage had been passed past its own rule.
    ReviewTaskState.objects.filter(pk=last.pk).update(
        status="approved", approved_digest=last.digest, finished_by=approver.pk
    )
    say(article, editor, blocking="1")
    with pytest.raises(ReviewRefused, match="góp ý"):
        seal_on_finish(state, approver)


def test_the_desk_may_pass_a_version_on_while_comments_are_open(
    article: ArticlePage, author: User, editor: User
) -> None:
    submit(article, author)
    say(article, editor, blocking="1")
    decide(article, editor)
    assert ArticlePage.objects.get(pk=article.pk).current_workflow_task_state is not None


def test_the_trail_tells_each_act_and_nothing_of_what_was_said(
    article: ArticlePage, author: User, editor: User
) -> None:
    comment = say(article, editor, "Câu này BÍ MẬT.", blocking="1", quote=PASSAGE, part="body")
    act("answer", comment, author, text="Trả lời BÍ MẬT.")
    act("resolve", comment, editor)
    act("reopen", comment, editor)
    assert acts(article) == ["comment.made", "comment.answered", "comment.resolved", "comment.reopened"]
    written = " ".join(Entry.objects.filter(action__startswith="comment.").values_list("data", flat=True))
    assert "MẬT" not in written and PASSAGE not in written
