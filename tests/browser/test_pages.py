"""What readers and the newsroom see: accessible in light and dark, on a phone and a wide screen, with nothing from elsewhere."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Revision

from cms.publication.story import (
    AgendaItem,
    DelegateRow,
    FactBoxBlock,
    GalleryBlock,
    PhotoBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
)
from cms.staff.roles import Role
from media.queries import note_files
from media.story import photo_value
from tests.factories.media import make_photo
from tests.factories.newsroom import draft, news_section, submit
from tests.factories.reader import publish_article, publish_frame, publish_person, publish_session, withdraw
from tests.review.comparison.scene import changed_article

from .house import member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
NOT_OURS = {"exclude": [[".public-DraftEditor-content"], ["#w-minimap-toggle"]]}
"""Wagtail's rich text field takes its name from no label that we could give it; everything else of the admin is looked at."""


class Witness:
    """Notes what a window asks of other hosts, and what its console complains of: blocked by the policy, missing, failed."""

    def __init__(self, page: Page, origin: str) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self._origin = origin
        self._page = page
        page.on("request", lambda request: self._ask(request.url))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _ask(self, url: str) -> None:
        if not url.startswith((f"{self._origin}/", "data:", "blob:")):
            self.foreign.append(url)

    def _hear(self, message: Any) -> None:
        # A page that is gone says so of itself.
        if message.type == "error" and message.location.get("url") != self._page.url:
            self.complaints.append(f"{self._page.url}: {message.text}")


def violations(page: Page, within: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    """What axe finds: the rule and the first place."""
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, context=within, options=options).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def public_paths() -> list[str]:
    """A published newsroom with a page of each kind; their paths, found and not found."""
    frame = publish_frame()
    photos = [photo_value(make_photo()) for _ in range(3)]
    person = publish_person(frame)
    session = publish_session(
        frame,
        day=timezone.localdate() + dt.timedelta(days=1),
        agenda=(AgendaItem(title="Chào cờ", time="8 giờ 00"),),
        delegates=(DelegateRow(name="Trần Thị Lụa", person_id=1),),
    )
    article = publish_article(
        section=frame["tin-tuc"],
        lead_photo=photos[0],
        blocks=(
            TextBlock(html='<h4>Đầu mục</h4><p>Chữ <a href="https://example.org/">ngoài</a></p>'),
            PhotoBlock(photo=photos[1], title="Phiên họp", caption="Quang cảnh."),
            GalleryBlock(title="Chùm ảnh", photos=(photos[1], photos[2])),
            QuoteBlock(text="Rõ việc, rõ người.", name="Trần Thị Lụa", office="Phó Bí thư"),
            FactBoxBlock(title="Con số", html="<ul><li>Một</li></ul>"),
            TableBlock(caption="Bảng", rows=(("Tổ", "Số phiếu của từng đơn vị bầu cử"), ("1", "2"))),
        ),
    )
    note_files(article.current)
    gone = publish_article("Bài đã gỡ", section=frame["tin-tuc"])
    withdraw(gone, notice="Bài có sai sót về số liệu.")
    return [
        "/", frame["tin-tuc"].path, article.path, session.path, person.path, frame["phien-hop"].path,
        frame["nhan-vat"].path, "/tim-kiem/?q=phien+hop", "/khong-co-trang-nay/", gone.path,
    ]  # fmt: skip


@pytest.mark.usefixtures("no_frame")
def test_public_pages(live_server: Any, person: Callable[..., Page]) -> None:
    paths = public_paths()
    page = person()
    witness = Witness(page, live_server.url)
    for path in paths:
        page.goto(live_server.url + path, wait_until="load")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert not overflows(page), (path, width)
                assert violations(page) == [], (path, scheme, width)
    assert witness.foreign == []
    assert witness.complaints == []


