"""Every screen of the review, with something on it: accessible in light and dark, whole on a phone and on a wide screen.

``SHOTS`` names a folder for pictures of all of them.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import Workflow

from cms.staff.models import User
from cms.text.dates import today
from tests.factories.newsroom import news_section, sign_in

from .rooms import Rooms
from .test_pages import NOT_OURS, RULES, WIDTHS, Witness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEFT_OUT = [["#wagtail-sidebar"], ["#HandsontableCopyPaste"], ["#workflow-pages-section th[aria-label]"]]
"""The menu, which other tests look at; what the editor of tables keeps for the clipboard; a heading of Wagtail's own table."""

Doing = Callable[[Page], None]
Address = Callable[[Rooms], str]


@dataclass(frozen=True)
class Screen:
    """A page as the member meets it; ``doing`` brings up what stands on it only after an act."""

    name: str
    who: str
    address: Address
    doing: Doing | None = None


def _of(name: str, thing: str = "", *more: Any, query: str = "") -> Address:
    def address(rooms: Rooms) -> str:
        args = [*([getattr(rooms, thing).pk] if thing else []), *more]
        return reverse(name, args=args) + query

    return address


def _compared(view: str) -> Address:
    return lambda rooms: (
        f"{reverse('review_comparison', args=[rooms.article.pk])}?cu=r{rooms.first_revision}&xem={view}"
    )


def _send_empty(page: Page) -> None:
    """Sends the form with nothing in it, past what the browser itself would say."""
    page.evaluate("document.querySelectorAll('main form').forEach((form) => { form.noValidate = true })")
    with page.expect_navigation(wait_until="load"):
        page.locator("main form[method=post] button[type=submit]").first.click()
    expect(page.locator(".w-field__errors, .error-message, .messages .error").first).to_be_visible()


def _with_code(token: str, code: str) -> str:
    return reverse("signoff_page", args=[token]) + f"#{code}"


def _type_the_code(page: Page) -> None:
    """The one that the address names for it: a leader's link leads to the field for the code, whatever link it is."""
    page.locator("input[name=code]").fill(page.url.rpartition("#")[2])
    with page.expect_navigation(wait_until="load"):
        page.locator("main button[type=submit]").click()


