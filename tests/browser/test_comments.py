"""Comments in the browser: a passage is marked and commented on in the editor, read and answered on a phone, resolved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from cms.articles.models import ArticlePage
from cms.publication.models import Contribution
from cms.review.comments.actions import make_comment
from cms.review.comments.anchors import Anchor
from cms.review.comments.models import Comment
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import draft, news_section, submit

from .house import member, sign_in
from .test_pages import Witness, overflows, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSAGE = "bốn nội dung"


@pytest.fixture
def people() -> dict[str, User]:
    return {
        "author": member("phongvien", Role.REPORTER),
        "editor": member("bientap", Role.EDITOR),
        "colleague": member("lua.tran", Role.EDITOR),
    }


@pytest.fixture
def article(people: dict[str, User]) -> ArticlePage:
    page = draft(news_section(), people["author"], text=f"Các đại biểu đã thảo luận về {PASSAGE} trong buổi chiều.")
    return submit(page, people["author"])


def mark_words(page: Page, within: Locator, words: str) -> None:
    """Drags the mouse over the words."""
    box = within.evaluate(
        """(root, words) => {
            const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            while (nodes.nextNode()) {
                const at = nodes.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(nodes.currentNode, at);
                range.setEnd(nodes.currentNode, at + words.length);
                nodes.currentNode.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
                const { left, right, top, bottom } = range.getBoundingClientRect();
                return { left, right, middle: (top + bottom) / 2 };
            }
        }""",
        words,
    )
    page.mouse.move(box["left"] + 1, box["middle"])
    page.mouse.down()
    page.mouse.move(box["right"], box["middle"], steps=5)
    page.mouse.up()


def test_a_passage_is_commented_on_in_the_editor(
    live_server: Any, person: Callable[..., Page], people: dict[str, User], article: ArticlePage
) -> None:
    contributions = Contribution.objects.count()
    page = person()
    witness = Witness(page, live_server.url)
    sign_in(page, live_server.url, people["editor"])
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[article.pk]))
    text = page.locator(".Draftail-Editor [data-block='true']").first
    expect(text).to_contain_text(PASSAGE)

    mark_words(page, text, PASSAGE)
    page.get_by_role("button", name="Góp ý đoạn này").click()
    panel = page.locator("[data-side-panel=review-comments]")
    expect(panel.locator("[data-compose] [data-quote]")).to_have_text(PASSAGE)
    field = panel.get_by_label("Góp ý của bạn")
    expect(field).to_be_focused()

    page.keyboard.type("Thiếu một nội dung, nhờ @lua")
    expect(panel.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(field).to_have_value("Thiếu một nội dung, nhờ @lua.tran ")
    panel.get_by_label("Phải xử lý trước khi duyệt").check()
    panel.get_by_role("button", name="Gửi góp ý").click()
    comment = panel.locator(".talk-thread")
    expect(comment).to_contain_text(f"nhờ @{people['colleague']}")
    expect(comment).to_contain_text("Phải xử lý trước khi duyệt")
    expect(page.locator("[data-side-panel-toggle=review-comments]")).to_have_text("1")
    expect(page.locator("[data-open-comments]")).to_have_attribute("data-open-comments", "1")
    page.wait_for_function("CSS.highlights.get('review-comments-blocking')?.size === 1")
    comment.get_by_role("link", name="Tới đoạn này").click()
    assert page.evaluate("getSelection().toString()") == PASSAGE

    # Colours that are still on their way from light to dark have no contrast.
    page.add_style_tag(content="* { transition: none !important; }")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page, {"include": [["[data-side-panel=review-comments]"]]}) == [], scheme

    # A headline is a plain field, and Ctrl+Alt+M does what the button does.
    page.locator("[name=title]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+Alt+m")
    expect(panel.locator("[data-compose] [data-quote]")).to_have_text(article.title)
    page.keyboard.type("Tít hơi dài.")
    panel.get_by_role("button", name="Gửi góp ý").click()
    expect(panel.locator(".talk-thread")).to_have_count(2)
    panel.locator(".talk-thread").nth(1).get_by_role("link", name="Tới đoạn này").click()
    marked = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert page.locator("[name=title]").evaluate(marked) == article.title

    made = Comment.objects.order_by("pk")
    assert [(each.part, each.quote, each.blocking) for each in made] == [
        ("body", PASSAGE, True),
        ("headline", article.title, False),
    ]
    assert Contribution.objects.count() == contributions
    assert witness.foreign == [] and witness.complaints == []


def test_two_people_one_types_the_other_comments(
    live_server: Any, person: Callable[..., Page], people: dict[str, User], article: ArticlePage
) -> None:
    """A comment saves no draft: it neither stops the other's autosave nor is lost by it."""
    address = live_server.url + reverse("wagtailadmin_pages:edit", args=[article.pk])
    typing, reading = person(), person()
    # What is typed before the editor has read its form for the first time, two seconds on, is no change to it.
    typing.add_init_script(
        "addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.watched = 'yes'; });"
    )
    sign_in(typing, live_server.url, people["editor"])
    sign_in(reading, live_server.url, people["colleague"])
    typing.goto(address)
    reading.goto(live_server.url + reverse("review_comments:list", args=[article.pk]))
    mark_words(reading, reading.locator("#draft"), PASSAGE)
    reading.get_by_role("button", name="Góp ý đoạn này").click()
    reading.keyboard.type("Kể tên ra.")
    reading.get_by_role("button", name="Gửi góp ý").click()
    expect(reading.locator("#draft mark")).to_have_text(PASSAGE)

    expect(typing.locator("html[data-watched]")).to_have_count(1)
    # A window behind another draws nothing, and the editor ends an autosave with its next picture.
    typing.bring_to_front()
    lede = typing.locator("[name=lede]")
    lede.focus()
    lede.press("End")
    with typing.expect_response(
        lambda response: response.request.method == "POST" and "/edit/" in response.url
    ) as saved:
        typing.keyboard.type(" Thêm một câu.")
    assert saved.value.ok and saved.value.json()["success"]
    # What was saved brings the list up to date too.
    expect(typing.locator("[data-side-panel=review-comments] .talk-thread")).to_have_count(1)
    reading.reload()
    expect(reading.locator("#draft mark")).to_have_text(PASSAGE)


