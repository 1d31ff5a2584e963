"""What is known of one subscriber is given out whole, and erased but for numbers."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.channels.models import Barred, Delivery, Returned, Subscriber
from cms.channels.outbox.rounds import run_once
from cms.trail.models import Entry
from tests.factories import newsroom
from tests.factories.channels import make_manager, make_subscriber

pytestmark = pytest.mark.django_db

ADDRESS = "Nguoi.Doc.Rieng@example.vn".lower()


@pytest.fixture
def reader(desk, mail_server) -> Subscriber:
    subscriber = make_subscriber(email=ADDRESS, source="Phiếu giấy")
    make_subscriber(email="nguoi-khac@example.vn")
    desk.publish(title="Bài đã gửi")
    run_once()
    delivery = Delivery.objects.get(recipient_id=subscriber.pk)
    Returned.objects.create(subscriber=subscriber, delivery_id=delivery.pk, kind="soft", status="4.2.2")
    return subscriber


def test_everything_and_nobody_elses(reader, client, capsys):
    url = reverse("channels_subscriber_export", args=[reader.pk])
    newsroom.sign_in(client, make_manager())
    assert url in client.get(reverse("channel_subscribers:inspect", args=[reader.pk])).text
    answer = client.post(url)
    assert ADDRESS not in answer["Content-Disposition"] and "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert (data["subscriber"]["email"], data["subscriber"]["source"]) == (ADDRESS, "Phiếu giấy")
    (mail,) = data["mails"]
    assert (mail["subject"], mail["state"], [each["event"] for each in mail["events"]]) == (
        "Bài đã gửi",
        "delivered",
        ["sending", "delivered"],
    )
    assert data["returned"][0]["status"] == "4.2.2"
    assert [set(link) for link in data["secret_links"]] == [{"purpose", "made_at", "expires_at"}]
    assert "nguoi-khac" not in answer.text
    call_command("export_subscriber", ADDRESS)
    again = json.loads(capsys.readouterr().out)
    assert [each["action"] for each in again["trail"]] == ["subscriber.exported"], "that it was given out is told too"
    assert client.get(url).status_code == 405


def test_erased_leaves_no_address_in_any_table(reader, capsys):
    call_command("erase_subscriber", str(reader.pk))
    assert not Subscriber.objects.filter(email=ADDRESS).exists()
    for model in apps.get_models():
        rows = [str(list(row.values())) for row in model._base_manager.values()]
        assert not [row for row in rows if ADDRESS in row.lower()], model
    assert Barred.objects.get().why == "erased"
    assert Entry.objects.get(action="subscriber.erased").subject == f"subscriber:{reader.pk}"
    assert Delivery.objects.filter(recipient_id=reader.pk, state="delivered").exists(), (
        "the proof stays, under a number"
    )
    for command in ("erase_subscriber", "export_subscriber"):
        with pytest.raises(CommandError):
            call_command(command, ADDRESS)
