"""A day of the newsroom, played in a browser against the site and its worker as they run."""

import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from cms.articles.models import ArticlePage
from cms.publication.models import Shelf
from cms.staff.models import User
from cms.staff.roles import Role
from tests.articles.samples import SAMPLES
from tests.articles.test_reading import pieces
from tests.factories.channels import make_endpoint, make_subscriber
from tests.factories.media import camera_notes, jpeg, picture

from .conftest import SECONDS, House
from .house import member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = SAMPLES / "phien-hop.txt"
REASON = "Bổ sung số nội dung đã bàn vào sa-pô."
ADDED_BY_THE_REPORTER = "Phiên họp bàn bốn nội dung."
ADDED_BY_THE_EDITOR = "Tiểu ban họp lại vào tháng sau."
DIRECT = ":not([data-workflow-action-modal-url])"
"""Of two buttons for a step, the one that asks for no comment."""


def menu(page: Page) -> Locator:
    """The opened list of what can be done with the page."""
    page.locator("footer .w-dropdown__toggle").first.click()
    return page.locator("footer")


def open_editor(page: Page, address: str) -> None:
    page.goto(address)
    # The blocks of the body are made by the page's scripts.
    expect(page.locator("[name='body-2-value']")).to_be_attached()


def bring_in(page: Page, house: House) -> str:
    """The reporter brings the file in by the admin's form; the address of the draft's editor."""
    page.goto(f"{house.origin}/quan-tri/")
    page.locator("a[href='/quan-tri/articles/import/']").first.click()
    page.locator("input[name=file]").set_input_files(REPORT)
    page.locator("select[name=section]").select_option(str(house.section.pk))
    page.locator("input[name=day]").fill("18/03/2026")
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url("**/edit/")
    expect(page.locator("[data-finding='photo.missing']")).to_be_visible()
    return page.url


def put_photo_in(page: Page, picture_file: Path) -> None:
    """Uploads a photo with its words into the place that the report keeps for one."""
    place = page.locator("#body-1-value-photo-chooser")
    place.locator("[data-chooser-action-choose]").first.click()
    window = page.locator(".modal")
    window.locator("#tab-label-upload").click()
    window.locator("input[type=file]").set_input_files(picture_file)
    window.locator("[name$='-title']").fill("Phiên họp thứ Nhất")
    window.locator("[name$='-caption']").fill("Quang cảnh phiên họp.")
    window.locator("[name$='-credit']").fill("Minh An")
    window.locator("[name$='-alt_text']").fill("Hội trường đông người nhìn từ phía sau")
    window.locator("form[enctype] [type=submit]").click()
    expect(place).not_to_have_class(re.compile("blank"))
    expect(window).to_have_count(0)


def submit(page: Page) -> None:
    menu(page).locator("[name=action-submit]").click()
    expect(page.locator(".messages .success").first).to_be_visible()


def try_to_publish(page: Page, address: str) -> None:
    """No button does it, and a forged form gets no further than the editor's own buttons."""
    open_editor(page, address)
    expect(menu(page).locator("[name=action-publish]")).to_have_count(0)
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url == address) as sent:
        page.evaluate(
            """() => {
              const form = document.querySelector('[data-edit-form]');
              const button = Object.assign(document.createElement('button'), {name: 'action-publish', value: '1'});
              form.append(button);
              form.requestSubmit(button);
            }"""
        )
    assert "action-publish" in (sent.value.request.post_data or "")
    assert sent.value.status in (200, 302)
    expect(page.locator(".messages li").first).to_be_visible()


def send_back(page: Page, address: str) -> None:
    open_editor(page, address)
    menu(page).locator("[data-workflow-action-name=reject]").click()
    page.locator(".modal [name=comment]").fill(REASON)
    page.locator(".modal [type=submit]").click()
    expect(page.locator(".messages .success").first).to_be_visible()


def change_and_resubmit(page: Page, address: str) -> None:
    open_editor(page, address)
    expect(page.locator("[data-sent-back]")).to_contain_text(REASON)
    lede = page.locator("[name=lede]")
    lede.fill(f"{lede.input_value()} {ADDED_BY_THE_REPORTER}")
    submit(page)


def edit_and_pass(page: Page, address: str) -> None:
    open_editor(page, address)
    page.locator("[contenteditable=true]").last.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {ADDED_BY_THE_EDITOR}")
    # The rich text editor hands over what was typed a moment later.
    expect(page.locator("[name='body-2-value']")).to_have_value(re.compile(re.escape(ADDED_BY_THE_EDITOR)))
    pass_stage(page)


def pass_stage(page: Page) -> None:
    """Passes it by one request: no autosave takes the step along."""
    steps: list[str] = []

    def note(request: Request) -> None:
        if b"action-workflow-action" in (request.post_data_buffer or b""):
            steps.append(request.resource_type)

    page.on("request", note)
    menu(page).locator(f"[data-workflow-action-name=approve]{DIRECT}").click()
    expect(page.locator(".messages .success").first).to_be_visible()
    page.remove_listener("request", note)
    assert steps == ["document"]


def lines_of_the_article() -> list[str]:
    headline, lede, *body, byline = pieces(REPORT)
    body[-1] = f"{body[-1]} {ADDED_BY_THE_EDITOR}"
    return [headline, f"{lede} {ADDED_BY_THE_REPORTER}", *body, byline]