def test_screens_that_the_newsroom_meets_first(live_server: Any, person: Callable[..., Page]) -> None:
    reporter = member("phongvien", Role.REPORTER)
    article = draft(news_section(), reporter)
    submit(article, reporter)
    page = person()
    witness = Witness(page, live_server.url)
    page.goto(f"{live_server.url}/quan-tri/")
    found = look(page, "login")
    sign_in(page, live_server.url, member("bientap", Role.EDITOR))
    for name, address in {
        "dashboard": reverse("wagtailadmin_home"),
        "explorer": reverse("wagtailadmin_explore", args=[article.get_parent().pk]),
        "guide": reverse("newsroom_guide"),
        "import": reverse("articles:import"),
        "editor": reverse("wagtailadmin_pages:edit", args=[article.pk]),
    }.items():
        page.goto(live_server.url + address)
        expect(page.locator("h1, [name=lede]").first).to_be_visible()
        found += look(page, name)
    assert not found, "\n".join(map(str, found))
    assert witness.foreign == []
    assert witness.complaints == []


def test_the_comparison(live_server: Any, person: Callable[..., Page]) -> None:
    article = changed_article(news_section(), member("phongvien", Role.REPORTER), member("thuky", Role.EDITOR))
    newest = article.latest_draft().latest_revision_id
    before = Revision.objects.for_instance(article).filter(pk__lt=newest).latest("pk").pk
    page = person()
    witness = Witness(page, live_server.url)
    sign_in(page, live_server.url, member("bientap", Role.EDITOR))
    address = f"{live_server.url}{reverse('review_comparison', args=[article.pk])}?cu=r{before}"
    found: list[Any] = []
    for view in ("", "song-song"):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{address}&xem={view}")
            page.locator("#phan-posts > summary").click()
            found += look(page, f"comparison {view} {scheme}")
    assert not found, "\n".join(map(str, found))

    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}&xem=song-song")
    for key, number in (("n", 1), ("n", 2), ("n", 3), ("p", 2)):
        page.keyboard.press(key)
        expect(page.locator(f"#thay-doi-{number}")).to_be_focused()
        expect(page.locator("[data-comparison-place]")).to_contain_text(f"{number}/")
    assert columns(page) == 2
    page.set_viewport_size({"width": 360, "height": 900})
    assert columns(page) == 1
    # The last change lies in a part that is folded: the key opens it.
    count = int(page.locator("[data-change-count]").get_attribute("data-change-count") or 0)
    for _each in range(count):
        page.keyboard.press("n")
    expect(page.locator(f"#thay-doi-{count}")).to_be_focused()
    assert page.evaluate("[...document.images].every((image) => image.closest('details') || image.naturalWidth > 0)")
    page.get_by_role("button", name="Đã xem bản này").click()
    expect(page.get_by_text("Bạn đã xem bản này.")).to_be_visible()
    assert witness.foreign == []
    assert witness.complaints == []


def columns(page: Page) -> int:
    """In how many columns the sides of the second change stand."""
    script = "sides => new Set(sides.map((side) => Math.round(side.getBoundingClientRect().left))).size"
    return int(page.locator("#thay-doi-2 .comparison-side").evaluate_all(script))


def test_a_refusal_on_a_phone(live_server: Any, person: Callable[..., Page]) -> None:
    """What is said lies under nothing; what proofreading says is no error of the form, and leads to its block."""
    reporter = member("phongvien", Role.REPORTER)
    article = draft(news_section(), reporter, text="Có [[số phiếu]] phiếu tán thành.")
    page = person(width=360, height=800)
    sign_in(page, live_server.url, reporter)
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[article.pk]))
    page.locator("footer .w-dropdown__toggle").first.click()
    page.locator("[name=action-submit]").click()
    message = page.locator(".messages .error").first
    expect(message).to_contain_text("[[số phiếu]]")
    button = page.locator(".sidebar-nav-toggle--mobile").bounding_box()
    assert button is not None
    left = message.evaluate("element => parseFloat(getComputedStyle(element).paddingLeft)")
    assert left >= button["x"] + button["width"]
    assert button["y"] == 0
    expect(page.locator(".w-tabs__errors").first).to_be_hidden()
    link = page.locator("[data-finding='slot.open'] a")
    expect(link).to_have_text("1. Văn bản:")
    assert page.locator(str(link.get_attribute("href"))).count() == 1
    assert not overflows(page)


def look(page: Page, name: str) -> list[Any]:
    found: list[Any] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(name, width, *each) for each in violations(page, NOT_OURS)]
        if overflows(page):
            found.append((name, width, "overflow"))
    return found
