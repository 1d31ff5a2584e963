"""The one way round four eyes, through its doors: who may, what is asked, who is told, who closes it, what is reported."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from cms.articles.models import ArticlePage, SectionPage
from cms.channels.models import Dispatch
from cms.publication.actions import seal, withdraw_at_once
from cms.publication.emergency import SHORTEST_REASON
from cms.publication.inspection import differences
from cms.publication.models import Kind, Publication
from cms.publication.queries import contributors_since_seal, draft_digest
from cms.publication.rollback import roll_back
from cms.publication.signals import emergency
from cms.review.emergency import clock
from cms.review.emergency.models import AfterReview
from cms.review.emergency.queries import open_after_reviews
from cms.review.emergency.receivers import open_after_review
from cms.review.errors import ReviewRefused
from cms.review.notices.models import Notice
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import decide, declare, draft, make_user, published, shelf, sign_in, submit

pytestmark = pytest.mark.django_db

WHY = "Cảnh báo bão cho người dân phải lên ngay trong đêm."
NOTICE = "Bài đã được gỡ để kiểm tra lại."


@pytest.fixture
def on_duty() -> User:
    return make_user(Role.REPORTER, Role.EMERGENCY)


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


def publish(user: User, page: ArticlePage, **fields: Any) -> HttpResponse:
    """Opens the page of the emergency and sends its form, with what it showed."""
    client = sign_in(Client(), user)
    address = reverse("emergency_publish", args=[page.pk])
    shown = client.get(address)
    digest = shown.context["digest"] if shown.status_code == 200 else draft_digest(page)
    return client.post(address, {"digest": digest, "reason": WHY, "confirmed": "Phat hanh NGAY", **fields})


def withdraw(user: User, page: ArticlePage, **fields: Any) -> HttpResponse:
    address = reverse("emergency_withdraw", args=[page.pk])
    sent = {"reason": WHY, "notice": NOTICE, "confirmed": "gỡ ngay", **fields}
    return sign_in(Client(), user).post(address, sent)


def close(user: User, row: AfterReview, outcome: str = "stands", note: str = "Đúng.") -> HttpResponse:
    address = reverse("review_after:detail", args=[row.pk])
    return sign_in(Client(), user).post(address, {"outcome": outcome, "note": note})


def is_public(page: ArticlePage) -> bool:
    stands = shelf(page)
    return bool(stands and stands.is_public())


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_it_is_public_at_once_and_open_until_another_closes_it(
    article: ArticlePage, author: User, editor: User, approver: User, on_duty: User
) -> None:
    administrator, bystander = make_user(Role.ADMINISTRATOR), make_user(Role.REPORTER)
    submit(article, author)
    decide(article, editor)
    assert publish(on_duty, article).status_code == 302
    current = shelf(article).current
    assert (current.kind, current.approved_by_id) == (Kind.EMERGENCY, on_duty.pk)
    public = Client().get(shelf(article).path).content.decode()
    assert "Sa-pô" in public or "Tiểu ban" in public
    assert "khẩn cấp" not in public.lower() and WHY not in public
    # A notice for everybody, urgent, and nothing of an approval.
    assert told("emergency_published") == {author.pk, editor.pk, approver.pk, administrator.pk}
    assert bystander.pk not in told("emergency_published") and not told("published")
    # The review ended, and its stage says why.
    running = WorkflowState.objects.get(object_id=str(article.pk))
    assert running.status == WorkflowState.STATUS_CANCELLED
    assert "khẩn cấp" in TaskState.objects.filter(workflow_state=running).latest("pk").comment
    entry = Entry.objects.get(action="emergency.published")
    assert (entry.actor, entry.words) == (str(on_duty.trail_id), WHY)
    row = open_after_reviews().get()
    assert (row.publication_id, row.reason, row.opened_by_id) == (current.pk, WHY, on_duty.pk)
    call_command("check_seals")
    # A later approval does not close it.
    declared = declare(article, author)
    submit(declared, author)
    decide(declared, editor)
    decide(declared, make_user(Role.APPROVING_EDITOR))
    assert open_after_reviews().exists()
    assert close(approver, row, "corrected", "Đã có bản sửa được duyệt.").status_code == 302
    row.refresh_from_db()
    assert (row.closed_by_id, row.outcome) == (approver.pk, "corrected")
    assert on_duty.pk in told("after_review_closed")
    call_command("check_seals")
    call_command("verify_trail")


RUNGS = ["anonymous", "none", *Role, "superuser"]


def test_ladder_of_acting(section: SectionPage, author: User, editor: User, approver: User) -> None:
    page = draft(section, author)
    live = published(section, author, editor, approver, title="Bài đã duyệt")
    for rung in RUNGS:
        if rung == Role.EMERGENCY:
            continue
        user = make_user(*([rung] if isinstance(rung, Role) else []), superuser=rung == "superuser")
        client = Client() if rung == "anonymous" else sign_in(Client(), user)
        sent = {"digest": draft_digest(page), "reason": WHY, "confirmed": "phát hành ngay"}
        client.post(reverse("emergency_publish", args=[page.pk]), sent)
        sent |= {"notice": NOTICE, "confirmed": "gỡ ngay"}
        client.post(reverse("emergency_withdraw", args=[live.pk]), sent)
        assert not is_public(page) and is_public(live), rung
    editor_page = reverse("wagtailadmin_pages:edit", args=[live.pk])
    assert "/khan-cap/" not in sign_in(Client(), editor).get(editor_page).content.decode()
    on_duty = make_user(Role.EDITOR, Role.EMERGENCY)
    offered = sign_in(Client(), on_duty).get(editor_page).content.decode()
    assert reverse("emergency_publish", args=[live.pk]) in offered
    assert reverse("emergency_withdraw", args=[live.pk]) in offered
    alone = make_user(Role.EMERGENCY)
    # Who edits nothing finds every article by words of its headline, and has no page's menu.
    find = sign_in(Client(), alone).get(reverse("emergency_find"), {"q": "bai da DUYET"}).content.decode()
    assert reverse("emergency_withdraw", args=[live.pk]) in find
    assert reverse("emergency_publish", args=[page.pk]) not in find
    menu = sign_in(Client(), alone).get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("emergency_find") in menu
    assert publish(alone, page).status_code == withdraw(alone, live).status_code == 302
    assert is_public(page) and not is_public(live)
    assert Client().get(shelf(live).path).status_code == 410


def test_the_role_counts_as_stored_and_python_asks_for_as_much(
    article: ArticlePage, on_duty: User, approver: User
) -> None:
    on_duty.groups.set(Group.objects.filter(name=Role.EMERGENCY.value))
    revision, digest = article.latest_draft().latest_revision, draft_digest(article)

    def act(user: User | None, reason: str = WHY) -> None:
        with transaction.atomic():
            seal(article, revision=revision, digest=digest, approver=user, kind=Kind.EMERGENCY, reason=reason)

    for user, reason in (
        (None, WHY), (approver, WHY), (make_user(superuser=True), WHY), (on_duty, ""), (on_duty, "x" * (SHORTEST_REASON - 1)),
        (on_duty, "\u200b" * 40),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act(user, reason)
    # Taken away in the database while the value in memory still holds it; and an account that was closed.
    assert on_duty.groups.exists()
    on_duty.__dict__["_newsroom_roles"] = frozenset({Role.EMERGENCY})
    User.groups.through.objects.filter(user=on_duty).delete()
    with pytest.raises(PermissionDenied):
        act(on_duty)
    on_duty.groups.add(Group.objects.get(name=Role.EMERGENCY.value))
    User.objects.filter(pk=on_duty.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        act(on_duty)
    with pytest.raises(PermissionDenied):
        withdraw_at_once(article, user=approver, reason=WHY, notice=NOTICE)
    assert not Publication.objects.filter(page_id=article.pk).exists()
    User.objects.filter(pk=on_duty.pk).update(is_active=True)
    act(on_duty)
    assert open_after_reviews().count() == 1


def test_without_an_after_review_nothing_is_done(article: ArticlePage, on_duty: User) -> None:
    emergency.disconnect(dispatch_uid="review.open_after_review")
    try:
        answer = publish(on_duty, article)
    finally:
        emergency.connect(open_after_review, dispatch_uid="review.open_after_review")
    assert answer.status_code == 200 and not is_public(article)
    assert not Publication.objects.filter(page_id=article.pk).exists()


def test_what_is_asked_for_is_asked_for(article: ArticlePage, on_duty: User, author: User) -> None:
    for wrong in (
        {"reason": ""},
        {"reason": "Gấp."},
        {"reason": "\u200b" * 40},
        {"confirmed": ""},
        {"confirmed": "ok"},
    ):
        answer = publish(on_duty, article, **wrong)
        assert answer.status_code == 200 and answer.context["form"].errors, wrong
    # Somebody saves while the page is open: what is typed is kept, and the new version has to be looked at.
    changed = article.latest_draft()
    seen = draft_digest(article)
    changed.lede = "Sa-pô khác."
    changed.save_revision(user=author, log_action=True)
    answer = publish(on_duty, article, digest=seen)
    assert answer.status_code == 200 and answer.context["form"].initial["reason"] == WHY
    assert answer.context["form"].initial["digest"] == draft_digest(article) != seen
    assert not is_public(article)


def test_what_stops_a_submission_stops_an_emergency_on_every_route(
    section: SectionPage, author: User, on_duty: User
) -> None:
    page = draft(section, author, text="Có [[số]] đại biểu dự.")
    answer = publish(on_duty, page)
    assert answer.context["stopping"] and answer.status_code == 200
    with pytest.raises(ReviewRefused), transaction.atomic():
        seal(
            page,
            revision=page.latest_draft().latest_revision,
            digest=draft_digest(page),
            approver=on_duty,
            kind=Kind.EMERGENCY,
            reason=WHY,
        )
    assert not is_public(page) and not AfterReview.objects.exists()


def test_a_contributor_may_and_is_no_more_freed_by_it(section: SectionPage, approver: User, editor: User) -> None:
    """Who wrote what went out in an emergency neither looks at it afterwards nor approves the next version of it."""
    writing = make_user(Role.APPROVING_EDITOR, Role.EMERGENCY)
    helping = make_user(Role.APPROVING_EDITOR)
    page = draft(section, writing)
    page.lede = "Sa-pô có hai người viết."
    page.save_revision(user=helping, log_action=True)
    publish(writing, page)
    assert is_public(page)
    assert contributors_since_seal(page.pk) == {writing.pk, helping.pk}
    row = open_after_reviews().get()
    for user in (writing, helping, editor, make_user(superuser=True), make_user(Role.ADMINISTRATOR)):
        assert close(user, row).status_code == 302 and open_after_reviews().exists()
    page = declare(page, editor)
    submit(page, editor)
    decide(page, make_user(Role.EDITOR))
    with pytest.raises(ReviewRefused):
        decide(page, writing)
    # What nobody approved does not come back by one person's word, either.
    decide(page, approver)
    with pytest.raises(PermissionDenied):
        roll_back(page, 1, user=make_user(Role.APPROVING_EDITOR), reason="Sai.")


def test_a_withdrawal_at_once(section: SectionPage, author: User, editor: User, approver: User, on_duty: User) -> None:
    page = published(section, author, editor, approver)
    other = make_user(Role.APPROVING_EDITOR)
    assert withdraw(on_duty, page, notice="").context["form"].errors and is_public(page)
    assert withdraw(on_duty, page).status_code == 302
    gone = Client().get(shelf(page).path)
    assert gone.status_code == 410 and NOTICE in gone.content.decode() and WHY not in gone.content.decode()
    assert {author.pk, editor.pk, approver.pk, other.pk} == told("emergency_withdrawn") and not told("withdrawn")
    assert withdraw(on_duty, page).status_code == 200
    row = open_after_reviews().get()
    assert row.act == AfterReview.Act.WITHDRAW
    # It says what is so.
    assert close(other, row, "brought_back").status_code == 200 and open_after_reviews().exists()
    assert close(other, row, "corrected").status_code == 200 and open_after_reviews().exists()
    assert close(other, row, "stands", " \u200b").status_code == 200 and open_after_reviews().exists()
    assert close(other, row, "stands").status_code == 302 and not open_after_reviews().exists()
    call_command("check_seals")


def test_what_differs_is_seen_before_it_is_closed(
    section: SectionPage, author: User, editor: User, approver: User, on_duty: User
) -> None:
    page = declare(published(section, author, editor, approver), author)
    page.lede = "Chiều 18/3, lũ lên nhanh."
    page.save_revision(user=author, log_action=True)
    publish(on_duty, page)
    address = reverse("review_after:detail", args=[AfterReview.objects.get().pk])
    shown = sign_in(Client(), make_user(Role.APPROVING_EDITOR)).get(address)
    seen = shown.content.decode()
    assert "<ins" in seen and "lũ lên nhanh" in seen and shown.context["may_close"]


def test_it_goes_to_the_channels_like_an_approval(article: ArticlePage, on_duty: User) -> None:
    publish(on_duty, article)
    assert Dispatch.objects.filter(page_id=article.pk, action=Dispatch.Action.POST).exists()


def test_what_is_done_behind_the_trail_is_reported(
    article: ArticlePage, on_duty: User, approver: User, section: SectionPage, author: User
) -> None:
    publish(on_duty, article)
    assert not list(differences())
    AfterReview.objects.update(closed_at=timezone.now(), closed_by=approver, outcome="stands", note="x")
    assert len(list(differences())) == 1
    AfterReview.objects.all().delete()
    assert len(list(differences())) == 1


def test_reminded_every_day_until_it_is_closed(
    article: ArticlePage, on_duty: User, approver: User, time_machine: Any
) -> None:
    start = dt.datetime(2026, 11, 10, 3, 0, tzinfo=dt.UTC)
    time_machine.move_to(start)
    publish(on_duty, article)
    clock.tick()
    assert not told("after_review_open") | told("after_review_late")
    for day in (1, 2):
        time_machine.move_to(start + dt.timedelta(days=day, minutes=1))
        clock.tick()
        clock.tick()
        assert Notice.objects.filter(kind="after_review_late", recipient=approver).count() == day
    close(approver, AfterReview.objects.get())
    time_machine.move_to(start + dt.timedelta(days=4))
    clock.tick()
    assert Notice.objects.filter(kind="after_review_late", recipient=approver).count() == 2
    assert not Notice.objects.filter(kind="after_review_late", read_at=None).exists()


def test_the_month_is_reported_once(article: ArticlePage, on_duty: User, approver: User, time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 30, 16, 59, tzinfo=dt.UTC))
    publish(on_duty, article, reason=f"=1+1 {WHY}")
    clock.tick()
    november = Notice.objects.filter(kind="emergency_month", data__key="2026-11")
    assert not november.exists()
    # Midnight in the newsroom is 17:00 UTC.
    time_machine.move_to(dt.datetime(2026, 11, 30, 17, 1, tzinfo=dt.UTC))
    # Killed between the mark and the notices, nothing of both stands.
    with pytest.raises(RuntimeError), transaction.atomic():
        assert clock.report(dt.date(2026, 11, 1))
        raise RuntimeError
    clock.tick()
    clock.tick()
    (notice,) = november.filter(recipient=approver)
    client = sign_in(Client(), approver)
    led = client.get(reverse("notices:open", args=[notice.pk]))
    page = client.get(led.url).content.decode()
    assert led.url == "/quan-tri/hau-kiem/thang/2026-11/" and article.title in page and WHY in page
    answer = client.get(reverse("review_after:export", args=["2026-11"]))
    (row,) = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert row["reason"].startswith("'=1+1") and row["headline"] == article.title
    assert Entry.objects.latest("number").action == "after_review.exported"
    assert client.get(reverse("review_after:month", args=["2026-13"])).status_code == 404


@pytest.mark.parametrize("rung", RUNGS)
def test_ladder_of_looking(rung: str | Role, article: ArticlePage, on_duty: User) -> None:
    publish(on_duty, article)
    row = AfterReview.objects.get()
    user = make_user(*([rung] if isinstance(rung, Role) else []), superuser=rung == "superuser")
    client = Client() if rung == "anonymous" else sign_in(Client(), user)
    sees = rung in {Role.EDITOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR, Role.EMERGENCY}
    reports = rung in {Role.APPROVING_EDITOR, Role.ADMINISTRATOR}
    for name, args, may in (
        ("index", [], sees), ("detail", [row.pk], sees), ("month", ["2026-11"], reports), ("export", ["2026-11"], reports)
    ):  # fmt: skip
        assert (client.get(reverse(f"review_after:{name}", args=args)).status_code == 200) == may, name
    assert close(user, row).status_code == 302 if rung != "anonymous" else True
    assert AfterReview.objects.filter(closed_at=None).exists() == (rung != Role.APPROVING_EDITOR)
