"""Posts to a Facebook Page: sent, edited, taken back, looked up where nobody knows; each exactly once, whatever happens."""

import logging
import time
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage
from cms.channels.accounts import keep_credentials
from cms.channels.models import Account, Attempt, FollowUp, Lane
from cms.channels.outbox.rounds import run_once
from cms.channels.registry import channel
from cms.channels.tagged import tagged_url
from cms.publication.actions import withdraw
from cms.publication.models import Publication
from cms.review.notices.models import Notice
from tests.factories.channels import Desk, make_manager, open_account
from tests.factories.media import make_photo
from tests.factories.newsroom import sign_in
from tests.factories.registry import make_session

from .platforms.facebook import APP_SECRET, CREDENTIALS, PAGE, TOKEN, Facebook
from .platforms.http import Fault
from .seen import delivered, later, place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def facebook(settings) -> Iterator[Facebook]:
    with Facebook() as platform:
        settings.FACEBOOK_API_BASE = f"{platform.base}/v23.0"
        yield platform


@pytest.fixture
def account(db) -> Account:
    return open_account("facebook", PAGE, CREDENTIALS, name="Trang Đại hội")


@pytest.fixture
def page(account: Account, desk: Desk) -> ArticlePage:
    return desk.publish(title="Đại hội khai mạc", lede="Sáng 18/11, Đại hội khai mạc.")


def test_an_approved_article_stands_there_once(facebook: Facebook, page: ArticlePage) -> None:
    run_once()
    run_once(now=later(hours=1))
    assert facebook.messages() == ["Đại hội khai mạc\n\nSáng 18/11, Đại hội khai mạc."]
    (post,) = facebook.posts.values()
    assert post["link"].endswith(f"/b/{page.pk}/?utm_source=facebook&utm_medium=post&utm_campaign=dai-hoi")
    assert delivered("facebook") == [("send", "delivered")]
    assert place("facebook").url == f"https://www.facebook.com/{PAGE}_7001"


def test_a_correction_edits_the_message_and_a_withdrawal_deletes_the_post(
    facebook: Facebook, page: ArticlePage, desk: Desk
) -> None:
    run_once()
    desk.correct(page, lede="Sáng 19/11, Đại hội khai mạc.")
    run_once(now=later(seconds=5))
    (message,) = facebook.messages()
    assert "19/11" in message and "18/11" not in message
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(days=300))
    assert facebook.messages() == []
    assert delivered("facebook") == [("send", "delivered"), ("edit", "delivered"), ("withdraw", "delivered")]
    assert place("facebook").state == "withdrawn"


def test_a_post_whose_link_has_other_tags_is_edited_all_the_same(
    facebook: Facebook, page: ArticlePage, desk: Desk
) -> None:
    """The article gets its session afterwards, so its links another campaign; the card there leads to the same page."""
    run_once()
    draft = page.latest_draft()
    draft.session = make_session(kind="opening")
    draft.save_revision(user=desk.reporter, log_action=True)
    desk.correct(ArticlePage.objects.get(pk=page.pk), lede="Sáng 19/11, Đại hội khai mạc.")
    run_once(now=later(seconds=5))
    (message,) = facebook.messages()
    assert "19/11" in message
    story = Publication.objects.filter(page_id=page.pk).latest("pk").story
    link = next(post.payload["link"] for post in story.posts if post.channel == "facebook")
    assert link.endswith(f"&utm_campaign=phien-{draft.session.pk}")


def test_what_was_deleted_by_hand_is_taken_back(facebook: Facebook, page: ArticlePage, desk: Desk) -> None:
    run_once()
    facebook.posts.clear()
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=5))
    assert place("facebook").state == "withdrawn"


def test_a_photo_goes_up_with_the_link_under_it(facebook: Facebook, account: Account, desk: Desk) -> None:
    page = desk.publish(lead_photo=make_photo())
    run_once()
    (post,) = facebook.posts.values()
    assert "/anh/" in post["photo"] and f"/b/{page.pk}/" in post["message"]
    assert place("facebook").remote_id in facebook.posts, "the post is edited and deleted, not the photo in it"


def test_another_photo_is_left_to_a_person(facebook: Facebook, account: Account, desk: Desk) -> None:
    page = desk.publish(lead_photo=make_photo())
    run_once()
    draft = page.latest_draft()
    draft.lead_photo = make_photo()
    draft.save_revision(user=desk.reporter, log_action=True)
    desk.correct(ArticlePage.objects.get(pk=page.pk), lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    task = FollowUp.objects.get()
    assert "Sa-pô đã sửa." in task.text and task.placement.url == place("facebook").url
    assert "Sa-pô đã sửa." not in facebook.messages()[0]


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.FAIL])
def test_what_nobody_knows_is_settled_by_asking(
    facebook: Facebook, page: ArticlePage, desk: Desk, fault: Fault
) -> None:
    facebook.plan.append(fault)
    run_once()
    assert delivered("facebook") == [("send", "unknown")]
    run_once(now=later(seconds=20))
    if fault == Fault.CUT:
        assert delivered("facebook") == [("send", "delivered")]
        assert place("facebook").remote_id in facebook.posts
        assert Attempt.objects.filter(event="found").count() == 1
    else:
        assert delivered("facebook") == [("send", "unknown")], "it may still appear"
        run_once(now=later(minutes=15))
        run_once(now=later(minutes=16))
        assert delivered("facebook") == [("send", "delivered")]
    assert len(facebook.messages()) == 1
    assert not Notice.objects.filter(kind="delivery_unknown").exists()
    desk.correct(page)
    run_once(now=later(minutes=30))
    assert "Sa-pô đã sửa." in facebook.messages()[0]


