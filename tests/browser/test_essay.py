"""A photo essay is leafed through by key, by finger and by button; it and the front page are accessible everywhere."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.publication.models import Shelf
from cms.publication.story import (
    DocumentsZone,
    EssayZone,
    FrontDetails,
    LeadZone,
    PhotoBlock,
    RiverZone,
    SecondZone,
    SectionsZone,
    SessionsZone,
    Story,
    TextBlock,
)
from media.queries import note_files
from media.story import photo_value
from tests.factories.media import make_photo
from tests.factories.reader import publish, publish_article, publish_frame, publish_session

from .conftest import SECONDS
from .test_pages import SCHEMES, WIDTHS, Witness, overflows, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_frame")]

PHOTOS = 5


def publish_essay() -> Shelf:
    """A public essay of five photos with a heading between them."""
    photos = [photo_value(make_photo()) for _each in range(PHOTOS)]
    blocks = [
        PhotoBlock(photo=photo, title=f"Ảnh {at}", caption=f"Chú thích {at}.") for at, photo in enumerate(photos, 1)
    ]
    between = TextBlock(html="<h3>Buổi chiều</h3><p>Sau giờ nghỉ trưa.</p>")
    frame = publish_frame()
    shelf = publish_article(
        "Một ngày bên sông", section=frame["tin-tuc"], genre="photo_essay", blocks=(*blocks[:2], between, *blocks[2:])
    )
    publish_session(frame, day=timezone.localdate() + dt.timedelta(days=3))
    for number in range(8):
        publish_article(f"Tin số {number}", section=frame["tin-tuc"], lead_photo=photos[number % PHOTOS])
    assert shelf.current is not None
    note_files(shelf.current)
    return shelf


def arrange_front() -> None:
    zones = (
        LeadZone(),
        SecondZone(places=2),
        SessionsZone(note="Chương trình có trên trang của từng phiên."),
        EssayZone(heading="Phóng sự ảnh"),
        RiverZone(entries=3, heading="Tin mới"),
        DocumentsZone(heading="Văn kiện", section_id=None),
        SectionsZone(entries=2),
    )
    details = FrontDetails(tagline="Thành phố Mẫu", zones=zones)
    publish(Story(kind="front", page_id=9000, slug="trang-chu", headline="Trang tin Đại hội", details=details), "/")


def now(page: Page) -> Any:
    return page.locator("[data-essay-now]")


def in_sight(page: Page, number: int) -> bool:
    """Whether the middle of the screen lies in the photo."""
    box = page.locator(f"#anh-{number}").bounding_box()
    size = page.viewport_size
    assert box and size
    across = box["x"] <= size["width"] / 2 <= box["x"] + box["width"]
    return across and box["y"] <= size["height"] / 2 <= box["y"] + box["height"]


def until(page: Page, said: Callable[[], bool]) -> None:
    """Waits until something is so; what the page's policy forbids the browser's own waiting would be in the way."""
    deadline = time.monotonic() + SECONDS
    while not said():
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


def fills_the_screen(page: Page, number: int) -> bool:
    return bool(page.locator(f"#anh-{number}").evaluate("(each) => each.getBoundingClientRect().left === 0"))


def open_essay(page: Page, address: str) -> None:
    """Opens the page and waits until it is painted: before, a browser takes no keys and no fingers."""
    page.goto(address, wait_until="load")
    expect(page.locator(".essay[data-ready]")).to_be_visible()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def swipe(page: Page, number: int, across: int, down: int = 0) -> None:
    """A finger that moves over the photo."""
    box = page.locator(f"#anh-{number}").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 80)
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        at = {"x": x + across * step / 10, "y": y + down * step / 10}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_by_the_keyboard(live_server: Any, person: Callable[..., Page]) -> None:
    shelf = publish_essay()
    page = person(reduced_motion="reduce")
    witness = Witness(page, live_server.url)
    open_essay(page, f"{live_server.url}{shelf.path}#anh-1")
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        expect(page.locator(f"#anh-{number}")).to_be_focused()
        expect(now(page)).to_have_text(str(number))
        assert in_sight(page, number)
        assert page.url.endswith(f"#anh-{number}")
    # Who types in the search box moves about in its text.
    page.get_by_role("combobox").fill("sông")
    page.keyboard.press("ArrowRight")
    expect(now(page)).to_have_text("2")

    page.get_by_role("button", name="Ảnh tiếp theo").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Ảnh 3 trên 5")).to_be_attached()
    expect(page.get_by_role("button", name="Ảnh tiếp theo")).to_be_focused()
    assert in_sight(page, 3)

    page.get_by_role("button", name="Toàn màn hình").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    until(page, lambda: fills_the_screen(page, 3))
    assert page.evaluate("document.querySelector('.masthead').inert")
    page.keyboard.press("ArrowRight")
    expect(now(page)).to_have_text("4")
    until(page, lambda: fills_the_screen(page, 4))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_attached()
    expect(page.get_by_role("button", name="Toàn màn hình")).to_be_focused()
    until(page, lambda: in_sight(page, 4))
    assert not page.evaluate("document.querySelector('.masthead').inert")
    assert witness.foreign == [] and witness.complaints == []


def test_by_the_finger(live_server: Any, person: Callable[..., Page]) -> None:
    shelf = publish_essay()
    page = person(360, 740, has_touch=True, is_mobile=True, reduced_motion="reduce")
    open_essay(page, f"{live_server.url}{shelf.path}#anh-2")
    expect(now(page)).to_have_text("2")
    for across, number, to in ((-140, 2, 3), (-140, 3, 4), (140, 4, 3)):
        swipe(page, number, across)
        expect(now(page)).to_have_text(str(to))
        assert in_sight(page, to)
    # A finger that goes down scrolls, and turns no page.
    address = page.url
    swipe(page, 3, 20, -150)
    assert page.url == address

    page.get_by_role("button", name="Ảnh trước").tap()
    number = int(now(page).inner_text())
    page.get_by_role("button", name="Toàn màn hình").tap()
    until(page, lambda: fills_the_screen(page, number))
    swipe(page, number, -250)
    until(page, lambda: fills_the_screen(page, number + 1))
    expect(now(page)).to_have_text(str(number + 1))


def test_without_a_script_and_on_paper(live_server: Any, person: Callable[..., Page]) -> None:
    shelf = publish_essay()
    page = person(java_script_enabled=False)
    page.goto(f"{live_server.url}{shelf.path}#anh-4", wait_until="load")
    assert in_sight(page, 4) or (page.locator("#anh-4").bounding_box() or {"y": 900})["y"] < 450
    expect(page.locator(".essay-bar")).not_to_be_visible()
    expect(page.locator(".essay-photo figcaption")).to_have_count(PHOTOS)
    expect(page.get_by_text("4/5")).to_be_visible()

    page = person()
    page.goto(live_server.url + shelf.path, wait_until="load")
    page.emulate_media(media="print")
    expect(page.locator(".essay-bar")).not_to_be_visible()
    tops = page.locator(".essay-photo").evaluate_all("all => all.map((each) => each.getBoundingClientRect().top)")
    assert tops == sorted(tops) and len(set(tops)) == PHOTOS


def test_nothing_moves_while_it_loads(live_server: Any, person: Callable[..., Page]) -> None:
    shelf = publish_essay()
    page = person(360, 740)
    for path in (shelf.path, f"{shelf.path}#anh-3"):
        page.goto("about:blank")
        page.goto(live_server.url + path, wait_until="load")
        moved = page.evaluate(
            """new Promise((done) => {
              let sum = 0;
              new PerformanceObserver((seen) => { for (const each of seen.getEntries()) sum += each.value; })
                .observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(sum), 500);
            })"""
        )
        assert moved < 0.01


def test_the_essay_and_the_front_page_are_accessible(live_server: Any, person: Callable[..., Page]) -> None:
    shelf = publish_essay()
    arrange_front()
    page = person(reduced_motion="reduce")
    witness = Witness(page, live_server.url)
    for path in ("/", shelf.path):
        page.goto(live_server.url + path, wait_until="load")
        expect(page.locator(".front-strip .countdown" if path == "/" else ".essay[data-ready]")).to_be_visible()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert not overflows(page), (path, width)
                assert violations(page) == [], (path, scheme, width)
    page.get_by_role("button", name="Toàn màn hình").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    assert witness.foreign == [] and witness.complaints == []
