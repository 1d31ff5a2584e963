"""What platforms count at the posts, read more and more seldom, and summed up."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.channels.figures import reading
from cms.channels.models import Account, Delivery, Figures, Lane, Placement
from cms.channels.outbox.lanes import learn
from cms.channels.outbox.rounds import run_once
from cms.sending.outcome import Outcome
from tests.factories.channels import Desk, make_manager, open_account
from tests.factories.newsroom import sign_in

from .platforms import facebook, telegram, zalo
from .seen import place

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Sides:
    """Three platforms, of which one counts nothing."""

    def __init__(self, stack: ExitStack, settings: Any) -> None:
        self.facebook = stack.enter_context(facebook.Facebook())
        self.zalo = stack.enter_context(zalo.Zalo())
        self.telegram = stack.enter_context(telegram.Telegram())
        settings.FACEBOOK_API_BASE = f"{self.facebook.base}/v23.0"
        settings.ZALO_API_BASE, settings.ZALO_OAUTH_BASE = f"{self.zalo.base}/v2.0", f"{self.zalo.base}/v4/oa"
        settings.TELEGRAM_API_BASE = self.telegram.base
        open_account("facebook", facebook.PAGE, facebook.CREDENTIALS)
        open_account("zalo", zalo.OA, zalo.CREDENTIALS)
        open_account("telegram", telegram.CHAT, {"token": telegram.TOKEN})

    def count(self, **counted: int) -> None:
        """What both platforms count from now on, at each post."""
        for post in [*self.facebook.posts.values(), *self.zalo.articles.values()]:
            post.update(counted)


@pytest.fixture
def sides(db: None, settings: Any) -> Iterator[Sides]:
    with ExitStack() as stack:
        yield Sides(stack, settings)


@pytest.fixture
def article(sides: Sides, desk: Desk) -> ArticlePage:
    page = desk.publish(title="Đại hội khai mạc")
    run_once()
    return page


def counted(channel: str) -> tuple[int | None, ...]:
    row = Figures.objects.get(placement=place(channel))
    return row.views, row.reactions, row.comments, row.shares


def test_what_each_platform_says_is_shown(sides: Sides, article: ArticlePage) -> None:
    sides.count(views=1234, reactions=56, comments=7, shares=3)
    reading.tick()
    assert counted("facebook") == (None, 56, 7, 3)
    assert counted("zalo") == (1234, None, None, 3)
    assert not Figures.objects.filter(placement=place("telegram")).exists()
    manager = sign_in(Client(), make_manager())
    shown = manager.get(reverse("channels_places", args=[article.pk])).content.decode()
    assert "1.234 lượt xem" in shown and "56 cảm xúc" in shown and "7 bình luận" in shown
    sums = manager.get(reverse("channels_figures"))
    assert {each.channel: each.shares for each in sums.context["channels"]} == {
        "Trang Facebook": 3,
        "Zalo Official Account": 3,
        "Kênh Telegram": None,
    }
    (row,) = sums.context["articles"]
    assert (row["headline"], row["posts"], row["shares"], row["views"]) == ("Đại hội khai mạc", 3, 6, 1234)


def test_a_post_is_asked_for_seldom_and_at_last_no_more(sides: Sides, article: ArticlePage, time_machine: Any) -> None:
    asked = []
    for hours in range(33 * 24):
        time_machine.move_to(place("facebook").posted_at + dt.timedelta(hours=hours, minutes=1))
        before = Figures.objects.filter(placement=place("facebook")).values_list("read_at", flat=True).first()
        reading.tick()
        if Figures.objects.get(placement=place("facebook")).read_at != before:
            asked.append(hours)
    assert asked[:24] == list(range(24))
    assert 24 <= len([hours for hours in asked if 24 <= hours < 7 * 24]) <= 25
    assert 22 <= len([hours for hours in asked if hours >= 7 * 24]) <= 24 and max(asked) < 30 * 24


def test_two_workers_ask_once(sides: Sides, article: ArticlePage) -> None:
    reading.tick()
    first = Figures.objects.get(placement=place("facebook")).read_at
    reading.tick()
    assert Figures.objects.get(placement=place("facebook")).read_at == first


def test_who_wants_to_be_left_alone_is(sides: Sides, article: ArticlePage) -> None:
    away = Outcome("retry", "pace:", after=dt.timedelta(minutes=30), holds_queue=True)
    learn(Delivery.objects.get(channel="facebook"), away, timezone.now())
    assert Lane.objects.get(name__startswith="facebook:").free_at > timezone.now()
    reading.tick()
    assert not Figures.objects.filter(placement=place("facebook")).exists()
    assert counted("zalo") == (0, None, None, 0)


def test_one_account_that_is_left_alone_holds_up_no_other(sides: Sides, article: ArticlePage, desk: Desk) -> None:
    for number in range(3):
        desk.publish(title=f"Bài {number}")
    run_once(now=timezone.now() + dt.timedelta(minutes=5))
    Placement.objects.update(posted_at=timezone.now())
    reading.BATCH, before = 2, reading.BATCH
    try:
        Account.objects.filter(channel="facebook").update(active=False)
        for _round in range(2):
            reading.tick()
    finally:
        reading.BATCH = before
    assert Figures.objects.filter(placement__channel="zalo", read_at__isnull=False).count() == 4


def test_a_rest_that_is_asked_for_holds_for_posts_too(sides: Sides, article: ArticlePage) -> None:
    sides.facebook.minutes = 30
    reading.tick()
    assert Lane.objects.get(name__startswith="facebook:").free_at > timezone.now() + dt.timedelta(minutes=20)
    assert counted("facebook") == (None, 0, 0, 0) and counted("zalo") == (0, None, None, 0)


def test_what_a_platform_does_not_say_changes_nothing(sides: Sides, article: ArticlePage) -> None:
    sides.count(reactions=5)
    reading.tick()
    Figures.objects.update(next_at=timezone.now())
    sides.facebook.posts.clear()
    Account.objects.filter(channel="zalo").update(active=False)
    reading.tick()
    assert counted("facebook") == (None, 5, 0, 0)


def test_other_spans_are_asked_for_by_address(sides: Sides, article: ArticlePage, desk: Desk) -> None:
    Placement.objects.update(posted_at=timezone.now() - dt.timedelta(days=20))
    manager = sign_in(Client(), make_manager())
    assert manager.get(reverse("channels_figures")).context["channels"] == []
    assert len(manager.get(reverse("channels_figures") + "?ngay=30").context["channels"]) == 3
    assert manager.get(reverse("channels_figures") + "?ngay=99999999999").context["days"] == 7
    assert sign_in(Client(), desk.reporter).get(reverse("channels_figures")).status_code in {302, 403}
