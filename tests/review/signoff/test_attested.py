"""A leader's word that was heard: one member notes it, another confirms it."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.publication.queries import draft_digest
from cms.review.emergency.actions import publish_at_once
from cms.review.errors import ReviewRefused
from cms.review.models import ReviewTask
from cms.review.notices.models import Notice
from cms.review.signoff.models import Attestation, Leader, SignoffRequest
from cms.review.signoff.rules import has_confirmed
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.media import jpeg
from tests.factories.newsroom import decide, draft, make_user, published, shelf, sign_in, submit

from .scene import at_stage, copied_link, leaders_stage, note, say, settle, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(section: SectionPage) -> ReviewTask:
    return leaders_stage()


@pytest.fixture
def article(stage: ReviewTask, section: SectionPage, author: User, editor: User) -> ArticlePage:
    """It waits at the leaders' stage, between desk and approval."""
    page = submit(draft(section, author), author)
    return decide(page, editor)


def test_an_attested_approval_counts_once_a_second_person_confirms_it(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    photo = SimpleUploadedFile("IMG 1.jpg", jpeg(), "image/jpeg")
    second = make_user(Role.EDITOR)
    row = note(article, editor, leader, photo=photo)
    assert at_stage(article) == "Ý kiến lãnh đạo"
    assert Notice.objects.filter(kind="attestation_to_confirm", recipient=second).exists()
    settle(row, editor)
    assert row.confirmed_at is None, "not the recorder's own"
    settle(row, second)
    assert row.confirmed_by == second
    assert at_stage(article) == "Duyệt xuất bản"
    decide(article, approver)
    assert shelf(article)
    own = reverse("signoff:note_photo", args=[row.pk])
    stored = f"/khong-cong-khai/{row.photo.name}"
    assert sign_in(Client(), second).get(own).status_code == 200
    assert Client().get(own).status_code == 302
    assert sign_in(Client(), second).get(stored).status_code == 404
    assert not (Path(settings.MEDIA_ROOT) / row.photo.name).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("public", [True, False])
def test_what_a_leader_said_stays_with_what_was_published(
    section: SectionPage, author: User, editor: User, approver: User, leader: Leader, public: bool
) -> None:
    article = published(section, author, editor, approver) if public else draft(section, author)
    row = note(article, editor, leader, photo=SimpleUploadedFile("IMG 1.jpg", jpeg(), "image/jpeg"))
    open_path = copied_link(article, editor, leader)
    stored = Path(settings.PRIVATE_ROOT) / row.photo.name
    assert stored.exists()
    article.delete()
    assert stored.exists() is Attestation.objects.filter(pk=row.pk).exists() is public
    assert say(open_path, "1").status_code == 422 and not SignoffRequest.objects.exists()
    own = reverse("signoff:note_photo", args=[row.pk])
    assert sign_in(Client(), approver).get(own).status_code == (200 if public else 404)
    assert sign_in(Client(), editor).get(own).status_code == (302 if public else 404)
    dossier = text_of(sign_in(Client(), approver).get(reverse("review_dossier", args=[row.page_id])))
    assert (own in dossier) is public


def test_who_worked_on_the_text_confirms_nothing_and_who_confirmed_does_not_approve(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    worker = make_user(Role.EDITOR)
    page = article.latest_draft()
    page.lede = "Sửa một chữ."
    page.save_revision(user=worker)
    decide(article, editor)
    row = note(article, editor, leader)
    settle(row, worker)
    assert row.confirmed_at is None
    settle(row, make_user(Role.REPORTER))
    assert row.confirmed_at is None
    settle(row, approver)
    assert row.confirmed_by == approver
    with pytest.raises(ReviewRefused):
        decide(article, approver)
    decide(article, make_user(Role.APPROVING_EDITOR))
    assert shelf(article)


def test_a_noted_approval_is_refused_with_a_reason_or_ends_with_its_version(
    article: ArticlePage, author: User, editor: User, approver: User, leader: Leader
) -> None:
    row = note(article, editor, leader)
    settle(row, approver, "refuse")
    assert row.refused_at is None
    settle(row, approver, "refuse", reason="Lãnh đạo nói về bài khác.")
    assert row.reason
    settle(row, approver)
    assert row.confirmed_at is None
    row = note(article, editor, leader)
    page = article.latest_draft()
    page.lede = "Sửa sau khi ghi nhận."
    page.save_revision(user=author)
    settle(row, approver)
    assert row.confirmed_at is None


@pytest.mark.parametrize(
    ("name", "content"),
    [("note.jpg", b"<svg onload=alert(1)>"), ("note.svg", b"<svg/>"), ("note.jpg", b"\xff\xd8" + b"0" * 11_000_000)],
)
def test_only_a_picture_is_taken_as_the_photo_of_a_note(
    article: ArticlePage, editor: User, leader: Leader, name: str, content: bytes
) -> None:
    sent = {
        "leader": leader.pk,
        "how": "phone",
        "said_at": (timezone.localtime() - dt.timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M"),
        "words": "Đồng ý.",
        "photo": SimpleUploadedFile(name, content),
    }
    answer = sign_in(Client(), editor).post(reverse("signoff:attest", args=[article.pk]), sent)
    assert answer.status_code == 422
    assert "photo" in answer.context["form"].errors
    assert not Attestation.objects.exists()


def test_an_emergency_frees_nobody_who_confirmed(
    article: ArticlePage, editor: User, approver: User, leader: Leader
) -> None:
    settle(note(article, editor, leader), approver)
    page = ArticlePage.objects.get(pk=article.pk)
    on_duty = make_user(Role.EMERGENCY)
    reason = "Bản đang công khai gây hiểu nhầm cho người dân."
    publish_at_once(page, user=on_duty, reason=reason, digest=draft_digest(page))
    assert has_confirmed(approver, article.pk)
