"""A newsroom whose articles go to accounts: delivered, corrected, left to people, standing still."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from cms.articles.models import ArticlePage, ArticlePost
from cms.channels.accounts import pause
from cms.channels.agency import keys
from cms.channels.by_hand import register
from cms.channels.digests.actions import draw_up
from cms.channels.digests.rhythm import Rhythm
from cms.channels.models import Account, Agency, AgencyKey, Delivery, FollowUp, Returned, Rule
from cms.channels.outbox.lanes import Queue
from cms.channels.outbox.rounds import run_once
from cms.publication.actions import withdraw
from cms.staff.roles import Role
from tests.channels.contract.counterpart import Counterpart
from tests.channels.contract.counterparts import ALL
from tests.channels.platforms.http import Fault
from tests.factories.channels import Desk, make_manager, make_subscriber
from tests.factories.media import jpeg, make_photo, picture

OWN = "🔴 Sáng nay, Đại hội khai mạc phiên trù bị với 350 đại biểu chính thức. Mời bà con theo dõi từng phiên."


class ChannelRooms:
    """``manager`` looks after the channels, ``reporter`` writes; the rest are articles and rows."""

    def __init__(self, sides: dict[str, Counterpart]) -> None:
        desk = Desk()
        self.manager, self.reporter = make_manager(), desk.reporter
        for side in sides.values():
            side.recipient()
        photo = make_photo(jpeg(picture(1600, 1000)))
        self.article = desk.publish(title="Khai mạc phiên trù bị Đại hội", lead_photo=photo)
        register(self.article, self.manager, "Báo Đồng Xanh", "https://dongxanh.example/tin/1")
        run_once()
        desk.correct(self.article, lede="Sáng 19/11, phiên trù bị khai mạc.")
        run_once(now=_later(minutes=2))
        self.task = FollowUp.objects.get(state="open")
        self.draft = self._written(desk, photo)
        self._trouble(sides, desk)
        self.account = Account.objects.get(channel="facebook")
        self.unknown = Delivery.objects.filter(channel="webhook", state="unknown").get()
        self.agency = keys.save_agency(Agency(name="Hãng tin Bắc Bộ"), self.manager)
        keys.make_key(self.agency, self.manager)
        keys.revoke_key(AgencyKey.objects.get(), self.manager)
        keys.make_key(self.agency, self.manager)
        self.key = AgencyKey.objects.get(revoked_at=None)
        self.rule = Rule.objects.create(
            channel="email",
            valid_from=timezone.now() - dt.timedelta(days=1),
            quiet_from=dt.time(22),
            quiet_until=dt.time(5, 30),
            most_a_day=3,
            to_call="Nguyễn Văn Mẫu: 0900 000 001\nSau 22 giờ: 0900 000 002",
        )
        self.rule.senders.set(Group.objects.filter(name=Role.CHANNEL_MANAGER.value))
        self.held = desk.publish(title="Đại hội biểu quyết thông qua chương trình làm việc", lead_photo=photo)
        draw_up(Rhythm.DAILY, _later(minutes=5), self.manager)
        self.subscriber = make_subscriber(source="Phiếu giấy tại quầy tiếp bạn đọc của Đại hội, hội trường B")
        Returned.objects.create(
            subscriber=self.subscriber, kind="soft", status="4.2.2", detail="452 4.2.2 The mailbox is over quota"
        )
        pause(Queue.parse(f"zalo:{Account.objects.get(channel='zalo').pk}"), self.manager)

    @staticmethod
    def _written(desk: Desk, photo: Any) -> ArticlePage:
        page = desk.publish(title="Đoàn Chủ tịch Đại hội họp phiên đầu tiên", lead_photo=photo)
        withdraw(page, user=desk.approver, reason="Nhầm bài", notice="Bài đăng nhầm buổi họp.")
        page = page.latest_draft()
        page.post_rows.add(ArticlePost(channel="telegram", text=OWN))
        page.save_revision(user=desk.reporter, log_action=True)
        return page

    @staticmethod
    def _trouble(sides: dict[str, Counterpart], desk: Desk) -> None:
        sides["telegram"].plan(Fault.GONE)
        sides["webhook"].plan(Fault.CUT)
        sides["facebook"].plan(Fault.FAIL)
        sides["webpush"].plan(Fault.FAIL)
        desk.publish(title="Đại hội thảo luận tại tổ")
        run_once(now=_later(minutes=4))


@contextmanager
def platforms(settings: Any) -> Iterator[dict[str, Counterpart]]:
    """The other side of every channel of the settings, on loopback."""
    with ExitStack() as stack:
        sides = {one.code: stack.enter_context(one()) for one in ALL if one.code != "mastodon"}
        for side in sides.values():
            side.lead_here(settings)
        yield sides


def _later(**delta: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**delta)
