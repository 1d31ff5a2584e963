"""An article's whole life on one page: what stands on it, and who may read it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage, SectionPage
from cms.channels.outbox.expansion import expand_all
from cms.publication.actions import withdraw
from cms.publication.models import Publication
from cms.review.dossier.life import steps_of
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.channels import make_subscriber
from tests.factories.newsroom import decide, draft, make_user, sign_in, submit

pytestmark = pytest.mark.django_db


def address(page: Any) -> str:
    return reverse("review_dossier", args=[page.pk])


@pytest.fixture
def lived(section: SectionPage, author: User, editor: User, approver: User) -> ArticlePage:
    """Written in several sittings, sent back, approved, sent, corrected, taken back."""
    make_subscriber()
    page = draft(section, author, title="Phiên họp thứ Hai")
    for number in range(3):
        write(page, author, f"Lần sửa {number}.")
    submit(page, author)
    decide(page, editor, "reject", "Thiếu nguồn của số liệu.")
    write(page, author, "Đã thêm nguồn.")
    ArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(user=author)
    decide(page, editor, "approve", "Đã đối chiếu.")
    page = decide(page, approver)
    expand_all()
    write(page, author, "Đã sửa một con số.")
    submit(page, author)
    decide(page, editor)
    page = decide(page, approver)
    withdraw(page, user=approver, reason="Sai số liệu đại biểu.", notice="Bài có sai sót.")
    return ArticlePage.objects.get(pk=page.pk)


def write(page: ArticlePage, user: User, lede: str) -> None:
    changed = ArticlePage.objects.get(pk=page.pk).latest_draft()
    changed.lede = lede
    changed.save_revision(user=user, log_action=True)


def test_the_steps_stand_in_order_and_who_went_on_writing_stands_once(lived: ArticlePage, author: User) -> None:
    steps = list(steps_of(lived.pk))
    assert [(step.action, step.times) for step in steps] == [
        ("page.created", 1),
        ("publication.contributed", 4),
        ("review.submitted", 1),
        ("review.sent_back", 1),
        ("publication.contributed", 1),
        ("review.resubmitted", 1),
        ("review.passed", 1),
        ("review.passed", 1),
        ("publication.sealed", 1),
        ("publication.published", 1),
        # The correction, and what kind of change it is.
        ("publication.contributed", 2),
        ("review.submitted", 1),
        ("review.passed", 1),
        ("review.passed", 1),
        ("publication.sealed", 1),
        ("publication.published", 1),
        ("publication.withdrawn", 1),
    ]
    assert steps[1].who == str(author)
    told = {fact.name: fact.value for fact in steps[5].told}
    assert told["revision"] == {fact.name: fact.value for fact in steps[4].told}["revision"]


def test_the_page_holds_what_a_file_needs(
    client: Client, lived: ArticlePage, author: User, editor: User, approver: User
) -> None:
    answer = sign_in(client, approver).get(address(lived))
    text = answer.content.decode()
    wanted = [
        *("Phiên họp thứ Hai", "Tin tức", "/tin-tuc/phien-hop-thu-hai/"),
        *(str(user) for user in (author, editor, approver)),
        *("Thiếu nguồn của số liệu.", "Đã đối chiếu.", "Sai số liệu đại biểu.", "Bài có sai sót."),
        *Publication.objects.filter(page_id=lived.pk).values_list("seal", flat=True),
        *("Biên tập", "Duyệt xuất bản", "Thư điện tử", "GMT+7", "(4 lần lưu)"),
    ]
    assert [word for word in wanted if word not in text] == []
    assert "review/dossier" in text
    assert reverse("trail:index") in text


def test_a_seal_that_does_not_hold_is_said(client: Client, lived: ArticlePage, approver: User) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        trigger = "_no_update" if connection.vendor == "sqlite" else "_no_change ON publication_publication"
        cursor.execute(f"DROP TRIGGER publication_publication{trigger}")
    Publication.objects.filter(page_id=lived.pk, number=1).update(seal="0" * 64)
    assert "không khớp mã chốt" in sign_in(client, approver).get(address(lived)).content.decode()


# Who


LADDER = {
    None: False,
    Role.REPORTER: False,
    Role.EDITOR: True,
    Role.APPROVING_EDITOR: True,
    Role.PHOTO_EDITOR: True,
    Role.CHANNEL_MANAGER: True,
    Role.COORDINATOR: False,
    Role.ADMINISTRATOR: True,
}


@pytest.mark.parametrize("role", list(LADDER))
def test_whoever_may_see_the_drafts_reads_the_dossier(
    client: Client, section: SectionPage, author: User, role: Role | None
) -> None:
    page = draft(section, author)
    assert Client().get(address(page)).status_code == 302
    sign_in(client, make_user(*([role] if role else [])))
    assert (client.get(address(page)).status_code == 200) is LADDER[role]
    assert sign_in(Client(), author).get(address(page)).status_code == 200


def test_the_editor_leads_to_it(client: Client, section: SectionPage, author: User) -> None:
    page = draft(section, author)
    sign_in(client, author)
    assert address(page) in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


@pytest.mark.parametrize(("role", "allowed"), [(Role.APPROVING_EDITOR, True), (Role.EDITOR, False)])
def test_a_deleted_page_keeps_its_dossier_for_who_reads_the_trail(
    client: Client, section: SectionPage, author: User, role: Role, allowed: bool
) -> None:
    page = draft(section, author, title="Bài sẽ xóa")
    gone = address(page)
    ArticlePage.objects.get(pk=page.pk).delete()
    answer = sign_in(client, make_user(role)).get(gone)
    assert (answer.status_code == 200) is allowed
    assert ("Bài sẽ xóa" in answer.content.decode()) is allowed
    if allowed:
        assert client.get(reverse("review_dossier", args=[10**8])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_a_life(
    client: Client, section: SectionPage, author: User, approver: User, django_assert_max_num_queries: Any
) -> None:
    page = draft(section, author)
    sign_in(client, approver).get(address(page))
    with django_assert_max_num_queries(60) as few:
        client.get(address(page))
    for number in range(12):
        write(page, make_user(Role.EDITOR) if number % 2 else author, f"Lần {number}.")
    with django_assert_max_num_queries(len(few)):
        client.get(address(page))
