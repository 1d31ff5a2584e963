"""The public site in a real browser: accessible, without a request to elsewhere, on a phone and in the dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.factories.reader import publish_article, publish_frame, publish_person, publish_session
from tests.factories.site import publish_every_kind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_frame")]

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
IN_COLOURS = ["color-contrast", "link-in-text-block"]
"""What may be otherwise in the dark."""


@pytest.mark.parametrize(("width", "height"), [(360, 800), (640, 450)])
def test_every_kind_of_page_is_accessible(live_server: Any, page: Page, width: int, height: int) -> None:
    """On a phone, and at 200 % of 1280 px (WCAG 2.2, 1.4.4 and 1.4.10), as wide as 640 px: nothing runs out of the page."""
    kinds = publish_every_kind()
    page.set_viewport_size({"width": width, "height": height})
    foreign: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(live_server.url) else foreign.append(request.url))
    for kind, path in kinds.items():
        page.emulate_media(color_scheme="light")
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
        assert violations(page, RULES) == [], kind
        page.emulate_media(color_scheme="dark")
        assert violations(page, IN_COLOURS, of="rule") == [], kind
    assert foreign == []


def violations(page: Page, rules: list[str], of: str = "tag") -> list[tuple[str, str]]:
    """What axe says against the page, with the first place."""
    found = Axe().run(page, options={"runOnly": {"type": of, "values": rules}}).response["violations"]
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found]


def test_suggestions_are_chosen_with_the_keyboard(live_server: Any, page: Page) -> None:
    publish_frame()
    article = publish_article("Khai mạc trọng thể Đại hội")
    page.goto(live_server.url + "/")
    box = page.get_by_role("combobox")
    box.press_sequentially("khai ma")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant")
    box.press("Enter")
    page.wait_for_url(live_server.url + article.path)


def test_how_a_reader_likes_to_read_is_kept_from_page_to_page(live_server: Any, page: Page) -> None:
    frame = publish_frame()
    article = publish_article(section=frame["tin-tuc"])
    page.emulate_media(color_scheme="light")
    page.goto(live_server.url + "/")

    def looks() -> tuple[str, str]:
        size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
        return size, page.evaluate("getComputedStyle(document.body).backgroundColor")

    before = looks()
    page.get_by_text("Cách đọc").press("Enter")
    page.get_by_role("radio", name="Rất lớn").press(" ")
    page.get_by_role("radio", name="Tối").press(" ")
    page.keyboard.press("Escape")
    assert page.get_by_text("Cách đọc").evaluate(
        "(each) => each === document.activeElement && !each.parentElement.open"
    )
    chosen = looks()
    assert chosen[0] == "21.6px"
    assert chosen[1] != before[1]
    page.goto(live_server.url + article.path)
    assert looks() == chosen
    page.get_by_text("Cách đọc").click()
    assert page.get_by_role("radio", name="Rất lớn").is_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_nothing_is_missing_from_an_article(live_server: Any, browser: Browser) -> None:
    article = publish_article(section=publish_frame()["tin-tuc"])
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + article.path)
    assert page.get_by_text("Cách đọc").is_hidden()
    assert page.get_by_role("button", name="Sao chép liên kết").is_hidden()
    assert page.get_by_role("link", name="Zalo").is_visible()
    page.get_by_role("button", name="English").click()
    page.get_by_text("Short link").wait_for()
    assert page.url.endswith(article.path)
    context.close()


def test_the_list_of_suggestions_opens_closes_and_lets_one_search_for_what_was_typed(
    live_server: Any, page: Page
) -> None:
    frame = publish_frame()
    publish_article("Lụa Hải Âu ra biển")
    person = publish_person(frame)
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(live_server.url + "/tim-kiem/")
    box = page.get_by_role("combobox")
    options = page.locator("[role=listbox] [role=option]")
    box.press_sequentially("lụ")
    options.first.wait_for()
    assert options.all_inner_texts() == ["Trần Thị Lụa\nNhân vật", "Lụa Hải Âu ra biển\nBài viết"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page, options={"runOnly": RULES}).response["violations"] == []
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false" and not options.first.is_visible()
    assert box.input_value() == "lụ"
    box.press("ArrowDown")
    options.first.wait_for()
    box.press_sequentially("a")
    box.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=l%E1%BB%A5a")
    assert page.locator(".named a").get_attribute("href") == person.path


def test_filters_work_without_script(live_server: Any, browser: Browser) -> None:
    frame = publish_frame()
    session = publish_session(frame)
    publish_article("Phiên trù bị 1 bắt đầu")
    page = browser.new_page(java_script_enabled=False, locale="vi-VN")
    page.goto(live_server.url + "/tim-kiem/?q=phi%C3%AAn+tr%C3%B9+b%E1%BB%8B")
    assert page.locator("main h2").count() == 2
    page.get_by_text("Lọc kết quả").click()
    page.get_by_label("Loại kết quả").select_option("phien-hop")
    page.get_by_label("Từ ngày").fill("18/3/2026")
    page.get_by_role("button", name="Lọc").click()
    assert page.locator("main h2 a").get_attribute("href") == session.path
    page.get_by_role("link", name="Bỏ lọc Phiên họp").click()
    assert page.locator("main h2").count() == 2
    page.close()
