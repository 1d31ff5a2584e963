"""Posts that somebody writes in the article: sealed with it, too long ones stopped, seen while typing."""

import html
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from cms.articles.models import ArticlePage, ArticlePost
from cms.channels.models import Account, Rule
from cms.channels.registry import channel, compose
from cms.proofreading.check import findings
from cms.publication.posts import Words, going_out, with_posts
from cms.publication.story import Story, canonical_json, digest_of
from cms.review.signoff.posts import shown_posts
from cms.staff.models import User
from cms.staff.roles import Role
from media.actions import withdraw_rights
from media.story import shown_now
from tests.factories.channels import Desk, open_account
from tests.factories.forms import article_form
from tests.factories.media import jpeg, make_photo, picture
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit

from .platforms.telegram import CHAT, TOKEN, Telegram

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account(db: None) -> Account:
    return open_account("telegram", CHAT, {"token": TOKEN}, name="Kênh Đại hội")


@pytest.fixture(autouse=True)
def telegram(settings: Any) -> Any:
    with Telegram() as platform:
        settings.TELEGRAM_API_BASE = platform.base
        yield platform


def write(page: ArticlePage, user: User, **row: Any) -> ArticlePage:
    """Writes the post for the Telegram channel in the page's latest draft."""
    page = page.latest_draft()
    page.post_rows.add(ArticlePost(channel="telegram", **row))
    page.save_revision(user=user, log_action=True)
    return page


def telegram_post(page: ArticlePage) -> dict[str, Any]:
    story = page.latest_draft().story()
    return next(post.payload for post in story.posts if post.channel == "telegram")


def test_what_was_written_is_what_is_sealed(desk: Desk) -> None:
    page = write(draft(desk.section, desk.reporter), desk.reporter, text="Đại hội bắt đầu 🎉")
    assert telegram_post(page)["text"].startswith("Đại hội bắt đầu 🎉\n\nhttp")
    told = page.latest_draft().story()
    assert digest_of(told) != digest_of(told.model_copy(update={"wordings": ()}))


def test_a_story_without_such_words_keeps_its_digest(desk: Desk) -> None:
    story = draft(desk.section, desk.reporter).latest_draft().story()
    assert "wordings" not in canonical_json(story)


def test_the_picture_may_be_another_one_cut_or_none(desk: Desk) -> None:
    lead, other = make_photo(jpeg(picture(1800, 1200))), make_photo(jpeg(picture(1000, 2000)))
    page = draft(desk.section, desk.reporter, lead_photo=lead)
    assert f"/anh/{lead.pk}/" in telegram_post(page)["photo"]
    page = write(page, desk.reporter, photo=other, shape="1:1", position=0)
    assert f"/anh/{other.pk}/{other.sha256[:12]}/0-0-1000-1000/" in telegram_post(page)["photo"]
    (row,) = page.post_rows.all()
    row.without_photo = True
    page.post_rows.set([row])
    page.save_revision(user=desk.reporter)
    assert "photo" not in telegram_post(page)


def test_a_photo_whose_rights_are_lost_stops_the_post_and_leaves_one_that_waits_without_any(desk: Desk) -> None:
    lead, own = make_photo(), make_photo()
    page = draft(desk.section, desk.reporter, lead_photo=lead)
    page = write(page, desk.reporter, text="Lời riêng.", photo=own)
    story = page.latest_draft().story()
    withdraw_rights(own, make_user(Role.PHOTO_EDITOR), "Người chụp rút lại.")
    now = compose(channel("telegram"), shown_now(story))
    assert now is not None and now["text"].startswith("Lời riêng.") and "photo" not in now
    assert "mất quyền" in str([finding.message for finding in findings(page.latest_draft().story())])


def test_rows_that_say_nothing_change_nothing(desk: Desk) -> None:
    page = draft(desk.section, desk.reporter)
    before = digest_of(page.latest_draft().story())
    assert digest_of(write(page, desk.reporter).latest_draft().story()) == before


def save(client: Client, page: ArticlePage, rows: list[dict[str, Any]], initial: int = 0, **fields: Any) -> Any:
    form = article_form(page, post_rows=inline_formset(rows, initial=initial), **fields)
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, follow=True)


def test_a_post_that_does_not_fit_can_be_kept_and_not_submitted(desk: Desk) -> None:
    page = draft(desk.section, desk.reporter, lead_photo=make_photo())
    client = sign_in(Client(), desk.reporter)
    rows = [{"channel": "telegram", "text": "Dài " * 300, "shape": "", "position": ""}]
    save(client, page, rows)
    (kept,) = ArticlePage.objects.get(pk=page.pk).post_rows.all()
    answer = save(client, page, [{**rows[0], "id": kept.pk}], initial=1, **{"action-submit": "1"})
    assert "Telegram" in answer.content.decode()
    assert ArticlePage.objects.get(pk=page.pk).current_workflow_state is None


