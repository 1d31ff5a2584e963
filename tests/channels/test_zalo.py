"""Articles of a Zalo Official Account: made, changed, removed, looked up where nobody knows."""

import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage
from cms.channels.models import Account, Attempt, Placement
from cms.channels.outbox.rounds import run_once
from cms.channels.registry import channel, compose
from cms.channels.zalo import channel as zalo_channel
from cms.publication.actions import withdraw
from cms.review.notices.models import Notice
from tests.factories.channels import Desk, make_manager, open_account
from tests.factories.media import make_photo
from tests.factories.newsroom import sign_in

from .platforms.http import Fault
from .platforms.zalo import ACCESS, APP_SECRET, CREDENTIALS, OA, REFRESH, Zalo
from .seen import delivered, later, place
from .test_payloads import STORY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def zalo(settings, monkeypatch) -> Iterator[Zalo]:
    with Zalo() as platform:
        settings.ZALO_API_BASE = f"{platform.base}/v2.0"
        settings.ZALO_OAUTH_BASE = f"{platform.base}/v4/oa"
        monkeypatch.setattr(zalo_channel, "VERIFY_SECONDS", 0.6)
        yield platform


@pytest.fixture
def account(db) -> Account:
    return open_account("zalo", OA, CREDENTIALS, name="Zalo Đại hội")


@pytest.fixture
def page(account: Account, desk: Desk) -> ArticlePage:
    return desk.publish(title="Đại hội khai mạc", lede="Sáng 18/11, Đại hội khai mạc.")


def test_an_article_is_made_changed_and_removed(zalo: Zalo, page: ArticlePage, desk: Desk) -> None:
    zalo.making = 2
    run_once()
    run_once(now=later(hours=1))
    assert zalo.titles() == ["Đại hội khai mạc"]
    assert place("zalo").url.startswith("https://rd.zapps.vn/articles?id=")
    desk.correct(page, lede="Sáng 19/11, Đại hội khai mạc.", wrong="sáng 18/11", right="sáng 19/11")
    run_once(now=later(seconds=5))
    (article,) = zalo.articles.values()
    assert article["description"] == "Sáng 19/11, Đại hội khai mạc."
    assert "Đã đăng: sáng 18/11 Đúng là: sáng 19/11" in article["body"][0]["content"]
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=9))
    assert zalo.articles == {} and place("zalo").state == "withdrawn"
    assert delivered("zalo") == [("send", "delivered"), ("edit", "delivered"), ("withdraw", "delivered")]


def test_the_whole_story_becomes_texts_and_pictures(db) -> None:
    one = channel("zalo")
    Account.objects.create(channel="zalo", name="Zalo", address=OA, active=True)
    payload = compose(one, STORY)
    assert one.validate(payload) == []
    kinds = [part["type"] for part in payload["body"]]
    assert kinds == ["text", "text", "image", "text", "text", "text"]
    assert payload["body"][2]["caption"].startswith("Đại biểu biểu quyết.")
    assert "/b/12/?utm_source=zalo&amp;utm_medium=post&amp;utm_campaign=phien-5" in payload["body"][-1]["content"]
    assert payload["author"] == "Minh An, Thu Hà" and "/anh/7/" in payload["cover"]["photo_url"]
    long = STORY.model_copy(
        update={"headline": "Đại hội " * 20, "byline": ("Nguyễn Văn Mẫu",) * 9, "lede": "Một " * 99}
    )
    shorter = compose(one, long)
    assert shorter["title"] == STORY.short_headline
    assert len(shorter["author"]) <= 50 and len(shorter["description"]) <= 300 and shorter["description"][-1] == "…"
    assert len(one.validate(payload | {"title": "x" * 151, "author": "x" * 51, "description": "x" * 301})) == 3
    assert "<script" not in one.preview(payload | {"body": [{"type": "text", "content": "<script>a()</script>"}]})


