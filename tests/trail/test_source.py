"""From where somebody acted, and how that is forgotten again."""

import datetime as dt
import logging
import subprocess
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cms.channels.models import Subscriber
from cms.staff.roles import Role
from cms.text.dates import today
from cms.trail.actions import erase_addresses
from cms.trail.models import Entry, Origin
from cms.trail.verify import faults
from tests.factories.newsroom import make_user

from .telling import newest, since

PASSWORD = "mot-mat-khau-kha-dai-48"


@pytest.mark.django_db
def test_the_address_stands_beside_the_entry_and_not_in_it(client: Client) -> None:
    cache.clear()
    start = newest()
    user = make_user(Role.REPORTER)
    user.set_password(PASSWORD)
    user.save()
    for password in ("sai", PASSWORD):
        client.post(reverse("account_login"), {"login": user.username, "password": password}, REMOTE_ADDR="203.0.113.9")
    client.post(reverse("account_logout"), REMOTE_ADDR="203.0.113.9")
    told = [entry for entry in since(start) if entry.route]
    assert [entry.action for entry in told] == ["staff.sign_in_failed", "staff.signed_in", "staff.signed_out"]
    assert [entry.route for entry in told] == [f"route:account_{name}" for name in ("login", "login", "logout")]
    (key,) = {entry.origin for entry in told}
    assert Origin.objects.get(key=key).address == "203.0.113.9"
    assert not any("203.0.113.9" in entry.data + entry.subject + entry.route for entry in told)


@pytest.mark.django_db
def test_addresses_are_erased_after_their_time_and_the_chain_holds(client: Client, settings: Any) -> None:
    cache.clear()
    client.post(reverse("account_login"), {"login": "ai-do", "password": "sai"})
    origin = Origin.objects.get()
    Origin.objects.filter(pk=origin.pk).update(day=today() - dt.timedelta(days=settings.TRAIL_ADDRESS_DAYS))
    assert erase_addresses() == 0
    Origin.objects.filter(pk=origin.pk).update(day=today() - dt.timedelta(days=settings.TRAIL_ADDRESS_DAYS + 1))
    assert erase_addresses() == 1
    assert erase_addresses() == 0
    assert Origin.objects.get().address is None
    assert Entry.objects.latest("number").action == "trail.addresses_erased"
    assert list(faults()) == []


@pytest.mark.django_db
def test_each_day_has_a_key_of_its_own(client: Client) -> None:
    cache.clear()
    client.post(reverse("account_login"), {"login": "ai-do", "password": "sai"})
    Origin.objects.update(day=today() - dt.timedelta(days=1))
    client.post(reverse("account_login"), {"login": "ai-do", "password": "sai"})
    assert Origin.objects.count() == 2


@pytest.mark.django_db
def test_a_reader_leaves_no_address(client: Client) -> None:
    cache.clear()
    start = newest()
    client.post(reverse("newsletter"), {"email": "ban.doc@example.vn"})
    (entry,) = since(start)
    assert (entry.action, entry.actor, entry.origin) == ("subscriber.asked", "", "")
    assert Subscriber.objects.exists()
    assert not Origin.objects.exists()


@pytest.mark.django_db
def test_a_lock_out_is_told_once(client: Client) -> None:
    cache.clear()
    start = newest()
    for _ in range(8):
        client.post(reverse("account_login"), {"login": "ai-do", "password": "sai"})
    told = [entry.action for entry in since(start)]
    assert told.count("staff.sign_in_failed") == 5
    assert told.count("staff.locked_out") == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_command_does_names_the_command(process_environment: dict[str, str], manage: list[str]) -> None:
    start = newest()
    command = [*manage, "createsuperuser", "--noinput", "--username", "quan.tri", "--email", "quan.tri@example.vn"]
    environment = {**process_environment, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert {entry.route for entry in since(start)} == {"command:createsuperuser"}


@pytest.mark.django_db
def test_an_act_that_stands_is_a_line_of_the_log(
    caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    from cms.trail.logline import ActFormatter
    from cms.trail.record import record

    with caplog.at_level(logging.INFO, "newsroom.trail"), django_capture_on_commit_callbacks(execute=True):
        entry = record("backup.made", data={"files": 3})
        assert caplog.records == []
    (line,) = caplog.records
    assert line.getMessage() == "backup.made"
    written = ActFormatter().format(line)
    assert f'"link": "{entry.link}"' in written
    assert '"data": {"files": 3}' in written
