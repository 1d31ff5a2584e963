"""Notifications in a reader's browser: the button, the service worker, and what it shows of a message. Only the push service is
stubbed: browsers' makers run it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import BrowserContext, Page, expect

from cms.channels.models import PushSubscription
from cms.channels.webpush.keys import make_key
from cms.channels.webpush.subscriptions import browser_of
from tests.channels.platforms.push import Browser, b64

from .test_pages import SCHEMES, WIDTHS, Witness, overflows, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STUB = """
const said = %s;
const taken = () => localStorage.getItem("taken") && {
  ...said,
  toJSON: () => said,
  unsubscribe: async () => localStorage.removeItem("taken") ?? true,
};
PushManager.prototype.getSubscription = async () => taken();
PushManager.prototype.subscribe = async function (options) {
  if (!options.userVisibleOnly) throw new Error("refused");
  localStorage.setItem("taken", options.applicationServerKey);
  return taken();
};
"""


@pytest.fixture
def browser(launch_browser: Callable[[], ChromiumBrowser]) -> Iterator[ChromiumBrowser]:
    """One of its own: what a browser shows as notifications is kept for all its windows."""
    one = launch_browser()
    yield one
    one.close()


SHOWN = """async (title) => {
  const one = await navigator.serviceWorker.getRegistration("/thong-bao/");
  for (let left = 100; left; left -= 1) {
    const shown = await one.getNotifications();
    if (shown.some((each) => each.title === title)) {
      return shown.map(({ title, body, tag, silent, data }) => ({ title, body, tag, silent, link: data.link }));
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return [];
}"""
"""What is on the screen once a notification of that title is among it, or nothing after ten seconds."""


def deliver(context: BrowserContext, page: Page, message: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands on the screen after the browser has given its worker a message; a worker that does not start on a busy machine is
    given it again, as a push service does."""
    session = context.new_cdp_session(page)
    known: dict[str, str] = {}
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: known.update(
            {each["scopeURL"]: each["registrationId"] for each in event["registrations"] if not each["isDeleted"]}
        ),
    )
    session.send("ServiceWorker.enable")
    state = "navigator.serviceWorker.getRegistration('/thong-bao/').then((one) => one.active?.state === 'activated')"
    page.wait_for_function(state)
    said = {"origin": page.url.partition("/thong-bao")[0], "data": json.dumps(message)}
    shown: list[dict[str, Any]] = []
    for _each in range(6):
        while page.url not in known:
            page.wait_for_timeout(100)
        session.send("ServiceWorker.deliverPushMessage", said | {"registrationId": known[page.url]})
        if shown := page.evaluate(SHOWN, message["title"]):
            break
    session.detach()
    return shown


def test_a_reader_turns_notifications_on_sees_one_and_turns_them_off(
    live_server: Any, person: Callable[..., Page]
) -> None:
    key, reader = make_key(), Browser()
    endpoint = "https://fcm.googleapis.com/fcm/send/mot-trinh-duyet"
    said = {"endpoint": endpoint, "keys": {"p256dh": b64(reader.public), "auth": b64(reader.auth)}}
    page = person(360)
    page.context.grant_permissions(["notifications"], origin=live_server.url)
    page.add_init_script(STUB % json.dumps(said))
    witness = Witness(page, live_server.url)
    page.goto(f"{live_server.url}/thong-bao/")
    button, status = page.get_by_role("button", name="Bật thông báo"), page.locator("[data-push] [role=status]")
    expect(button).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [] and not overflows(page), (scheme, width)

    button.click()
    expect(status).to_have_text("Thiết bị này đang nhận thông báo.")
    row = PushSubscription.objects.get()
    assert browser_of(row).endpoint == endpoint and row.key == key
    assert page.evaluate("localStorage.getItem('taken')") == key.public

    message = {"title": "Đại hội khai mạc", "body": "Sáng nay.", "tag": "b-7", "language": "vi", "link": "/b/7/"}
    (shown,) = deliver(page.context, page, message)
    assert shown == {"title": "Đại hội khai mạc", "body": "Sáng nay.", "tag": "b-7", "silent": False, "link": "/b/7/"}
    (shown,) = deliver(page.context, page, message | {"title": "Đã gỡ: Đại hội khai mạc", "withdrawn": True})
    assert (shown["tag"], shown["silent"]) == ("b-7", True), "in the place of the first, without a sound"

    page.get_by_role("button", name="Tắt thông báo").click()
    expect(status).to_have_text("Thiết bị này chưa nhận thông báo.")
    assert not PushSubscription.objects.exists()
    assert (witness.foreign, witness.complaints) == ([], [])
