"""Posts to a Telegram channel: sent, edited, taken back, left to a person; each exactly once, whatever the platform does."""

import datetime as dt
import html

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage
from cms.channels import follow_ups
from cms.channels.models import Account, Attempt, Delivery, FollowUp, Lane
from cms.channels.outbox.rounds import run_once
from cms.channels.outbox.settling import settle
from cms.publication.actions import withdraw
from tests.factories.channels import Desk, make_manager
from tests.factories.media import make_photo
from tests.factories.newsroom import sign_in

from .platforms.http import Fault
from .platforms.telegram import CHAT, Telegram
from .seen import delivered, later, place

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def article(account: Account, desk: Desk) -> ArticlePage:
    return desk.publish(title="Đại hội khai mạc", lede="Sáng 18/11, Đại hội khai mạc.")


def test_an_approved_article_stands_there_once(telegram: Telegram, article: ArticlePage) -> None:
    run_once()
    run_once(now=later(hours=1))
    (text,) = telegram.texts()
    assert text.startswith("Đại hội khai mạc\n\nSáng 18/11, Đại hội khai mạc.\n\n")
    assert f"/b/{article.pk}/?utm_source=telegram&utm_medium=post&utm_campaign=dai-hoi\n" in f"{text}\n"
    assert delivered("telegram") == [("send", "delivered")]
    assert place("telegram").url == f"https://t.me/{CHAT[1:]}/1"


def test_a_correction_edits_the_post(telegram: Telegram, article: ArticlePage, desk: Desk) -> None:
    run_once()
    desk.correct(article, lede="Sáng 19/11, Đại hội khai mạc.")
    run_once(now=later(seconds=5))
    (text,) = telegram.texts()
    assert "19/11" in text and "18/11" not in text
    assert delivered("telegram") == [("send", "delivered"), ("edit", "delivered")]
    assert place("telegram").publication.number == 2
    assert Attempt.objects.filter(event="edited").count() == 1


def test_a_correction_that_leaves_the_post_as_it_is_asks_nothing(
    telegram: Telegram, article: ArticlePage, desk: Desk
) -> None:
    run_once()
    draft = article.latest_draft()
    draft.body = [("text", "<p>Chỉ thân bài đổi.</p>")]
    draft.save_revision(user=desk.reporter, log_action=True)
    desk.correct(ArticlePage.objects.get(pk=article.pk), lede=article.lede)
    run_once(now=later(seconds=5))
    assert [method for method, _request in telegram.changed] == ["sendMessage"]
    assert delivered("telegram")[-1] == ("send", "obsolete")


def test_a_withdrawal_deletes_the_post_within_two_days(telegram: Telegram, article: ArticlePage, desk: Desk) -> None:
    run_once()
    withdraw(article, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=5))
    assert telegram.texts() == []
    assert delivered("telegram")[-1] == ("withdraw", "delivered")
    assert place("telegram").state == "withdrawn"


def test_after_two_days_a_person_takes_it_back(telegram: Telegram, article: ArticlePage, desk: Desk) -> None:
    run_once()
    telegram.age(dt.timedelta(hours=49))
    withdraw(article, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(hours=49))
    assert len(telegram.texts()) == 1
    task = FollowUp.objects.get()
    assert (task.verb, task.state, task.placement.url) == ("withdraw", "open", f"https://t.me/{CHAT[1:]}/1")
    follow_ups.done(task, make_manager(), "đã gỡ bằng tay")
    assert place("telegram").state == "withdrawn"


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.FAIL])
def test_what_nobody_knows_is_never_posted_again_by_itself(
    telegram: Telegram, article: ArticlePage, desk: Desk, fault: Fault
) -> None:
    telegram.plan.append(fault)
    run_once()
    run_once(now=later(hours=5))
    assert delivered("telegram") == [("send", "unknown")]
    assert len(telegram.texts()) == (1 if fault == Fault.CUT else 0)
    # Nothing is put beside it, and nothing is lost, until somebody has looked.
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(hours=6))
    assert delivered("telegram") == [("send", "unknown"), ("send", "queued")]
    doubtful = Delivery.objects.get(state="unknown")
    settle(doubtful, make_manager(), "arrived" if fault == Fault.CUT else "missing")
    run_once(now=later(hours=6, seconds=5))
    if fault == Fault.CUT:
        # It stands there under a number that nobody told us: only a person can change it.
        assert "Sa-pô đã sửa." in FollowUp.objects.get().text
    else:
        (text,) = telegram.texts()
        assert "Sa-pô đã sửa." in text and delivered("telegram") == [("send", "obsolete"), ("send", "delivered")]