def test_comments_are_read_and_answered_on_a_phone(
    live_server: Any, person: Callable[..., Page], people: dict[str, User], article: ArticlePage
) -> None:
    editor = people["editor"]
    make_comment(
        article, editor, "Kể tên bốn nội dung ra.", blocking=True, passage=Anchor.marked("body", PASSAGE, "", "")
    )
    make_comment(article, editor, "Rất gọn.", passage=Anchor.marked("body", "Đoạn đã bị bỏ hẳn khỏi bài này", "", ""))
    phone = person(width=360, height=740, has_touch=True)
    witness = Witness(phone, live_server.url)
    sign_in(phone, live_server.url, people["author"])
    phone.goto(live_server.url + reverse("review_comments:list", args=[article.pk]))
    first = phone.locator(".talk-thread").first
    expect(first).to_contain_text(PASSAGE)
    phone.add_style_tag(content="* { transition: none !important; }")
    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (360, 1280):
            phone.set_viewport_size({"width": width, "height": 740})
            assert not overflows(phone), (scheme, width)
            assert violations(phone) == [], (scheme, width)
    phone.set_viewport_size({"width": 360, "height": 740})
    first.get_by_text("Trả lời", exact=False).first.tap()
    phone.get_by_label("Trả lời góp ý số 1").fill("Đã kể đủ bốn nội dung.")
    phone.get_by_role("button", name="Gửi trả lời").first.tap()
    answered = phone.locator(".talk-thread--answered")
    expect(answered).to_contain_text("Đã kể đủ bốn nội dung.")
    expect(answered).to_contain_text("Đã trả lời")
    # A paragraph is commented on with the sign beside it.
    phone.get_by_role("link", name="Góp ý cho “Chiều 18/3").tap()
    expect(phone.locator("[data-compose] [data-quote]")).to_have_text(article.lede)
    phone.get_by_label("Góp ý của bạn").fill("Ngày này đúng chưa?")
    phone.get_by_role("button", name="Gửi góp ý").tap()
    expect(phone.locator(".talk-thread")).to_have_count(3)
    assert witness.foreign == [] and witness.complaints == []


def test_without_a_script_the_same_forms_work(
    live_server: Any, person: Callable[..., Page], people: dict[str, User], article: ArticlePage
) -> None:
    page = person()
    sign_in(page, live_server.url, people["editor"])
    page.route("**/review/comments/*.js", lambda route: route.abort())
    page.goto(live_server.url + reverse("review_comments:list", args=[article.pk]))
    page.get_by_role("link", name="Góp ý cho “Các đại biểu").click()
    page.get_by_label("Góp ý của bạn").fill("Kể tên ra.")
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.locator(".talk-thread blockquote")).to_contain_text(PASSAGE)
    page.get_by_role("button", name="Đã xử lý xong").click()
    expect(page.get_by_text("1 góp ý đã xử lý")).to_be_visible()


def test_on_a_phone_the_editor_leads_from_a_comment_to_its_passage(
    live_server: Any, person: Callable[..., Page], people: dict[str, User], article: ArticlePage
) -> None:
    make_comment(article, people["colleague"], "Kể tên ra.", passage=Anchor.marked("body", PASSAGE, "", ""))
    phone = person(width=360, height=740, has_touch=True)
    sign_in(phone, live_server.url, people["editor"])
    phone.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[article.pk]))
    expect(phone.locator(".Draftail-Editor [data-block='true']").first).to_contain_text(PASSAGE)
    phone.locator("[data-side-panel-toggle=review-comments]").tap()
    phone.get_by_role("link", name="Tới đoạn này").tap()
    expect(phone.locator("[data-comments]")).not_to_be_visible()
    assert phone.evaluate("getSelection().toString()") == PASSAGE
    assert not overflows(phone)
