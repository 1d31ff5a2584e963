"""A leader's link: what it shows, to whom it tells nothing, and that it is decided once."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.articles.models import ArticlePage, SectionPage
from cms.review.errors import ReviewRefused
from cms.review.notices.models import Notice
from cms.review.signoff import actions, tokens
from cms.review.signoff.door import proof_of
from cms.review.signoff.models import MOST_WRONG, Attestation, Leader, SignoffLetter, SignoffRequest
from cms.review.signoff.outbox import run_once
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.media import make_photo
from tests.factories.newsroom import decide, draft, make_user, sign_in, submit

from .scene import a_leader, copied_link, last, leaders_stage, link_and_code, opened, say, shown_code, text_of

pytestmark = pytest.mark.django_db

HEADLINE = "Phiên họp bàn chuyện thóc giống"


@pytest.fixture
def leader() -> Leader:
    return a_leader()


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author, title=HEADLINE)


def counted() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def entries(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=action))


def no_article_in(answer: Any, leader: Leader) -> bool:
    text = text_of(answer)
    return HEADLINE not in text and leader.name not in text and "thóc" not in text


def test_the_code_opens_exactly_the_version_and_looking_changes_nothing(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    before = counted()
    client = opened(path, code)
    for _time in range(3):
        answer = client.get(path)
        assert client.head(path).status_code == 200
    assert counted() == before
    text = text_of(answer)
    assert answer.status_code == 200
    assert HEADLINE in text
    assert "Các đại biểu đã thảo luận về bốn nội dung." in text
    assert {post.channel for post in article.latest_draft().story().posts} == {"email", "webhook"}
    assert text.count("<details") == 2
    assert "Hủy đăng ký: (đường dẫn riêng của từng người nhận)" in text, "no placeholder of the sending"
    for elsewhere in ('class="menu"', 'type="search"', 'class="imprint"', "webhook", "ninjs", "search.js"):
        assert elsewhere not in text
    assert "<summary>Các báo, trang tin đối tác nhận bài tự động</summary>" in text
    assert kept_nowhere(answer)
    token = path.split("/")[2]
    assert token not in str(list(SignoffRequest.objects.values_list()))
    assert len(token) == 43
    assert last(article).wrong_codes == 0
    opened(path, code)
    assert client.post(path, decision_of(client, path)).status_code == 200
    assert last(article).decision == "approve"


def kept_nowhere(answer: Any) -> bool:
    head = answer.headers
    assert head["Cache-Control"] == "private, no-store"
    assert head["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in head["Content-Security-Policy"]
    return "noindex" in head["X-Robots-Tag"]


def decision_of(client: Client, path: str, decision: str = "approve", words: str = "") -> dict[str, str]:
    """What the form of an opened page sends."""
    found = re.search(r'name="proof" value="(\w+)"', text_of(client.get(path)))
    assert found
    return {"decision": decision, "words": words, "proof": found[1]}


def test_a_link_alone_tells_nothing_whatever_link_it_is(
    section: SectionPage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    """Good, without a code yet, used, revoked, expired, locked, of a leader who is gone, of another version, unknown."""
    photo = make_photo()
    article = draft(section, author, title=HEADLINE, lead_photo=photo)
    good, good_code = link_and_code(article, editor, approver, leader)
    assert f"anh/{photo.pk}/" in text_of(opened(good, good_code).get(good))
    without = copied_link(article, editor, leader)
    used, used_code = link_and_code(article, editor, approver, leader)
    assert say(used, used_code, "comment", "Nên nói rõ.").status_code == 200
    revoked, revoked_code = link_and_code(article, editor, approver, leader)
    sign_in(Client(), editor).post(reverse("signoff:revoke", args=[last(article).pk]))
    expired, expired_code = link_and_code(article, editor, approver, leader)
    SignoffRequest.objects.filter(pk=last(article).pk).update(expires_at=timezone.now())
    locked, locked_code = link_and_code(article, editor, approver, leader)
    SignoffRequest.objects.filter(pk=last(article).pk).update(wrong_codes=MOST_WRONG)
    erased = a_leader(name="Lê Văn Khoai", email="khoai@example.vn")
    gone, gone_code = link_and_code(article, editor, approver, erased)
    erased.delete()
    unknown = "/duyet/" + "A" * 43 + "/"
    links = [unknown, good, without, used, revoked, expired, locked, gone, "/duyet/x/"]
    bodies = set()
    with CaptureQueriesContext(connection) as asked:
        for path in [*links, "/duyet/%00á/"]:
            answer = Client().get(path)
            assert (answer.status_code, dict(answer.cookies)) == (200, {})
            assert kept_nowhere(answer)
            bodies.add(answer.content)
    [body] = bodies
    assert no_article_in(answer, leader)
    assert not {path.split("/")[2] for path in links} & set(body.decode().replace('"', "/").split("/"))
    assert not any("signoff" in query["sql"].lower() for query in asked), "the link is not even looked up"
    for path in (unknown, good, without, used):
        for inside in (f"anh/{photo.pk}/{photo.sha256[:12]}/400.jpg", f"tai-lieu/1/{photo.sha256[:12]}/bai.pdf"):
            assert Client().get(path + inside).status_code == 404

    cache.clear()
    wrong = f"{(int(good_code.replace(' ', '')) + 1) % 10**8:08d}"
    over = [(revoked, revoked_code), (expired, expired_code), (locked, locked_code), (gone, gone_code)]
    answers, statements = [], set()
    for path, code in [(unknown, wrong), (good, wrong), (used, wrong), (without, wrong), *over]:
        with CaptureQueriesContext(connection) as asked:
            answers.append(Client(enforce_csrf_checks=True).post(path, {"code": code}))
        touched = [query["sql"].split("WHERE")[0] for query in asked if "signoffrequest" in query["sql"].lower()]
        statements.add(tuple(touched[:2]))
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.content for answer in answers}) == 1
    assert not any(answer.cookies for answer in answers)
    assert len(statements) == 1, "the same is asked of the database"
    assert no_article_in(answers[0], leader)
    cache.clear()
    for path, code in over:
        answer = say(path, code)
        assert answer.status_code == 422
        assert no_article_in(answer, leader)
    assert not entries("signoff.approved")


def test_what_opens_a_link_opens_no_other_and_ends(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    other, other_code = link_and_code(article, editor, approver, leader)
    client = Client(enforce_csrf_checks=True)
    ticket = client.post(path, {"code": code}).cookies["leader"]
    assert (ticket["path"], ticket["httponly"], ticket["samesite"]) == (path, True, "Lax")
    assert 0 < int(ticket["max-age"]) <= 30 * 60
    assert code.replace(" ", "") not in ticket.value
    thief = Client()
    thief.cookies["leader"] = ticket.value
    assert no_article_in(thief.get(other), leader), "of this link alone"
    for forged in ("", ticket.value + "x", ticket.value[:-3] + "abc", "null", "x:y:z"):
        thief.cookies["leader"] = forged
        assert no_article_in(thief.get(path), leader)
    assert client.post(path, {"decision": "approve"}).status_code == 422, "another site's form knows no proof"
    assert last(article).decision == ""
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31)):
        late = client.post(path, {**SENT, "proof": proof_of(ticket.value)})
        assert late.status_code == 422
        assert "chưa được gửi" in text_of(late)
        assert "Bỏ đoạn cuối." in text_of(late), "what was written is not lost"
        assert no_article_in(client.get(path), leader)
        opened(path, code)
    assert HEADLINE in text_of(client.get(path))
    row = SignoffRequest.objects.order_by("pk").first()
    assert row
    shown_code(row, approver)
    assert no_article_in(client.get(path), leader), "a new code ends what the one before opened"
    assert HEADLINE in text_of(opened(other, other_code).get(other))


SENT = {"decision": "change", "words": "Bỏ đoạn cuối."}


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


SAID = "2026-03-18T08:00"


def test_the_decision_is_one_post_and_a_second_gets_what_was_recorded(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    first = say(path, code, "comment", "Nên nói rõ số tấn giống.")
    assert first.status_code == 200
    second = say(path, code, "approve")
    assert second.status_code == 200
    assert "Nên nói rõ số tấn giống." in text_of(second)
    row = last(article)
    assert (row.decision, row.comment) == ("comment", "Nên nói rõ số tấn giống.")
    third = opened(path, code).get(path)
    assert "Nên nói rõ số tấn giống." in text_of(third)
    assert HEADLINE not in text_of(third)
    assert no_article_in(say(path, "00000000"), leader)
    [entry] = entries("signoff.commented")
    assert (entry.actor, entry.subject, entry.facts["request"]) == ("", f"page:{article.pk}", row.pk)
    assert entry.origin
    assert not entries("signoff.approved")
    told = Notice.objects.filter(kind="leader_commented").values_list("recipient", flat=True)
    assert set(told) == {author.pk, editor.pk}


def test_a_change_without_words_uses_up_neither_code_nor_link(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    assert say(path, code, "change", "  ").status_code == 422
    assert say(path, code, "publish").status_code == 422
    assert last(article).decision == ""
    assert say(path, code, "change", "Bỏ đoạn cuối.").status_code == 200


def test_guessing_locks_and_only_a_new_code_opens_again(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08d}"
    statuses = [say(path, wrong).status_code for _time in range(MOST_WRONG)]
    assert statuses == [422] * MOST_WRONG
    assert say(path, code).status_code == 422, "the right code comes too late"
    assert last(article).decision == ""
    assert len(entries("signoff.locked")) == 1
    assert Notice.objects.filter(kind="leader_link_locked", recipient=editor).count() == 1
    again = shown_code(last(article), approver)
    assert say(path, code).status_code == 422, "an earlier code is none"
    assert say(path, again).status_code == 200


def test_guessing_is_throttled_by_address(article: ArticlePage, editor: User, approver: User, leader: Leader) -> None:
    cache.clear()
    path, code = link_and_code(article, editor, approver, leader)
    statuses = [Client().post(f"/duyet/{'B' * 42}{at % 10}/", {"code": "1"}).status_code for at in range(21)]
    assert statuses == [422] * 20 + [429]
    assert say(path, code).status_code == 429
    cache.clear()
    assert say(path, code).status_code == 200


def test_a_code_of_another_request_is_none(article: ArticlePage, editor: User, approver: User, leader: Leader) -> None:
    one, code_of_one = link_and_code(article, editor, approver, leader)
    other, _code = link_and_code(article, editor, approver, leader)
    assert say(other, code_of_one).status_code == 422
    assert say(one, code_of_one).status_code == 200


def test_another_version_is_said_to_be_newer_and_decided_by_no_link(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    page = article.latest_draft()
    page.lede = "Sa-pô khác hẳn."
    page.save_revision(user=author)
    shown = opened(path, code).get(path)
    assert shown.status_code == 409
    assert "Sa-pô khác hẳn." not in text_of(shown)
    assert HEADLINE not in text_of(shown)
    assert say(path, code).status_code == 409
    assert last(article).decision == ""


def test_no_member_and_no_mailbox_holds_both_secrets(
    article: ArticlePage, editor: User, approver: User, leader: Leader, mailoutbox: list[Any]
) -> None:
    copied_link(article, editor, leader)
    asker, address = sign_in(Client(), editor), reverse("signoff:code", args=[last(article).pk])
    asker.post(address, {"by": "screen"})
    assert last(article).code_digest == "", "who has the link sees no code"
    asker.post(address, {"by": "mail"})
    assert last(article).code_digest
    run_once()
    [mail] = mailoutbox
    assert mail.to == [leader.email]
    assert "/duyet/" not in mail.body
    assert HEADLINE not in mail.body + mail.subject

    answer = asker.post(reverse("signoff:list", args=[article.pk]), {"leader": leader.pk, "way": "mail"})
    assert answer.status_code == 302, "the link is not shown"
    address = reverse("signoff:code", args=[last(article).pk])
    asker.post(address, {"by": "mail"})
    assert last(article).code_digest == ""
    code = shown_code(last(article), editor)
    run_once()
    link = mailoutbox[-1].body
    assert code not in link
    assert code.replace(" ", "") not in link
    assert HEADLINE not in link + mailoutbox[-1].subject
    path = link[link.index("/duyet/") :].split()[0]
    assert say(path, code).status_code == 200
    assert set(SignoffLetter.objects.values_list("salt", flat=True)) == {""}

    asker.post(reverse("signoff:list", args=[article.pk]), {"leader": leader.pk, "way": "mail"})
    approver.email = leader.email
    approver.save()
    sign_in(Client(), approver).post(reverse("signoff:code", args=[last(article).pk]), {"by": "screen"})
    assert last(article).code_digest == "", "who gets the leader's mail makes no code"


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


def test_photos_are_reachable_where_the_link_was_opened_and_only_those_that_it_shows(
    section: SectionPage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    shown, other = make_photo(), make_photo()
    article = draft(section, author, title=HEADLINE, lead_photo=shown)
    path, code = link_and_code(article, editor, approver, leader)
    client = opened(path, code)
    text = text_of(client.get(path))
    inside = f"anh/{shown.pk}/{shown.sha256[:12]}/400.jpg"
    assert f"{path}{inside}" in text
    assert f'"/{inside}' not in text
    assert client.get(f"/{inside}").status_code == 404
    assert Client().get(path + inside).status_code == 404, "the link alone shows none"
    answer = client.get(path + inside)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"{path}anh/{other.pk}/{other.sha256[:12]}/400.jpg").status_code == 404
    sign_in(Client(), editor).post(reverse("signoff:revoke", args=[last(article).pk]))
    assert client.get(path + inside).status_code == 404


def test_a_link_is_good_for_a_day(article: ArticlePage, editor: User, approver: User, leader: Leader) -> None:
    path, code = link_and_code(article, editor, approver, leader)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=23, minutes=59), tick=False):
        client = opened(path, code)
        assert HEADLINE in text_of(client.get(path))
    with time_machine.travel(timezone.now() + dt.timedelta(hours=24)):
        assert no_article_in(client.get(path), leader)
        assert client.post(path, {"code": code}).status_code == 422


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (None, False),
        (Role.REPORTER, False),
        (Role.PHOTO_EDITOR, False),
        (Role.EDITOR, True),
        (Role.APPROVING_EDITOR, True),
    ],
)
def test_ladder_of_the_newsrooms_side(article: ArticlePage, editor: User, role: Role | None, allowed: bool) -> None:
    a_leader()
    copied_link(article, editor, a_leader(name="Lê Văn Khoai"))
    row = last(article)
    client = sign_in(Client(), make_user(role)) if role else Client()
    listed = reverse("signoff:list", args=[article.pk])
    assert (client.get(listed).status_code == 200) is allowed
    assert (client.get(reverse("signoff:attest", args=[article.pk])).status_code == 200) is allowed
    client.post(reverse("signoff:code", args=[row.pk]), {"by": "screen"})
    client.post(reverse("signoff:revoke", args=[row.pk]))
    row.refresh_from_db()
    assert (bool(row.code_digest), row.revoked_at is not None) == (allowed, allowed)
    assert (client.get(reverse("leaders:index")).status_code == 200) is (role is Role.APPROVING_EDITOR)


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


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_make_one_decision(article: ArticlePage, editor: User, approver: User, leader: Leader) -> None:
    path, code = link_and_code(article, editor, approver, leader)

    def tab(decision: str) -> int:
        try:
            return int(say(path, code, decision, "Lời của lãnh đạo.").status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as tabs:
        statuses = list(tabs.map(tab, ["approve", "change", "comment", "approve"]))
    assert statuses == [200] * 4
    words = [entry for name in ("approved", "change_asked", "commented") for entry in entries(f"signoff.{name}")]
    assert len(words) == 1


@given(st.text(max_size=30), st.integers(1, 5), st.integers(0, 10**8 - 1))
def test_a_code_fits_its_request_and_nothing_else(typed: str, request_id: int, number: int) -> None:
    code = f"{number:08d}"
    kept = tokens.code_digest(request_id, code)
    digits = "".join(character for character in typed if character in "0123456789")
    assert tokens.code_fits(request_id, kept, typed) == (digits == code)
    assert tokens.code_fits(request_id, kept, tokens.in_groups(code))
    assert not tokens.code_fits(request_id + 1, kept, code)
    assert not tokens.code_fits(request_id, "", code)