def test_an_edit_of_which_nobody_knows_is_made_again(telegram: Telegram, article: ArticlePage, desk: Desk) -> None:
    run_once()
    telegram.plan.append(Fault.CUT)
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once(now=later(seconds=5))
    run_once(now=later(hours=1))
    (text,) = telegram.texts()
    assert "Sa-pô đã sửa." in text
    assert delivered("telegram")[-1] == ("edit", "delivered")


def test_told_to_wait_the_account_rests_for_all(telegram: Telegram, account: Account, desk: Desk) -> None:
    telegram.plan.append(Fault.WAIT)
    desk.publish()
    desk.publish()
    run_once()
    assert telegram.texts() == []
    run_once(now=later(seconds=20))
    assert telegram.texts() == [], "the second post waits as long as the platform asked for"
    for seconds in (90, 100, 110):
        run_once(now=later(seconds=seconds))
    assert len(telegram.texts()) == 2


def test_a_photo_has_its_words_under_it(telegram: Telegram, account: Account, desk: Desk) -> None:
    page = desk.publish(lead_photo=make_photo(), lede="Một " * 400)
    run_once()
    ((method, request),) = telegram.changed
    assert method == "sendPhoto" and "/anh/" in request["photo"]
    assert request["caption"].count("…") == 1 and f"/b/{page.pk}/" in request["caption"]
    desk.correct(page)
    run_once(now=later(seconds=5))
    assert telegram.changed[-1][0] == "editMessageCaption"


@pytest.mark.parametrize(
    "said",
    [
        "failed to get HTTP URL content",
        "wrong type of the web page content",
        "wrong file identifier/HTTP URL specified",
    ],
)
def test_a_photo_that_could_not_be_fetched_is_tried_again(
    telegram: Telegram, account: Account, desk: Desk, said: str
) -> None:
    telegram.unfetched.append(said)
    page = desk.publish(lead_photo=make_photo())
    run_once()
    assert delivered("telegram") == [("send", "queued")]
    places = html.unescape(sign_in(Client(), desk.reporter).get(reverse("channels_places", args=[page.pk])).text)
    assert f"không tải được ảnh (HTTP 400 Bad Request: {said})" in places
    assert "Việc cần làm: Nền tảng tự tải ảnh từ trang của tòa soạn" in places
    desk.publish()
    run_once(now=later(seconds=5))
    assert len(telegram.texts()) == 1, "it holds up no other"
    run_once(now=later(minutes=3))
    assert [bool(post["photo"]) for _number, post in sorted(telegram.posts.items())] == [False, True]


def test_a_channel_that_threw_the_bot_out_gets_nothing_more(telegram: Telegram, account: Account, desk: Desk) -> None:
    telegram.plan.append(Fault.GONE)
    desk.publish()
    run_once()
    account.refresh_from_db()
    assert (account.active, account.stopped_because) == (False, "gone")
    desk.publish()
    run_once(now=later(hours=1))
    assert delivered("telegram") == [("send", "refused")]


def test_a_paused_account_waits(telegram: Telegram, account: Account, desk: Desk) -> None:
    from cms.channels import accounts
    from cms.channels.outbox.lanes import Queue

    manager, queue = make_manager(), Queue("telegram", account.pk)
    accounts.pause(queue, manager)
    desk.publish()
    run_once()
    assert telegram.texts() == []
    accounts.resume(queue, manager)
    run_once()
    assert len(telegram.texts()) == 1
    assert Lane.objects.get(name=str(queue)).well_at is not None
