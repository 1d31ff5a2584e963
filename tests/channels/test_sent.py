"""A delivery's page in the ledger shows what it sent, as the recipient got it, whatever has come since."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from cms.channels.models import Account, Delivery
from cms.channels.outbox.expansion import expand_all
from cms.channels.outbox.rounds import run_once
from cms.publication.actions import withdraw
from cms.staff.roles import Role
from media.actions import withdraw_rights
from tests.factories.channels import Desk, make_endpoint, make_manager, make_subscriber
from tests.factories.media import make_photo
from tests.factories.newsroom import make_user, sign_in

from .platforms.telegram import Telegram
from .seen import later
from .servers import MailServer, Partner

pytestmark = pytest.mark.django_db

MAIL = re.compile(r'class="channel-preview-mail"[^>]* srcdoc="(.*?)"', re.DOTALL)


@pytest.fixture
def manager() -> Client:
    return sign_in(Client(), make_manager())


def told(manager: Client, number: int, channel: str) -> str:
    """The page of the ``number``-th delivery to a channel."""
    delivery = Delivery.objects.filter(channel=channel).order_by("pk")[number]
    return manager.get(reverse("channel_ledger:inspect", args=[delivery.pk])).text


def test_each_mail_is_shown_as_it_was_sent(manager: Client, desk: Desk, mail_server: MailServer) -> None:
    make_subscriber()
    page = desk.publish(title="Kết quả bầu cử")
    mail_server.plan.append("cut-data")
    run_once()
    page = desk.correct(page, wrong="51 ủy viên", right="53 ủy viên")
    run_once(later(seconds=5))
    page = desk.correct(page, lede="Sửa nữa.", wrong="sáng 17/3", right="sáng 18/3")
    run_once(later(seconds=10))
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="Bài đăng nhầm.")
    run_once(later(seconds=15))
    assert len(mail_server.mails) == 4
    for number, mail in enumerate(mail_server.mails):
        shown = told(manager, number, "email")
        assert "Nội dung đã gửi" in shown and reverse("channels_places", args=[page.pk]) in shown
        (drawn,) = (html.unescape(each).strip() for each in MAIL.findall(shown))
        leave = re.search(r"<(.+)>", mail["List-Unsubscribe"])[1]  # type: ignore[index]
        left = mail.get_body(("html",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr]
        assert drawn == left.replace(leave, "{{unsubscribe_url}}").strip(), mail["Subject"]


def test_what_never_arrived_was_followed_by_the_article_itself(
    manager: Client, desk: Desk, mail_server: MailServer
) -> None:
    make_subscriber()
    page = desk.publish(title="Kết quả bầu cử")
    mail_server.plan.append("451")
    run_once()
    assert "Nội dung đã gửi" in told(manager, 0, "email"), "it was sent, and not taken"
    desk.correct(page, wrong="51 ủy viên", right="53 ủy viên")
    run_once(later(minutes=5))
    (mail,) = mail_server.mails
    shown = told(manager, 1, "email")
    assert mail["Subject"] == "Kết quả bầu cử" and "Cải chính: Kết quả bầu cử" not in html.unescape(shown)


def test_each_state_of_a_post_is_shown(manager: Client, desk: Desk, telegram: Telegram, account: Account) -> None:
    page = desk.publish(lede="Sáng 18/3, Đại hội khai mạc.")
    expand_all()
    assert "Nội dung sẽ gửi" in told(manager, 0, "telegram")
    run_once()
    page = desk.correct(page, lede="Sáng 19/3, Đại hội khai mạc.")
    run_once(later(seconds=5))
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(later(seconds=10))
    posted, edited, gone = (told(manager, number, "telegram") for number in range(3))
    assert "Sáng 18/3" in posted and "Sáng 19/3" not in posted and "bản phát hành 1" in posted
    assert "Sáng 19/3" in edited and "Nội dung đã gửi" in edited
    assert "Sáng 19/3" in gone and "Bài đăng được gỡ" in gone and "Nội dung đã gửi" not in gone


def test_what_left_without_a_photo_says_so(manager: Client, desk: Desk, partner: Partner) -> None:
    _endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
    photo = make_photo(caption="Toàn cảnh")
    desk.publish(lead_photo=photo)
    withdraw_rights(photo, make_user(Role.PHOTO_EDITOR), "Hết hạn.")
    run_once()
    assert "không còn nguyên văn" in told(manager, 0, "webhook")


def test_a_letter_shows_nothing(manager: Client) -> None:
    Delivery.objects.create(channel="email", recipient_id=make_subscriber().pk, purpose="already")
    shown = told(manager, 0, "email")
    assert "delivery-sent" not in shown and "channel-preview-mail" not in shown
