"""Markup in any field of the review is text: in its rooms, its mails and a leader's page."""

import datetime as dt
import html
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import SectionPage
from cms.review.comments.actions import answer_comment, make_comment
from cms.review.duty.models import Shift, StandIn
from cms.review.emergency.models import AfterReview
from cms.review.models import ReviewTask
from cms.review.notices.outbox import run_once
from cms.review.signoff import attest
from cms.review.signoff.models import Attestation
from cms.staff.models import Unit, User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, published, sign_in, submit
from tests.review.emergency.test_emergency import close, withdraw
from tests.review.paper import scene as paper
from tests.review.requests.test_requests import register, step
from tests.review.signoff.scene import a_leader, link_and_code, opened, say

pytestmark = pytest.mark.django_db

BAD = '"><script>xss()</script><img src=x onerror=xss()>'


def runs(text: str) -> bool:
    """Whether a browser would run what was typed."""
    soup = BeautifulSoup(text, "lxml")
    return bool(soup.select("[onerror]")) or any((each.string or "").strip() == "xss()" for each in soup("script"))


def _mark(root: Any) -> None:
    paper.replace(root, "xss", BAD)
    for each in root.iter():
        if each.get(f"{{{paper.W}}}author"):
            each.set(f"{{{paper.W}}}author", BAD)


def _html(answer: Any) -> str:
    text = answer.content.decode()
    return str(answer.json().get("html", "")) if "json" in answer.headers["Content-Type"] else text


def test_markup_that_somebody_typed_is_text_everywhere(section: SectionPage, mailoutbox: list[Any]) -> None:
    unit = Unit.objects.create(name=BAD)
    named = {"unit": unit, "pen_name": BAD}
    author = make_user(Role.REPORTER, email="viet@example.vn", **named)
    editor = make_user(Role.EDITOR, email="sua@example.vn", **named)
    chief = make_user(*(role for role in Role if role != Role.EMERGENCY), **named)
    other = make_user(Role.APPROVING_EDITOR, email="duyet@example.vn", **named)
    User._default_manager.update(last_name=BAD)
    for user in (author, editor, chief, other):
        user.refresh_from_db()
    old = published(section, author, editor, other, title=f"{BAD} cũ", lede=BAD)
    row = register(editor, old, name=BAD, body=BAD, contact=BAD, claim=BAD, asked=BAD)
    step(other, row, step="decide", decision="refuse", why=BAD)
    step(editor, row, step="answer", text=BAD)
    withdraw(make_user(Role.REPORTER, Role.EMERGENCY, **named), old, reason=BAD * 2, notice=BAD)
    after_review = AfterReview.objects.get()
    close(make_user(Role.APPROVING_EDITOR, **named), after_review, note=BAD)
    ReviewTask.objects.update(name=BAD)
    SectionPage.objects.filter(pk=section.pk).update(title=BAD, draft_title=BAD)
    article = draft(section, author, title=BAD, lede=BAD, text=html.escape(BAD))
    leader = a_leader(name=BAD, office=BAD, mobile='"><img onerror=x>')

    brought = paper.edited(paper.printed(article, editor), _mark)
    paper.brought_back(article, editor, brought, f"{BAD.replace('/', '')}.docx")
    answer_comment(make_comment(article, editor, f"{BAD} @{other.username}", blocking=False), author, BAD)
    submit(article, author)
    decide(article, editor, "reject", BAD).current_workflow_state.resume(author)
    article = decide(article, editor, comment=BAD)
    ReviewTask.objects.update(checklist=BAD)
    preview, code = link_and_code(article, editor, other, leader)
    said, said_code = link_and_code(article, editor, other, leader)
    say(said, said_code, "change", BAD)
    for _time in range(2):
        attest.attest(article, editor, leader, said_at=timezone.now(), how="phone", words=BAD)
    attest.refuse(Attestation.objects.latest("pk"), other, BAD)
    stage, now = ReviewTask.objects.order_by("-pk")[0], timezone.now()
    times = {"starts_at": now, "ends_at": now + dt.timedelta(hours=1)}
    shift = Shift.objects.create(stage=stage, member=other, note=BAD, **times)
    mandate = StandIn.objects.create(absent=other, stand_in=chief, stage=stage, reason=BAD, **times)

    rooms = [
        "/quan-tri/",
        *(
            reverse(name, args=[article.pk])
            for name in (
                "wagtailadmin_pages:edit",
                "wagtailadmin_pages:history",
                "review_comments:list",
                "review_comparison",
                "review_dossier",
                "review_paper:paper",
                "signoff:list",
                "signoff:attest",
            )
        ),
        *(
            reverse(name)
            for name in (
                "leaders:index",
                "review_duty:now",
                "review_shifts:index",
                "review_stand_ins:index",
                "correction_requests:index",
                "review_after:index",
                "notices:list",
                "trail:index",
                "wagtailadmin_workflows:index",
                "wagtailadmin_reports:workflow",
                "wagtailadmin_reports:site_history",
            )
        ),
        *(reverse(f"leaders:{name}", args=[leader.pk]) for name in ("edit", "delete", "confirm")),
        reverse("review_shifts:edit", args=[shift.pk]),
        reverse("review_stand_ins:edit", args=[mandate.pk]),
        reverse("correction_requests:detail", args=[row.pk]),
        reverse("review_after:detail", args=[after_review.pk]),
        reverse("review_after:month", args=[f"{timezone.now():%Y-%m}"]),
        reverse(
            "wagtailadmin_pages:workflow_action", args=[article.pk, "approve", article.current_workflow_task_state.pk]
        ),
    ]
    shown = {}
    for user in (chief, author):
        client = sign_in(Client(), user)
        for address in rooms:
            answer = client.get(address)
            if answer.status_code == 200:
                shown[user, address] = _html(answer)
    assert {address for user, address in shown if user == chief} == set(rooms)
    leaders = opened(preview, code)
    for at, client in ((preview, leaders), (said, opened(said, said_code))):
        shown[None, at] = _html(client.get(at))
    shown[None, "form"] = _html(leaders.post(preview, {"decision": "change", "words": BAD, "code": ""}))
    run_once()
    assert mailoutbox
    for number, mail in enumerate(mailoutbox):
        shown[None, f"mail {number}"] = str(mail.alternatives[0][0])
    assert [address for (_user, address), text in shown.items() if runs(text)] == []
    assert runs(BAD)
    assert sum("xss()" in text for text in shown.values()) > len(rooms)
