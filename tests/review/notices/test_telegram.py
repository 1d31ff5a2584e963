"""Notices by Telegram, through a server that keeps the Bot API's contract: linking, sending, and what each failure leads to."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.review.notices.door import notify
from cms.review.notices.models import Notice, NoticeDelivery, NoticePreferences, TelegramAccount
from cms.review.notices.outbox import run_once
from cms.review.notices.telegram.linking import CODE_WITHIN, offer_code, poll, unlink
from cms.staff.models import User
from cms.staff.roles import Role
from cms.text.dates import ZONE
from cms.trail.models import Entry
from tests.factories.newsroom import draft, make_user, submit

from .bot_api import TOKEN, BotApi

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 18, 12, tzinfo=ZONE)
Linked = Callable[[User], TelegramAccount]


@pytest.fixture(autouse=True)
def by_day() -> Any:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def reader() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author, title="Phiên họp thứ Nhất")


def states() -> list[str]:
    return list(NoticeDelivery.objects.order_by("pk").values_list("state", flat=True))


def account(user: User) -> TelegramAccount:
    return TelegramAccount.objects.get(user=user)


def test_a_code_links_the_account_that_sends_it(bot_api: BotApi, reader: User) -> None:
    code = offer_code(reader)
    bot_api.write("Xin chào")
    bot_api.write(f"/start {code}", sender=88, username="chi_mai")
    assert poll() == 1
    assert (account(reader).chat_id, account(reader).shown_as) == (88, "@chi_mai")
    assert Notice.objects.get(recipient=reader).kind == "telegram_linked"
    assert Entry.objects.latest("number").action == "telegram.linked"
    run_once()
    assert bot_api.texts()[0].startswith("Từ nay thông báo cũng tới tài khoản Telegram @chi_mai.")
    assert bot_api.updates == [], "confirmed, so that nobody reads them again"


def test_nobody_listens_while_nobody_has_a_code(bot_api: BotApi, reader: User) -> None:
    bot_api.write("/start gi-do-khong-phai-ma-nao-ca")
    assert poll() == 0
    code = offer_code(reader)
    bot_api.write(f"/start {code}")
    poll()
    bot_api.calls.clear()
    assert poll() == 0
    assert bot_api.calls == []


def test_a_code_works_once(bot_api: BotApi, reader: User) -> None:
    code = offer_code(reader)
    bot_api.write(code, sender=1)
    bot_api.write(code, sender=2)
    assert poll() == 1
    assert account(reader).chat_id == 1
    offer_code(make_user(Role.EDITOR))
    bot_api.write(code, sender=3)
    assert poll() == 0


def test_a_code_runs_out_and_a_newer_one_replaces_it(bot_api: BotApi, reader: User) -> None:
    old = offer_code(reader)
    new = offer_code(reader)
    bot_api.write(old)
    assert poll() == 0
    with time_machine.travel(NOON + CODE_WITHIN + dt.timedelta(seconds=1)):
        offer_code(make_user(Role.EDITOR))
        bot_api.write(new)
        assert poll() == 0
    assert account(reader).chat_id is None


@pytest.mark.parametrize("chat", [{"chat": -100, "kind": "group"}, {"chat": 5, "kind": "private"}])
def test_a_code_said_in_a_group_links_nothing(bot_api: BotApi, reader: User, chat: dict[str, Any]) -> None:
    bot_api.write(offer_code(reader), sender=77, **chat)
    assert poll() == 0


def test_the_database_keeps_no_code(reader: User) -> None:
    code = offer_code(reader)
    row = TelegramAccount.objects.filter(user=reader).values().get()
    assert code not in str(row)


def test_a_closed_account_is_not_linked(bot_api: BotApi, reader: User) -> None:
    bot_api.write(offer_code(reader))
    reader.is_active = False
    reader.save()
    assert poll() == 0


def test_strangers_who_write_much_hold_nobody_up(bot_api: BotApi, reader: User) -> None:
    for number in range(250):
        bot_api.write("spam", sender=number)
    bot_api.write(offer_code(reader))
    assert poll() == 1
    assert bot_api.calls == ["getUpdates"] * 4


def test_linked_again_after_unlinking(bot_api: BotApi, reader: User, linked: Linked) -> None:
    linked(reader)
    unlink(reader)
    assert not TelegramAccount.objects.exists()
    assert Entry.objects.latest("number").action == "telegram.unlinked"
    bot_api.write(offer_code(reader))
    assert poll() == 1


def test_a_message_says_what_happened_and_no_word_of_the_draft(
    article: ArticlePage, author: User, reader: User, bot_api: BotApi, linked: Linked
) -> None:
    linked(reader)
    submit(article, author)
    assert run_once() == 1
    assert run_once() == 0
    message = bot_api.messages[0]
    pk = Notice.objects.get(recipient=reader).pk
    assert message["chat_id"] == account(reader).chat_id
    assert message["text"] == (
        f"“Phiên họp thứ Nhất” đang chờ ở khâu “Biên tập” của bạn, do {author} chuyển tới.\n"
        f"http://127.0.0.1:8000/quan-tri/notices/{pk}/"
    )
    assert "parse_mode" not in message
    assert message["link_preview_options"] == {"is_disabled": True}
    assert states() == ["delivered"]


def test_without_a_token_nothing_is_written_and_what_waits_goes_on_waiting(
    article: ArticlePage, author: User, reader: User, bot_api: BotApi, linked: Linked, settings: Any
) -> None:
    linked(reader)
    notify("waiting", [reader], page=article, actor=author, stage="Biên tập")
    settings.TELEGRAM_STAFF_BOT_TOKEN = ""
    notify("published", [reader], page=article, actor=author)
    run_once()
    assert states() == ["queued"]
    settings.TELEGRAM_STAFF_BOT_TOKEN = "wrong"
    run_once(NOON + dt.timedelta(hours=1))
    assert states() == ["queued"]
    settings.TELEGRAM_STAFF_BOT_TOKEN = TOKEN
    run_once(NOON + dt.timedelta(hours=3))
    assert states() == ["delivered"]
    assert len(bot_api.messages) == 1


def test_told_to_wait_it_waits(article: ArticlePage, author: User, bot_api: BotApi, linked: Linked) -> None:
    for _ in range(3):
        linked(make_user(Role.EDITOR))
    submit(article, author)
    bot_api.plan.append(90)
    run_once()
    assert bot_api.calls == ["sendMessage"], "after being told to wait it asks for nothing more"
    assert states() == ["queued"] * 3
    soonest = NoticeDelivery.objects.order_by("next_try_at")[0].next_try_at
    assert soonest >= NOON + dt.timedelta(seconds=90)
    run_once(NOON + dt.timedelta(minutes=4))
    assert states() == ["delivered"] * 3


def test_blocked_switches_telegram_off_and_the_admin_says_so(
    section: SectionPage, author: User, reader: User, bot_api: BotApi, linked: Linked, told: Callable[..., list[str]]
) -> None:
    linked(reader)
    submit(draft(section, author), author)
    bot_api.plan.append("blocked")
    run_once()
    assert states() == ["refused"]
    assert told(reader) == ["waiting", "telegram_lost"]
    assert NoticePreferences.objects.get(user=reader).telegram == "never"
    submit(draft(section, author), author)
    run_once()
    assert bot_api.calls == ["sendMessage"]
    bot_api.write(offer_code(reader))
    poll()
    assert NoticePreferences.objects.get(user=reader).telegram == "at_once"


@pytest.mark.parametrize("step", ["cut", "hang", 502])
def test_silence_after_the_message_is_unknown_and_never_repeated(
    article: ArticlePage,
    author: User,
    reader: User,
    bot_api: BotApi,
    linked: Linked,
    monkeypatch: pytest.MonkeyPatch,
    step: Any,
) -> None:
    monkeypatch.setattr("cms.sending.http.DEADLINE_SECONDS", 1)
    linked(reader)
    submit(article, author)
    bot_api.plan.append(step)
    run_once()
    assert states() == ["unknown"]
    for days in range(1, 4):
        run_once(NOON + dt.timedelta(days=days))
    assert bot_api.calls == ["sendMessage"]
    assert Notice.objects.filter(recipient=reader, read_at=None).exists(), "it stands in the admin"


@pytest.mark.parametrize(("step", "state"), [(500, "queued"), (400, "refused")])
def test_what_the_bot_api_says(
    article: ArticlePage, author: User, reader: User, bot_api: BotApi, linked: Linked, step: int, state: str
) -> None:
    linked(reader)
    submit(article, author)
    bot_api.plan.append(step)
    run_once()
    assert states() == [state]


def test_a_dead_api_costs_no_notice(
    article: ArticlePage, author: User, reader: User, bot_api: BotApi, linked: Linked, settings: Any
) -> None:
    linked(reader)
    alive, settings.TELEGRAM_API_BASE = settings.TELEGRAM_API_BASE, "http://127.0.0.1:1"
    submit(article, author)
    run_once()
    assert states() == ["queued"]
    settings.TELEGRAM_API_BASE = alive
    run_once(NOON + dt.timedelta(minutes=3))
    assert len(bot_api.messages) == 1


def test_what_does_not_fit_is_counted(
    article: ArticlePage, author: User, reader: User, bot_api: BotApi, linked: Linked
) -> None:
    linked(reader)
    with time_machine.travel(NOON - dt.timedelta(hours=16)) as clock:
        for number in range(40):
            # Each beyond the time in which it would be taken up.
            clock.shift(dt.timedelta(minutes=20) if number % 2 else dt.timedelta(0))
            title = f"{number} " + "🎉 Đại hội " * 22
            notify("published" if number % 2 else "scheduled", [reader], page=article, title=title, at=NOON.isoformat())
    Notice.objects.filter(read_at=None).update(made_at=timezone.now())
    run_once(NOON)
    text = bot_api.texts()[0]
    assert len(text.encode("utf-16-le")) // 2 <= 4096
    shown = text.count("🎉 Đại hội " * 22)
    assert f"Còn {40 - shown} thông báo nữa:" in text
    assert 5 < shown < 40


def test_the_token_gets_into_no_log(
    article: ArticlePage, author: User, reader: User, bot_api: BotApi, linked: Linked, caplog: pytest.LogCaptureFixture
) -> None:
    linked(reader)
    bot_api.write(offer_code(make_user(Role.EDITOR)))
    submit(article, author)
    bot_api.plan.append("cut")
    with caplog.at_level(logging.INFO):
        run_once()
        poll()
    assert TOKEN not in caplog.text
