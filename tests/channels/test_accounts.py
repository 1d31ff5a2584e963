"""Accounts on platforms in the admin: credentials that nobody sees again, the board, tasks by hand."""

import datetime as dt
import html
import json
import logging
from typing import Any

import pytest
import time_machine
from django.core.serializers import serialize
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.log import AdminEmailHandler

from cms.channels import accounts, expiry
from cms.channels.accounts import credentials_of
from cms.channels.models import Account, Delivery, FollowUp, Lane, Placement
from cms.channels.outbox import lanes
from cms.channels.outbox.rounds import prepare, run_once
from cms.channels.telegram.channel import TelegramChannel
from cms.publication.actions import withdraw
from cms.review.notices import kinds
from cms.review.notices.models import Notice
from cms.sending.outcome import Outcome
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.channels import Desk, make_manager
from tests.factories.newsroom import make_user, sign_in

from .platforms.http import Fault
from .platforms.telegram import CHAT, TOKEN, Telegram

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    return sign_in(client, make_manager())


def make_account(**fields: object) -> Account:
    return Account.objects.create(**{"channel": "telegram", "name": "Kênh Đại hội", "address": CHAT, **fields})


def seen(response: object) -> str:
    return html.unescape(response.content.decode())


def enter(client: Client, account: Account, token: str = TOKEN) -> object:
    return client.post(reverse("channels_credentials", args=[account.pk]), {"token": token})


def test_an_account_is_added_given_its_credentials_and_switched_on(telegram: Telegram, manager: Client) -> None:
    added = manager.post(
        reverse("channel_accounts:add"),
        {"channel": "telegram", "name": "Kênh Đại hội", "address": CHAT},
    )
    account = Account.objects.get()
    assert added["location"] == reverse("channels_credentials", args=[account.pk])
    edit = reverse("channel_accounts:edit", args=[account.pk])
    refused = manager.post(edit, {"name": account.name, "active": "on"})
    assert "Enter the credentials first." in seen(refused) or "Hãy nhập thông tin đăng nhập trước." in seen(refused)
    assert enter(manager, account)["location"] == edit
    told = seen(manager.get(edit))
    assert "Hãy chọn ô “Nhận bài viết” rồi lưu" in told
    assert "không nhận bài mới: ô “Nhận bài viết” đang bỏ trống" in told
    manager.post(edit, {"name": account.name, "active": "on"})
    account.refresh_from_db()
    assert account.active and account.channel == "telegram" and account.address == CHAT


@pytest.mark.parametrize(
    "trouble", ["token", "chat", "rights", "silent"], ids=["wrong token", "unknown chat", "no rights", "no answer"]
)
def test_credentials_that_the_platform_does_not_accept_are_not_kept(
    telegram: Telegram, manager: Client, settings, trouble: str
) -> None:
    account = make_account(address="@khac" if trouble == "chat" else CHAT)
    if trouble == "rights":
        telegram.rights["can_delete_messages"] = False
    if trouble == "silent":
        settings.TELEGRAM_API_BASE = "http://127.0.0.1:9"
    token = "9:secret-wrong" if trouble == "token" else TOKEN
    response = enter(manager, account, token)
    assert response.status_code == 422
    assert token not in seen(response)
    account.refresh_from_db()
    assert account.credentials == ""


