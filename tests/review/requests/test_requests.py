"""Requests for correction from outside, through the pages of the register."""

import csv
import datetime as dt
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.review import private
from cms.review.notices.models import Notice
from cms.review.requests.actions import erase_senders
from cms.review.requests.clock import tick
from cms.review.requests.models import CorrectionRequest, RequestScan, RequestSender
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.media import jpeg
from tests.factories.newsroom import decide, declare, draft, make_user, published, shelf, sign_in, submit

pytestmark = pytest.mark.django_db

SENDER = "Ông Đinh Văn Thử"


@pytest.fixture(autouse=True)
def day_of_the_register(time_machine: Any) -> None:
    """Before anything is written: the newest revision is found by its hour."""
    time_machine.move_to(dt.datetime(2026, 11, 21, 2, 0, tzinfo=dt.UTC))


@pytest.fixture
def article(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    return published(section, author, editor, approver)


def form(page: ArticlePage, /, **fields: Any) -> dict[str, Any]:
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


def register(user: User, page: ArticlePage, /, **fields: Any) -> CorrectionRequest:
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


def scan(content: bytes = b"", name: str = "don-ong-thu.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or b"%PDF-1.4\n1 0 obj\n%%EOF\n")


def files() -> list[Path]:
    return [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_a_scan_of_the_letter_is_for_the_register_alone_and_goes_with_the_sender(
    article: ArticlePage, author: User, editor: User, approver: User
) -> None:
    row = register(editor, article, scan=scan())
    assert step(editor, row, step="scan", scan=scan(jpeg(), "anh.pdf")) == 302
    letter, picture = row.scans.all()
    assert {path.suffix for path in files()} == {".pdf", ".jpg"}, "what it is, and not what it is called"
    assert not Path(settings.MEDIA_ROOT).joinpath(str(letter.file.name)).exists()
    shown = {
        one: sign_in(Client(), editor).get(reverse("correction_requests:scan", args=[one.pk]))
        for one in (letter, picture)
    }
    for one, kind, way in ((letter, "application/pdf", "attachment"), (picture, "image/jpeg", "inline")):
        head = shown[one].headers
        assert (head["Content-Type"], head["X-Content-Type-Options"]) == (kind, "nosniff")
        assert head["Content-Disposition"].startswith(way) and "no-store" in head["Cache-Control"]
        assert "don-ong-thu" not in head["Content-Disposition"]
    opened = Entry.objects.filter(action="correction_request.scan_opened")
    assert [entry.facts["scan"] for entry in opened.order_by("number")] == [letter.pk, picture.pk]
    # Who does not see the register sees no letter, by no address.
    for who in (author, make_user(Role.PHOTO_EDITOR)):
        client = sign_in(Client(), who)
        assert client.get(reverse("correction_requests:scan", args=[letter.pk])).status_code == 302
        assert client.post(reverse("correction_requests:remove_scan", args=[letter.pk])).status_code == 302
        assert client.get(f"/khong-cong-khai/{letter.file.name}").status_code == 404
    assert sign_in(Client(), approver).get(f"/khong-cong-khai/{letter.file.name}").status_code == 404
    assert Client().get(reverse("correction_requests:scan", args=[letter.pk])).status_code == 302
    assert opened.count() == 2 and RequestScan.objects.count() == 2
    # One attached by mistake goes with its file.
    sign_in(Client(), editor).post(reverse("correction_requests:remove_scan", args=[picture.pk]))
    assert len(files()) == 1
    # Who asked wants to be forgotten: an editor can't do that, an approving editor can.
    assert step(editor, row, step="erase") == 302 and RequestSender.objects.exists()
    step(approver, row, step="erase")
    assert not RequestSender.objects.exists() and not RequestScan.objects.exists() and not files()
    assert CorrectionRequest.objects.filter(pk=row.pk).exists()
    told = Entry.objects.filter(subject=f"correction_request:{row.pk}").order_by("number")
    assert [entry.action.split(".")[1] for entry in told] == [
        *("registered", "scan_added", "scan_added", "scan_opened", "scan_opened", "scan_removed"),
        "sender_erased_on_request",
    ]
    # A form sent after that brings nobody back.
    answer = sign_in(Client(), editor).post(
        reverse("correction_requests:edit", args=[row.pk]), form(article, claim="Sai tên.", scan=scan())
    )
    assert answer.status_code == 302 and not RequestSender.objects.exists() and not files()


@pytest.mark.parametrize(
    "content",
    [
        b"<script>alert(1)</script>",
        b"%PDF-1.4 cut off",
        b"PK\x03\x04",
        b"<svg onload=alert(1)/>",
        b"%PDF-" + b"0" * 10_500_000,
    ],
    ids=["script", "cut", "zip", "svg", "large"],
)
def test_only_a_whole_pdf_or_picture_is_a_scan(article: ArticlePage, editor: User, content: bytes) -> None:
    sent = form(article, scan=scan(content))
    answer = sign_in(Client(), editor).post(reverse("correction_requests:add"), sent)
    assert answer.status_code == 200 and "scan" in answer.context["form"].errors
    assert not CorrectionRequest.objects.exists() and not files()


def test_what_was_left_behind_is_swept_and_what_is_known_stays(article: ArticlePage, editor: User) -> None:
    row = register(editor, article, scan=scan())
    lost = Path(settings.PRIVATE_ROOT) / "yeu-cau-cai-chinh" / "lost.pdf"
    lost.write_bytes(b"%PDF-")
    assert private.sweep() == 0, "it may be on its way"
    for path in files():
        os.utime(path, (0, 0))
    assert private.sweep() == 1
    assert [path.name for path in files()] == [Path(str(row.scans.get().file.name)).name]


def test_the_article_is_chosen_or_found_by_its_address(
    article: ArticlePage, section: SectionPage, author: User, editor: User
) -> None:
    chosen = register(editor, article, page=article.pk, address="")
    assert (chosen.page_id, chosen.address) == (article.pk, f"{settings.PUBLIC_BASE_URL}{shelf(article).path}")
    client = sign_in(Client(), editor)
    never = draft(section, author, title="Chưa đăng")
    for wrong in ({"page": never.pk, "address": ""}, {"page": section.pk}):
        answer = client.post(reverse("correction_requests:add"), form(article, **wrong))
        assert answer.status_code == 200 and answer.context["form"].errors
    unknown = client.post(reverse("correction_requests:add"), form(article, address="/khong-co/"), follow=True)
    assert CorrectionRequest.objects.latest("pk").page_id is None
    assert "Không tìm thấy" in unknown.content.decode()