def look(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer is not None
    assert answer.ok, url


def find_and_read(page: Page, house: House) -> str:
    """An anonymous reader finds the article by words without accents, and reads it; its address."""
    headline = pieces(REPORT)[0]
    for words in ("phien hop thu nhat", "dai hoi dang bo"):
        look(page, f"{house.origin}/tim-kiem/?q={words.replace(' ', '+')}")
        expect(page.locator("main").get_by_role("link", name=headline)).to_be_visible()
    page.locator("main").get_by_role("link", name=headline).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    article = page.locator("main article").first
    for line in lines_of_the_article():
        expect(article).to_contain_text(line)
    expect(article.locator("figcaption")).to_contain_text("Minh An")
    expect(article.locator(".byline")).to_have_text(pieces(REPORT)[-1])
    shown = article.locator("figure img")
    expect(shown).to_have_attribute("alt", "Hội trường đông người nhìn từ phía sau")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('main figure img').naturalWidth > 0")
    return page.url


def check_feeds(page: Page, house: House, address: str) -> None:
    """All three feeds and the news sitemap name the article."""

    def got(path: str) -> bytes:
        answer = page.request.get(house.origin + path)
        assert answer.ok, path
        return answer.body()

    def xml(path: str) -> ElementTree.Element:
        return ElementTree.fromstring(got(path))  # noqa: S314 - our own site's

    headline = pieces(REPORT)[0]
    short = f"/b/{Shelf.objects.get(path=address.removeprefix(house.origin)).pk}/"
    rss = xml("/rss.xml")
    assert [item.findtext("title") for item in rss.iter("item")] == [headline]
    atom = "{http://www.w3.org/2005/Atom}"
    entries = list(xml("/atom.xml").iter(f"{atom}entry"))
    assert [entry.findtext(f"{atom}title") for entry in entries] == [headline]
    items = json.loads(got("/feed.json"))["items"]
    assert [item["title"] for item in items] == [headline]
    assert items[0]["url"] in (address, house.origin + short)
    sitemap = xml("/sitemap-news.xml")
    assert [each.text for each in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")] == [address]
    assert ADDED_BY_THE_EDITOR in items[0]["content_html"]


def check_mail(mail: EmailMessage, subscriber: str) -> None:
    """One-click unsubscribe after RFC 8058, plain text beside HTML, the whole headline in both."""
    headline = pieces(REPORT)[0]
    assert mail["To"] == subscriber
    # A long subject begins on a line of its own: the fold is no part of it.
    assert str(mail["Subject"]).strip() == headline
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http[^>]+>", str(mail["List-Unsubscribe"]).strip())
    for kind in ("plain", "html"):
        part: Any = mail.get_body((kind,))
        assert headline in part.get_content()
        assert ADDED_BY_THE_REPORTER in part.get_content()


@pytest.fixture
def staff(newsroom: House) -> dict[Role, User]:
    return {
        Role.REPORTER: member("phongvien", Role.REPORTER, pen_name=pieces(REPORT)[-1]),
        Role.EDITOR: member("bientap", Role.EDITOR),
        Role.APPROVING_EDITOR: member("duyetbai", Role.APPROVING_EDITOR),
    }


def test_a_report_goes_from_notes_to_public(
    newsroom: House, staff: dict[Role, User], person: Callable[..., Page], tmp_path: Path
) -> None:
    subscriber = make_subscriber(email="ban-doc@example.vn")
    _endpoint, secret = make_endpoint(newsroom.partner.url())
    newsroom.partner.secrets["/nhan"] = secret
    photo = tmp_path / "phien-hop.jpg"
    photo.write_bytes(jpeg(picture(), exif=camera_notes()))
    reporter, editor, approver, reader = (person() for _ in range(4))

    with newsroom.worker():
        sign_in(reporter, newsroom.origin, staff[Role.REPORTER])
        address = bring_in(reporter, newsroom)
        menu(reporter).locator("[name=action-submit]").click()
        expect(reporter.locator(".messages .error")).to_be_visible()
        article = ArticlePage.objects.get()
        assert article.current_workflow_state is None
        put_photo_in(reporter, photo)
        submit(reporter)
        try_to_publish(reporter, address)
        assert not Shelf.objects.filter(pk=article.pk).exists()

        sign_in(editor, newsroom.origin, staff[Role.EDITOR])
        send_back(editor, address)
        change_and_resubmit(reporter, address)
        edit_and_pass(editor, address)
        assert not Shelf.objects.filter(pk=article.pk).exists()
        assert newsroom.mail.mails == [] and newsroom.partner.requests == []
        look(reader, f"{newsroom.origin}/tim-kiem/?q=phien+hop+thu+nhat")
        expect(reader.get_by_role("link", name=pieces(REPORT)[0])).to_have_count(0)

        sign_in(approver, newsroom.origin, staff[Role.APPROVING_EDITOR])
        open_editor(approver, address)
        pass_stage(approver)

        check_feeds(reader, newsroom, find_and_read(reader, newsroom))
        newsroom.mail.arrived.wait(SECONDS)
        newsroom.partner.arrived.wait(SECONDS)
    assert newsroom.mail.recipients == [subscriber.email]
    check_mail(newsroom.mail.mails[0], subscriber.email)
    # The partner verified the signature when it took the request.
    (request,) = newsroom.partner.requests
    assert {"webhook-id", "webhook-timestamp", "webhook-signature"} <= set(request["headers"])
    assert request["body"]["headlines"][0]["value"] == pieces(REPORT)[0]
