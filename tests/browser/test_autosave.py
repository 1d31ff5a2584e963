"""An autosave takes nothing for saved that it did not save."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Request, Route, expect

from cms.articles.models import ArticlePage
from cms.staff.roles import Role
from tests.factories.newsroom import draft, news_section

from .house import member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _saves(request: Request) -> bool:
    return request.method == "POST" and "/edit/" in request.url


def test_what_is_typed_while_an_autosave_is_on_its_way(live_server: Any, person: Callable[..., Page]) -> None:
    author = member("phongvien", Role.REPORTER)
    article = draft(news_section(), author, lede="Sáng 17/3, Đại hội khai mạc.")
    page = person()
    sign_in(page, live_server.url, author)
    page.add_init_script(
        "addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.watched = 'yes'; });"
    )
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[article.pk]))
    # What is typed before the editor has read its form for the first time is no change to it.
    expect(page.locator("html[data-watched]")).to_have_count(1)
    on_their_way: list[Route] = []
    page.route("**/edit/", lambda route: on_their_way.append(route), times=1)
    lede = page.locator("[name=lede]")
    lede.press("End")
    page.keyboard.type(" Một câu.")
    while not on_their_way:
        page.wait_for_timeout(50)
    [first] = on_their_way
    answer = first.fetch()
    assert answer.json()["success"]

    with page.expect_response(lambda response: _saves(response.request)):
        page.keyboard.type(" Hai câu.")
        first.fulfill(response=answer)
    with page.expect_response(lambda response: _saves(response.request)) as second:
        pass
    assert second.value.json()["success"]
    written = "Sáng 17/3, Đại hội khai mạc. Một câu. Hai câu."
    expect(lede).to_have_value(written)
    assert ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object().lede == written
