"""The inbox of opinions in the admin, and how long they are kept."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import DocumentPage
from cms.opinions.actions import forget_old, receive
from cms.opinions.models import Opinion
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.newsroom import make_user, sign_in

pytestmark = pytest.mark.django_db

WORDS = "Đề nghị nêu rõ hơn chỉ tiêu về nhà ở xã hội."


@pytest.fixture
def opinion(draft: DocumentPage) -> Opinion:
    return receive(draft.pk, name="Bà Thử", unit="Phường Cửa Vân", contact="0900", anchor="muc-i", text=WORDS)


def text(response: Any) -> str:
    answer = b"".join(response.streaming_content) if response.streaming else response.content
    return answer.decode()


def detail(opinion: Opinion) -> str:
    return reverse("opinions:detail", args=[opinion.pk])


def test_each_role_gets_through_its_own_doors(opinion: Opinion) -> None:
    """Nobody, a member without a role and reporters see nothing; editors read and mark; who answers for it erases."""
    doors = [reverse("opinions:index"), reverse("opinions:export"), detail(opinion)]
    assert all(Client().get(door).status_code == 302 for door in doors)
    for roles, reads, erases in (
        ((), False, False),
        ((Role.REPORTER,), False, False),
        ((Role.CHANNEL_MANAGER,), False, False),
        ((Role.EDITOR,), True, False),
        ((Role.APPROVING_EDITOR,), True, True),
        ((Role.ADMINISTRATOR,), True, True),
    ):
        client = sign_in(Client(), make_user(*roles))
        for door in doors:
            answer = client.get(door)
            assert (answer.status_code == 200) is reads, (roles, door)
            assert (WORDS[:20] in text(answer)) is reads
        client.post(detail(opinion), {"state": "considered", "note": str(roles)})
        opinion.refresh_from_db()
        assert (opinion.note == str(roles)) is reads
        if not erases:
            client.post(reverse("opinions:erase", args=[opinion.pk]))
            assert Opinion.objects.filter(pk=opinion.pk).exists()
    client.post(reverse("opinions:erase", args=[opinion.pk]))
    assert not Opinion.objects.exists()


def test_an_editor_marks_it_and_the_trail_tells_so_without_the_writer(
    client: Client, opinion: Opinion, editor: User
) -> None:
    sign_in(client, editor)
    assert WORDS in text(client.get(detail(opinion))) and "I. Kết quả" in text(client.get(detail(opinion)))
    answer = client.post(detail(opinion), {"state": "passed_on", "note": "Gửi Tiểu ban Văn kiện ngày 10/3."})
    assert answer.status_code == 302
    opinion.refresh_from_db()
    assert (opinion.state, opinion.handled_by, opinion.note) == (
        "passed_on",
        editor,
        "Gửi Tiểu ban Văn kiện ngày 10/3.",
    )
    entry = Entry.objects.get(action="opinion.marked")
    assert entry.facts["state"] == "passed_on" and entry.actor == str(editor.trail_id)
    assert "Thử" not in entry.data and "Tiểu ban" not in entry.data
    client.post(detail(opinion), {"state": "new", "note": ""})
    opinion.refresh_from_db()
    assert opinion.handled_by is None and opinion.handled_at is None


def test_a_state_that_there_is_not_is_refused(client: Client, opinion: Opinion, editor: User) -> None:
    sign_in(client, editor)
    answer = client.post(detail(opinion), {"state": "published", "note": "x"})
    assert answer.status_code == 200
    opinion.refresh_from_db()
    assert (opinion.state, opinion.note) == ("new", "")


def test_the_list_is_narrowed_and_hides_spam(
    client: Client, draft: DocumentPage, opinion: Opinion, editor: User
) -> None:
    spam = receive(draft.pk, name="Máy", unit="", contact="", anchor="", text="Mua hàng giá rẻ tại đây.")
    Opinion.objects.filter(pk=spam.pk).update(state="spam", handled_at=dt.datetime.now(dt.UTC))
    sign_in(client, editor)
    index = reverse("opinions:index")
    for asked, own, other in (
        ("", True, False),
        ("?state=spam", False, True),
        ("?state=all", True, True),
        (f"?document={draft.pk}", True, False),
        (f"?document={draft.pk + 1}", False, False),
        ("?document=x&state=y&p=z", True, False),
        ("?q=nhà ở", True, False),
        ("?q=không có", False, False),
    ):
        page = text(client.get(index + asked))
        assert (detail(opinion) in page, detail(spam) in page) == (own, other), asked


def test_the_export_holds_what_the_list_shows_and_no_formula(
    client: Client, draft: DocumentPage, opinion: Opinion, editor: User
) -> None:
    receive(draft.pk, name="=HYPERLINK(1)", unit="", contact="", anchor="", text="Ý kiến thứ hai của bạn đọc.")
    sign_in(client, editor)
    answer = client.get(reverse("opinions:export") + "?q=Thử")
    rows = list(csv.DictReader(io.StringIO(text(answer).removeprefix("\ufeff"))))
    assert [row["opinion"] for row in rows] == [WORDS] and rows[0]["part"] == "I. Kết quả"
    whole = list(csv.DictReader(io.StringIO(text(client.get(reverse("opinions:export"))).removeprefix("\ufeff"))))
    assert len(whole) == 2 and not any(cell.startswith("=") for row in whole for cell in row.values())
    assert [entry.facts["count"] for entry in Entry.objects.filter(action="opinion.exported").order_by("pk")] == [1, 2]


def test_what_is_old_is_erased_and_spam_before(draft: DocumentPage, opinion: Opinion, time_machine: Any) -> None:
    spam = receive(draft.pk, name="Máy", unit="", contact="", anchor="", text="Mua hàng giá rẻ tại đây.")
    Opinion.objects.filter(pk=spam.pk).update(state="spam", handled_at=opinion.received_at)
    time_machine.move_to(opinion.received_at + dt.timedelta(days=29))
    assert forget_old() is False and Opinion.objects.count() == 2
    time_machine.move_to(opinion.received_at + dt.timedelta(days=31))
    forget_old()
    assert list(Opinion.objects.all()) == [opinion]
    time_machine.move_to(opinion.received_at + dt.timedelta(days=366))
    forget_old()
    assert not Opinion.objects.exists()
    assert Entry.objects.filter(action="opinion.forgotten").count() == 2
