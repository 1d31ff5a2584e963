"""Who does not get the newsletter is forgotten; that something was sent is not."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from cms.channels import retention
from cms.channels.models import Attempt, Delivery, Subscriber, SubscriberToken
from cms.channels.outbox.rounds import run_once
from cms.trail.models import Entry
from newsroom import worker
from tests.factories import newsroom
from tests.factories.channels import make_manager, make_subscriber

from .test_subscription import ask, link_in

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def the_worker_forgets() -> bool:
    duty = next(duty for duty in worker.DUTIES if duty.name == "former subscribers")
    return import_string(duty.call)()


def test_who_left_is_forgotten_and_the_proof_stays(client, desk, mail_server):
    ask(client, "ban.doc@example.vn")
    run_once()
    client.post(link_in(mail_server.mails[0], "xac-nhan"))
    desk.publish()
    run_once()
    leave = link_in(mail_server.mails[1], "huy")
    assert client.post(leave).status_code == 200
    number = Subscriber.objects.get().pk

    with time_machine.travel(NOW + dt.timedelta(days=29)):
        the_worker_forgets()
        assert Subscriber.objects.filter(pk=number).exists(), "a complaint can still be answered"
    with time_machine.travel(NOW + dt.timedelta(days=31)):
        assert not the_worker_forgets()
        assert not Subscriber.objects.exists()
        assert not SubscriberToken.objects.exists()
        # The link in an old mail is as any unknown link, and begins nothing.
        assert client.post(leave).status_code == 404

    assert list(Delivery.objects.order_by("pk").values_list("recipient_id", "state")) == [(number, "delivered")] * 2
    assert Attempt.objects.filter(event="delivered").count() == 2
    entry = Entry.objects.get(action="subscriber.forgotten")
    assert (entry.subject, "example" in str(entry.data)) == (f"subscriber:{number}", False)
    newsroom.sign_in(client, make_manager())
    ledger = client.get(reverse("channel_ledger:index")).text
    assert "ban.doc@example.vn" not in ledger
    assert "Phiên họp thứ Nhất" in ledger


def test_a_number_is_never_used_again(client):
    first = make_subscriber(state="unsubscribed", left_at=NOW - dt.timedelta(days=99)).pk
    the_worker_forgets()
    assert make_subscriber().pk > first


def test_who_never_confirmed_is_forgotten_and_who_subscribes_is_not(settings):
    make_subscriber(email="cho@example.vn", state="pending", asked_at=NOW - dt.timedelta(days=31))
    make_subscriber(email="moi@example.vn", state="pending", asked_at=NOW - dt.timedelta(days=29))
    make_subscriber(email="doc@example.vn", asked_at=NOW - dt.timedelta(days=999))
    # Left long ago, and has just asked again.
    make_subscriber(email="lai@example.vn", state="pending", asked_at=NOW, left_at=NOW - dt.timedelta(days=999))
    the_worker_forgets()
    assert set(Subscriber.objects.values_list("email", flat=True)) == {
        "moi@example.vn",
        "doc@example.vn",
        "lai@example.vn",
    }
    settings.NEWSLETTER_KEEP_DAYS = 7
    the_worker_forgets()
    assert not Subscriber.objects.filter(email="moi@example.vn").exists()


def test_many_are_forgotten_in_small_steps(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(3):
        make_subscriber(state="unsubscribed", left_at=NOW - dt.timedelta(days=31))
    assert the_worker_forgets(), "there is more"
    assert not the_worker_forgets()
    assert not Subscriber.objects.exists()
