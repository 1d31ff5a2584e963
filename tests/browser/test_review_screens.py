"""Every screen of the review, with something on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from wagtail.models import Workflow

from cms.text.dates import today
from tests.factories.newsroom import news_section

from .rooms import Rooms
from .screens import Address, Screen, look_through, of, send_empty

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _compared(view: str) -> Address:
    return lambda rooms: (
        f"{reverse('review_comparison', args=[rooms.article.pk])}?cu=r{rooms.first_revision}&xem={view}"
    )


def _with_code(token: str, code: str) -> str:
    return reverse("signoff_page", args=[token]) + f"#{code}"


def _type_the_code(page: Page) -> None:
    """The one that the address names for it: a leader's link leads to the field for the code, whatever link it is."""
    page.locator("input[name=code]").fill(page.url.rpartition("#")[2])
    with page.expect_navigation(wait_until="load"):
        page.locator("main button[type=submit]").click()


SCREENS = (
    Screen("desk-editor", "editor", of("wagtailadmin_home")),
    Screen("desk-approver", "approver", of("wagtailadmin_home")),
    Screen("desk-reporter", "reporter", of("wagtailadmin_home")),
    Screen("desk-newcomer", "newcomer", of("wagtailadmin_home")),
    Screen("desk-filtered", "editor", of("wagtailadmin_home", query="?q=khong+co+bai+nay")),
    Screen("guide", "editor", of("newsroom_guide")),
    Screen("comparison-inline", "editor", _compared("")),
    Screen("comparison-sides", "editor", _compared("song-song")),
    Screen("comments", "editor", of("review_comments:list", "article")),
    Screen("editor", "editor", of("wagtailadmin_pages:edit", "article")),
    Screen("editor-sent-back", "reporter", of("wagtailadmin_pages:edit", "sent_back")),
    Screen(
        "editor-after-publication", "editor", of("wagtailadmin_pages:edit", "public", query="#tab-sau_khi_u0111ang")
    ),
    Screen("workflow", "administrator", lambda _rooms: _workflow()),
    Screen("stages", "administrator", of("wagtailadmin_workflows:task_index")),
    Screen(
        "stage", "administrator", lambda rooms: reverse("wagtailadmin_workflows:edit_task", args=[rooms.state.task_id])
    ),
    Screen("duty", "editor", of("review_duty:now")),
    Screen("roster", "approver", of("review_shifts:index")),
    Screen("roster-form", "approver", of("review_shifts:add"), send_empty),
    Screen("mandates", "approver", of("review_stand_ins:index")),
    Screen("mandate-form", "approver", of("review_stand_ins:edit", "mandate")),
    Screen("leaders", "approver", of("leaders:index")),
    Screen("leader-confirm", "approver", of("leaders:confirm", "new_leader")),
    Screen("leader-form", "approver", of("leaders:edit", "leader")),
    Screen("signoff", "approver", of("signoff:list", "for_leader")),
    Screen("attest", "editor", of("signoff:attest", "for_leader"), send_empty),
    Screen("paper", "editor", of("review_paper:paper", "on_paper")),
    Screen("emergency-find", "on_duty", lambda _rooms: reverse("emergency_find")),
    Screen("emergency-publish", "on_duty", of("emergency_publish", "urgent"), send_empty),
    Screen("emergency-stopped", "on_duty", of("emergency_publish", "stopped")),
    Screen("emergency-withdraw", "on_duty", of("emergency_withdraw", "public")),
    Screen("after-list", "approver", of("review_after:index")),
    Screen("after-detail", "approver", of("review_after:detail", "after_review"), send_empty),
    Screen("after-month", "approver", lambda _rooms: reverse("review_after:month", args=[f"{today():%Y-%m}"])),
    Screen("requests", "editor", of("correction_requests:index", query="?xem=all")),
    Screen("request-form", "editor", of("correction_requests:add"), send_empty),
    Screen("request-to-decide", "approver", of("correction_requests:detail", "to_decide")),
    Screen("request-to-answer", "editor", of("correction_requests:detail", "to_answer")),
    Screen("request-answered", "approver", of("correction_requests:detail", "answered")),
    Screen("publications", "approver", of("publications_of_page", "public")),
    Screen("roll-back", "other_approver", of("roll_back", "public", 1), send_empty),
    Screen("withdraw", "approver", of("wagtailadmin_pages:unpublish", "public")),
    Screen("trail", "administrator", of("trail:index")),
    Screen("trail-entry", "administrator", of("trail:entry", "", 5)),
    Screen("dossier", "approver", of("review_dossier", "public")),
    Screen("notices", "reporter", of("notices:list")),
    Screen("notices-none", "newcomer", of("notices:list")),
    Screen("notices-telegram", "reporter", of("notices:telegram")),
    Screen("notices-settings", "reporter", of("wagtailadmin_account", query="#tab-notifications")),
    Screen("leader-door", "", lambda rooms: reverse("signoff_page", args=[rooms.token])),
    Screen("leader-page", "", lambda rooms: _with_code(rooms.token, rooms.code), _type_the_code),
    Screen("leader-outdated", "", lambda rooms: _with_code(rooms.outdated_token, rooms.outdated_code), _type_the_code),
    Screen("leader-wrong", "", lambda _rooms: _with_code("khong-co", "00000000"), _type_the_code),
    Screen("corrections", "", lambda _rooms: "/cai-chinh/"),
)


def _workflow() -> str:
    return reverse("wagtailadmin_workflows:edit", args=[Workflow.objects.get(name="Duyệt bài").pk])


def test_each_screen_of_the_review(live_server: Any, person: Callable[..., Page], settings: Any) -> None:
    settings.PUBLIC_BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    look_through(SCREENS, Rooms(news_section()), person, live_server.url)