@pytest.mark.parametrize("author", [{"id": "77", "name": "Bạn đọc"}, None], ids=["a visitor", "nobody knows who"])
def test_what_a_visitor_posts_on_the_page_is_not_taken_for_ours(
    facebook: Facebook, page: ArticlePage, author: dict[str, str] | None
) -> None:
    facebook.plan.append(Fault.FAIL)
    run_once()
    facebook.visit(tagged_url(Publication.objects.get(page_id=page.pk).story, "facebook"), author)
    for minutes in (1, 15, 16):
        run_once(now=later(minutes=minutes))
    if author:
        assert place("facebook").remote_id == f"{PAGE}_7002", "the visitor's is 7001"
        assert len(facebook.posts) == 2
    else:
        assert delivered("facebook") == [("send", "unknown")]
        assert len(facebook.posts) == 1, "it may be ours, so nothing is put beside it"


def test_where_the_platform_can_not_be_asked_either_a_person_is(facebook: Facebook, page: ArticlePage) -> None:
    facebook.plan.append(Fault.CUT)
    run_once()
    facebook.tokens.clear()
    for minutes in (1, 5, 15, 60, 119):
        run_once(now=later(minutes=minutes))
    assert delivered("facebook") == [("send", "unknown")]
    assert Notice.objects.filter(kind="delivery_unknown").exists()


def test_a_page_that_calls_too_often_rests_as_long_as_it_is_told(
    facebook: Facebook, account: Account, desk: Desk
) -> None:
    facebook.plan.append(Fault.WAIT)
    desk.publish()
    desk.publish()
    run_once()
    facebook.minutes = 0
    run_once(now=later(minutes=11))
    assert facebook.messages() == []
    for minutes in (15, 20):
        run_once(now=later(minutes=minutes))
    assert len(facebook.messages()) == 2


def test_what_is_used_up_is_heeded_before_it_is_refused(facebook: Facebook, account: Account, desk: Desk) -> None:
    facebook.usage = 100
    desk.publish()
    run_once()
    desk.publish()
    run_once(now=later(minutes=4))
    assert len(facebook.messages()) == 1
    run_once(now=later(minutes=6))
    assert len(facebook.messages()) == 2


def test_a_token_that_has_ended_waits_for_a_new_one(facebook: Facebook, account: Account, desk: Desk) -> None:
    facebook.tokens.clear()
    desk.publish()
    run_once()
    run_once(now=later(minutes=1))
    lane = Lane.objects.get(name=f"facebook:{account.pk}")
    assert lane.trouble.startswith("token:") and delivered("facebook") == [("send", "queued")]
    assert Notice.objects.filter(kind="queue_stuck", title=account.name).count() == 1
    facebook.tokens.add("EAA-new")
    keep_credentials(account, {**CREDENTIALS, "token": "EAA-new"}, make_manager())
    run_once()
    assert len(facebook.messages()) == 1, "at once"


@pytest.mark.parametrize("trouble", ["", "token", "secret", "scope", "page", "silent"])
def test_credentials_are_checked_on_entry(
    facebook: Facebook, client: Client, settings, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    account = Account.objects.create(
        channel="facebook", name="Trang Đại hội", address="999" if trouble == "page" else PAGE
    )
    facebook.expires_at = int(time.time()) + 86_400 * 50
    given = dict(CREDENTIALS)
    if trouble == "token":
        given["token"] = "EAA-wrong"
    if trouble == "secret":
        given["app_secret"] = "wrong-secret"
    if trouble == "scope":
        facebook.scopes.remove("pages_manage_posts")
    if trouble == "silent":
        settings.FACEBOOK_API_BASE = "http://127.0.0.1:9/v23.0"
    with caplog.at_level(logging.DEBUG):
        response = sign_in(client, make_manager()).post(reverse("channels_credentials", args=[account.pk]), given)
    account.refresh_from_db()
    assert response.status_code == (422 if trouble else 302)
    assert bool(account.credentials) == (not trouble)
    if not trouble:
        assert account.expires_at.timestamp() == facebook.expires_at, "warned of ahead"
    for secret in (TOKEN, APP_SECRET, "EAA-wrong", "wrong-secret"):
        assert secret not in caplog.text and secret not in response.content.decode()
    assert all(TOKEN not in address for address in facebook.addresses if "debug_token" not in address)


def test_the_preview_shows_the_post_and_what_is_stored(db) -> None:
    payload = {"text": "Đại hội & khai mạc", "link": "https://vi.example/b/1/"}
    shown = channel("facebook").preview(payload)
    assert shown.count("Đại hội &amp; khai mạc") == 2 and "https://vi.example/b/1/" in shown


def test_the_counter_is_the_platforms(db) -> None:
    one = channel("facebook")
    fits = {"text": "ế" * 63_206, "link": "https://vi.example/b/1/"}
    assert one.validate(fits) == []
    assert one.validate(fits | {"text": "ế" * 63_205 + "😀"})
