"""The one-time code: who holds it, what it fits, and how guessing ends."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cms.articles.models import ArticlePage, SectionPage
from cms.review.notices.models import Notice
from cms.review.signoff import tokens
from cms.review.signoff.models import MOST_WRONG, Leader, SignoffLetter
from cms.review.signoff.outbox import run_once
from cms.staff.models import User
from tests.factories.newsroom import draft, sign_in

from .scene import HEADLINE, copied_link, entries, last, link_and_code, say, shown_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author, title=HEADLINE)


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


@given(st.text(max_size=30), st.integers(1, 5), st.integers(0, 10**8 - 1))
def test_a_code_fits_its_request_and_nothing_else(typed: str, request_id: int, number: int) -> None:
    code = f"{number:08d}"
    kept = tokens.code_digest(request_id, code)
    digits = "".join(character for character in typed if character in "0123456789")
    assert tokens.code_fits(request_id, kept, typed) == (digits == code)
    assert tokens.code_fits(request_id, kept, tokens.in_groups(code))
    assert not tokens.code_fits(request_id + 1, kept, code)
    assert not tokens.code_fits(request_id, "", code)
