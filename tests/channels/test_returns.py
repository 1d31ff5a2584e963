"""Mails that come back and complaints: who is taken off, and that nobody can take others off."""

import datetime as dt
import io
import mailbox
import os
from email import message_from_bytes
from email.message import EmailMessage, Message
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from cms.channels.mail.returns import inbox
from cms.channels.mail.returns.actions import Taken, take_in
from cms.channels.mail.returns.address import return_address
from cms.channels.mail.returns.reports import MOST_BYTES, read
from cms.channels.models import Delivery, Returned, Subscriber
from cms.channels.outbox.rounds import run_once
from cms.channels.retention import forget_subscribers
from cms.trail.models import Entry
from newsroom.worker import DUTIES
from tests.factories import newsroom
from tests.factories.channels import make_manager, make_subscriber

from .test_subscription import ask, link_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def returns_to(settings) -> None:
    settings.NEWSLETTER_RETURN_ADDRESS = "tra-lai@thu.example.vn"


def report(kind: str, fields: str, to: str, copy: Message | None = None) -> bytes:
    """A report as mail servers write it: a text, the fields for machines, the mail it is about."""
    about = "delivery-status" if kind == "delivery-status" else "feedback-report"
    enclosed = b"--ranh\nContent-Type: message/rfc822\n\n" + copy.as_bytes() + b"\n" if copy is not None else b""
    return (
        (
            "From: MAILER-DAEMON@mx.example.vn\n"
            f"To: {to}\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
            f'Content-Type: multipart/report; report-type={about}; boundary="ranh"\n\n'
            "--ranh\nContent-Type: text/plain; charset=utf-8\n\nThe mail system could not deliver it.\n\n"
            f"--ranh\nContent-Type: message/{kind}\n\n{fields}\n"
        ).encode()
        + enclosed
        + b"--ranh--\n"
    )


def failure(status: str, to: str, said: str = "550 <nguoi-doc@example.vn>: no", action: str = "failed") -> bytes:
    fields = (
        "Reporting-MTA: dns; mx.example.vn\n\n"
        f"Final-Recipient: rfc822; nguoi-doc@example.vn\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {said}\n"
    )
    return report("delivery-status", fields, f"<{to}>")


def complaint(copy: Message, about: str = "abuse", mail_from: str = "") -> bytes:
    fields = f"Feedback-Type: {about}\nUser-Agent: Mau/1.0\nVersion: 1\n"
    fields += f"Original-Mail-From: <{mail_from}>\n" if mail_from else ""
    return report("feedback-report", fields, "khieu-nai@thu.example.vn", copy)


@pytest.fixture
def sent(desk, mail_server):
    """A mail that arrived at its mail server: whose it is, where it comes back to, and the mail."""
    subscriber = make_subscriber(email="nguoi-doc@example.vn")
    desk.publish()
    run_once()
    return SimpleNamespace(subscriber=subscriber, to=mail_server.senders[0], mail=mail_server.mails[0], desk=desk)


def state(subscriber: Subscriber) -> str:
    return Subscriber.objects.get(pk=subscriber.pk).state


def test_an_address_that_takes_no_mail_is_taken_off(sent, mail_server, client):
    assert sent.to.endswith("@thu.example.vn") and len(sent.to.partition("@")[0]) <= 64
    assert sent.mail["From"] == "Tòa soạn <toasoan@example.vn>"
    other = make_subscriber()
    assert take_in(failure("5.1.1", sent.to)) is Taken.OFF
    assert take_in(failure("5.1.1", sent.to)) is Taken.KNOWN
    assert (state(sent.subscriber), state(other)) == ("bounced", "active")
    assert "nguoi-doc" not in Returned.objects.get().detail
    entry = Entry.objects.get(action="subscriber.bounced")
    assert "example" not in entry.data and '"5.1.1"' in entry.data
    sent.desk.publish(title="Bài sau")
    run_once()
    assert mail_server.recipients[1:] == [other.email]
    newsroom.sign_in(client, make_manager())
    page = client.get(reverse("channel_subscribers:inspect", args=[sent.subscriber.pk])).text
    assert "5.1.1" in page
    assert sent.subscriber.email in client.get(reverse("channel_subscribers:index") + "?state=bounced").text


