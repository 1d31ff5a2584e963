"""The page of an article's places: also where it was meant to stand and does not, with the reason; and how it went to the many."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from cms.channels.accounts import pause
from cms.channels.models import Account, Delivery, Placement
from cms.channels.outbox.lanes import Queue
from cms.channels.outbox.rounds import run_once
from cms.channels.vault import Credentials
from cms.publication.actions import withdraw
from cms.sending.retry import MAX_ATTEMPTS
from tests.factories.channels import Desk, make_endpoint, make_manager, make_subscriber, open_account
from tests.factories.newsroom import draft, sign_in

from .platforms.http import Fault
from .platforms.telegram import TOKEN, Telegram
from .seen import later
from .servers import MailServer

pytestmark = pytest.mark.django_db


def text_of(client: Client, page_id: int) -> str:
    """The screen's words, one space between them."""
    answer = client.get(reverse("channels_places", args=[page_id])).content.decode()
    body = answer[answer.index('class="channel-headline"') :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize(
    ("fault", "state", "told"),
    [
        (Fault.CUT, "unknown", "Chưa rõ kết quả"),
        (Fault.GONE, "refused", "Bị từ chối"),
        (Fault.WAIT, "gave_up", "Thôi gửi"),
    ],
)
def test_what_went_wrong_stands_there_with_its_reason(
    telegram: Telegram, account: Account, desk: Desk, fault: Fault, state: str, told: str
) -> None:
    page = desk.publish(title="Đại hội khai mạc")
    telegram.plan.append(fault)
    if state == "gave_up":
        run_once()
        Delivery.objects.filter(channel="telegram").update(attempts=MAX_ATTEMPTS - 1)
        telegram.plan.append(fault)
        run_once(now=later(hours=1))
    run_once()
    delivery = Delivery.objects.get(channel="telegram")
    assert delivery.state == state and not Placement.objects.exists()
    shown = text_of(sign_in(Client(), make_manager()), page.pk)
    assert shown.startswith('class="channel-headline">Đại hội khai mạc')
    assert f"Kênh Telegram: Kênh Đại hội {told} ·" in shown
    assert "chưa hiển thị ở nơi nào" not in shown
    answer = sign_in(Client(), make_manager()).get(reverse("channels_places", args=[page.pk])).content.decode()
    assert reverse("channel_ledger:inspect", args=[delivery.pk]) in answer and "board-queue--trouble" in answer
    others = sign_in(Client(), desk.reporter).get(reverse("channels_places", args=[page.pk])).content.decode()
    assert reverse("channel_ledger:inspect", args=[delivery.pk]) not in others


def test_what_waits_behind_a_paused_account_stands_there(telegram: Telegram, account: Account, desk: Desk) -> None:
    manager = make_manager()
    pause(Queue("telegram", account.pk), manager)
    page = desk.publish()
    run_once()
    shown = text_of(sign_in(Client(), manager), page.pk)
    assert "Kênh Telegram: Kênh Đại hội Chờ gửi ·" in shown and f"Đang tạm dừng ({manager}, " in shown


def test_a_correction_that_does_not_arrive_stands_beside_the_place(
    telegram: Telegram, account: Account, desk: Desk
) -> None:
    page = desk.publish()
    run_once()
    assert "Lượt gửi mới nhất" not in text_of(sign_in(Client(), desk.reporter), page.pk)
    telegram.plan.append(Fault.WAIT)
    desk.correct(page)
    run_once(now=later(seconds=5))
    shown = text_of(sign_in(Client(), desk.reporter), page.pk)
    assert "Đang hiển thị · bản phát hành 1" in shown
    assert "Lượt gửi mới nhất: Chờ gửi ·" in shown and "429" in shown


def test_those_who_are_many_are_counted(mail_server: MailServer, desk: Desk) -> None:
    for _number in range(3):
        make_subscriber()
    page = desk.publish()
    run_once()
    Delivery.objects.filter(pk=Delivery.objects.filter(channel="email").latest("pk").pk).update(state="unknown")
    assert "Thư điện tử : đã tới 2, chưa rõ kết quả 1" in text_of(sign_in(Client(), desk.reporter), page.pk)


def test_a_withdrawal_is_told_so_wherever_deliveries_are_counted(
    telegram: Telegram, account: Account, desk: Desk
) -> None:
    page = desk.publish()
    run_once()
    desk.correct(page)
    run_once(now=later(seconds=5))
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=10))
    shown = sign_in(Client(), desk.reporter).get(reverse("channels_preview", args=[page.pk])).content.decode()
    for told in ("đã tới: 1", "đã sửa ở nơi nhận: 1", "đã gỡ ở nơi nhận: 1"):
        assert told in shown


def test_a_place_by_hand_has_its_link_or_is_in_print(desk: Desk) -> None:
    page, client = desk.publish(), sign_in(Client(), make_manager())
    places = reverse("channels_places", args=[page.pk])
    refused = client.post(places, {"name": "Báo Đồng Xanh"})
    assert refused.status_code == 422 and "nếu là bản in" in refused.content.decode()
    assert not Placement.objects.exists()
    client.post(places, {"name": "Báo Đồng Xanh, số 12, trang 3", "printed": "on"})
    assert Placement.objects.get().url == ""


class TestThePreview:
    """Says where the article will stand, and promises nothing that will not happen."""

    def shown(self, desk: Desk, page_id: int, manages: bool = False) -> str:
        client = sign_in(Client(), make_manager() if manages else desk.reporter)
        return html.unescape(client.get(reverse("channels_preview", args=[page_id])).content.decode())

    def test_it_names_accounts_and_counts_readers(self, account: Account, desk: Desk) -> None:
        make_subscriber()
        make_subscriber(wants="daily")
        make_endpoint()
        page = draft(desk.section, desk.reporter)
        shown = self.shown(desk, page.pk)
        assert "Sẽ đăng lên: Kênh Đại hội" in shown and "Gửi tới: 1 người đăng ký" in shown
        assert "Gửi tới: Đối tác " in shown
        assert '<p class="channel-preview-account"><strong>Kênh Đại hội</strong></p>' in shown

    def test_who_looks_after_no_channels_sees_no_headers_of_mails(self, desk: Desk) -> None:
        page = desk.publish()
        assert "Return-Path" not in self.shown(desk, page.pk)
        assert "Return-Path" in self.shown(desk, page.pk, manages=True)

    def test_a_paused_channel_says_so(self, account: Account, desk: Desk) -> None:
        manager = make_manager()
        pause(Queue("telegram", account.pk), manager)
        page = desk.publish()
        assert f"Kênh đang tạm dừng ({manager}, " in self.shown(desk, page.pk)
        open_account("telegram", "@khac", Credentials(token=TOKEN), name="Kênh thứ hai")
        assert "Kênh đang tạm dừng" not in self.shown(desk, page.pk)

    @pytest.mark.parametrize(("channel", "address"), [("facebook", "1"), ("telegram", "@daihoi")])
    def test_a_post_of_a_link_shows_the_card(self, desk: Desk, channel: str, address: str) -> None:
        Account.objects.create(channel=channel, name="Trang Đại hội", address=address, active=True)
        page = desk.publish(title="Đại hội khai mạc", lede="Sáng 18/11.")
        shown = self.shown(desk, page.pk)
        card = shown[shown.index('class="channel-preview-link"') :]
        assert "<strong>Đại hội khai mạc</strong>" in card[:400] and "Sáng 18/11." in card[:400]
