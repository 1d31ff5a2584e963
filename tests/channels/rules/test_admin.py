"""Rules are written under «Kênh»: never two at the same time, never a past one changed; each act in the trail; on paper."""

import datetime as dt
import html
import io
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from cms.channels.models import Account, Delivery, Rule
from cms.review.stages.kinds import StageKind
from cms.staff.roles import Role
from cms.text.dates import ZONE
from cms.trail.models import Entry
from tests.factories.channels import Desk, make_manager
from tests.factories.newsroom import draft, news_section, sign_in
from tests.review.stages.scene import APPROVAL, add_stage

from .conftest import a_rule, tomorrow

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(db: None) -> Client:
    news_section()
    return sign_in(Client(), make_manager())


def typed(moment: dt.datetime) -> str:
    return moment.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")


def fields(**more: Any) -> dict[str, Any]:
    told = {"channel": "telegram", "valid_from": typed(timezone.now() + dt.timedelta(minutes=2))}
    return {**told, **more}


def add(client: Client, **more: Any) -> Any:
    return client.post(reverse("channel_rules:add"), fields(**more))


def test_a_rule_is_written_and_the_one_before_ends_when_it_begins(manager: Client) -> None:
    group = Group.objects.get(name=Role.APPROVING_EDITOR.value)
    first = {
        "quiet_from": "22:00",
        "quiet_until": "6:00",
        "most_a_day": 5,
        "senders": [group.pk],
        "line": "Kênh chính thức",
        "note": "Không đăng ảnh trẻ em.",
        "to_call": "Chị Hạnh, 0900 000 000",
    }
    assert add(manager, **first).status_code == 302
    before = Rule.objects.get()
    assert before.quiet == (dt.time(22), dt.time(6)) and list(before.senders.all()) == [group]
    form = manager.get(reverse("channel_rules:add") + f"?after={before.pk}").content.decode()
    assert "Kênh chính thức" in form
    assert add(manager, valid_from=typed(tomorrow(8)), line="Kênh chính thức mới").status_code == 302
    before.refresh_from_db()
    assert before.valid_until == tomorrow(8)
    told = list(Entry.objects.filter(action__startswith="rule.").order_by("number").values_list("action", flat=True))
    assert told == ["rule.added", "rule.ended", "rule.added"]
    entry = Entry.objects.filter(action="rule.added").earliest("number")
    assert str(group.pk) in entry.data and entry.words == "Không đăng ảnh trẻ em."
    assert "trẻ em" not in entry.data and "0900" not in entry.data


def test_two_rules_of_one_channel_never_hold_at_the_same_time(manager: Client) -> None:
    a_rule(valid_until=tomorrow(12))
    answer = add(manager, valid_from=typed(tomorrow(11)))
    assert "cũng có hiệu lực trong thời gian này" in answer.content.decode()
    assert add(manager, channel="webhook").status_code == 302
    assert Rule.objects.count() == 2


def test_a_rule_that_ends_for_another_holds_on_where_that_is_moved_or_taken_back(manager: Client) -> None:
    add(manager)
    first = Rule.objects.get()
    add(manager, valid_from=typed(tomorrow(8)))
    second = Rule.objects.latest("valid_from")
    manager.post(reverse("channel_rules:edit", args=[second.pk]), fields(valid_from=typed(tomorrow(15))))
    first.refresh_from_db()
    assert first.valid_until == tomorrow(15)
    told = Entry.objects.filter(action="rule.ended").count()
    manager.post(reverse("channel_rules:edit", args=[second.pk]), fields(valid_from=typed(tomorrow(15)), line="Mới"))
    assert Entry.objects.filter(action="rule.ended").count() == told, "its end has not changed"
    manager.post(reverse("channel_rules:delete", args=[second.pk]))
    first.refresh_from_db()
    assert Rule.objects.get() == first and first.valid_until is None
    manager.post(reverse("channel_rules:edit", args=[first.pk]), fields(valid_until=typed(tomorrow(8))))
    a_rule(valid_from=tomorrow(8))
    manager.post(reverse("channel_rules:delete", args=[Rule.objects.latest("valid_from").pk]))
    first.refresh_from_db()
    assert first.valid_until == tomorrow(8), "an end that somebody has written stays"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"quiet_from": "22:00"}, "Giờ không đăng cần có cả lúc bắt đầu và lúc kết thúc."),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "trùng nhau"),
        ({"valid_from": "01/01/2020 08:00"}, "Thời điểm có hiệu lực không được ở trong quá khứ."),
        ({"channel": "webhook", "line": "Kênh"}, "không có tài khoản cần nhận diện"),
        ({"line": "https://example.vn"}, "Dòng này chỉ nêu tên tài khoản"),
    ],
)
def test_what_can_not_be_a_rule(manager: Client, more: dict[str, str], said: str) -> None:
    assert said in add(manager, **more).content.decode()
    assert not Rule.objects.exists()


def test_of_a_rule_that_has_begun_only_the_end_changes(manager: Client) -> None:
    rule = a_rule(line="Cũ")
    sent = fields(line="Mới", valid_until=typed(tomorrow(9)))
    assert manager.post(reverse("channel_rules:edit", args=[rule.pk]), sent).status_code == 302
    rule.refresh_from_db()
    assert (rule.line, rule.valid_until) == ("Cũ", tomorrow(9))
    manager.post(reverse("channel_rules:delete", args=[rule.pk]))
    assert Rule.objects.exists()
    later = a_rule(valid_from=tomorrow(9))
    manager.post(reverse("channel_rules:delete", args=[later.pk]))
    assert list(Rule.objects.all()) == [rule]
    assert Entry.objects.filter(action="rule.removed").count() == 1


