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

from cms.articles.models import ArticlePage, ArticlePost, SectionPage
from cms.review.notices.models import Notice
from cms.review.signoff.door import proof_of
from cms.review.signoff.models import MOST_WRONG, Leader, SignoffRequest
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.media import make_photo
from tests.factories.newsroom import draft, make_user, sign_in

from .scene import (
    HEADLINE,
    a_leader,
    copied_link,
    entries,
    last,
    link_and_code,
    no_article_in,
    opened,
    say,
    shown_code,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author, title=HEADLINE)


def counted() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


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


SENT = {"decision": "change", "words": "Bỏ đoạn cuối."}


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
    assert {post.channel for post in article.latest_draft().story().posts} >= {"email", "webhook"}
    assert text.count("<details") == 2
    assert "hủy đăng ký: (liên kết riêng của từng người nhận)" in text, "no placeholder of the sending"
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


def test_the_part_of_a_photo_that_a_post_shows_is_seen_and_no_other_part(
    section: SectionPage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    photo = make_photo()
    article = draft(section, author, title=HEADLINE, lead_photo=photo)
    article.post_rows.add(ArticlePost(channel="telegram", shape="1:1", position=0))
    article.save_revision(user=author)
    path, code = link_and_code(article, editor, approver, leader)
    client = opened(path, code)
    whole = f"{path}anh/{photo.pk}/{photo.sha256[:12]}/"
    assert client.get(f"{whole}0-0-{photo.height}-{photo.height}/400.jpg").status_code == 200
    assert client.get(f"{whole}1-0-{photo.height}-{photo.height}/400.jpg").status_code == 404
    assert Client().get(f"{whole}0-0-{photo.height}-{photo.height}/400.jpg").status_code == 404


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
