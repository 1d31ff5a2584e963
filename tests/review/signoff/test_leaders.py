"""Who a leader is: confirmed by a second person, erased without a trace of the name, and under four eyes as everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review.errors import ReviewRefused
from cms.review.signoff import actions
from cms.review.signoff.models import Attestation, Leader, SignoffLetter, SignoffRequest
from cms.review.signoff.outbox import run_once
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, sign_in, submit

from .scene import HEADLINE, a_leader, entries, last, leaders_stage, link_and_code, no_article_in, opened, say, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author, title=HEADLINE)


SAID = "2026-03-18T08:00"


@pytest.mark.parametrize("how", ["erased", "not asked any more", "another address", "another number"])
def test_a_link_dies_with_its_leader(
    article: ArticlePage, editor: User, approver: User, leader: Leader, how: str
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    client = opened(path, code)
    mailed = sign_in(Client(), editor)
    mailed.post(reverse("signoff:list", args=[article.pk]), {"leader": leader.pk, "way": "mail"})
    form = {"name": leader.name, "office": leader.office, "email": leader.email, "mobile": leader.mobile}
    keeper = sign_in(Client(), approver)
    edit = reverse("leaders:edit", args=[leader.pk])
    if how == "erased":
        keeper.post(reverse("leaders:delete", args=[leader.pk]))
    elif how == "not asked any more":
        keeper.post(edit, form)
        keeper.post(edit, {**form, "active": "on"})
        assert Leader.objects.get().may_be_asked
    else:
        changed = {"email": "khac@example.vn"} if how == "another address" else {"mobile": "0900 000 009"}
        keeper.post(edit, {**form, **changed, "active": "on"})
    assert no_article_in(client.get(path), leader)
    assert client.post(path, {"code": code}).status_code == 422
    assert say(path, code).status_code == 422
    assert not SignoffRequest.objects.exclude(decision="").exists()
    assert all(row.revoked_at for row in SignoffRequest.objects.all())
    assert len(entries("signoff.revoked")) == 2
    assert run_once() == 1
    assert SignoffLetter.objects.get().state == SignoffLetter.State.OBSOLETE


def test_who_wrote_an_address_does_not_say_that_it_is_the_leaders(
    article: ArticlePage, editor: User, approver: User
) -> None:
    """Nor after somebody else has changed the number, nor back and forth; and nobody is asked before it is said."""
    other, third = make_user(Role.APPROVING_EDITOR), make_user(Role.ADMINISTRATOR)
    form = {"name": "Trần Thị Gạo", "email": "gao@example.vn", "mobile": "", "active": "on"}
    writer, second = sign_in(Client(), approver), sign_in(Client(), other)
    writer.post(reverse("leaders:add"), form)
    leader = Leader.objects.get()

    def confirm(client: Client) -> bool:
        leader.refresh_from_db()
        client.post(reverse("leaders:confirm", args=[leader.pk]), {"seen": leader.particulars})
        leader.refresh_from_db()
        return leader.is_confirmed

    def asked() -> bool:
        before = SignoffRequest.objects.count() + Attestation.objects.count()
        for room, sent in (("list", {"way": "mail"}), ("attest", {"how": "phone", "words": "Được.", "said_at": SAID})):
            sign_in(Client(), editor).post(reverse(f"signoff:{room}", args=[article.pk]), {"leader": leader.pk, **sent})
        return SignoffRequest.objects.count() + Attestation.objects.count() == before + 2

    assert not asked()
    assert not confirm(writer)
    second.post(reverse("leaders:edit", args=[leader.pk]), {**form, "mobile": "0900 000 002"})
    assert not confirm(writer), "whose address it still is"
    shown = second.get(reverse("leaders:edit", args=[leader.pk]))
    assert shown.status_code == 200 and reverse("leaders:confirm", args=[leader.pk]) in text_of(shown)
    assert not confirm(second)
    with pytest.raises(ReviewRefused):
        actions.ask(article, editor, leader, "copied")
    assert not asked()
    assert confirm(sign_in(Client(), third))
    assert asked()
    assert [entry.actor for entry in entries("leader.confirmed")] == [str(third.trail_id)]
    writer.post(reverse("leaders:edit", args=[leader.pk]), {**form, "name": "Người khác", "mobile": "0900 000 002"})
    assert not asked(), "nor is it another name for a confirmed address"
    seen = {"seen": leader.particulars}
    writer.post(reverse("leaders:edit", args=[leader.pk]), {**form, "email": "khac@example.vn"})
    second.post(reverse("leaders:confirm", args=[leader.pk]), seen)
    leader.refresh_from_db()
    assert not leader.is_confirmed, "it was another address that was on the screen"
    Leader.objects.update(email="sau-lung@example.vn")
    assert not confirm(writer)
    assert confirm(second)
    Leader.objects.update(email="sau-lung-nua@example.vn")
    assert not asked(), "whatever door it came by"


def test_an_erased_leader_is_still_who_passed_a_stage(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    """The row of a leader with an account here is gone; the account is not."""
    approver.email = "duyet@example.vn"
    approver.save()
    own = a_leader(email="Duyet@example.vn")
    leaders_stage()
    submit(article, author)
    decide(article, editor)
    third = make_user(Role.APPROVING_EDITOR)
    say(*link_and_code(article, editor, third, own))
    assert ArticlePage.objects.get(pk=article.pk).current_workflow_task_state.task.name == "Duyệt xuất bản"
    own.delete()
    with pytest.raises(ReviewRefused):
        decide(article, approver)
    decide(article, third)


def test_a_pass_that_a_change_took_back_is_a_pass_of_the_leader_too(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    """As it is for the approval: what was passed stands in the version, but for the change."""
    editor.email = "sua@example.vn"
    editor.save()
    leaders_stage()
    submit(article, author)
    decide(article, editor)
    page = article.latest_draft()
    page.lede = "Sa-pô khác hẳn."
    page.save_revision(user=author)
    decide(article, make_user(Role.EDITOR))
    own = a_leader(email="sua@example.vn")
    answer = sign_in(Client(), approver).post(
        reverse("signoff:list", args=[article.pk]), {"leader": own.pk, "way": "copied"}, follow=True
    )
    assert "khâu khác" in text_of(answer)
    assert not SignoffRequest.objects.exists()


def test_a_leader_who_worked_on_the_version_has_no_say(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    editor.email = leader.email.upper()
    editor.save()
    page = article.latest_draft()
    page.lede = "Sửa rồi trả lại."
    page.save_revision(user=editor)
    page.lede = article.lede
    page.save_revision(user=editor)
    assert opened(path, code).get(path).status_code == 409
    assert say(path, code).status_code == 409
    answer = sign_in(Client(), approver).post(
        reverse("signoff:list", args=[article.pk]), {"leader": leader.pk, "way": "copied"}
    )
    assert answer.status_code == 422
    assert SignoffRequest.objects.count() == 1


def test_a_leader_is_erased_and_the_word_stays(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    say(path, code)
    keeper = sign_in(Client(), approver)
    keeper.post(reverse("leaders:delete", args=[leader.pk]))
    assert not Leader.objects.exists()
    row = last(article)
    assert (row.leader, row.decision) == (None, "approve")
    keeper.get(reverse("signoff:list", args=[article.pk]))  # what the acts have told is told here
    assert leader.name not in text_of(keeper.get(reverse("signoff:list", args=[article.pk])))
    assert [entry.subject for entry in entries("leader.deleted")] == [f"leader:{leader.pk}"]
    from wagtail.models import ModelLogEntry

    assert not ModelLogEntry.objects.filter(label__contains=leader.name).exists()
