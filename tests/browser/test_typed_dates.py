"""A date that is typed in the admin is never another one afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.channels import make_manager, open_account

from .screens import window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("typed", ["31-12-2026 08:00", "hôm nào đó"])
def test_what_was_typed_stays(live_server: Any, person: Callable[..., Page], settings: Any, typed: str) -> None:
    settings.PUBLIC_BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    account = open_account("telegram", "@haivan", {"token": "1:a"})
    page = window(person, live_server.url, make_manager())
    page.goto(live_server.url + reverse("channels_credentials", args=[account.pk]), wait_until="load")
    field = page.locator("#id_expires_at")
    field.press_sequentially(typed)
    page.keyboard.press("Tab")
    expect(field).not_to_be_focused()
    expect(field).to_have_value(typed)
