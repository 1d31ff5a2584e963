"""What stands elsewhere and can't be changed by itself is not forgotten: a person is told, with the text and the link."""

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.channels import accounts, by_hand
from cms.channels.models import Account, Delivery, FollowUp, Placement
from cms.channels.outbox import claims as outbox
from cms.channels.outbox import lanes
from cms.channels.outbox.rounds import run_once
from cms.channels.outbox.settling import ARRIVED, settle
from cms.publication.actions import withdraw
from cms.publication.models import Publication
from cms.review.notices.models import Notice
from cms.sending.claims import lease
from media import actions as photos
from tests.factories.channels import Desk, make_manager
from tests.factories.media import make_photo
from tests.factories.newsroom import sign_in

from .platforms.http import Fault
from .platforms.telegram import CHAT, Telegram
from .seen import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(telegram: Telegram, account: Account, desk: Desk) -> ArticlePage:
    """An article that stands in the channel."""
    page = desk.publish(title="Đại hội khai mạc")
    run_once()
    assert len(telegram.texts()) == 1
    return page


def task() -> FollowUp:
    return FollowUp.objects.get(state="open")


@pytest.mark.parametrize("how", ["closed", "switched off", "removed", "out of the settings"])
def test_an_account_that_is_closed_leaves_its_posts_to_a_person(
    telegram: Telegram, account: Account, article: ArticlePage, desk: Desk, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = make_manager()
    if how == "closed":
        telegram.plan.append(Fault.GONE)
    elif how == "switched off":
        account.active = False
        accounts.save_account(account, manager)
    elif how == "removed":
        accounts.remove_account(account, manager)
    else:
        monkeypatch.delitem(lanes.channels.__globals__["_channels"], "telegram")
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    assert (task().verb, task().placement.url) == ("edit", f"https://t.me/{CHAT[1:]}/1")
    assert "Sa-pô đã sửa." in task().text
    assert Notice.objects.filter(kind="follow_up_opened", recipient=manager).exists()
    withdraw(article, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=10))
    assert task().verb == "withdraw"
    assert FollowUp.objects.filter(state="obsolete").count() == 1, "a later one takes the place of the earlier"


def test_what_follows_by_itself_after_all_is_no_task_any_more(
    telegram: Telegram, account: Account, article: ArticlePage, desk: Desk
) -> None:
    Account.objects.filter(pk=account.pk).update(active=False)
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    assert task().verb == "edit"
    Account.objects.filter(pk=account.pk).update(active=True)
    desk.correct(article, lede="Sa-pô đã sửa lần nữa.")
    run_once(now=later(seconds=10))
    assert "lần nữa" in telegram.texts()[0]
    assert not FollowUp.objects.filter(state="open").exists()


def test_a_worker_that_dies_in_the_middle_of_an_edit_is_no_riddle(
    telegram: Telegram, article: ArticlePage, desk: Desk
) -> None:
    """Twice comes to the same: it is made again, and nobody is asked."""
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    edit = Delivery.objects.get(verb="edit")
    first = Publication.objects.get(page_id=article.pk, number=1)
    Placement.objects.update(publication=first, changed_at=F("posted_at"))
    Delivery.objects.filter(pk=edit.pk).update(state="sending", lease_until=timezone.now())
    run_once(now=later(minutes=1))
    edit.refresh_from_db()
    assert edit.state == "delivered" and edit.attempt_rows.filter(detail="worker_lost").exists()


def test_an_edit_of_which_nobody_knows_is_not_taken_for_none(
    telegram: Telegram, article: ArticlePage, desk: Desk
) -> None:
    """The version after it is the first one again, to the letter: what stands there now is not."""
    first = article.lede
    telegram.plan.append(Fault.CUT)
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    assert "Sa-pô đã sửa." in telegram.texts()[0]
    desk.correct(ArticlePage.objects.get(pk=article.pk), lede=first)
    run_once(now=later(minutes=10))
    assert "Sa-pô đã sửa." not in telegram.texts()[0]
    assert Placement.objects.get().publication.number == 3


def test_a_worker_that_dies_with_a_post_leaves_it_to_a_person(telegram: Telegram, account: Account, desk: Desk) -> None:
    desk.publish()
    run_once()
    post = Delivery.objects.get(channel="telegram")
    Placement.objects.all().delete()
    Delivery.objects.filter(pk=post.pk).update(state="sending", lease_until=timezone.now())
    run_once(now=timezone.now() + lease())
    post.refresh_from_db()
    assert post.state == "unknown" and len(telegram.texts()) == 1


@pytest.mark.parametrize("known", ["under way", "by nobody"])
def test_a_withdrawal_waits_for_a_post_that_is_under_way(
    telegram: Telegram, account: Account, desk: Desk, known: str
) -> None:
    """What turns out afterwards to have arrived would stand there for good."""
    page = desk.publish(title="Nhầm bài")
    run_once()
    place = Placement.objects.get()
    url = place.url
    place.delete()
    post = Delivery.objects.get(channel="telegram")
    under_way = {"state": "sending", "lease_until": timezone.now() + lease()}
    Delivery.objects.filter(pk=post.pk).update(**under_way if known == "under way" else {"state": "unknown"})
    account.active = known == "under way"
    accounts.save_account(account, make_manager())
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once()
    withdrawal = Delivery.objects.get(channel="telegram", dispatch__action="cancel")
    assert withdrawal.state == "queued"

    account.active = True
    accounts.save_account(account, make_manager())
    outbox.recover(timezone.now() + 2 * lease())
    settle(Delivery.objects.get(pk=post.pk), make_manager(), ARRIVED, url=url)
    run_once(now=later(minutes=2))
    withdrawal.refresh_from_db()
    assert (telegram.texts(), withdrawal.state) == ([], "delivered")


