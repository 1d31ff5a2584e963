"""The desk as it looks and by keyboard: on a phone and a wide screen, in light and dark."""

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.registry.models import Session
from cms.review.models import Comment, DeskRow, ReviewTaskState
from cms.staff.models import Unit, User
from cms.staff.roles import Role
from tests.factories.articles import make_full_session
from tests.factories.newsroom import decide, draft, submit

from .house import member, sign_in
from .test_pages import SCHEMES, WIDTHS, overflows, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = (
    "Đại hội đại biểu Đảng bộ thành phố lần thứ XVIII khai mạc phiên trù bị với 350 đại biểu chính thức",
    "Tổ thảo luận số 3 góp ý dự thảo Báo cáo chính trị",
    "Trung tâm báo chí mở cửa",
    "Phiên bế mạc",
)
SMALL = """() => [...document.querySelectorAll("[data-desk] :is(a, button, select, input:not([type=hidden]))")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML)"""


def _work(section: Any) -> tuple[User, User]:
    """What is late, due, sent back, without a due time, with comments and doubts."""
    unit = Unit.objects.create(name="Ban Thời sự")
    author, editor = member("mai", Role.REPORTER, unit=unit), member("vinh", Role.EDITOR)
    session: Session = make_full_session()[0]
    pages = [submit(draft(section, author, title=title, session=session), author) for title in TITLES]
    for page, hours in zip(pages, (-2.1, 0.6, 30), strict=False):
        state = ReviewTaskState.objects.filter(pk=DeskRow.objects.get(pk=page.pk).stage_state_id)
        state.update(due_at=timezone.now() + dt.timedelta(hours=hours))
    Comment.objects.create(page=pages[0], author=editor, text="Nguồn của con số?", blocking=True)
    DeskRow.objects.filter(pk=pages[1].pk).update(doubts=2)
    decide(pages[3], editor, "reject", "Chức danh ở đoạn hai chưa đúng với danh sách đại biểu; xem lại giúp.")
    draft(section, author, title="Bản nháp đang viết")
    return author, editor


def _look(window: Page, name: str, width: int) -> None:
    assert violations(window) == []
    assert not overflows(window)
    if width == min(WIDTHS):
        assert window.evaluate(SMALL) == [], "too small for a thumb"
    if folder := os.environ.get("SHOTS"):
        window.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_desk_looks(newsroom: Any, person: Callable[..., Page], width: int) -> None:
    for user in _work(newsroom.section):
        for scheme in SCHEMES:
            window = person(width, 2600, color_scheme=scheme)
            sign_in(window, newsroom.origin, user)
            # The word that one has signed in goes.
            window.goto(f"{newsroom.origin}/quan-tri/")
            expect(window.locator("[data-desk]")).to_be_visible()
            _look(window, f"desk-{user.username}-{width}-{scheme}", width)


def _listens(window: Page) -> None:
    """The page shows its list of keys from the moment on at which it listens to them."""
    expect(window.locator("[data-desk-help]")).to_be_visible()


def test_by_keyboard(newsroom: Any, person: Callable[..., Page]) -> None:
    _author, editor = _work(newsroom.section)
    window = person()
    sign_in(window, newsroom.origin, editor)
    rows = window.locator("#desk-waiting [data-desk-row]")
    _listens(window)
    window.keyboard.press("j")
    expect(rows.nth(0).locator("[data-desk-open]")).to_be_focused()
    window.keyboard.press("j")
    window.keyboard.press("j")
    window.keyboard.press("k")
    expect(rows.nth(1).locator("[data-desk-open]")).to_be_focused()
    window.keyboard.press("c")
    expect(rows.nth(1)).to_contain_text("Bạn đang giữ")
    _listens(window)
    expect(rows.nth(1).locator("[data-desk-open]")).to_be_focused()
    window.keyboard.press("u")
    expect(rows.nth(1)).to_contain_text("Chưa ai nhận")
    _listens(window)
    window.keyboard.press("?")
    expect(window.get_by_role("heading", name="Phím tắt ở bàn biên tập")).to_be_visible()
    assert violations(window) == []
    window.keyboard.press("Escape")
    # Somebody else has taken it meanwhile: the lists come anew, and the focus stays.
    state = DeskRow.objects.get(headline=TITLES[1]).stage_state_id
    ReviewTaskState.objects.filter(pk=state).update(claimed_by=editor, claimed_at=timezone.now())
    rows.nth(1).locator("[data-desk-open]").focus()
    with window.expect_response("**/ban-bien-tap/phan/**"):
        window.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(rows.nth(1)).to_contain_text("Bạn đang giữ")
    expect(rows.nth(1).locator("[data-desk-open]")).to_be_focused()
    window.keyboard.press("/")
    expect(window.locator("[data-desk-search]")).to_be_focused()
    window.keyboard.type("to thao luan")
    window.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    _listens(window)
    window.keyboard.press("j")
    window.keyboard.press("Enter")
    window.wait_for_url("**/edit/")
