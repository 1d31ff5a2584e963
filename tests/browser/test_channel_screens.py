"""Every screen of the channels, with something on it; and the post beside its words while one types."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from .channel_rooms import OWN, ChannelRooms, platforms
from .screens import Screen, look_through, of, send_empty, window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def register_nothing(page: Page) -> None:
    """The form for a place by hand sent empty; and those by which places are put right, which stand folded."""
    page.evaluate("document.querySelectorAll('main form').forEach((form) => { form.noValidate = true })")
    with page.expect_navigation(wait_until="load"):
        page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator(".w-field__errors").first).to_be_visible()
    page.evaluate("document.querySelectorAll('.channel-put-right').forEach((each) => { each.open = true })")


def open_posts(page: Page) -> None:
    page.get_by_role("tab", name="Bài đăng kênh").click()
    expect(page.locator(".channel-said")).to_be_visible()


def look_over(page: Page) -> None:
    """A list with a line of each kind."""
    lines = "email,wants\nmoi@example.vn,daily\nmoi@example.vn,each\nkhong-phai-dia-chi,each\n"
    page.locator("main input[type=file]").set_input_files(
        {"name": "danh-sach.csv", "mimeType": "text/csv", "buffer": lines.encode()}
    )
    page.locator("#id_source").fill("Phiếu giấy tại quầy của Đại hội")
    page.locator("#id_consented_on").fill("2026-03-18")
    with page.expect_navigation(wait_until="load"):
        page.locator("main form button[type=submit]").click()
    expect(page.locator(".channel-table")).to_have_count(3)


SCREENS = (
    Screen("channel-board", "manager", of("channels_board")),
    Screen("channel-figures", "manager", of("channels_figures")),
    Screen("channel-tasks", "manager", of("channels_tasks")),
    Screen("channel-accounts", "manager", of("channel_accounts:index")),
    Screen("channel-account", "manager", of("channel_accounts:edit", "account")),
    Screen("channel-account-form", "manager", of("channel_accounts:add"), send_empty),
    Screen("channel-credentials", "manager", of("channels_credentials", "account"), send_empty),
    Screen("channel-posts", "reporter", of("wagtailadmin_pages:edit", "draft"), open_posts),
    Screen("channel-preview", "reporter", of("channels_preview", "draft")),
    Screen("channel-places", "manager", of("channels_places", "article"), register_nothing),
    Screen("channel-ledger", "manager", of("channel_ledger:index")),
    Screen("channel-delivery", "manager", of("channel_ledger:inspect", "unknown")),
    Screen("channel-rules", "manager", of("channel_rules:index")),
    Screen("channel-rule", "manager", of("channel_rules:edit", "rule")),
    Screen("channel-rule-form", "manager", of("channel_rules:add"), send_empty),
    Screen("channel-held", "manager", of("channels_preview", "held")),
    Screen("channel-partners", "manager", of("channel_endpoints:index")),
    Screen("channel-partner-form", "manager", of("channel_endpoints:add"), send_empty),
    Screen("channel-agencies", "manager", of("channel_agencies:index")),
    Screen("channel-agency-keys", "manager", of("channels_agency_keys", "agency")),
    Screen("channel-agency-revoke", "manager", of("channels_agency_revoke", "key")),
    Screen("channel-push", "manager", of("channels_push")),
    Screen("channel-subscribers", "manager", of("channel_subscribers:index")),
    Screen("channel-subscriber", "manager", of("channel_subscribers:inspect", "subscriber")),
    Screen("channel-import", "manager", of("channels_import"), look_over),
    Screen("channel-import-form", "manager", of("channels_import"), send_empty),
    Screen("channel-digests", "manager", of("channels_digests")),
)


def test_each_screen_of_the_channels(live_server: Any, person: Callable[..., Page], settings: Any) -> None:
    settings.PUBLIC_BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    with platforms(settings) as sides:
        look_through(SCREENS, ChannelRooms(sides), person, live_server.url)


def test_the_post_is_counted_and_shown_while_one_types(
    live_server: Any, person: Callable[..., Page], settings: Any
) -> None:
    settings.PUBLIC_BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    with platforms(settings) as sides:
        rooms = ChannelRooms(sides)
    page = window(person, live_server.url, rooms.reporter)
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[rooms.draft.pk]), wait_until="load")
    page.get_by_role("tab", name="Bài đăng kênh").click()
    expect(page.locator(".channel-said")).to_contain_text("Trang Facebook: ")
    row = page.locator("#id_post_rows-FORMS [data-inline-panel-child]")
    preview, number = row.locator(".channel-wording-preview"), row.locator("[data-count]")
    expect(preview).to_contain_text("Mời bà con theo dõi")
    before = int(number.inner_text())
    assert before > len(OWN)
    words = row.locator("textarea")
    words.press("Control+End")
    words.press_sequentially(" 👏👏")
    # Telegram counts in UTF-16: two for each of them.
    expect(number).to_have_text(str(before + 5))
    expect(preview).to_contain_text("👏👏")
    words.fill("Đại hội " * 200)
    expect(row.locator(".channel-wording-count")).to_have_class("channel-wording-count is-over")
    expect(row.locator(".help-critical")).to_be_visible()
    row.locator("[data-drawn]").click()
    expect(preview).to_contain_text("Đoàn Chủ tịch Đại hội họp phiên đầu tiên")