def test_nobody_takes_others_off(sent):
    other = make_subscriber()
    delivery = Delivery.objects.get()
    local, _plus, rest = sent.to.partition("+")
    number, _dash, sign = rest.partition("-")
    forged = [
        f"{local}+{number}-{'a' * 16}@thu.example.vn",
        f"{local}+{int(number) + 1}-{sign}",
        f"{local}+{other.pk}-{sign}",
        other.email,
        sent.subscriber.email,
        f"<{delivery.message_id}@example.vn>",
    ]
    assert {take_in(failure("5.1.1", each)) for each in forged} == {Taken.NOBODY}
    copy = EmailMessage()
    copy["Return-Path"], copy["List-Unsubscribe"] = f"<{forged[0]}>", "<http://x/ban-tin/huy/khong-co-khong-co-khong/>"
    assert take_in(complaint(copy)) is Taken.NOBODY
    assert (state(sent.subscriber), state(other)) == ("active", "active")
    # As mail servers may hand it on: in capitals, known from the envelope alone.
    assert take_in(failure("5.1.1", "ai-do@example.vn"), to=sent.to.upper()) is Taken.OFF


@pytest.mark.parametrize(
    ("status", "said"), [("5.2.2", "full"), ("4.4.7", "expired"), ("5.7.1", "blocked"), ("", "no")]
)
def test_what_may_pass_takes_off_after_some_days_only(sent, settings, status, said):
    settings.NEWSLETTER_SOFT_BOUNCES = 2

    def comes_back(days: int) -> Taken:
        with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
            sent.desk.publish(title=f"Bài của ngày {days}")
            run_once()
            return take_in(failure(status, return_address(Delivery.objects.order_by("-pk")[0]), said))

    assert [comes_back(0), comes_back(0)] == [Taken.COUNTED] * 2, "a day counts once"
    assert comes_back(40) is Taken.COUNTED, "the others were long ago"
    assert state(sent.subscriber) == "active"
    assert comes_back(41) is Taken.OFF
    assert state(sent.subscriber) == "bounced"


def test_the_code_of_the_mail_server_says_more_than_a_general_one():
    assert read(failure("5.0.0", "x@example.vn", "550 5.1.1 no such user")).kind == "hard"
    assert read(failure("5.0.0", "x@example.vn", "550 from 10.5.1.1 denied")).kind == "soft"
    assert read(failure("4.0.0", "x@example.vn", action="delayed")) is None
    assert read(failure("2.0.0", "x@example.vn", action="delivered")) is None
    assert read(b"Subject: nghi phep\n\nToi di vang.") is None
    assert read(b"Content-Type: multipart/report; boundary=a\n\n--a\n" * 3000) is None


def test_a_complaint_is_heard_for_good(sent, mail_server, client):
    sent.mail["Return-Path"] = f"<{sent.to}>"
    assert take_in(complaint(sent.mail, "not-spam")) is Taken.NO_REPORT
    assert take_in(complaint(sent.mail)) is Taken.OFF
    assert state(sent.subscriber) == "complained"
    assert take_in(failure("5.1.1", sent.to)) is Taken.COUNTED
    assert client.post(link_in(sent.mail, "huy")).status_code == 200
    ask(client, sent.subscriber.email)
    assert run_once() == 0
    assert state(sent.subscriber) == "complained", "nobody has letters sent to who complained"
    assert Entry.objects.get(action="subscriber.complained").subject == f"subscriber:{sent.subscriber.pk}"


@pytest.mark.parametrize("by", ["mail_from", "link"])
def test_a_complaint_names_its_mail_in_several_ways(sent, mail_server, by):
    copy = message_from_bytes(mail_server.raw[0]) if by == "link" else EmailMessage()
    assert take_in(complaint(copy, mail_from=sent.to if by == "mail_from" else "")) is Taken.OFF
    assert state(sent.subscriber) == "complained"


def test_a_refusal_at_once_takes_off_only_for_good(desk, mail_server):
    gone, blocked = make_subscriber(), make_subscriber()
    desk.publish()
    mail_server.plan.extend(["550", "552-data"])
    run_once()
    assert (state(gone), state(blocked)) == ("bounced", "active")
    assert Returned.objects.get().subscriber == gone


def test_an_old_mail_says_nothing_of_who_came_back(sent, mail_server, client):
    take_in(failure("5.1.1", sent.to))
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1)):
        ask(client, sent.subscriber.email)
        run_once()
        client.post(link_in(mail_server.mails[-1], "xac-nhan"))
        assert state(sent.subscriber) == "active"
        Returned.objects.all().delete()
        assert take_in(failure("5.1.1", sent.to)) is Taken.KNOWN
    assert state(sent.subscriber) == "active"


