"""What a rule holds back in the outbox, and what it never does."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.channels.errors import ChannelError
from cms.channels.models import Account, Attempt, Delivery, Dispatch
from cms.channels.outbox import claims
from cms.channels.outbox.expansion import expand_all
from cms.channels.outbox.relevance import plan_for
from cms.channels.outbox.rounds import run_once
from cms.channels.rules import holding, releasing
from cms.channels.rules.actions import end_rule
from cms.publication.actions import withdraw
from cms.publication.models import Shelf
from cms.review.notices.models import Notice
from cms.sending.errors import LeaseLost, NotDue
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.channels.platforms.telegram import Telegram
from tests.channels.servers import MailServer
from tests.factories.channels import Desk, make_endpoint, make_manager, make_subscriber
from tests.factories.newsroom import sign_in

from .conftest import a_rule, tomorrow

pytestmark = pytest.mark.django_db(transaction=True)

NIGHT = {"quiet_from": dt.time(22), "quiet_until": dt.time(6)}


def states(channel: str = "telegram") -> list[str]:
    return list(Delivery.objects.filter(channel=channel).order_by("pk").values_list("state", flat=True))


def test_a_first_post_waits_until_quiet_hours_over_midnight_end(
    telegram: Telegram, account: Account, desk: Desk
) -> None:
    a_rule(**NIGHT)
    desk.publish()
    run_once(now=tomorrow(23))
    assert telegram.texts() == [] and states() == ["queued"]
    waits = Delivery.objects.get(channel="telegram")
    assert waits.attempts == 0, "waiting spends none of its tries"
    assert waits.next_try_at == tomorrow(6) + dt.timedelta(days=1)
    run_once(now=tomorrow(6) + dt.timedelta(days=1))
    assert len(telegram.texts()) == 1


def test_corrections_and_withdrawals_are_never_held_back(telegram: Telegram, account: Account, desk: Desk) -> None:
    a_rule(**NIGHT, most_a_day=1, minutes_between=600)
    page = desk.publish()
    run_once(now=tomorrow(21, 50))
    assert len(telegram.texts()) == 1
    desk.correct(page, lede="Sa-pô đã sửa.")
    run_once(now=tomorrow(23))
    (text,) = telegram.texts()
    assert "Sa-pô đã sửa." in text
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=tomorrow(23, 30))
    assert telegram.texts() == []


def test_a_correction_of_what_still_waits_waits_with_it(telegram: Telegram, account: Account, desk: Desk) -> None:
    a_rule(**NIGHT)
    page = desk.publish()
    run_once(now=tomorrow(23))
    desk.correct(page, lede="Sa-pô đã sửa.")
    run_once(now=tomorrow(23, 30))
    assert telegram.texts() == []
    run_once(now=tomorrow(7) + dt.timedelta(days=1))
    (text,) = telegram.texts()
    assert "Sa-pô đã sửa." in text


def test_another_rule_that_begins_at_night_lets_it_go(telegram: Telegram, account: Account, desk: Desk) -> None:
    a_rule(**NIGHT, valid_until=tomorrow(23, 30))
    a_rule(valid_from=tomorrow(23, 30))
    desk.publish()
    run_once(now=tomorrow(23))
    assert Delivery.objects.get(channel="telegram").next_try_at == tomorrow(23, 30)
    run_once(now=tomorrow(23, 30))
    assert len(telegram.texts()) == 1


def test_a_person_may_send_at_night_with_a_reason(telegram: Telegram, account: Account, desk: Desk) -> None:
    all_day = {"quiet_from": dt.time(0), "quiet_until": dt.time(23, 59, 59, 999999)}
    a_rule(**all_day)
    page = desk.publish()
    run_once()
    assert telegram.texts() == []
    dispatch = Dispatch.objects.get(page_id=page.pk, channel="telegram")
    client, address = sign_in(Client(), desk.approver), reverse("channels_send_now", args=[dispatch.pk])
    assert address in client.get(reverse("channels_preview", args=[page.pk])).content.decode()
    client.post(address, {"reason": "  "})
    run_once()
    assert telegram.texts() == []
    client.post(address, {"reason": "Tin khai mạc."})
    run_once()
    assert len(telegram.texts()) == 1
    entry = Entry.objects.get(action="dispatch.hurried")
    assert entry.subject == f"page:{page.pk}" and entry.words == "Tin khai mạc."
    with pytest.raises(PermissionDenied):
        releasing.send_now(dispatch, desk.editor, "Vội")


def test_most_posts_a_day_and_the_rest_on_the_next(telegram: Telegram, account: Account, desk: Desk) -> None:
    a_rule(most_a_day=2)
    for _each in range(3):
        desk.publish()
    for second in range(4):
        run_once(now=tomorrow(9) + dt.timedelta(seconds=5 * second))
    assert len(telegram.texts()) == 2
    assert Delivery.objects.get(channel="telegram", state="queued").next_try_at == tomorrow(0) + dt.timedelta(days=1)
    run_once(now=tomorrow(0) + dt.timedelta(days=1))
    assert len(telegram.texts()) == 3


def test_spacing_between_two_posts(telegram: Telegram, account: Account, desk: Desk) -> None:
    a_rule(minutes_between=30)
    for _each in range(2):
        desk.publish()
    run_once(now=tomorrow(9))
    run_once(now=tomorrow(9, 29))
    assert len(telegram.texts()) == 1
    run_once(now=tomorrow(9, 30))
    assert len(telegram.texts()) == 2


@pytest.mark.parametrize("numbers", [{"minutes_between": 30}, {"most_a_day": 1}])
def test_numbers_hold_for_workers_at_the_same_time(account: Account, desk: Desk, numbers: dict[str, int]) -> None:
    """Each worker has claimed another post: one of them begins."""
    a_rule(**numbers)
    now = tomorrow(9)
    for _each in range(3):
        desk.publish()
    expand_all()
    held = [claims.claim(pk, now) for pk in Delivery.objects.filter(channel="telegram").values_list("pk", flat=True)]

    def begin(delivery: Delivery) -> str:
        try:
            claims.begin(delivery, plan_for(delivery, now), now)
        except (NotDue, LeaseLost) as reason:
            return str(reason)
        finally:
            connections.close_all()
        return "begun"

    with ThreadPoolExecutor(3) as workers:
        said = sorted(workers.map(begin, [delivery for delivery in held if delivery is not None]))
    assert said.count("begun") == 1 and len(said) == 3
    assert Attempt.objects.filter(event="sending").count() == 1


def test_the_newsletter_counts_articles_and_not_mails(mail_server, desk: Desk) -> None:
    for _each in range(3):
        make_subscriber()
    a_rule("email", most_a_day=1)
    desk.publish()
    desk.publish()
    run_once(now=tomorrow(9))
    assert sorted(states("email")) == ["delivered"] * 3 + ["queued"] * 3
    run_once(now=tomorrow(0) + dt.timedelta(days=1))
    assert states("email") == ["delivered"] * 6


def current_of(page: ArticlePage) -> int:
    """The publication that the public reads."""
    return Shelf.objects.get(pk=page.pk).current_id


class TestWhoSends:
    @pytest.fixture
    def page(self, account: Account, desk: Desk):
        a_rule(senders=self.groups())
        return desk.publish()

    def groups(self) -> list:
        return list(Group.objects.filter(name=Role.CHANNEL_MANAGER.value))

    def test_what_another_approved_waits_for_a_member(self, telegram: Telegram, page, desk: Desk) -> None:
        run_once()
        dispatch = Dispatch.objects.get(page_id=page.pk, channel="telegram")
        assert telegram.texts() == [] and dispatch.state == "held"
        with pytest.raises(PermissionDenied):
            releasing.release(dispatch, desk.approver)
        manager = make_manager()
        client = sign_in(Client(), manager)
        shown = client.get(reverse("channels_preview", args=[page.pk])).content.decode()
        address = reverse("channels_release", args=[dispatch.pk])
        assert address in shown
        client.post(address)
        run_once()
        assert telegram.texts() == [], "nobody lets go what was not in view"
        for _twice in range(2):
            client.post(address, {"publication": current_of(page)})
        run_once()
        run_once(now=timezone.now() + dt.timedelta(hours=1))
        assert len(telegram.texts()) == 1
        assert Entry.objects.filter(action="dispatch.released").count() == 1

    def test_a_member_hears_of_it(self, account: Account, desk: Desk) -> None:
        manager: User = make_manager()
        a_rule(senders=self.groups())
        desk.publish()
        assert Notice.objects.filter(kind="post_held", recipient=manager).exists()

    def test_a_later_version_waits_in_its_place(self, telegram: Telegram, page, desk: Desk) -> None:
        desk.correct(page, lede="Sa-pô đã sửa.")
        first, second = Dispatch.objects.filter(page_id=page.pk, channel="telegram").order_by("pk")
        assert (first.state, second.state, second.action) == ("replaced", "held", "post")
        releasing.release(second, make_manager())
        run_once()
        (text,) = telegram.texts()
        assert "Sa-pô đã sửa." in text

    def test_of_a_mail_too_only_what_was_let_go_leaves(self, mail_server: MailServer, desk: Desk) -> None:
        """Its later version has no dispatch of its own: the first one carries it."""
        make_subscriber()
        a_rule("email", **NIGHT, senders=self.groups())
        page = desk.publish()
        dispatch = Dispatch.objects.get(page_id=page.pk, channel="email")
        releasing.release(dispatch, make_manager(), current_of(page))
        run_once(now=tomorrow(23))
        desk.correct(page, lede="Sa-pô đã sửa.")
        run_once(now=tomorrow(7) + dt.timedelta(days=1))
        assert mail_server.mails == []
        with pytest.raises(ChannelError):
            releasing.release(dispatch, make_manager(), dispatch.publication_id)
        dispatch.refresh_from_db()
        releasing.release(dispatch, make_manager(), current_of(page))
        run_once(now=tomorrow(9) + dt.timedelta(days=1))
        assert "Sa-pô đã sửa." in mail_server.mails[0].get_body(("plain",)).get_content()

    def test_what_is_withdrawn_waits_no_more(self, telegram: Telegram, page, desk: Desk) -> None:
        withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
        (dispatch,) = Dispatch.objects.filter(page_id=page.pk, channel="telegram")
        assert dispatch.state == "replaced"
        run_once()
        assert telegram.texts() == []


class TestTheRuleOfTheMoment:
    """What was approved in the evening is sent by the rule of the morning."""

    def test_what_the_channel_takes_no_more_is_not_sent(self, telegram: Telegram, account: Account, desk: Desk) -> None:
        page = desk.publish()
        a_rule(sessions=["opening"])
        run_once()
        assert telegram.texts() == [] and states() == ["obsolete"]
        shown = sign_in(Client(), desk.approver).get(reverse("channels_preview", args=[page.pk])).content.decode()
        assert "bài này không lên kênh" in shown
        withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
        run_once()
        assert telegram.texts() == []

    def test_what_has_to_be_let_go_now_waits(self, telegram: Telegram, account: Account, desk: Desk) -> None:
        page, manager = desk.publish(), make_manager()
        a_rule(senders=Group.objects.filter(name=Role.CHANNEL_MANAGER.value))
        run_once()
        (dispatch,) = Dispatch.objects.filter(page_id=page.pk, channel="telegram")
        assert telegram.texts() == [] and dispatch.state == "held"
        assert Notice.objects.filter(kind="post_held", recipient=manager).exists()
        client = sign_in(Client(), manager)
        for door in (reverse("channels_places", args=[page.pk]), reverse("channels_board")):
            assert "cho đăng" in client.get(door).content.decode()
        client.post(reverse("channels_release", args=[dispatch.pk]), {"publication": current_of(page)})
        run_once()
        assert len(telegram.texts()) == 1

    def test_a_correction_that_has_to_be_let_go_is_sent_once(
        self, telegram: Telegram, account: Account, desk: Desk
    ) -> None:
        """The first version waited for the morning; the second was approved by somebody who may not send."""
        sender = Group.objects.get(name=Role.CHANNEL_MANAGER.value)
        desk.approver.groups.add(sender)
        a_rule(**NIGHT, senders=[sender])
        page = desk.publish()
        run_once(now=tomorrow(23))
        desk.approver.groups.remove(sender)
        desk.correct(page, lede="Sa-pô đã sửa.")
        run_once(now=tomorrow(7) + dt.timedelta(days=1))
        assert telegram.texts() == []
        for dispatch in Dispatch.objects.filter(page_id=page.pk, channel="telegram", state="held"):
            releasing.release(dispatch, make_manager())
        run_once(now=tomorrow(8) + dt.timedelta(days=1))
        run_once(now=tomorrow(9) + dt.timedelta(days=1))
        (text,) = telegram.texts()
        assert "Sa-pô đã sửa." in text and not Delivery.objects.filter(channel="telegram", state="queued").exists()

    def test_a_rule_that_has_ended_holds_nothing_back(self, telegram: Telegram, account: Account, desk: Desk) -> None:
        rule = a_rule(most_a_day=1, quiet_from=dt.time(0), quiet_until=dt.time(23, 59))
        desk.publish()
        run_once(now=tomorrow(9))
        assert telegram.texts() == []
        end_rule(rule, timezone.now(), desk.approver)
        run_once()
        assert len(telegram.texts()) == 1


def test_why_it_waits_stands_on_the_board_and_beside_the_article(
    telegram: Telegram, account: Account, desk: Desk, time_machine
) -> None:
    a_rule(**NIGHT)
    page = desk.publish()
    ends = tomorrow(6) + dt.timedelta(days=1)
    time_machine.move_to(tomorrow(23), tick=False)
    run_once()
    client = sign_in(Client(), desk.approver)
    for door in (reverse("channels_board"), reverse("channels_places", args=[page.pk])):
        shown = client.get(door).content.decode()
        assert "Bài chờ hết giờ không đăng, đến " in shown and f"{ends:%d/%m/%Y, %H:%M}" in shown


def test_what_may_stand_at_a_partner_is_corrected_at_night(desk: Desk, db: None) -> None:
    """Nobody knows whether the partner has the first version: its correction waits for no morning."""
    endpoint, _secret = make_endpoint()
    page = desk.publish()
    run_once()
    Delivery.objects.filter(channel="webhook").update(state="unknown", recipient_id=endpoint.pk)
    a_rule("webhook", **NIGHT)
    desk.correct(page)
    expand_all()
    correction = Delivery.objects.get(channel="webhook", state="queued")
    plan = plan_for(correction, tomorrow(23))
    holding.check_turn(correction, plan.verb, tomorrow(23))


def test_who_lets_go_sees_who_approved_it_and_the_button_before_the_post(account: Account, desk: Desk) -> None:
    a_rule(
        "email", senders=Group.objects.filter(name=Role.CHANNEL_MANAGER.value), note="Không đăng lại.", to_call="Mẫu"
    )
    page = desk.publish()
    shown = sign_in(Client(), make_manager()).get(reverse("channels_preview", args=[page.pk])).content.decode()
    places = [
        shown.index(words)
        for words in (
            'class="channel-headline"',
            f"{desk.approver} đã duyệt lúc ",
            "Cho đăng lên Thư điện tử",
            "<summary>Nội dung sẽ gửi: bản đã duyệt",
            "Bên dưới là nội dung của bản nháp mới nhất",
            "Khi cần, liên hệ:",
            "Quy định khác:",
        )
    ]
    assert places == sorted(places)
    other = sign_in(Client(), desk.reporter).get(reverse("channels_preview", args=[page.pk])).content.decode()
    assert "đã duyệt lúc" in other and "Cho đăng lên" not in other
