"""The public site with the keyboard alone: every stop is seen, none is a trap, and everything that can be pressed is a stop."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.factories.site import publish_every_kind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_frame")]

MOST = 250
STOP = """() => {
  const each = document.activeElement;
  if (!each || each === document.body || each === document.documentElement) return null;
  each.dataset.stopped = (each.dataset.stopped || 0) * 1 + 1;
  // A choice's input lies unseen on its label, which shows the focus in its place.
  const shown = each.matches('.reading input') ? each.closest('label') : each;
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  return {
    name: (each.innerText || each.getAttribute('aria-label') || each.name || each.tagName).trim().slice(0, 60),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    times: Number(each.dataset.stopped),
  };
}"""
MISSED = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.disabled && each.tabIndex >= 0 && !each.dataset.stopped)
  .filter(each => !(each.type === 'radio' && document.querySelector(`input[name="${each.name}"][data-stopped]`)))
  .map(each => each.outerHTML.slice(0, 120))"""


def walk(page: Page) -> list[str]:
    """From the head of the page to its end by Tab; the names of the stops."""
    names = []
    for _step in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["times"] > 1:
            break
        names.append(stop["name"])
        assert stop["outlined"], f"the focus on {stop['name']!r} is not seen"
        assert stop["seen"], f"{stop['name']!r} has the focus and is out of sight"
    else:
        pytest.fail(f"no end after {MOST} stops: {names[-5:]}")
    return names


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_leads_through_the_whole_page(live_server: Any, page: Page, width: int) -> None:
    kinds = publish_every_kind()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    for kind in ("front", "article", "session", "search", "essay", "opinion", "ours"):
        page.goto(live_server.url + kinds[kind])
        names = walk(page)
        assert names[0] == "Đến nội dung chính", kind
        assert names[-1] == "JSON Feed", kind
        assert page.evaluate(MISSED) == [], kind


def test_the_first_stop_leads_past_the_menu(live_server: Any, page: Page) -> None:
    page.goto(live_server.url + publish_every_kind()["article"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#noi-dung'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menu_language_contents_and_settings_are_used_by_keys(live_server: Any, page: Page) -> None:
    kinds = publish_every_kind()
    page.goto(live_server.url + kinds["article"])
    page.get_by_text("Cách đọc").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    page.keyboard.press("Escape")
    page.locator(".contents a").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.length > 1")
    page.get_by_role("navigation", name="Chuyên mục").get_by_role("link", name="Phiên họp").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + kinds["sessions"])
    page.get_by_role("button", name="English").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tiếng Việt").wait_for()
    assert page.url == live_server.url + kinds["sessions"]


def test_an_essay_is_gone_through_by_keys_and_left_again(live_server: Any, page: Page) -> None:
    page.goto(live_server.url + publish_every_kind()["essay"])
    page.get_by_role("button", name="Toàn màn hình").focus()
    page.keyboard.press("Enter")
    page.locator(".essay.showing").wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_text("2/3", exact=True).wait_for()
    page.keyboard.press("Escape")
    page.locator(".essay:not(.showing)").wait_for()
    assert page.evaluate("document.activeElement.closest('.essay-bar') !== null")