def test_who_to_call_stands_on_the_board_and_beside_a_failure(manager: Client, db: None) -> None:
    account = Account.objects.create(channel="telegram", name="Kênh Đại hội", address="@kenh")
    a_rule(to_call="Anh Trực 0900 000 001\nSau 22 giờ: 0900 000 002")
    assert "0900 000 002" in manager.get(reverse("channels_board")).content.decode()
    failed = Delivery.objects.create(channel="telegram", recipient_id=account.pk, purpose="test", state="refused")
    assert "0900 000 001" in manager.get(reverse("channel_ledger:inspect", args=[failed.pk])).content.decode()


def paper_of(client: Client, rule: Rule) -> str:
    """What the printed rule says, cells first."""
    answer = client.get(reverse("channels_rule_print", args=[rule.pk]))
    assert "quy-che-" in answer["Content-Disposition"]
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


def test_each_provision_stands_on_paper_and_only_where_there_is_one(manager: Client) -> None:
    section = news_section()
    full = a_rule(
        phases=["during"],
        sections=[section],
        needs_picture=True,
        minutes_between=15,
        valid_until=tomorrow(9, 30),
    )
    bare = a_rule("facebook")
    provisions = (
        "Bài thuộc giai đoạn: trong đại hội.",
        f"Bài thuộc chuyên mục: {section.title}.",
        "Bài đăng phải có ảnh.",
        "Hai bài của một tài khoản cách nhau ít nhất 15 phút.",
        f"đến 09 giờ 30 ngày {tomorrow(9):%d} tháng {tomorrow(9):%m} năm {tomorrow(9):%Y}.",
    )
    told, nothing = paper_of(manager, full), paper_of(manager, bare)
    for words in provisions:
        assert words in told and words not in nothing, words
    for words in ("đến khi có quy chế khác thay thế", "Mọi bài đã được duyệt", "Bài được đăng ngay sau khi duyệt."):
        assert words in nothing and words not in told, words


def test_the_stage_of_a_channel_stands_on_paper_and_beside_the_post(manager: Client, desk: Desk) -> None:
    account = Account.objects.create(channel="telegram", name="Kênh Đại hội", address="@kenh", active=True)
    add_stage("Duyệt bài đăng", StageKind.PROTOCOL, Role.CHANNEL_MANAGER, before=APPROVAL, channels=["telegram"])
    opening = add_stage(
        *("Duyệt khai mạc", StageKind.PROTOCOL, Role.CHANNEL_MANAGER),
        before=APPROVAL,
        channels=["telegram"],
        sessions=["opening"],
    )
    page = draft(desk.section, desk.reporter)

    def beside() -> str:
        row = {"channel": "telegram", "text": "", "shape": "", "position": ""}
        return str(manager.post(reverse("channels_wording", args=[page.pk]), row).context["rule"])

    assert beside() == "Kênh hiện chưa có quy chế: bài lên kênh ngay khi được duyệt, sau khi qua khâu “Duyệt bài đăng”."
    rule = a_rule()
    assert beside() == (
        "Theo quy chế hiện hành, bài này lên kênh ngay khi được duyệt, sau khi qua khâu “Duyệt bài đăng”."
    )
    rule.most_a_day = 3
    rule.save()
    assert "với các điều kiện: phải qua khâu “Duyệt bài đăng”; nhiều nhất 3 bài" in beside()
    told = "còn phải qua khâu “Duyệt bài đăng”, “Duyệt khai mạc”."
    assert told in paper_of(manager, rule)
    opening.active = False
    opening.save()
    assert told not in paper_of(manager, rule)
    account.delete()
    assert "hiện không có tài khoản nào nhận bài" in beside()


def test_hours_and_numbers_stand_beside_the_words(manager: Client, desk: Desk) -> None:
    Account.objects.create(channel="telegram", name="Kênh Đại hội", address="@kenh", active=True)
    a_rule(quiet_from=dt.time(22), quiet_until=dt.time(5, 30), most_a_day=3, minutes_between=15, needs_picture=True)
    page = draft(desk.section, desk.reporter)
    row = {"channel": "telegram", "text": "Lời riêng", "shape": "", "position": ""}
    shown = html.unescape(manager.post(reverse("channels_wording", args=[page.pk]), row).content.decode())
    for words in ("không đăng bài mới từ 22:00 đến 05:30", "nhiều nhất 3 bài", "15 phút", "phải có ảnh"):
        assert words in shown, words


def test_on_paper(manager: Client, settings: Any) -> None:
    rule = a_rule(
        quiet_from=dt.time(22),
        quiet_until=dt.time(6),
        most_a_day=5,
        line="Kênh chính thức",
        to_call="Anh Trực",
        senders=Group.objects.filter(name=Role.APPROVING_EDITOR.value),
        sessions=["opening"],
        note="Không đăng lại bài của báo khác.",
    )

    told = paper_of(manager, rule)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in told
    for words in (
        "Số: ……/QC-……",
        "QUY CHẾ",
        "Điều 1. Phạm vi và hiệu lực",
        "Bài về: phiên khai mạc.",
        "từ 22 giờ 00 đến 06 giờ 00",
        "không quá 5 bài một ngày",
        "Lãnh đạo duyệt bài",
        "“Kênh chính thức”",
        "không phụ thuộc khung giờ",
        "Không đăng lại bài của báo khác.",
        "(Chữ ký, dấu)",
    ):
        assert words in told, words
    settings.REGULATION_BODY = "Ban Tuyên truyền Đại hội"
    told = paper_of(manager, rule)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in told and "BAN TUYÊN TRUYỀN ĐẠI HỘI" in told