def test_who_was_taken_off_is_forgotten(sent):
    take_in(failure("5.1.1", sent.to))
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        forget_subscribers()
    assert not Subscriber.objects.exists() and not Returned.objects.exists()
    assert take_in(failure("5.1.1", sent.to)) is Taken.NOBODY


def test_the_worker_empties_the_mailbox(sent, settings, tmp_path):
    box = mailbox.Maildir(tmp_path / "tra-lai", create=True)
    settings.NEWSLETTER_RETURN_MAILDIR = str(tmp_path / "tra-lai")
    box.add(failure("5.1.1", sent.to))
    box.add(failure("5.1.1", "ai-do@example.vn"))
    kept = box.add(b"Subject: xin chao\n\nToi muon hoi mot viec.")
    assert inbox.tick() is False
    assert state(sent.subscriber) == "bounced"
    assert list(box.keys()) == [kept], "reports name addresses and go; a letter stays for a person"
    assert (box[kept].get_subdir(), box[kept].get_flags()) == ("cur", "S")
    assert inbox.tick() is False
    settings.NEWSLETTER_RETURN_MAILDIR = ""
    assert inbox.tick() is False


def test_a_mail_that_breaks_the_parser_holds_up_no_other(sent, settings, tmp_path):
    """Each layer is a mail in a mail, and the parser calls itself for each."""
    box = mailbox.Maildir(tmp_path / "tra-lai", create=True)
    settings.NEWSLETTER_RETURN_MAILDIR = str(tmp_path / "tra-lai")
    nested = tmp_path / "tra-lai" / "new" / "1000000000.M1P1.mx"
    nested.write_bytes(b"Content-Type: message/rfc822\n\n" * 1200 + b"Subject: x\n\nx")
    os.utime(nested, (1, 1))
    with pytest.raises(RecursionError):
        message_from_bytes(nested.read_bytes())
    box.add(failure("5.1.1", sent.to))
    tick = import_string(next(duty.call for duty in DUTIES if duty.name == "returned mails"))
    assert tick() is False
    assert state(sent.subscriber) == "bounced"
    assert [each.name for each in (tmp_path / "tra-lai" / "cur").iterdir()] == [f"{nested.name}:2,S"]
    assert list((tmp_path / "tra-lai" / "new").iterdir()) == []


def test_what_was_seen_and_what_is_behind_the_limit_is_not_read(sent, tmp_path, monkeypatch):
    mailbox.Maildir(tmp_path / "hop", create=True)
    read = []

    def note(raw: bytes) -> Taken:
        read.append(raw)
        return Taken.NO_REPORT

    monkeypatch.setattr(inbox, "take_in", note)
    (tmp_path / "hop" / "cur" / "1.M1P1.mx:2,S").write_bytes(failure("5.1.1", sent.to))
    for name, age in (("b", 1), ("a", 2)):
        mail = tmp_path / "hop" / "new" / name
        with mail.open("wb") as file:
            file.write(name.encode())
            file.truncate(MOST_BYTES * 50)
        os.utime(mail, (age, age))
    (tmp_path / "hop" / "new" / "dan").symlink_to("/etc/hostname")
    assert inbox.empty(tmp_path / "hop", limit=1).total() == 1
    assert inbox.empty(tmp_path / "hop").total() == 1
    assert [raw[:1] for raw in read] == [b"b", b"a"], "the oldest first, each once"
    assert {len(raw) for raw in read} == {MOST_BYTES}


def test_the_mail_server_pipes(sent, monkeypatch, capsys, tmp_path):
    def pipe(raw: bytes, **options: str) -> str:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        call_command("take_returns", **options)
        return capsys.readouterr().out.strip()

    assert pipe(b"Subject: khac\n\nabc") == "no_report"
    assert pipe(failure("5.1.1", "ai-do@example.vn"), to=sent.to) == "off"
    box = mailbox.Maildir(tmp_path / "hop", create=True)
    box.add(failure("5.1.1", sent.to))
    call_command("take_returns", maildir=tmp_path / "hop")
    assert capsys.readouterr().out.strip() == "known: 1"
    with pytest.raises(CommandError):
        call_command("take_returns", maildir=tmp_path / "khong-co")


def test_without_a_mailbox_mails_come_back_to_their_sender(desk, mail_server, settings):
    settings.NEWSLETTER_RETURN_ADDRESS = ""
    make_subscriber()
    desk.publish()
    run_once()
    assert mail_server.senders == ["toasoan@example.vn"]
