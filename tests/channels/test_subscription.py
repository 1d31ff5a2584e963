"""The newsletter's doors: form, confirmation, unsubscribing; as a reader, a mail program and a stranger use them."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.channels.models import Delivery, Subscriber, SubscriberToken
from cms.channels.outbox.rounds import run_once
from cms.channels.tokens import token_for
from cms.trail.models import Entry
from tests.factories.channels import make_subscriber

pytestmark = pytest.mark.django_db


def ask(client: Client, email: str, **extra: str):
    return client.post("/ban-tin/", {"email": email, **extra})


def link_in(mail, word: str) -> str:
    text = mail.get_body(("plain",)).get_content()
    return re.search(rf"https?://[^/\s]+(/ban-tin/{word}/\S+)", text)[1]


def test_from_form_to_mail_to_leaving(desk, mail_server, client):
    assert client.get("/ban-tin/").status_code == 200
    answer = ask(client, " Ban.Doc@Example.VN ")
    assert answer.url == "/ban-tin/da-nhan/"
    assert mail_server.mails == [], "the request itself sends nothing"
    run_once()
    (letter,) = mail_server.mails
    assert letter["To"] == "ban.doc@example.vn"
    assert letter["Subject"]
    assert letter["List-Unsubscribe"] is None
    assert letter["Auto-Submitted"] == "auto-generated"

    confirm = link_in(letter, "xac-nhan")
    assert client.get(confirm).status_code == 200
    assert Subscriber.objects.get().state == "pending", "a mail scanner fetches every link"
    assert client.post(confirm).status_code == 200
    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.confirmed_at is not None) == ("active", True)

    desk.publish()
    run_once()
    article = mail_server.mails[1]
    leave = link_in(article, "huy")
    assert article["List-Unsubscribe"].endswith(leave + ">")
    assert client.get(leave).status_code == 200
    assert Subscriber.objects.get().state == "active"

    # As a mail program does it: no cookie, no token, no session, in one request.
    program = Client(enforce_csrf_checks=True)
    assert program.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert program.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscriber.objects.get().state == "unsubscribed"
    desk.publish(title="Bài thứ hai")
    run_once()
    assert len(mail_server.mails) == 2
    assert Entry.objects.filter(action="subscriber.left").count() == 1


def test_the_answer_is_the_same_for_every_address(client, mail_server):
    make_subscriber(email="da-dang-ky@example.vn")
    new, known = ask(client, "moi@example.vn"), ask(client, "da-dang-ky@example.vn")
    assert (new.status_code, new.url) == (known.status_code, known.url)
    run_once()
    assert sorted(mail["To"] for mail in mail_server.mails) == ["da-dang-ky@example.vn", "moi@example.vn"]
    to_known = next(mail for mail in mail_server.mails if mail["To"].startswith("da"))
    assert "xac-nhan" not in to_known.get_body(("plain",)).get_content()
    assert Subscriber.objects.get(email="da-dang-ky@example.vn").state == "active"


def test_one_address_gets_few_letters(client, mail_server):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(30):
            assert ask(client, "nan-nhan@example.vn").status_code == 302
            clock.shift(dt.timedelta(minutes=15))
    assert Delivery.objects.count() == 4


def test_one_network_sends_few_forms(client):
    codes = [ask(client, f"nguoi{number}@example.vn").status_code for number in range(12)]
    assert codes == [302] * 10 + [429] * 2
    assert Subscriber.objects.count() == 10
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1, minutes=1)):
        assert ask(client, "sau@example.vn").status_code == 302


@pytest.mark.parametrize(
    "email",
    [
        "",
        "không phải thư",
        "a@b",
        "a@example.vn\nBcc: b@example.vn",
        "a@example.vn,b@example.vn",
        "ấn@example.vn",
        "a" * 300 + "@example.vn",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(client, email):
    answer = ask(client, email)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not Subscriber.objects.exists()


def test_programs_fall_into_the_trap(client):
    assert ask(client, "may@example.vn", website="http://spam.example").status_code == 302
    assert not Subscriber.objects.exists()


def test_links_run_out_and_do_not_bring_back(client):
    ask(client, "ban-doc@example.vn")
    subscriber = Subscriber.objects.get()
    confirm = f"/ban-tin/xac-nhan/{token_for(subscriber, SubscriberToken.Purpose.CONFIRM)}/"
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert client.post(confirm).status_code == 410
    assert client.post(confirm).status_code == 200
    leave = f"/ban-tin/huy/{token_for(subscriber, SubscriberToken.Purpose.LEAVE)}/"
    client.post(leave)
    assert client.post(confirm).status_code == 410
    assert Subscriber.objects.get().state == "unsubscribed"


@pytest.mark.parametrize("path", ["/ban-tin/xac-nhan/khong-co/", "/ban-tin/huy/khong-co/", "/ban-tin/huy/không/"])
def test_unknown_links(client, path):
    assert client.get(path).status_code == 200
    assert client.post(path).status_code in {404, 410}


def test_a_confirm_link_does_not_unsubscribe(client):
    subscriber = make_subscriber()
    token = token_for(subscriber, SubscriberToken.Purpose.CONFIRM)
    assert client.post(f"/ban-tin/huy/{token}/").status_code == 404
    assert Subscriber.objects.get().state == "active"


def test_old_links_survive_a_new_key(client, settings):
    subscriber = make_subscriber()
    old = token_for(subscriber, SubscriberToken.Purpose.LEAVE)
    settings.SECRET_KEY = "another key " * 5
    new = token_for(subscriber, SubscriberToken.Purpose.LEAVE)
    assert new != old
    assert client.post(f"/ban-tin/huy/{old}/").status_code == 200


def test_the_database_holds_no_link(client):
    subscriber = make_subscriber()
    token = token_for(subscriber, SubscriberToken.Purpose.LEAVE)
    assert token not in str(list(SubscriberToken.objects.values()))


def test_secret_pages_are_not_kept_or_passed_on(client):
    answer = client.get("/ban-tin/huy/abc/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin", "else browsers send forms that are refused"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_letter_survives_the_mail_servers_bad_day(client, mail_server):
    ask(client, "ban-doc@example.vn")
    mail_server.plan.append("451")
    run_once()
    run_once(timezone.now() + dt.timedelta(minutes=2))
    assert len(mail_server.mails) == 1
