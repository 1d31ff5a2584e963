"""What the board and the ledger tell whoever looks after the channels: what is amiss first, and in words that fit the channel."""

import datetime as dt
import html

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.channels import follow_ups
from cms.channels.board import health, summary
from cms.channels.models import Account, Delivery, FollowUp
from cms.channels.outbox.rounds import run_once
from cms.review.notices.models import Notice
from cms.review.notices.words import target_of
from cms.staff.roles import Role
from tests.channels.platforms.telegram import Telegram
from tests.channels.rules.conftest import a_rule
from tests.channels.seen import later
from tests.channels.servers import MailServer, Partner
from tests.factories.channels import Desk, make_endpoint, make_manager, make_subscriber
from tests.factories.newsroom import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    return sign_in(Client(), make_manager())


def shown(manager: Client) -> str:
    return html.unescape(manager.get(reverse("channels_board")).text)


def asked_about(manager: Client, delivery: Delivery) -> str:
    """The delivery's page in the ledger."""
    return html.unescape(manager.get(reverse("channel_ledger:inspect", args=[delivery.pk])).text)


def an_account(address: str, **fields: object) -> Account:
    kept = {"channel": "telegram", "name": "Kênh Đại hội", "credentials": "…", "active": True, **fields}
    return Account.objects.create(address=address, **kept)


def test_where_all_is_well_the_board_says_so(manager: Client) -> None:
    an_account("@dai_hoi")
    assert "Các kênh đều chạy bình thường." in shown(manager)


def test_what_is_amiss_stands_first_and_in_one_line(manager: Client, desk: Desk) -> None:
    a_rule("email", senders=Group.objects.filter(name=Role.CHANNEL_MANAGER.value))
    well, off = an_account("@dai_hoi"), an_account("@cu", active=False)
    closed = an_account("@khoa", active=False, stopped_because="gone")
    partner, _secret = make_endpoint(active=False, stopped_because="gone")
    for recipient in (make_subscriber().pk, make_subscriber().pk):
        Delivery.objects.create(channel="email", recipient_id=recipient, purpose="confirm", state="unknown")
    make_subscriber()
    desk.publish()
    found = health(timezone.now())
    tones = [each.tone for each in found]
    assert tones == sorted(tones, key=["stopped", "trouble", "off", ""].index)
    by = {each.account or each.endpoint: each.tone for each in found if each.account or each.endpoint}
    assert by == {closed: "stopped", partner: "stopped", off: "off", well: ""}
    told = summary(found)
    assert (told.troubled, told.off, told.paused, told.held, told.unknown) == (4, 1, 0, 1, 2)
    board = shown(manager)
    for words in ("4 kênh cần xử lý", "1 bài chờ cho đăng", "2 lượt chưa rõ kết quả", "1 kênh không nhận bài mới"):
        assert words in board


def test_an_account_whose_box_is_empty_does_not_run(manager: Client) -> None:
    account = an_account("@dai_hoi", active=False)
    board = shown(manager)
    assert "không nhận bài mới: ô “Nhận bài viết” đang bỏ trống" in board
    assert reverse("channel_accounts:edit", args=[account.pk]) in board
    assert reverse("channels_hold", args=[f"telegram:{account.pk}", "pause"]) not in board


def test_of_a_partner_the_partner_is_asked(manager: Client, desk: Desk, partner: Partner) -> None:
    endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
    desk.publish(title="Đại hội thảo luận tại tổ")
    partner.plan.append("cut")
    run_once()
    delivery = Delivery.objects.get(channel="webhook", state="unknown")
    page = html.unescape(manager.get(reverse("channel_ledger:inspect", args=[delivery.pk])).text)
    assert f"{endpoint.name} – Đại hội thảo luận tại tổ" in page
    assert "Hãy hỏi nơi nhận rồi chọn kết quả bên dưới." in page and "máy chủ thư" not in page
    assert "Nếu tin đã tới, gửi lại có thể làm nơi nhận có hai bản." in page
    ledger = html.unescape(manager.get(reverse("channel_ledger:index")).text)
    assert "1 lần gửi" in ledger and "channel-state--unknown" in ledger


def test_what_was_not_taken_is_told_until_something_follows(manager: Client, desk: Desk, partner: Partner) -> None:
    endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
    page = desk.publish(title="Phiên trù bị")
    partner.plan.append(400)
    run_once()
    assert "Các kênh đều chạy bình thường." not in shown(manager)
    (card,) = (each for each in health(timezone.now()) if each.endpoint == endpoint)
    assert (card.tone, card.not_taken) == ("trouble", 1)
    link = f"{reverse('channel_ledger:index')}?state=not_taken"
    assert f'<a href="{link}">1 lượt không được nhận</a>' in shown(manager)
    notice = Notice.objects.filter(kind="delivery_refused").latest("pk")
    for way in (link, f"{link}&channel=webhook", target_of(notice)):
        assert "Phiên trù bị" in manager.get(way).text
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert "Các kênh đều chạy bình thường." in shown(sign_in(Client(), make_manager()))
    desk.correct(page)
    run_once()
    assert "Các kênh đều chạy bình thường." in shown(manager)
    assert "Phiên trù bị" not in manager.get(link).text
    assert "Phiên trù bị" in manager.get(target_of(notice)).text, "the ledger keeps it"