def test_two_posts_for_one_channel_are_refused_in_one_sentence(desk: Desk) -> None:
    page = draft(desk.section, desk.reporter)
    rows = [{"channel": "telegram", "text": text, "shape": "", "position": ""} for text in ("Một", "Hai")]
    answer = save(sign_in(Client(), desk.reporter), page, rows)
    formset = answer.context["form"].formsets["post_rows"]
    assert not formset.is_valid()
    assert not page.latest_draft().post_rows.all()


def drawn(user: User, page: ArticlePage, **row: Any) -> Any:
    address = reverse("channels_wording", args=[page.pk])
    return sign_in(Client(), user).post(address, {"channel": "telegram", "text": "", **row})


def test_who_types_sees_the_length_as_the_platform_counts_and_the_post(desk: Desk) -> None:
    page = draft(desk.section, desk.reporter)
    answer = drawn(desk.reporter, page, text="Khai mạc 🎉")
    words = channel("telegram").words
    assert isinstance(words, Words)
    assert answer.context["count"] == words.count(f"Khai mạc 🎉{answer.context['ending']}")
    assert "Khai mạc 🎉" in answer.content.decode()
    assert answer.context["drawn"] == f"{page.title}\n\n{page.lede}"
    assert page.latest_draft().story() == page.latest_draft().story(), "nothing is kept"
    assert not page.latest_draft().post_rows.all()


def test_a_row_that_is_none_gets_a_sentence(desk: Desk) -> None:
    page = draft(desk.section, desk.reporter)
    assert drawn(desk.reporter, page, position="900").status_code == 422
    assert drawn(desk.reporter, page, channel="la").status_code == 422


def test_a_closed_channel_says_so(desk: Desk, account: Account) -> None:
    account.delete()
    page = draft(desk.section, desk.reporter)
    assert "hiện không có tài khoản nào nhận bài" in drawn(desk.reporter, page).context["rule"]


def test_what_somebody_wrote_is_seen_before_the_channel_is_open(desk: Desk, account: Account) -> None:
    account.delete()
    page = draft(desk.section, desk.reporter)
    assert "telegram" not in {post.channel for post in going_out(page.latest_draft().story())}
    page = write(page, desk.reporter, text="Lời riêng.")
    story = page.latest_draft().story()
    assert "telegram" in {post.channel for post in going_out(story)}
    assert any("Lời riêng." in shown.text for shown in shown_posts(story, "/duyet/x/"))
    # Approved by nobody, it would leave as it is once an account is opened.
    page = write(draft(desk.section, desk.reporter, lead_photo=make_photo()), desk.reporter, text="Dài " * 400)
    assert "post.unfit" in {finding.code for finding in findings(page.latest_draft().story())}


def test_only_who_may_see_the_posts_may_try_words(desk: Desk) -> None:
    page = draft(desk.section, desk.reporter)
    assert drawn(make_user(Role.REPORTER), page).status_code == 302


def test_the_article_that_was_approved_says_it(desk: Desk) -> None:
    page = write(draft(desk.section, desk.reporter), desk.reporter, text="Lời của phóng viên")
    submit(page, desk.reporter)
    decide(page, desk.editor)
    decide(page, desk.approver)
    current = shelf(page).current.story
    assert isinstance(current, Story)
    assert any("Lời của phóng viên" in str(post.payload) for post in current.posts)
    assert with_posts(current.model_copy(update={"posts": ()})).posts == current.posts


@pytest.mark.parametrize("code", ["telegram", "facebook", "zalo"])
def test_each_platform_takes_the_words_and_the_picture(desk: Desk, code: str) -> None:
    page = draft(desk.section, desk.reporter, lead_photo=make_photo(jpeg(picture(1800, 1200)))).latest_draft()
    page.post_rows.add(ArticlePost(channel=code, text="Lời viết riêng.", shape="1:1", position=100))
    page.save_revision(user=desk.reporter)
    payload = next(post.payload for post in page.latest_draft().story().posts if post.channel == code)
    assert channel(code).written(payload).startswith("Lời viết riêng.")
    assert "/600-0-1800-1200/" in str(payload)


def test_above_the_posts_stands_what_becomes_of_the_article_on_each_channel(client: Client, desk: Desk) -> None:
    page = draft(desk.section, desk.reporter)
    sign_in(client, desk.reporter)
    address = reverse("channels_said", args=[page.pk])

    def asked() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            told = client.get(address).content.decode()
        return html.unescape(told), len(queries)

    told, _before = asked()
    assert "Kênh Telegram</strong>: Kênh hiện chưa có quy chế" in told
    assert "Facebook" not in told and reverse("channels_preview", args=[page.pk]) in told
    Rule.objects.create(channel="telegram", valid_from=timezone.now(), phases=["during"])
    told, before = asked()
    assert "Kênh Telegram</strong>: Theo quy chế hiện hành, bài này không lên kênh" in told
    for number in range(5):
        Account.objects.create(
            channel="telegram", name=f"Kênh {number}", address=f"@kenh_{number}", active=True, credentials="x"
        )
    assert asked() == (told, before)
    sign_in(client, make_user(Role.REPORTER))
    assert client.get(address).status_code == 302