def test_a_secret_stands_nowhere(
    telegram: Telegram, manager: Client, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    account = make_account()
    secret = TOKEN.partition(":")[2]
    with caplog.at_level(logging.DEBUG):
        enter(manager, account)
        Account.objects.filter(pk=account.pk).update(active=True)
        telegram.plan.append(Fault.FAIL)
        page = desk.publish()
        run_once()
        addresses = [
            reverse("channel_accounts:index"),
            reverse("channel_accounts:edit", args=[account.pk]),
            reverse("channels_credentials", args=[account.pk]),
            reverse("channels_board"),
            reverse("channels_places", args=[page.pk]),
            reverse("channel_ledger:inspect", args=[Delivery.objects.get(channel="telegram").pk]),
        ]
        pages = [seen(manager.get(address)) for address in addresses]
        editor = sign_in(Client(), make_user(Role.ADMINISTRATOR))
        pages += [b"".join(editor.get(reverse("trail:export", args=[form]))).decode() for form in ("csv", "json")]
        pages.append(seen(editor.get(reverse("trail:index"))))
    account.refresh_from_db()
    pages += [
        caplog.text,
        repr(account),
        repr(vars(account)),
        repr(credentials_of(account)),
        str(credentials_of(account)),
    ]
    pages += [json.dumps(list(Entry.objects.values()), default=str), serialize("json", Account.objects.all())]
    assert not [page for page in pages if secret in page]
    assert credentials_of(account)["token"] == TOKEN


@pytest.mark.parametrize("debug", [False, True])
def test_an_error_page_shows_no_secret(
    manager: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any], debug: bool
) -> None:
    """Nor does the mail about an error."""

    def broken(self: object, address: str, credentials: dict[str, str]) -> None:
        token = credentials["token"]
        raise RuntimeError("broken" * bool(token))

    monkeypatch.setattr(TelegramChannel, "check", broken)
    settings.DEBUG, settings.ADMINS = debug, [("Người trực", "truc@example.vn")]
    handler = AdminEmailHandler(include_html=True)
    logging.getLogger("django.request").addHandler(handler)
    manager.raise_request_exception = False
    try:
        response = enter(manager, make_account())
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert response.status_code == 500 and mailoutbox
    mails = [str(mail.message()) + mail.body + str(mail.alternatives) for mail in mailoutbox]
    told = "".join([seen(response), *mails])
    assert "RuntimeError" in told
    assert TOKEN not in told and TOKEN.partition(":")[2] not in told


def test_credentials_that_end_are_warned_of_ahead(manager: Client) -> None:
    def told() -> int:
        return Notice.objects.filter(kind="credentials_expire").count()

    account, now = make_account(expires_at=timezone.now() + dt.timedelta(days=20)), timezone.now()
    expiry.warn()
    assert told() == 0
    for days, expected in ((13, 1), (12, 1), (2, 2), (1, 2), (-1, 3), (-5, 3)):
        with time_machine.travel(account.expires_at - dt.timedelta(days=days)):
            expiry.warn()
            expiry.warn()
        # A later notice about the same is told anew once the one before is read.
        Notice.objects.update(read_at=now)
        assert told() == expected, days
    link = kinds.kind("credentials_expire").link(Notice.objects.first())
    assert link == reverse("channels_credentials", args=[account.pk])