SCREENS = (
    Screen("desk-editor", "editor", _of("wagtailadmin_home")),
    Screen("desk-approver", "approver", _of("wagtailadmin_home")),
    Screen("desk-reporter", "reporter", _of("wagtailadmin_home")),
    Screen("desk-newcomer", "newcomer", _of("wagtailadmin_home")),
    Screen("desk-filtered", "editor", _of("wagtailadmin_home", query="?q=khong+co+bai+nay")),
    Screen("guide", "editor", _of("newsroom_guide")),
    Screen("comparison-inline", "editor", _compared("")),
    Screen("comparison-sides", "editor", _compared("song-song")),
    Screen("comments", "editor", _of("review_comments:list", "article")),
    Screen("editor", "editor", _of("wagtailadmin_pages:edit", "article")),
    Screen("editor-sent-back", "reporter", _of("wagtailadmin_pages:edit", "sent_back")),
    Screen(
        "editor-after-publication", "editor", _of("wagtailadmin_pages:edit", "public", query="#tab-sau_khi_u0111ang")
    ),
    Screen("workflow", "administrator", lambda _rooms: _workflow()),
    Screen("stages", "administrator", _of("wagtailadmin_workflows:task_index")),
    Screen(
        "stage", "administrator", lambda rooms: reverse("wagtailadmin_workflows:edit_task", args=[rooms.state.task_id])
    ),
    Screen("duty", "editor", _of("review_duty:now")),
    Screen("roster", "approver", _of("review_shifts:index")),
    Screen("roster-form", "approver", _of("review_shifts:add"), _send_empty),
    Screen("mandates", "approver", _of("review_stand_ins:index")),
    Screen("mandate-form", "approver", _of("review_stand_ins:edit", "mandate")),
    Screen("leaders", "approver", _of("leaders:index")),
    Screen("leader-confirm", "approver", _of("leaders:confirm", "new_leader")),
    Screen("leader-form", "approver", _of("leaders:edit", "leader")),
    Screen("signoff", "approver", _of("signoff:list", "for_leader")),
    Screen("attest", "editor", _of("signoff:attest", "for_leader"), _send_empty),
    Screen("paper", "editor", _of("review_paper:paper", "on_paper")),
    Screen("emergency-find", "on_duty", lambda _rooms: reverse("emergency_find")),
    Screen("emergency-publish", "on_duty", _of("emergency_publish", "urgent"), _send_empty),
    Screen("emergency-stopped", "on_duty", _of("emergency_publish", "stopped")),
    Screen("emergency-withdraw", "on_duty", _of("emergency_withdraw", "public")),
    Screen("after-list", "approver", _of("review_after:index")),
    Screen("after-detail", "approver", _of("review_after:detail", "after_review"), _send_empty),
    Screen("after-month", "approver", lambda _rooms: reverse("review_after:month", args=[f"{today():%Y-%m}"])),
    Screen("requests", "editor", _of("correction_requests:index", query="?xem=all")),
    Screen("request-form", "editor", _of("correction_requests:add"), _send_empty),
    Screen("request-to-decide", "approver", _of("correction_requests:detail", "to_decide")),
    Screen("request-to-answer", "editor", _of("correction_requests:detail", "to_answer")),
    Screen("request-answered", "approver", _of("correction_requests:detail", "answered")),
    Screen("publications", "approver", _of("publications_of_page", "public")),
    Screen("roll-back", "other_approver", _of("roll_back", "public", 1), _send_empty),
    Screen("withdraw", "approver", _of("wagtailadmin_pages:unpublish", "public")),
    Screen("trail", "administrator", _of("trail:index")),
    Screen("trail-entry", "administrator", _of("trail:entry", "", 5)),
    Screen("dossier", "approver", _of("review_dossier", "public")),
    Screen("notices", "reporter", _of("notices:list")),
    Screen("notices-none", "newcomer", _of("notices:list")),
    Screen("notices-telegram", "reporter", _of("notices:telegram")),
    Screen("notices-settings", "reporter", _of("wagtailadmin_account", query="#tab-notifications")),
    Screen("leader-door", "", lambda rooms: reverse("signoff_page", args=[rooms.token])),
    Screen("leader-page", "", lambda rooms: _with_code(rooms.token, rooms.code), _type_the_code),
    Screen("leader-outdated", "", lambda rooms: _with_code(rooms.outdated_token, rooms.outdated_code), _type_the_code),
    Screen("leader-wrong", "", lambda _rooms: _with_code("khong-co", "00000000"), _type_the_code),
    Screen("corrections", "", lambda _rooms: "/cai-chinh/"),
)


def _workflow() -> str:
    return reverse("wagtailadmin_workflows:edit", args=[Workflow.objects.get(name="Duyệt bài").pk])


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


def _window(person: Callable[..., Page], origin: str, user: User | None) -> Page:
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


def test_each_screen_of_the_review(live_server: Any, person: Callable[..., Page], settings: Any) -> None:
    settings.PUBLIC_BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    rooms = Rooms(news_section())
    windows: dict[str, tuple[Page, Witness]] = {}
    found: list[Any] = []
    for screen in SCREENS:
        if screen.who not in windows:
            page = _window(person, live_server.url, getattr(rooms, screen.who) if screen.who else None)
            windows[screen.who] = page, Witness(page, live_server.url)
        page, _witness = windows[screen.who]
        page.set_viewport_size({"width": max(WIDTHS), "height": 900})
        page.goto(live_server.url + screen.address(rooms), wait_until="load")
        if screen.doing:
            screen.doing(page)
        expect(page.locator("h1").first).to_be_attached()
        if screen.who:
            expect(page.locator("#wagtail-sidebar nav").first).to_be_attached()
        found += _looked_at(page, screen.name)
        if folder := os.environ.get("SHOTS"):
            _pictures(page, f"{folder}/{screen.name}")
    assert not found, "\n".join(map(str, found))
    for _page, witness in windows.values():
        assert witness.foreign == []
        assert witness.complaints == []
