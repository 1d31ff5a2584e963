"""The newsletter's links in a browser, which says where a form comes from as no test client does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cms.channels.models import Subscriber, SubscriberToken
from cms.channels.tokens import token_for
from tests.factories.channels import make_subscriber

from .conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_its_buttons_do_what_they_say(newsroom: House, person: Callable[..., Page]) -> None:
    subscriber, page = make_subscriber(state="pending"), person()
    purposes = SubscriberToken.Purpose
    page.goto(f"{newsroom.origin}/ban-tin/xac-nhan/{token_for(subscriber, purposes.CONFIRM)}/")
    page.locator("main form [type=submit]").click()
    expect(page.locator("h1")).to_have_text("Bạn đã đăng ký")
    leave = f"{newsroom.origin}/ban-tin/huy/{token_for(subscriber, purposes.LEAVE)}/"
    page.goto(leave)
    page.locator("main [name=wants][value=weekly]").check()
    page.locator("main form[action*='/chon/'] [type=submit]").click()
    expect(page.locator("main")).to_be_visible()
    subscriber.refresh_from_db()
    assert subscriber.wants == "weekly"
    page.goto(leave)
    page.locator("main form:not([action*='/chon/']) [type=submit]").click()
    expect(page.locator("h1")).not_to_have_text("Bị từ chối (403)")
    subscriber.refresh_from_db()
    assert subscriber.state == Subscriber.State.UNSUBSCRIBED
