"""The form for opinions on a draft, as a reader, a machine and somebody who comes too late meet it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from cms.articles.models import DocumentPage
from cms.opinions.models import Opinion
from cms.publication.actions import withdraw
from cms.review.notices.models import Notice
from cms.staff.models import User
from cms.trail.models import Entry
from reader.models import Listing, SearchEntry

pytestmark = pytest.mark.django_db

WORDS = "Đề nghị nêu rõ hơn chỉ tiêu về nhà ở xã hội trong nhiệm kỳ tới."


def text(response: Any) -> str:
    return response.content.decode()


def address(page: DocumentPage) -> str:
    return f"/gop-y/{page.pk}/"


def said(**more: Any) -> dict[str, Any]:
    return {
        "name": "Bà Nguyễn Thị Thử",
        "unit": "Tổ 5, phường Cửa Vân",
        "text": WORDS,
        "anchor": "",
        "consent": "on",
        **more,
    }


def test_from_the_page_to_the_receipt(client: Client, draft: DocumentPage, editor: User, approver: User) -> None:
    page = text(client.get("/van-kien/du-thao-bao-cao-chinh-tri/"))
    assert f'href="{address(draft)}"' in page and "20/03/2026" in page
    form = client.get(address(draft))
    assert form.status_code == 200 and "no-store" in form["Cache-Control"] and form["Referrer-Policy"] == "same-origin"
    assert re.findall(r'<option value="(muc-[^"]*)">', text(form)) == ["muc-i", "muc-ii"]
    answer = client.post(address(draft), said(anchor="muc-ii", contact="thu@example.vn"))
    assert answer.status_code == 302
    receipt = client.get(answer["Location"])
    assert receipt.status_code == 200 and WORDS not in text(receipt)
    opinion = Opinion.objects.get()
    assert (opinion.name, opinion.unit, opinion.contact) == (
        "Bà Nguyễn Thị Thử",
        "Tổ 5, phường Cửa Vân",
        "thu@example.vn",
    )
    assert (opinion.anchor, opinion.part, opinion.text) == ("muc-ii", "II. Nhiệm vụ", WORDS)
    assert opinion.publication.number == 1 and opinion.state == "new"
    told = Notice.objects.filter(kind="opinions_came")
    assert set(told.values_list("recipient_id", flat=True)) == {editor.pk, approver.pk}
    assert WORDS not in str(list(told.values())) and "Nguyễn Thị Thử" not in str(list(told.values()))
    entry = Entry.objects.get(action="opinion.received")
    assert "Nguyễn" not in entry.data and entry.origin == ""


def test_a_second_opinion_is_counted_in_the_unread_notice(client: Client, draft: DocumentPage, editor: User) -> None:
    client.post(address(draft), said())
    client.post(address(draft), said(text=WORDS + " Và về trường học."))
    notice = Notice.objects.get(kind="opinions_came", recipient=editor)
    assert notice.data == {"count": 2}


def test_no_door_of_the_public_shows_it(client: Client, draft: DocumentPage) -> None:
    listed, searched = Listing.objects.count(), list(SearchEntry.objects.values_list("text", flat=True))
    client.post(address(draft), said())
    doors = (
        "/",
        "/van-kien/",
        "/van-kien/du-thao-bao-cao-chinh-tri/",
        "/van-kien/rss.xml",
        "/sitemap-pages.xml",
        "/rss.xml",
    )
    for door in (
        *doors,
        address(draft),
        f"{address(draft)}da-nhan/",
        "/tim-kiem/?q=nh%C3%A0+%E1%BB%9F+x%C3%A3+h%E1%BB%99i",
    ):
        shown = text(client.get(door))
        assert "chỉ tiêu về nhà ở" not in shown and "Nguyễn Thị Thử" not in shown, door
    assert listed == Listing.objects.count() and searched == list(SearchEntry.objects.values_list("text", flat=True))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"unit": "x" * 201}, "unit"),
        ({"contact": "x" * 201}, "contact"),
        ({"text": ""}, "text"),
        ({"text": "Tốt."}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"anchor": "muc-ix"}, "anchor"),
        ({"consent": ""}, "consent"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_typed_is_lost(
    client: Client, draft: DocumentPage, wrong: dict[str, str], field: str
) -> None:
    answer = client.post(address(draft), said(**wrong))
    assert answer.status_code == 422 and not Opinion.objects.exists()
    page = text(answer)
    (error,) = re.findall(rf'id="id_{field}_error">([^<]+)<', page)
    assert error.endswith(".") and page.count('class="error"') == 1
    for name, value in said(**wrong).items():
        assert name in ("anchor", "consent") or not value or value in page, name


def test_a_button_that_is_pressed_twice_sends_one(client: Client, draft: DocumentPage) -> None:
    for _twice in range(2):
        assert client.post(address(draft), said()).status_code == 302
    assert Opinion.objects.count() == 1
    client.post(address(draft), said(contact="0900 000 111"))
    assert Opinion.objects.get().contact == "0900 000 111", "who sends it again adds what was left out"


def test_a_machine_that_fills_the_trap_is_thanked_and_forgotten(client: Client, draft: DocumentPage) -> None:
    assert client.post(address(draft), said(website="https://spam.example")).status_code == 302
    assert not Opinion.objects.exists() and not Notice.objects.filter(kind="opinions_came").exists()


def test_one_network_sends_ten_an_hour(client: Client, draft: DocumentPage) -> None:
    for number in range(10):
        assert client.post(address(draft), said(text=f"{WORDS} {number}")).status_code == 302
    answer = client.post(address(draft), said(text=f"{WORDS} 11"))
    assert answer.status_code == 429 and f"{WORDS} 11" in text(answer)
    assert Opinion.objects.count() == 10


def test_a_form_of_elsewhere_is_refused(draft: DocumentPage) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(address(draft), said()).status_code == 403
    page = text(browser.get(address(draft)))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token and browser.post(address(draft), said(csrfmiddlewaretoken=token[1])).status_code == 302
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2026-02-28T16:59:00+00:00", 200),
        ("2026-02-28T17:01:00+00:00", 302),
        ("2026-03-20T16:59:00+00:00", 302),
        ("2026-03-20T17:01:00+00:00", 410),
    ],
)
def test_it_opens_and_closes_by_the_newsrooms_day(
    client: Client, draft: DocumentPage, time_machine: Any, moment: str, status: int
) -> None:
    time_machine.move_to(dt.datetime.fromisoformat(moment))
    answer = client.post(address(draft), said())
    assert answer.status_code == status
    assert Opinion.objects.exists() is (status == 302)
    if status != 302:
        # Whoever wrote while it closed gets the words back.
        assert WORDS in text(answer) and '<button type="submit"' not in text(answer).partition("<article")[2]
        assert "2026" in text(client.get(address(draft)))


def test_the_page_says_that_it_is_over(client: Client, draft: DocumentPage, time_machine: Any) -> None:
    path = "/van-kien/du-thao-bao-cao-chinh-tri/"
    before = client.get(path)
    time_machine.move_to(dt.datetime(2026, 3, 21, 2, 0, tzinfo=dt.UTC))
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200 and address(draft) not in text(after) and "20/03/2026" in text(after)


def test_only_public_drafts_have_a_form(client: Client, draft: DocumentPage, approver: User) -> None:
    front = draft.get_parent().get_parent()
    for page_id in (front.pk, 424242, 2**70):
        assert client.get(f"/gop-y/{page_id}/").status_code == 404
    withdraw(draft, user=approver, reason="test")
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), said()).status_code == 404
    assert not Opinion.objects.exists()