def test_who_looks_after_an_account_hears_that_it_is_locked_and_new_credentials_let_it_go_on(
    telegram: Telegram, manager: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make_account()
    enter(manager, account)
    Account.objects.filter(pk=account.pk).update(active=True)
    monkeypatch.setattr("tests.channels.platforms.telegram.TOKEN", "7001:another")
    desk.publish()
    for minutes in (0, 5, 30):
        run_once(now=timezone.now() + dt.timedelta(minutes=minutes))
    (told,) = Notice.objects.filter(kind="queue_stuck")
    assert told.title == account.name and telegram.texts() == []
    board = seen(manager.get(reverse("channels_board"), headers={"Accept-Language": "vi"}))
    assert "hãy nhập thông tin mới" in board
    enter(manager, account, "7001:another")
    run_once()
    assert len(telegram.texts()) == 1, "at once, not at the next try"


def test_a_queue_that_stands_still_is_told_once(manager: Client, desk: Desk) -> None:
    account = make_account(active=True, credentials="…")
    desk.publish()
    prepare(timezone.now())
    delivery, now = Delivery.objects.get(channel="telegram"), timezone.now()
    for _each in range(lanes.STUCK_AFTER + 3):
        lanes.learn(delivery, Outcome("retry", "connection:ConnectError", holds_queue=True), now)
    (told,) = Notice.objects.filter(kind="queue_stuck")
    assert told.title == account.name
    accounts.stop(account.pk, "gone")
    assert Notice.objects.get(kind="account_closed").data == {"account": account.pk}


def test_credentials_that_end_while_nothing_gets_through_are_told_of_too(manager: Client, desk: Desk) -> None:
    make_account(active=True, credentials="…")
    desk.publish()
    prepare(timezone.now())
    delivery, now = Delivery.objects.get(channel="telegram"), timezone.now()
    away = Outcome("retry", "connection:ConnectError", holds_queue=True)
    locked = Outcome("retry", "HTTP 401", holds_queue=True, locked_out=True)
    for outcome in (away, away, locked, locked, away):
        lanes.learn(delivery, outcome, now)
    (told,) = Notice.objects.filter(kind="queue_stuck")
    assert told.data["trouble"] == "HTTP 401"


def test_with_its_link_corrections_find_what_nobody_knew_of(telegram: Telegram, manager: Client, desk: Desk) -> None:
    account = make_account()
    enter(manager, account)
    Account.objects.filter(pk=account.pk).update(active=True)
    telegram.plan.append(Fault.CUT)
    page = desk.publish()
    run_once()
    doubtful = Delivery.objects.get(channel="telegram")
    asked = seen(manager.get(reverse("channel_ledger:inspect", args=[doubtful.pk])))
    assert 'name="url"' in asked
    said = {"outcome": "arrived", "fence": doubtful.fence, "url": f"https://t.me/{CHAT[1:]}/1"}
    manager.post(reverse("channels_settle", args=[doubtful.pk]), said)
    desk.correct(page, lede="Sa-pô đã sửa.")
    run_once(now=timezone.now() + dt.timedelta(minutes=1))
    (text,) = telegram.texts()
    assert "Sa-pô đã sửa." in text


def test_the_board_tells_what_waits_and_holds_it(telegram: Telegram, manager: Client, desk: Desk) -> None:
    account = make_account()
    enter(manager, account)
    Account.objects.filter(pk=account.pk).update(active=True)
    queue = f"telegram:{account.pk}"
    manager.post(reverse("channels_hold", args=[queue, "pause"]))
    desk.publish()
    run_once()
    page = seen(manager.get(reverse("channels_board")))
    assert "Kênh Đại hội" in page and reverse("channels_hold", args=[queue, "resume"]) in page
    assert telegram.texts() == []
    manager.post(reverse("channels_hold", args=[queue, "resume"]))
    telegram.plan.append(Fault.WAIT)
    run_once()
    page = seen(manager.get(reverse("channels_board")))
    assert Lane.objects.get(name=queue).failures == 1 and "429" in page
    assert manager.post(reverse("channels_hold", args=["khac:1", "pause"])).status_code == 404


def test_a_test_post_goes_to_an_account_for_tests_alone(telegram: Telegram, manager: Client, desk: Desk) -> None:
    account = make_account(is_test=True)
    enter(manager, account)
    desk.publish()
    run_once()
    assert telegram.texts() == [], "no article goes there"
    manager.post(reverse("channels_test", args=[account.pk]))
    run_once()
    assert len(telegram.texts()) == 1
    Account.objects.filter(pk=account.pk).update(is_test=False, active=True)
    manager.post(reverse("channels_test", args=[account.pk]))
    assert Delivery.objects.filter(purpose="test").count() == 1


def test_a_place_by_hand_is_found_by_corrections(manager: Client, desk: Desk) -> None:
    page = desk.publish()
    places = reverse("channels_places", args=[page.pk])
    manager.post(places, {"name": "YouTube: kênh của Thành ủy", "url": "https://www.youtube.com/watch?v=1"})
    assert "YouTube: kênh của Thành ủy" in seen(manager.get(places))
    desk.correct(page, lede="Sa-pô đã sửa.")
    tasks = seen(manager.get(reverse("channels_tasks")))
    assert "Sa-pô đã sửa." in tasks and "https://www.youtube.com/watch?v=1" in tasks
    manager.post(reverse("channels_task_done", args=[FollowUp.objects.get().pk]), {"note": "đã sửa mô tả"})
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    task = FollowUp.objects.get(state="open")
    assert task.verb == "withdraw"
    manager.post(reverse("channels_task_done", args=[task.pk]), {"note": ""})
    assert Placement.objects.get().state == "withdrawn"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.COORDINATOR, Role.PHOTO_EDITOR])
def test_others_neither_see_nor_change_accounts(client: Client, role: Role) -> None:
    account = make_account()
    sign_in(client, make_user(role))
    for name, args in (
        ("channels_board", []),
        ("channels_credentials", [account.pk]),
        ("channels_tasks", []),
        ("channel_accounts:index", []),
    ):
        assert client.get(reverse(name, args=args)).status_code in {302, 403}
    client.post(reverse("channels_hold", args=[f"telegram:{account.pk}", "pause"]))
    assert not Lane.objects.exists()


def test_a_form_puts_no_older_credentials_back(db: None) -> None:
    """The worker may have renewed them since the form was opened."""
    account = make_account()
    opened = Account.objects.get(pk=account.pk)
    Account.objects.filter(pk=account.pk).update(credentials="renewed")
    opened.name = "Tên mới"
    accounts.save_account(opened, make_manager())
    account.refresh_from_db()
    assert (account.name, account.credentials) == ("Tên mới", "renewed")
