"""The newsletter through a real mail server: what arrives, and what each kind of failure leads to."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from cms.channels.models import Attempt, Delivery, Dispatch
from cms.channels.outbox.rounds import run_once
from cms.publication.actions import withdraw
from cms.sending.retry import MAX_ATTEMPTS
from tests.factories.channels import make_subscriber

from .seen import later

pytestmark = pytest.mark.django_db


def the_delivery() -> Delivery:
    return Delivery.objects.get(channel="email")


def events(delivery: Delivery) -> list[str]:
    return list(delivery.attempt_rows.values_list("event", flat=True))


def test_every_subscriber_gets_the_approved_payload_once(desk, mail_server):
    for _ in range(3):
        make_subscriber()
    make_subscriber(state="pending")
    make_subscriber(state="unsubscribed")
    page = desk.publish(title="Khai mạc phiên họp", text="Đại hội <b>thảo luận</b> bốn nội dung.")

    assert run_once() == 3
    assert run_once() == 0

    assert len(set(mail_server.recipients)) == len(mail_server.mails) == 3
    payload = Dispatch.objects.get(page_id=page.pk, channel="email").payload()
    for mail in mail_server.mails:
        leave = re.search(r"<(.+)>", mail["List-Unsubscribe"])[1]
        assert mail["Subject"] == payload["subject"] == "Khai mạc phiên họp"
        html, text = (mail.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("html", "plain"))
        # Less the envelope, it is to the letter what was approved.
        assert html.replace(leave, "{{unsubscribe_url}}").strip() == payload["html"].strip()
        assert text.replace(leave, "{{unsubscribe_url}}").strip() == payload["text"].strip()
        assert "Đại hội thảo luận bốn nội dung." in text
    assert len({mail["List-Unsubscribe"] for mail in mail_server.mails}) == 3
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert Delivery.objects.first().proof.startswith("250")


def test_headers(desk, mail_server):
    make_subscriber(email="ban-doc@example.vn")
    desk.publish(title="Tiêu đề rất dài " * 12)
    run_once()
    mail = mail_server.mails[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/ban-tin/huy/" in mail["List-Unsubscribe"]
    assert mail["Message-ID"] == f"<{the_delivery().message_id}@example.vn>"
    assert (mail["Auto-Submitted"], mail["Precedence"]) == ("auto-generated", "list")
    assert mail["From"] == "Tòa soạn <toasoan@example.vn>"
    assert mail["To"] == "ban-doc@example.vn"
    assert mail["Content-Language"] == "vi"
    assert mail.is_multipart()


def test_connection_is_used_again(desk, mail_server):
    for _ in range(5):
        make_subscriber()
    desk.publish()
    run_once()
    assert len(mail_server.mails) == 5
    assert mail_server.connections == 1


@pytest.mark.parametrize(("step", "state"), [("550", "refused"), ("552-data", "refused")])
def test_permanent_refusal_is_final(desk, mail_server, step, state):
    make_subscriber(email="nguoi-that@example.vn")
    desk.publish()
    mail_server.plan.append(step)
    run_once()
    run_once(later(days=30))
    delivery = the_delivery()
    assert delivery.state == state
    assert mail_server.mails == []
    # The ledger keeps what the server said, and nobody's address.
    detail = delivery.attempt_rows.get(event="refused").detail
    assert detail.startswith(step[:3])
    assert "nguoi-that" not in detail


@pytest.mark.parametrize("step", ["451", "451-data", "cut-rcpt"])
def test_temporary_refusal_is_tried_again(desk, mail_server, step):
    make_subscriber()
    desk.publish()
    mail_server.plan.append(step)
    run_once()
    delivery = the_delivery()
    assert (delivery.state, events(delivery)) == ("queued", ["sending", "retry"])
    assert run_once() == 0, "not before its time"
    message_id = delivery.message_id
    run_once(later(minutes=2))
    assert the_delivery().state == "delivered"
    assert len(mail_server.mails) == 1
    assert mail_server.mails[0]["Message-ID"].startswith(f"<{message_id}@")


@pytest.mark.parametrize("step", ["cut-data", "hang"])
def test_silence_after_the_message_is_unknown_and_never_repeated(desk, mail_server, step):
    make_subscriber()
    desk.publish()
    mail_server.plan.append(step)
    run_once()
    assert the_delivery().state == "unknown"
    for days in range(1, 9):
        run_once(later(days=days))
    assert len(mail_server.mails) == 1
    assert events(the_delivery()) == ["sending", "unknown"]


def test_a_dead_mail_server_costs_no_mail(desk, settings, mail_server):
    for _ in range(3):
        make_subscriber()
    desk.publish()
    alive, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    run_once()
    assert set(Delivery.objects.filter(channel="email").values_list("state", flat=True)) == {"queued"}
    assert not Attempt.objects.filter(event="sending").exists(), "nothing had begun"
    settings.EMAIL_PORT = alive
    run_once(later(minutes=2))
    assert len(mail_server.mails) == 3


def test_gives_up_in_the_end(desk, mail_server):
    make_subscriber()
    desk.publish()
    now = timezone.now()
    for _ in range(MAX_ATTEMPTS + 3):
        mail_server.plan.append("451")
        run_once(now)
        now += dt.timedelta(hours=8)
    delivery = the_delivery()
    assert (delivery.state, delivery.attempts) == ("gave_up", MAX_ATTEMPTS)


def test_a_change_is_not_mailed_again_but_late_mail_carries_it(desk, mail_server):
    make_subscriber()
    second = make_subscriber()
    page = desk.publish()
    mail_server.plan.extend(["accept", "451"])
    run_once()
    desk.correct(page, lede="Sa-pô đã sửa lần hai.")
    run_once(later(minutes=3))
    assert mail_server.recipients == [mail_server.recipients[0], second.email]
    assert "Sa-pô đã sửa lần hai." in mail_server.mails[1].get_body(("plain",)).get_content()
    states = list(Dispatch.objects.filter(channel="email").values_list("action", "state"))
    assert states == [("post", "expanded"), ("update", "not_sent")], "no formal correction"


def test_withdrawn_before_it_left_is_not_sent(desk, mail_server):
    make_subscriber()
    page = desk.publish()
    withdraw(page, user=desk.approver, reason="sai nội dung", notice="Bài đã được gỡ.")
    run_once()
    assert mail_server.mails == []
    assert events(the_delivery()) == ["obsolete"]


def test_who_left_in_the_meantime_gets_nothing(desk, mail_server):
    subscriber = make_subscriber()
    desk.publish()
    mail_server.plan.append("451")
    run_once()
    subscriber.state = "unsubscribed"
    subscriber.save()
    run_once(later(minutes=3))
    assert mail_server.mails == []
    assert the_delivery().state == "obsolete"


def test_sample_data_and_installation_send_nothing(desk, mail_server):
    make_subscriber()
    # The desk's frame has just been installed.
    assert not Dispatch.objects.exists()
    assert run_once() == 0


def test_many_subscribers_are_found_in_batches(desk, mail_server, monkeypatch):
    monkeypatch.setattr("cms.channels.outbox.expansion.BATCH", 3)
    for _ in range(8):
        make_subscriber()
    desk.publish()
    assert run_once(limit=5) == 5
    assert run_once() == 3
    assert len(set(mail_server.recipients)) == 8


def test_the_ledger_can_not_be_changed(desk, mail_server):
    make_subscriber()
    desk.publish()
    run_once()
    with pytest.raises(TypeError):
        Attempt.objects.first().save()
    with pytest.raises(Exception, match="insert-only"):
        Attempt.objects.update(detail=json.dumps({}))
