"""A leader decides on a phone, by a link that an editor copied and a code that a colleague read out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.review.signoff.models import SignoffRequest
from cms.staff.roles import Role
from tests.factories.media import make_photo
from tests.factories.newsroom import draft, make_user, news_section
from tests.review.signoff.scene import a_leader, shown_code

from .house import member, sign_in
from .test_pages import SCHEMES, Witness, overflows, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, within: dict[str, Any] | None = None) -> None:
    if "/quan-tri/" in page.url:
        page.add_style_tag(content="* { transition: none !important; }")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page, within) == [], (page.url, scheme)
        assert not overflows(page), page.url


def test_a_leader_decides_on_a_phone(live_server: Any, person: Callable[..., Page], settings: Any) -> None:
    settings.PUBLIC_BASE_URL = live_server.url
    editor, leader = member("bientap", Role.EDITOR), a_leader()
    article = draft(news_section(), make_user(Role.REPORTER), lead_photo=make_photo())

    desk = person(width=360, height=740)
    sign_in(desk, live_server.url, editor)
    desk.goto(live_server.url + reverse("signoff:list", args=[article.pk]))
    looked_at(desk)
    desk.locator("#id_leader").select_option(str(leader.pk))
    desk.get_by_label("chép để gửi qua Zalo hoặc SMS").check()
    desk.get_by_role("button", name="Tạo liên kết").click()
    link = desk.locator(".signoff-link").input_value()
    looked_at(desk)
    code = shown_code(SignoffRequest.objects.get(), make_user(Role.APPROVING_EDITOR))

    phone = person(width=360, height=740, has_touch=True)
    witness = Witness(phone, live_server.url)
    phone.goto(link)
    code_field = phone.get_by_label("Mã 8 chữ số")
    expect(code_field).to_be_visible()
    assert article.title not in phone.content()
    looked_at(phone)
    code_field.fill("0")
    phone.get_by_role("button", name="Mở").click()
    expect(phone.get_by_role("alert")).to_contain_text("không mở được")
    looked_at(phone)
    code_field.fill(code)
    phone.get_by_role("button", name="Mở").click()
    expect(phone.get_by_role("heading", name=article.title)).to_be_visible()
    assert phone.locator("figure img").first.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    looked_at(phone)
    phone.get_by_role("link", name="Đến phần cho ý kiến").click()
    phone.get_by_label("Tôi đề nghị sửa").check()
    phone.get_by_label("Nội dung ý kiến").fill("Bỏ câu cuối.")
    phone.context.clear_cookies()
    phone.get_by_role("button", name="Gửi ý kiến").click()
    expect(phone.get_by_role("alert")).to_contain_text("chưa được gửi")
    looked_at(phone)
    code_field.fill(code)
    phone.get_by_role("button", name="Gửi ý kiến").click()
    expect(phone.get_by_role("heading", name="Xin cảm ơn")).to_be_visible()
    looked_at(phone)
    assert witness.foreign == [] and witness.complaints == []
    desk.goto(live_server.url + reverse("signoff:list", args=[article.pk]))
    expect(desk.locator(".signoff-row")).to_contain_text("Bỏ câu cuối.")
    looked_at(desk)