def test_who_has_seen_to_it_leaves_it_at_that(manager: Client, desk: Desk, partner: Partner) -> None:
    _endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
    partner.plan.append(400)
    page = desk.publish()
    run_once()
    refused = Delivery.objects.get(channel="webhook")
    assert "Bỏ qua, không gửi lại" in asked_about(manager, refused)
    settling = reverse("channels_settle", args=[refused.pk])
    manager.post(settling, {"outcome": "arrived", "fence": refused.fence})
    assert "1 lượt không được nhận" in shown(manager), "it was not taken, whatever anybody says"
    manager.post(settling, {"outcome": "missing", "fence": refused.fence})
    assert "Các kênh đều chạy bình thường." in shown(manager)
    assert refused.attempt_rows.latest("pk").user is not None
    run_once(now=later(days=1))
    assert len(partner.requests) == 1
    desk.correct(page)
    run_once()
    assert len(partner.requests) == 2, "the next version goes there as ever"


def test_a_reader_who_is_gone_is_nothing_to_look_at(manager: Client, desk: Desk, mail_server: MailServer) -> None:
    make_subscriber()
    make_subscriber()
    desk.publish()
    mail_server.plan.extend(["550", "552-data"])
    run_once()
    assert Delivery.objects.filter(state="refused").count() == 2
    assert "1 lượt không được nhận" in shown(manager), "a mail that is too large is the newsroom's own matter"


def test_what_is_to_be_done_by_hand_is_told_once(
    manager: Client, desk: Desk, telegram: Telegram, account: Account
) -> None:
    page = desk.publish()
    run_once()
    telegram.posts.clear()
    desk.correct(page)
    run_once(now=later(seconds=5))
    assert Delivery.objects.filter(state="refused").exists()
    told = summary(health(timezone.now()))
    assert (told.not_taken, told.tasks, told.all_well) == (0, 1, False)
    assert f'<a href="{reverse("channels_tasks")}">1 việc làm thủ công</a>' in shown(manager)
    follow_ups.done(FollowUp.objects.get(), make_manager())
    assert "Các kênh đều chạy bình thường." in shown(manager)


def test_more_that_is_amiss_asks_no_more(
    manager: Client, desk: Desk, partner: Partner, telegram: Telegram, account: Account
) -> None:
    _endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
    shown(manager)
    with CaptureQueriesContext(connection) as before:
        shown(manager)
    for hour in (1, 2):
        page = desk.publish()
        partner.plan.extend([400, 400])
        run_once(now=later(hours=hour))
        telegram.posts.clear()
        desk.correct(page)
        run_once(now=later(hours=hour, seconds=5))
    told = summary(health(timezone.now()))
    assert (told.not_taken, told.tasks) == (2, 2)
    with CaptureQueriesContext(connection) as after:
        shown(manager)
    assert len(after) == len(before)


@pytest.mark.parametrize(
    ("answer", "told", "to_do"),
    [
        (400, "Bên nhận từ chối (HTTP 400).", "Hỏi bên nhận vì sao không nhận."),
        (404, "Bên nhận không tìm thấy", "Sửa địa chỉ của đối tác cho đúng"),
        (410, "Bên nhận không muốn nhận nữa (HTTP 410).", "bật lại đối tác"),
        (413, "Bài quá lớn so với mức bên nhận cho phép", "Rút ngắn bài"),
    ],
)
def test_the_ledger_says_what_to_do_about_what_a_partner_refused(
    manager: Client, desk: Desk, partner: Partner, answer: int, told: str, to_do: str
) -> None:
    _endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
    partner.plan.append(answer)
    desk.publish()
    run_once()
    said = asked_about(manager, Delivery.objects.get(channel="webhook", state="refused"))
    assert told in said and "Việc cần làm: " in said and to_do in said


def test_the_ledger_says_what_to_do_about_a_refused_mail(manager: Client, desk: Desk, mail_server: MailServer) -> None:
    for _each in range(3):
        make_subscriber()
    mail_server.plan.extend(["550", "552-data", "451"])
    desk.publish()
    run_once()
    gone, large, waits = Delivery.objects.filter(channel="email").order_by("pk")
    assert "Việc cần làm: Không cần làm gì: địa chỉ không nhận thư" in asked_about(manager, gone)
    assert "Máy chủ thư không nhận (552 5.3.4 Too big)." in asked_about(manager, large)
    assert "Rút ngắn bài, bớt ảnh" in asked_about(manager, large)
    assert "Máy chủ thư tạm thời chưa nhận (451" in asked_about(manager, waits)


def test_of_a_change_that_was_refused_both_pages_say_who_does_it(
    manager: Client, desk: Desk, telegram: Telegram, account: Account
) -> None:
    page = desk.publish()
    run_once()
    telegram.posts.clear()
    desk.correct(page)
    run_once(now=later(seconds=5))
    to_do = "Việc cần làm: Bài đã đăng ở đó phải sửa hoặc gỡ thủ công"
    assert to_do in asked_about(manager, Delivery.objects.get(state="refused"))
    assert to_do in html.unescape(manager.get(reverse("channels_places", args=[page.pk])).text)
    follow_ups.done(FollowUp.objects.get(), make_manager())
    assert "Việc cần làm" not in asked_about(manager, Delivery.objects.get(state="refused"))