def test_what_zalo_is_still_making_is_asked_for_until_it_is_made(zalo: Zalo, page: ArticlePage) -> None:
    zalo.making = 9
    run_once()
    assert delivered("zalo") == [("send", "unknown")]
    for minutes in (11, 30, 61, 62, 63, 64, 65):
        run_once(now=later(minutes=minutes))
    assert delivered("zalo") == [("send", "delivered")] and len(zalo.articles) == 1
    assert place("zalo").remote_id in zalo.articles
    assert Attempt.objects.filter(event="found").count() == 1


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.FAIL])
def test_what_nobody_knows_is_settled_by_asking(zalo: Zalo, page: ArticlePage, fault: Fault) -> None:
    zalo.plan.append(fault)
    run_once()
    assert delivered("zalo") == [("send", "unknown")]
    for minutes in (1, 20, 21):
        run_once(now=later(minutes=minutes))
    assert delivered("zalo") == [("send", "delivered")] and len(zalo.articles) == 1
    assert place("zalo").remote_id in zalo.articles
    assert not Notice.objects.filter(kind="delivery_unknown").exists()


def test_another_article_of_the_same_headline_is_not_taken_for_it(zalo: Zalo, page: ArticlePage, desk: Desk) -> None:
    run_once()
    other = desk.publish(title=page.title, lede="Chiều 18/11.")
    zalo.plan.append(Fault.DROP)
    for minutes in (0, 1, 20, 40, 60, 90):
        run_once(now=later(minutes=minutes))
    assert len(zalo.articles) == 2
    one, two = (Placement.objects.get(channel="zalo", page_id=each.pk) for each in (page, other))
    assert one.remote_id != two.remote_id and zalo.articles[two.remote_id]["description"] == "Chiều 18/11."


def test_what_was_removed_by_hand_is_taken_back(zalo: Zalo, page: ArticlePage, desk: Desk) -> None:
    run_once()
    zalo.articles.clear()
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=5))
    assert place("zalo").state == "withdrawn"


def test_told_to_wait_the_account_rests(zalo: Zalo, account: Account, desk: Desk) -> None:
    zalo.plan.append(Fault.WAIT)
    desk.publish(lead_photo=make_photo())
    desk.publish()
    run_once()
    run_once(now=later(minutes=4))
    assert zalo.articles == {}
    run_once(now=later(minutes=7))
    assert len(zalo.articles) == 2


@pytest.mark.parametrize("trouble", ["", "access", "account", "refresh", "secret", "silent"])
def test_credentials_are_checked_on_entry(
    zalo: Zalo, client: Client, settings, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    account = Account.objects.create(channel="zalo", name="Zalo", address="1" if trouble == "account" else OA)
    given = dict(CREDENTIALS)
    if trouble == "access":
        given["access_token"] = "wrong-access"
    if trouble == "refresh":
        given["refresh_token"] = "wrong-refresh"
    if trouble == "secret":
        given["app_secret"] = "wrong-secret"
    if trouble == "silent":
        settings.ZALO_API_BASE = "http://127.0.0.1:9/v2.0"
    sign_in(client, make_manager())
    with caplog.at_level(logging.DEBUG):
        response = client.post(reverse("channels_credentials", args=[account.pk]), given)
        shown = client.get(reverse("channel_accounts:edit", args=[account.pk])).content.decode()
    account.refresh_from_db()
    kept = trouble in {"", "refresh", "secret"}
    assert response.status_code == (302 if kept else 422) and bool(account.credentials) == kept
    assert zalo.exchanges == (0 if trouble else 1)
    if trouble in {"refresh", "secret"}:
        code = {"refresh": "-14014", "secret": "-14002"}[trouble]
        assert code in shown, "said at once, and not when the access token has ended"
    for secret in (ACCESS, REFRESH, APP_SECRET, "wrong-access", "wrong-refresh", "zalo-access-1", "zalo-refresh-1"):
        assert secret not in caplog.text and secret not in response.content.decode() + shown
        assert all(secret not in address for address in zalo.addresses)