def test_a_post_that_was_put_there_anew_is_the_one_that_is_taken_back(
    telegram: Telegram, account: Account, article: ArticlePage, desk: Desk, client: Client
) -> None:
    Account.objects.filter(pk=account.pk).update(active=False)
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    # A person deletes it and posts it again, by hand.
    telegram.posts[7] = telegram.posts.pop(1) | {"text": "Sa-pô đã sửa."}
    sign_in(client, make_manager())
    client.post(reverse("channels_task_done", args=[task().pk]), {"url": f"https://t.me/{CHAT[1:]}/7"})
    Account.objects.filter(pk=account.pk).update(active=True)
    withdraw(article, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=10))
    assert telegram.posts == {} and Placement.objects.get().state == "withdrawn"


def test_where_the_new_link_says_nothing_a_person_takes_it_back(
    telegram: Telegram, account: Account, article: ArticlePage, desk: Desk, client: Client
) -> None:
    Account.objects.filter(pk=account.pk).update(active=False)
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    sign_in(client, make_manager())
    client.post(reverse("channels_task_done", args=[task().pk]), {"url": "https://tele.example/bai-moi"})
    Account.objects.filter(pk=account.pk).update(active=True)
    withdraw(article, user=desk.approver, reason="Nhầm bài", notice="Tòa soạn xin lỗi bạn đọc.")
    run_once(now=later(seconds=10))
    assert (task().verb, task().placement.state) == ("withdraw", "stands"), "what stands there is another post"
    assert "Tòa soạn xin lỗi bạn đọc." in client.get(reverse("channels_tasks")).text


def test_a_task_says_what_was_wrong_and_what_is_right(desk: Desk, client: Client) -> None:
    """Also where the words there, headline and lede, stay as they are; a change that nobody has to know of is no task."""
    page, manager = desk.publish(), make_manager()
    by_hand.register(page, manager, name="YouTube", url="https://youtube.example/1")
    page.body = [("text", "<p>Nội dung đã chỉnh dấu phẩy.</p>")]
    page.save_revision(user=desk.reporter)
    page = desk.correct(page, lede=page.lede)
    assert not FollowUp.objects.exists()
    desk.correct(page, lede=page.lede, wrong="51 ủy viên", right="53 ủy viên")
    shown = sign_in(client, manager).get(reverse("channels_tasks")).text
    assert "Đã đăng: 51 ủy viên" in shown and "Đúng là: 53 ủy viên" in shown
    assert "Giữ nguyên phần chữ đang đăng" in shown and "Đăng nội dung sau" not in shown


def test_a_photo_that_lost_its_rights_is_a_task_where_it_stands(
    telegram: Telegram, account: Account, desk: Desk, client: Client
) -> None:
    lost, kept, manager = make_photo(caption="Ảnh mất quyền"), make_photo(), make_manager()
    page = desk.publish(title="Bài có ảnh", lead_photo=lost)
    desk.publish(title="Bài khác", lead_photo=kept)
    run_once()
    run_once(now=later(seconds=10))
    photos.withdraw_rights(lost, user=desk.approver, reason="Tác giả rút lại")
    assert task().placement.page_id == page.pk
    assert Notice.objects.filter(kind="follow_up_opened", recipient=manager).exists()
    shown = sign_in(client, manager).get(reverse("channels_tasks")).text
    assert "“Ảnh mất quyền”" in shown and "Đăng không kèm ảnh" in shown
    client.post(reverse("channels_task_done", args=[task().pk]), {"note": "Đã đăng lại không ảnh"})
    assert not FollowUp.objects.filter(state="open").exists()


@pytest.mark.parametrize("what", ["corrected", "withdrawn"])
def test_a_photo_that_lost_its_rights_takes_the_place_of_no_task(desk: Desk, client: Client, what: str) -> None:
    lost, manager = make_photo(caption="Ảnh mất quyền"), make_manager()
    page = desk.publish(lead_photo=lost)
    by_hand.register(page, manager, name="YouTube", url="https://youtube.example/1")
    if what == "corrected":
        desk.correct(page, lede="Sa-pô đã sửa.")
    else:
        withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    before = task()
    photos.withdraw_rights(lost, user=desk.approver, reason="Tác giả rút lại")
    assert task().pk == before.pk
    shown = sign_in(client, manager).get(reverse("channels_tasks")).text
    assert ("Sa-pô đã sửa." in shown and "“Ảnh mất quyền”" in shown) or what == "withdrawn"


def test_the_same_link_keeps_what_the_platform_said(
    telegram: Telegram, account: Account, article: ArticlePage, desk: Desk, client: Client
) -> None:
    """Also where its number can't be read off the link."""
    Account.objects.filter(pk=account.pk).update(active=False)
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    Placement.objects.update(url="https://tele.example/bai")
    sign_in(client, make_manager())
    client.post(reverse("channels_place_link", args=[Placement.objects.get().pk]), {"url": "https://tele.example/bai"})
    client.post(reverse("channels_task_done", args=[task().pk]), {"url": "https://tele.example/bai"})
    assert Placement.objects.get().remote_id == "1"
