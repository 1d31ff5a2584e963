"""The public site in a real browser: accessible, without a request to elsewhere, on a phone and in the dark."""

import datetime as dt
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page

from cms.publication.story import AgendaItem, DelegateRow, FactBoxBlock, TableBlock, TextBlock
from tests.factories.reader import (
    publish_article,
    publish_committee,
    publish_document,
    publish_frame,
    publish_info,
    publish_library,
    publish_person,
    publish_session,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_frame")]

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_on_a_phone(live_server: Any, page: Page, scheme: Any) -> None:
    frame = publish_frame()
    person = publish_person(frame)
    session = publish_session(
        frame,
        day=timezone.localdate() + dt.timedelta(days=1),
        agenda=(AgendaItem(title="Chào cờ", time="8 giờ 00"),),
        delegates=(DelegateRow(name="Trần Thị Lụa", person_id=1),),
    )
    article = publish_article(
        section=frame["tin-tuc"],
        blocks=(
            TextBlock(html='<h2>Đầu mục</h2><p>Chữ <a href="https://example.org/">ngoài</a></p>'),
            FactBoxBlock(title="Con số", html="<ul><li>Một</li></ul>"),
            TableBlock(caption="Bảng", rows=(("A", "B"), ("1", "2"))),
        ),
    )
    library = publish_library(frame)
    details = {
        "kind": "report",
        "status": "draft",
        "opinions_from": timezone.localdate(),
        "opinions_until": timezone.localdate(),
    }
    draft = publish_document(library, "Dự thảo Báo cáo chính trị", details=details)
    publish_document(library, "Nghị quyết năm trước", day=dt.date(2025, 5, 1))
    committee, about = publish_committee(frame), publish_info(frame)
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(color_scheme=scheme)
    foreign: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(live_server.url) else foreign.append(request.url))
    for path in (
        "/", frame["tin-tuc"].path, article.path, session.path, person.path, frame["phien-hop"].path, frame["nhan-vat"].path,
        "/gioi-thieu/", "/luu-tru/", "/tim-kiem/?q=phien+hop", "/khong-co/", "/thiet-ke/", "/cai-chinh/", "/so-do-trang/",
        library.path, draft.path, f"/gop-y/{draft.pk}/", f"/gop-y/{draft.pk}/da-nhan/", committee.path, about.path,
        "/tim-kiem/?q=tran+thi+lua",
        "/tim-kiem/?q=Tr%C3%A0n+Th%E1%BB%8B+L%E1%BB%A5a&loai=nhan-vat&tu=1/1/2026", '/tim-kiem/?q="khong+co"&loai=bai-viet',
        "/tim-kiem/?q=phien&tu=31/2/2026",
    ):  # fmt: skip
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations] == [], path
    assert foreign == []


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_whole_at_twice_its_size(live_server: Any, page: Page, scheme: Any) -> None:
    """200 % of 1280 px (WCAG 2.2, 1.4.4 and 1.4.10): as wide as 640 px, and nothing runs out of the page."""
    frame = publish_frame()
    article, person, session = publish_article(section=frame["tin-tuc"]), publish_person(frame), publish_session(frame)
    page.set_viewport_size({"width": 640, "height": 450})
    page.emulate_media(color_scheme=scheme)
    for path in ("/", article.path, person.path, session.path, "/tim-kiem/?q=phien", "/luu-tru/", "/thiet-ke/"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations] == [], path


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
