"""Requests for correction from outside, through the pages of the register."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review.notices.models import Notice
from cms.review.requests.actions import erase_senders
from cms.review.requests.clock import tick
from cms.review.requests.models import CorrectionRequest, RequestSender
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, declare, make_user, published, shelf, sign_in, submit

pytestmark = pytest.mark.django_db

SENDER = "Ông Đinh Văn Thử"


@pytest.fixture(autouse=True)
def day_of_the_register(time_machine: Any) -> None:
    """Before anything is written: the newest revision is found by its hour."""
    time_machine.move_to(dt.datetime(2026, 11, 21, 2, 0, tzinfo=dt.UTC))


@pytest.fixture
def article(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    return published(section, author, editor, approver)


def form(page: ArticlePage, **fields: Any) -> dict[str, Any]:
    return {
        "name": SENDER,
        "body": "Công ty Thử nghiệm",
        "contact": "thu@example.vn",
        "way": "letter",
        "received_on": "20/11/2026",
        "address": f"https://bao.example{shelf(page).path}",
        "claim": "Sai số đại biểu.",
        "asked": "Sửa lại cho đúng.",
        "due_on": "24/11/2026",
        "assigned_to": "",
        **fields,
    }


def register(user: User, page: ArticlePage, **fields: Any) -> CorrectionRequest:
    answer = sign_in(Client(), user).post(reverse("correction_requests:add"), form(page, **fields))
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    return CorrectionRequest.objects.latest("pk")


def step(user: User, row: CorrectionRequest, **sent: Any) -> int:
    return sign_in(Client(), user).post(reverse("correction_requests:detail", args=[row.pk]), sent).status_code


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_from_the_letter_to_the_answer(
    article: ArticlePage, author: User, editor: User, approver: User, time_machine: Any
) -> None:
    holder = make_user(Role.EDITOR)
    row = register(editor, article, assigned_to=holder.pk)
    assert (row.page_id, row.headline, row.state) == (article.pk, article.title, "open")
    assert told("request_registered") == {approver.pk} and told("request_assigned") == {holder.pk}
    beside = sign_in(Client(), editor).get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert reverse("correction_requests:detail", args=[row.pk]) in beside
    # No answer before a decision; a decision is an approving editor's, with a reason.
    step(holder, row, step="answer", text="Sớm quá.")
    assert step(holder, row, step="decide", decision="correct", why="Đúng là sai.") == 302
    step(approver, row, step="decide", decision="correct", why="\u200b ")
    row.refresh_from_db()
    assert row.state == "open"
    step(approver, row, step="decide", decision="partly", why="Sai một con số.")
    page = declare(article, author)
    submit(page, author)
    decide(page, editor)
    decide(page, approver)
    corrected = shelf(article).current
    step(holder, row, step="answer", text="Tòa soạn đã sửa.", correction=corrected.pk)
    row.refresh_from_db()
    assert (row.state, row.decision, row.correction_id, row.answered_by_id) == (
        "answered",
        "partly",
        corrected.pk,
        holder.pk,
    )
    assert told("request_answered") == {editor.pk, approver.pk}
    sheet = sign_in(Client(), editor).get(reverse("correction_requests:detail", args=[row.pk])).content.decode()
    assert all(words in sheet for words in (SENDER, "Sai một con số.", "Tòa soạn đã sửa.", corrected.seal))
    # What was answered stays as it is.
    assert sign_in(Client(), editor).get(reverse("correction_requests:edit", args=[row.pk])).status_code == 404
    step(approver, row, step="decide", decision="refuse", why="Đổi ý.")
    row.refresh_from_db()
    assert row.decision == "partly"
    # The dossier tells of it, and nothing of who asked; so does the trail.
    dossier = sign_in(Client(), approver).get(reverse("review_dossier", args=[article.pk])).content.decode()
    assert "Sai một con số." in dossier and SENDER not in dossier
    acts = Entry.objects.filter(subject=f"correction_request:{row.pk}").order_by("number")
    assert [entry.action.split(".")[1] for entry in acts] == ["registered", "decided", "answered"]
    assert not any(SENDER in entry.data + entry.words or "thu@example" in entry.data for entry in acts)
    # After its time who asked is forgotten, and the request stays.
    time_machine.move_to(dt.datetime(2027, 11, 22, 2, 0, tzinfo=dt.UTC))
    erase_senders()
    assert not RequestSender.objects.exists()
    assert (
        SENDER
        not in sign_in(Client(), editor).get(reverse("correction_requests:detail", args=[row.pk])).content.decode()
    )
    assert Entry.objects.filter(action="correction_request.sender_erased", actor="").count() == 1
    call_command("verify_trail")


def test_reminded_before_its_day_and_every_day_after(
    article: ArticlePage, editor: User, approver: User, time_machine: Any
) -> None:
    holder = make_user(Role.EDITOR)
    row = register(editor, article, assigned_to=holder.pk)
    second = register(editor, article, assigned_to=holder.pk, claim="Sai tên.")
    found = []
    for day in (22, 23, 24, 25, 26):
        time_machine.move_to(dt.datetime(2026, 11, day, 2, 0, tzinfo=dt.UTC))
        tick()
        tick()
        found.append(Notice.objects.filter(recipient=holder, kind__in=("request_due", "request_late")).count())
    # Both on one day are one notice, which names both.
    assert found == [0, 1, 1, 2, 3]
    notice = Notice.objects.filter(recipient=holder, kind="request_late").first()
    assert notice and sorted(pk for pk, _headline in notice.data["requests"]) == [row.pk, second.pk]
    assert told("request_late") == {holder.pk, approver.pk}
    client = sign_in(Client(), editor)
    assert len(client.get(reverse("correction_requests:index"), {"xem": "late"}).context["leaf"]) == 2
    # A later day is a new term.
    changed = client.post(reverse("correction_requests:edit", args=[row.pk]), form(article, due_on="30/11/2026"))
    assert changed.status_code == 302
    assert len(client.get(reverse("correction_requests:index"), {"xem": "late"}).context["leaf"]) == 1
    entry = Entry.objects.filter(action="correction_request.changed").latest("number")
    assert entry.facts["fields"] == ["assigned_to", "due_on"]


def test_what_is_typed_is_held_to_sense_and_found_by_its_address(article: ArticlePage, editor: User) -> None:
    client = sign_in(Client(), editor)
    for wrong in (
        {"name": "\u200b"}, {"claim": ""}, {"received_on": "01/01/2999"}, {"due_on": "19/11/2026"}, {"way": "pigeon"}
    ):  # fmt: skip
        answer = client.post(reverse("correction_requests:add"), form(article, **wrong))
        assert answer.status_code == 200 and answer.context["form"].errors, wrong
    path = shelf(article).path
    for address, found in (
        (path.rstrip("/"), article.pk),
        (f"/b/{article.pk}/", article.pk),
        ("https://x.vn/abc", None),
    ):
        assert register(editor, article, address=address).page_id == found


def test_the_export_has_safe_cells_and_stands_in_the_trail(article: ArticlePage, editor: User) -> None:
    register(editor, article, claim="=HYPERLINK(1)", name="+84 Thử")
    register(editor, article, claim="Khác.")
    answer = sign_in(Client(), editor).get(reverse("correction_requests:export"), {"q": "HYPERLINK"})
    (row,) = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert row["claim"].startswith("'=") and row["sender"].startswith("'+") and row["headline"] == article.title
    assert Entry.objects.latest("number").action == "correction_request.exported"


def test_ladder_of_the_register(article: ArticlePage, editor: User) -> None:
    row = register(editor, article)
    for rung in ["anonymous", "none", *Role, "superuser"]:
        user = make_user(*([rung] if isinstance(rung, Role) else []), superuser=rung == "superuser")
        client = Client() if rung == "anonymous" else sign_in(Client(), user)
        handles = rung in {Role.EDITOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR}
        for name, args in (("index", []), ("add", []), ("export", []), ("detail", [row.pk]), ("edit", [row.pk])):
            answer = client.get(reverse(f"correction_requests:{name}", args=args))
            assert (answer.status_code == 200) == handles, (rung, name)
        before = CorrectionRequest.objects.count()
        client.post(reverse("correction_requests:add"), form(article))
        assert (CorrectionRequest.objects.count() > before) == handles, rung
        sent = {"step": "decide", "decision": "refuse", "why": "Không sai."}
        client.post(reverse("correction_requests:detail", args=[row.pk]), sent)
        decided = CorrectionRequest.objects.filter(pk=row.pk, decided_by=user).exists()
        assert decided == (rung == Role.APPROVING_EDITOR), rung
