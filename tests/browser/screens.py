"""Looking at every screen of a room: accessible in light and dark, whole on a phone and on a wide screen.

``SHOTS`` names a folder for pictures of all of them.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.staff.models import User
from tests.factories.newsroom import sign_in

from .test_pages import NOT_OURS, RULES, WIDTHS, Witness

LEFT_OUT = [["#wagtail-sidebar"], ["#HandsontableCopyPaste"], ["#workflow-pages-section th[aria-label]"]]
"""The menu, which other tests look at; what the editor of tables keeps for the clipboard; a heading of Wagtail's own table."""

Doing = Callable[[Page], None]
Address = Callable[[Any], str]


@dataclass(frozen=True)
class Screen:
    """A page as the member meets it; ``doing`` brings up what stands on it only after an act."""

    name: str
    who: str
    address: Address
    doing: Doing | None = None


def of(name: str, thing: str = "", *more: Any, query: str = "") -> Address:
    def address(rooms: Any) -> str:
        args = [*([getattr(rooms, thing).pk] if thing else []), *more]
        return reverse(name, args=args) + query

    return address


def send_empty(page: Page) -> None:
    """Sends the form with nothing in it, past what the browser itself would say."""
    page.evaluate("document.querySelectorAll('main form').forEach((form) => { form.noValidate = true })")
    with page.expect_navigation(wait_until="load"):
        page.locator("main form[method=post] button[type=submit]").first.click()
    expect(page.locator(".w-field__errors, .error-message, .messages .error").first).to_be_visible()


_STILL = """
const still = new CSSStyleSheet();
still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
document.adoptedStyleSheets = [still];
"""
"""What fades is in between colours. A sheet made by a script, as the leader's page takes no style of anybody else."""

_AXE = """async ([exclude, runOnly]) => {
  const options = { runOnly, resultTypes: ["violations"], preload: false, elementRef: false };
  const { violations } = await axe.run({ exclude }, options);
  return violations.map(({ id, nodes }) => [id, nodes[0].target.join(" "), nodes[0].html]);
}"""

_CUT_OFF = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth > wide) return ["the page scrolls sideways"];
  const main = document.querySelector("main");
  // What scrolls by itself, or is cut with an ellipsis on purpose, lets its parts be wider.
  const contained = (each) => {
    for (let at = each.parentElement; at && at !== main; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") return true;
    return false;
  };
  return [...main.querySelectorAll("input:not([type=hidden]), select, textarea, button, a, p, li, td, dd, h2, h3, img, svg")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().right > wide + 1)
    .filter((each) => !contained(each) && !each.closest("header"))
    .map((each) => each.outerHTML.slice(0, 160));
}"""
"""Wagtail hides what sticks out of its ``main``, so the width of the page alone says nothing there."""


def window(person: Callable[..., Page], origin: str, user: User | None) -> Page:
    """A window in which the member has signed in."""
    page = person(reduced_motion="reduce")
    page.add_init_script(_STILL)
    if user is not None:
        cookie = sign_in(Client(), user).cookies[django_settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": origin}])
    return page


def _axe(page: Page, rules: dict[str, Any]) -> list[tuple[str, ...]]:
    return [tuple(each) for each in page.evaluate(_AXE, [[*NOT_OURS["exclude"], *LEFT_OUT], rules])]


def _looked_at(page: Page, name: str) -> list[Any]:
    """What is wrong with what is on the window: in light by all rules, in dark, where only the colours differ, by theirs."""
    found: list[Any] = []
    page.evaluate(AXE_SCRIPT)
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        found += [(name, width, each) for each in page.evaluate(_CUT_OFF)]
    page.emulate_media(color_scheme="light")
    found += [(name, "light", *each) for each in _axe(page, {"type": "tag", "values": RULES})]
    page.emulate_media(color_scheme="dark")
    found += [(name, "dark", *each) for each in _axe(page, {"type": "rule", "values": ["color-contrast"]})]
    return found


def _pictures(page: Page, path: str) -> None:
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 2400})
            page.screenshot(path=f"{path}-{width}-{scheme}.png")


def look_through(screens: Iterable[Screen], rooms: Any, person: Callable[..., Page], origin: str) -> None:
    """Opens each screen as the member of ``rooms`` that it names, empty for nobody, and says what is wrong with any."""
    windows: dict[str, tuple[Page, Witness]] = {}
    found: list[Any] = []
    for screen in screens:
        if screen.who not in windows:
            page = window(person, origin, getattr(rooms, screen.who) if screen.who else None)
            windows[screen.who] = page, Witness(page, origin)
        page, _witness = windows[screen.who]
        page.set_viewport_size({"width": max(WIDTHS), "height": 900})
        page.goto(origin + screen.address(rooms), wait_until="load")
        if screen.doing:
            screen.doing(page)
        expect(page.locator("h1").first).to_be_attached()
        if screen.who:
            expect(page.locator("#wagtail-sidebar nav").first).to_be_attached()
        found += _looked_at(page, screen.name)
        if folder := os.environ.get("SHOTS"):
            _pictures(page, f"{folder}/{screen.name}")
    for _page, witness in windows.values():
        found += [*witness.foreign, *witness.complaints]
    assert not found, "\n".join(map(str, found))
