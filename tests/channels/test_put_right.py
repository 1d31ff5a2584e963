"""A place that is put right: its link, by which the platform's post is found; and that the article stands there no more."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage
from cms.channels.by_hand import register
from cms.channels.facebook.links import post_at
from cms.channels.models import Account, Delivery, FollowUp, Placement
from cms.channels.outbox.rounds import run_once
from cms.publication.actions import withdraw
from cms.trail.models import Entry
from tests.factories.channels import Desk, make_manager
from tests.factories.newsroom import sign_in

from .platforms.http import Fault
from .platforms.telegram import CHAT, Telegram
from .seen import later, place
from .test_accounts import seen

pytestmark = pytest.mark.django_db

THERE = f"https://t.me/{CHAT[1:]}"


@pytest.fixture
def manager(client: Client) -> Client:
    return sign_in(client, make_manager())


@pytest.fixture
def article(telegram: Telegram, account: Account, desk: Desk) -> ArticlePage:
    """An article that stands in the channel."""
    page = desk.publish(title="Đại hội khai mạc")
    run_once()
    return page


def put_right(manager: Client, act: str, at: Placement, **said: str) -> str:
    return seen(manager.post(reverse(f"channels_place_{act}", args=[at.pk]), said, follow=True))


def gone(manager: Client, at: Placement) -> str:
    return put_right(manager, "gone", at, reason="Nền tảng đã xóa bài")


def test_a_mistyped_link_by_hand_is_changed(manager: Client, desk: Desk) -> None:
    page = desk.publish()
    register(page, make_manager(), "YouTube", "https://www.youtube.com/watch?v=sai")
    assert "Địa chỉ không hợp lệ." in put_right(manager, "link", place("by_hand"), url="javascript:alert(1)")
    put_right(manager, "link", place("by_hand"), url="https://www.youtube.com/watch?v=dung")
    desk.correct(page)
    assert "v=dung" in seen(manager.get(reverse("channels_tasks")))
    assert Entry.objects.filter(action="place.relinked", subject=f"page:{page.pk}").count() == 1


def test_a_place_that_is_gone_opens_no_tasks_any_more(manager: Client, desk: Desk) -> None:
    page = desk.publish()
    register(page, make_manager(), "YouTube", "https://www.youtube.com/watch?v=1")
    desk.correct(page)
    assert "Hãy cho biết" in put_right(manager, "gone", place("by_hand"), reason=" ")
    assert place("by_hand").stands
    assert "Đã gỡ" in gone(manager, place("by_hand"))
    assert FollowUp.objects.get().state == "obsolete"
    assert Entry.objects.get(action="place.gone").words == "Nền tảng đã xóa bài"
    desk.correct(ArticlePage.objects.get(pk=page.pk), lede="Sa-pô đã sửa lần nữa.")
    assert FollowUp.objects.count() == 1
    # Said too soon: it stands there after all, as it was before the corrections.
    put_right(manager, "link", place("by_hand"), url="https://www.youtube.com/watch?v=1")
    assert place("by_hand").stands and "lần nữa" in FollowUp.objects.get(state="open").text


def test_what_was_taken_down_at_a_platform_is_not_posted_again_by_a_correction(
    manager: Client, telegram: Telegram, article: ArticlePage, desk: Desk
) -> None:
    telegram.posts.clear()
    gone(manager, place("telegram"))
    desk.correct(article)
    run_once(now=later(seconds=5))
    assert telegram.texts() == [] and not FollowUp.objects.exists()
    assert Delivery.objects.filter(channel="telegram", state="obsolete").count() == 1
    withdraw(article, user=desk.approver, reason="Nhầm bài", notice="")
    desk.correct(ArticlePage.objects.get(pk=article.pk), lede="Sa-pô đúng.")
    run_once(now=later(seconds=10))
    assert len(telegram.texts()) == 1, "what was withdrawn and goes public again is news"


def test_corrections_find_the_post_by_its_changed_link(
    manager: Client, telegram: Telegram, article: ArticlePage, desk: Desk
) -> None:
    Placement.objects.update(remote_id="", url=f"{THERE}/404")
    told = put_right(manager, "link", place("telegram"), url="https://example.vn/bai")
    assert "việc làm thủ công" in told
    assert "bản sửa sau này sẽ tự tìm" in put_right(manager, "link", place("telegram"), url=f"{THERE}/1")
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    assert "Sa-pô đã sửa." in telegram.texts()[0] and not FollowUp.objects.exists()
    other = desk.publish(title="Bài khác")
    run_once(now=later(seconds=10))
    its = Placement.objects.get(page_id=other.pk)
    assert "của một bài viết khác" in put_right(manager, "link", its, url=f"{THERE}/1")
    assert Placement.objects.get(page_id=other.pk).remote_id == its.remote_id


def test_who_settles_with_a_link_that_names_no_post_is_told(
    manager: Client, telegram: Telegram, account: Account, desk: Desk
) -> None:
    telegram.plan.append(Fault.CUT)
    page = desk.publish()
    run_once()
    doubtful = Delivery.objects.get(channel="telegram", state="unknown")
    said = {"outcome": "arrived", "fence": doubtful.fence, "url": "https://t.me/c/12345/1"}
    told = seen(manager.post(reverse("channels_settle", args=[doubtful.pk]), said, follow=True))
    assert "không xác định được số hiệu bài đăng" in told and place("telegram").url == said["url"]
    desk.correct(page)
    # After the connection that was cut the account rests for a while.
    run_once(now=later(minutes=5))
    assert FollowUp.objects.get().placement.url == said["url"]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/900_77",
        "https://www.facebook.com/900/posts/77",
        "https://m.facebook.com/900/posts/77/",
        "https://web.facebook.com/900/posts/dai-hoi-khai-mac/77/?locale=vi_VN",
        "https://www.facebook.com/permalink.php?story_fbid=77&id=900",
        "https://m.facebook.com/story.php?story_fbid=77&id=900&eav=x",
        "http://facebook.com/permalink.php?id=900&story_fbid=77#",
    ],
)
def test_links_that_facebook_gives_name_the_post(url: str) -> None:
    assert post_at("900", url) == "900_77"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/901_77",
        "https://www.facebook.com/901/posts/77",
        "https://www.facebook.com/trang.daihoi/posts/77/",
        "https://www.facebook.com/permalink.php?story_fbid=77&id=901",
        "https://www.facebook.com/permalink.php?story_fbid=pfbid02abc&id=900",
        "https://www.facebook.com/trang.daihoi/posts/pfbid02abc",
        "https://www.facebook.com/groups/900/posts/77",
        "https://facebook.com.example.vn/900/posts/77",
        "https://www.facebook.com/permalink.php",
    ],
)
def test_other_links_do_not(url: str) -> None:
    assert post_at("900", url) == ""
