"""A member's notices as they look: the list, the account settings, the linking of Telegram; on a phone and a wide screen."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.review.notices.door import notify
from cms.review.notices.models import Notice, NoticeDelivery, Outgoing
from cms.staff.roles import Role
from tests.factories.newsroom import draft, submit
from tests.review.notices.bot_api import TOKEN, BotApi
from tests.review.notices.conftest import bot_api

from .house import member, sign_in
from .test_pages import SCHEMES, WIDTHS, overflows, violations

__all__ = ["bot_api"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def process_environment(process_environment: dict[str, str], bot_api: BotApi) -> dict[str, str]:
    """The newsroom has a bot."""
    bot = {
        "TELEGRAM_STAFF_BOT_TOKEN": TOKEN,
        "TELEGRAM_STAFF_BOT_NAME": "toasoan_bot",
        "TELEGRAM_API_BASE": bot_api.base,
    }
    return process_environment | bot


def look(window: Page, name: str) -> None:
    """Nothing that axe finds, nothing wider than the screen; a picture where ``SHOTS`` names a folder."""
    assert violations(window) == []
    assert not overflows(window)
    if folder := os.environ.get("SHOTS"):
        window.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_notices(newsroom: Any, person: Callable[..., Page], bot_api: BotApi, width: int) -> None:
    author, editor = member("mai", Role.REPORTER), member("vinh", Role.EDITOR, email="vinh@example.vn")
    first = draft(newsroom.section, author, title="Đại hội khai mạc phiên trù bị với 350 đại biểu chính thức")
    submit(first, author)
    notify("go_live_failed", [editor], page=first)
    notify("withdrawn", [editor], page=first, actor=author)
    Notice.objects.filter(kind="withdrawn").update(read_at=timezone.now())
    delivery = NoticeDelivery.objects.create(recipient=editor, medium="telegram", state="unknown")
    notice = Notice.objects.get(kind="go_live_failed")
    Outgoing.objects.filter(notice=notice).delete()
    Outgoing.objects.create(notice=notice, medium="telegram", due_at=timezone.now(), delivery=delivery)
    for scheme in SCHEMES:
        window = person(width, color_scheme=scheme)
        sign_in(window, newsroom.origin, editor)
        window.goto(f"{newsroom.origin}/quan-tri/notices/")
        expect(window.get_by_role("link", name="đang chờ ở khâu")).to_be_visible()
        look(window, f"list-{width}-{scheme}")
        window.goto(f"{newsroom.origin}/quan-tri/account/#tab-notifications")
        expect(window.locator("[name=notices-telegram]")).to_be_visible()
        look(window, f"account-{width}-{scheme}")
        window.goto(f"{newsroom.origin}/quan-tri/notices/telegram/")
        look(window, f"telegram-{width}-{scheme}")
        window.get_by_role("button", name="Lấy mã").click()
        expect(window.get_by_text("/start")).to_be_visible()
        look(window, f"code-{width}-{scheme}")


def test_from_the_step_to_the_page(newsroom: Any, person: Callable[..., Page], bot_api: BotApi) -> None:
    """An editor links Telegram, is told there and by mail, follows the link, and the number in the menu goes down."""
    author, editor = member("mai", Role.REPORTER), member("vinh", Role.EDITOR, email="vinh@example.vn")
    window = person()
    sign_in(window, newsroom.origin, editor)
    window.goto(f"{newsroom.origin}/quan-tri/notices/telegram/")
    window.get_by_role("button", name="Lấy mã").click()
    bot_api.write(window.locator("code").inner_text(), username="quoc_vinh")
    # Whatever the hour is.
    window.goto(f"{newsroom.origin}/quan-tri/account/#tab-notifications")
    for name in ("quiet_from", "quiet_until"):
        window.locator(f"[name=notices-{name}]").fill("")
    window.get_by_role("button", name=re.compile("^Lưu")).click()
    expect(window.locator(".messages .success")).to_be_visible()
    article = draft(newsroom.section, author, title="Phiên trù bị")
    with newsroom.worker():
        for _ in range(300):
            if "@quoc_vinh" in "".join(bot_api.texts()):
                break
            window.wait_for_timeout(200)
        submit(article, author)
        for _ in range(300):
            if len(bot_api.messages) == 2 and newsroom.mail.arrived.is_set():
                break
            window.wait_for_timeout(200)
    link = bot_api.texts()[1].splitlines()[1]
    assert link in newsroom.mail.mails[-1].get_body(("plain",)).get_content()
    window.goto(f"{newsroom.origin}/quan-tri/")
    menu = window.get_by_role("navigation", name="Menu chính")
    expect(menu.get_by_role("link", name="Thông báo (2)")).to_be_visible()
    window.goto(link)
    expect(window).to_have_url(re.compile(rf"/pages/{article.pk}/edit/$"))
    window.goto(f"{newsroom.origin}/quan-tri/")
    expect(menu.get_by_role("link", name="Thông báo (1)")).to_be_visible()
