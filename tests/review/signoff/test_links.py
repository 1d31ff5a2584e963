"""A leader's link: what it shows, to whom it tells nothing, and that it is decided once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.articles.models import ArticlePage, SectionPage
from cms.review.notices.models import Notice
from cms.review.signoff import tokens
from cms.review.signoff.models import MOST_WRONG, Leader, SignoffLetter, SignoffRequest
from cms.review.signoff.outbox import run_once
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.media import make_photo
from tests.factories.newsroom import draft, make_user, sign_in

from .scene import a_leader, copied_link, last, link_and_code, say, shown_code, text_of

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


def test_a_link_shows_exactly_the_version_and_looking_changes_nothing(
    article: ArticlePage, editor: User, leader: Leader
) -> None:
    path = copied_link(article, editor, leader)
    before = counted()
    client = Client()
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
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert not answer.cookies
    token = path.split("/")[2]
    assert token not in str(list(SignoffRequest.objects.values_list()))
    assert len(token) == 43


def test_bad_expired_revoked_and_used_links_are_one_and_the_same(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    used, code = link_and_code(article, editor, approver, leader)
    assert say(used, code).status_code == 200
    revoked, revoked_code = link_and_code(article, editor, approver, leader)
    sign_in(Client(), editor).post(reverse("signoff:revoke", args=[last(article).pk]))
    expired, expired_code = link_and_code(article, editor, approver, leader)
    SignoffRequest.objects.filter(pk=last(article).pk).update(expires_at=timezone.now())
    unknown = "/duyet/" + "A" * 43 + "/"
    answers = [Client().get(path) for path in (unknown, used, revoked, expired, "/duyet/x/", "/duyet/%00á/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content.replace(b"/duyet/", b"") for answer in answers[:1]}) == 1
    assert all(no_article_in(answer, leader) for answer in answers)
    bodies = {
        text_of(answer).replace(path, "")
        for answer, path in zip(answers, (unknown, used, revoked, expired), strict=False)
    }
    assert len(bodies) == 1
    for path, typed in ((unknown, code), (revoked, revoked_code), (expired, expired_code)):
        answer = say(path, typed)
        assert answer.status_code == 404
        assert no_article_in(answer, leader)
    assert len(entries("signoff.approved")) == 1


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
    assert statuses == [422] * (MOST_WRONG - 1) + [409]
    assert say(path, code).status_code == 409, "the right code comes too late"
    assert last(article).decision == ""
    assert len(entries("signoff.locked")) == 1
    assert Notice.objects.filter(kind="leader_link_locked", recipient=editor).count() == 1
    again = shown_code(last(article), approver)
    assert say(path, code).status_code == 422, "an earlier code is none"
    assert say(path, again).status_code == 200


def test_guessing_is_throttled_by_address(article: ArticlePage, editor: User, approver: User, leader: Leader) -> None:
    cache.clear()
    path, code = link_and_code(article, editor, approver, leader)
    statuses = [say(f"/duyet/{'B' * 42}{at % 10}/", "1").status_code for at in range(21)]
    assert statuses == [404] * 20 + [429]
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
    shown = Client().get(path)
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
    assert Client().get(path).status_code == 409
    assert say(path, code).status_code == 409
    answer = sign_in(Client(), approver).post(
        reverse("signoff:list", args=[article.pk]), {"leader": leader.pk, "way": "copied"}
    )
    assert answer.status_code == 422
    assert SignoffRequest.objects.count() == 1


def test_photos_are_reachable_by_the_link_alone_and_only_those_that_it_shows(
    section: SectionPage, author: User, editor: User, leader: Leader
) -> None:
    shown, other = make_photo(), make_photo()
    article = draft(section, author, title=HEADLINE, lead_photo=shown)
    path = copied_link(article, editor, leader)
    text = text_of(Client().get(path))
    inside = f"anh/{shown.pk}/{shown.sha256[:12]}/400.jpg"
    assert f"{path}{inside}" in text
    assert f'"/{inside}' not in text
    assert Client().get(f"/{inside}").status_code == 404
    answer = Client().get(path + inside)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Client().get(f"{path}anh/{other.pk}/{other.sha256[:12]}/400.jpg").status_code == 404
    sign_in(Client(), editor).post(reverse("signoff:revoke", args=[last(article).pk]))
    assert Client().get(path + inside).status_code == 404


def test_a_link_is_good_for_a_day(article: ArticlePage, editor: User, leader: Leader) -> None:
    path = copied_link(article, editor, leader)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=23, minutes=59)):
        assert Client().get(path).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(hours=24)):
        assert Client().get(path).status_code == 404


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
    keeper.post(reverse("leaders:edit", args=[leader.pk]), {"name": leader.name, "email": leader.email, "active": "on"})
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
