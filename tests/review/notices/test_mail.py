"""Notices by mail, through a real mail server: what arrives, when, and what each kind of failure leads to."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.articles.models import ArticlePage, SectionPage
from cms.review.comments.actions import make_comment
from cms.review.notices.actions import mark_read
from cms.review.notices.door import notify
from cms.review.notices.models import Notice, NoticeDelivery, NoticePreferences, Outgoing
from cms.review.notices.outbox import run_once
from cms.review.notices.preferences import choose
from cms.review.signoff.models import MOST_WRONG
from cms.staff.models import User
from cms.staff.roles import Role
from cms.text.dates import ZONE
from tests.channels.servers import MailServer
from tests.factories.newsroom import draft, make_user, submit
from tests.review.signoff.scene import a_leader, link_and_code, say

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 18, 12, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def by_day() -> Any:
    """Noon, outside quiet hours; time goes on."""
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def reader() -> User:
    """An editor with an address."""
    return make_user(Role.EDITOR, email="bien-tap@example.vn")


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author, title="Phiên họp thứ Nhất")


def prefer(user: User, **chosen: Any) -> None:
    choose(NoticePreferences(user=user, **chosen))


def states() -> list[str]:
    return list(NoticeDelivery.objects.order_by("pk").values_list("state", flat=True))


def subject(mail: Any) -> str:
    # A long one begins on the second line of its header.
    return str(mail["Subject"]).strip()


def bodies(mail: Any) -> tuple[str, str]:
    return tuple(mail.get_body((kind,)).get_content() for kind in ("plain", "html"))


def test_one_notice_one_mail(
    article: ArticlePage, author: User, reader: User, mail_server: MailServer, settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Tòa soạn <toasoan@example.vn>"
    settings.WAGTAILADMIN_BASE_URL = "https://noi-bo.example.vn"
    submit(article, author)
    assert run_once() == 1
    assert run_once() == 0
    mail = mail_server.mails[0]
    assert mail_server.recipients == ["bien-tap@example.vn"]
    assert subject(mail) == f"“Phiên họp thứ Nhất” đang chờ ở khâu “Biên tập” của bạn, do {author} chuyển tới."
    assert mail["From"] == "Tòa soạn <toasoan@example.vn>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "vi")
    assert mail["Message-ID"] == f"<{NoticeDelivery.objects.get().message_id}@example.vn>"
    link = f"https://noi-bo.example.vn/quan-tri/notices/{Notice.objects.get(recipient=reader).pk}/"
    for body in bodies(mail):
        assert link in body
        assert "Thứ Tư, 18/03/2026, 12:00 (GMT+7)" in body
        assert article.lede not in body, "nothing of the draft but its headline"
    assert states() == ["delivered"]


def test_in_the_language_of_who_reads(
    article: ArticlePage, author: User, reader: User, mail_server: MailServer
) -> None:
    UserProfile.objects.create(user=reader, preferred_language="en")
    submit(article, author)
    run_once()
    assert subject(mail_server.mails[0]).startswith("“Phiên họp thứ Nhất” now waits at your stage")
    assert mail_server.mails[0]["Content-Language"] == "en"


def test_who_has_no_address_or_wants_no_mail_gets_none(
    article: ArticlePage, author: User, mail_server: MailServer
) -> None:
    without, never = make_user(Role.EDITOR), make_user(Role.EDITOR, email="a@example.vn")
    prefer(never, mail="never")
    submit(article, author)
    assert run_once() == 0
    assert Notice.objects.filter(recipient__in=[without, never]).count() == 2


def test_a_digest_is_one_mail_with_all_since_the_last(
    section: SectionPage, author: User, reader: User, mail_server: MailServer
) -> None:
    prefer(reader, mail="digest")
    for number in range(3):
        submit(draft(section, author, title=f"Bài {number}"), author)
    assert run_once() == 0
    assert run_once(NOON.replace(hour=16, minute=31)) == 1
    with time_machine.travel(NOON.replace(hour=17)):
        submit(draft(section, author, title="Bài buổi tối"), author)
        assert run_once() == 0
    assert run_once(NOON + dt.timedelta(hours=20)) == 1
    assert [subject(mail) for mail in mail_server.mails] == [
        "3 thông báo từ tòa soạn",
        f"“Bài buổi tối” đang chờ ở khâu “Biên tập” của bạn, do {author} chuyển tới.",
    ]
    text = bodies(mail_server.mails[0])[0]
    assert text.index("Bài 0") < text.index("Bài 1") < text.index("Bài 2")


def test_what_was_read_in_the_admin_is_not_mailed(
    section: SectionPage, author: User, reader: User, mail_server: MailServer
) -> None:
    prefer(reader, mail="digest")
    for number in range(2):
        submit(draft(section, author, title=f"Bài {number}"), author)
    mark_read(reader, Notice.objects.filter(recipient=reader).order_by("pk")[0].pk)
    run_once(NOON.replace(hour=17))
    assert "Bài 1" in mail_server.mails[0]["Subject"]
    submit(draft(section, author, title="Bài 2"), author)
    Notice.objects.update(read_at=timezone.now())
    run_once(NOON + dt.timedelta(days=2))
    assert len(mail_server.mails) == 1
    assert states() == ["delivered", "obsolete"]


def test_the_night_is_quiet_but_for_what_is_urgent(
    article: ArticlePage, author: User, reader: User, mail_server: MailServer
) -> None:
    night = NOON.replace(hour=23)
    with time_machine.travel(night):
        submit(article, author)
        notify("go_live_failed", [reader], page=article)
        run_once()
    assert [subject(mail) for mail in mail_server.mails] == [
        "“Phiên họp thứ Nhất” không lên trang được đúng giờ hẹn: cần xem và duyệt lại."
    ]
    run_once(night + dt.timedelta(hours=7))
    assert "đang chờ ở khâu" in mail_server.mails[1]["Subject"]


def test_a_changed_mind_counts_for_what_still_waits(
    section: SectionPage, author: User, reader: User, mail_server: MailServer
) -> None:
    prefer(reader, mail="digest")
    submit(draft(section, author, title="Bài 1"), author)
    prefer(reader, mail="at_once")
    assert run_once() == 1
    prefer(reader, mail="digest")
    submit(draft(section, author, title="Bài 2"), author)
    prefer(reader, mail="never")
    assert run_once(NOON + dt.timedelta(days=2)) == 0
    assert not Outgoing.objects.filter(delivery=None).exists()


def test_a_mail_server_that_is_down_costs_no_notice(
    section: SectionPage, author: User, reader: User, mail_server: MailServer, settings: Any
) -> None:
    alive, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    submit(draft(section, author, title="Bài 1"), author)
    for minutes in range(0, 300, 20):
        run_once(NOON + dt.timedelta(minutes=minutes))
    assert states() == ["queued"]
    settings.EMAIL_PORT = alive
    run_once(NOON + dt.timedelta(hours=12))
    assert [subject(mail)[:7] for mail in mail_server.mails] == ["“Bài 1”"]
    assert states() == ["delivered"]


@pytest.mark.parametrize(("step", "state"), [("550", "refused"), ("451", "queued"), ("cut-rcpt", "queued")])
def test_what_the_server_says(
    article: ArticlePage, author: User, reader: User, mail_server: MailServer, step: str, state: str
) -> None:
    submit(article, author)
    mail_server.plan.append(step)
    run_once()
    assert states() == [state]
    run_once(NOON + dt.timedelta(hours=1))
    assert len(mail_server.mails) == (0 if state == "refused" else 1)


@pytest.mark.parametrize("step", ["cut-data", "hang"])
def test_silence_after_the_message_is_unknown_and_never_repeated(
    article: ArticlePage, author: User, reader: User, mail_server: MailServer, step: str
) -> None:
    submit(article, author)
    mail_server.plan.append(step)
    run_once()
    assert states() == ["unknown"]
    for days in range(1, 5):
        run_once(NOON + dt.timedelta(days=days))
    assert len(mail_server.mails) == 1
    assert Notice.objects.filter(recipient=reader, read_at=None).exists(), "it stands in the admin"


def test_who_left_in_the_meantime_gets_nothing(
    article: ArticlePage, author: User, reader: User, mail_server: MailServer
) -> None:
    submit(article, author)
    reader.is_active = False
    reader.save()
    run_once()
    assert mail_server.mails == []
    assert states() == ["obsolete"]


def test_who_lost_the_right_to_a_draft_is_sent_no_headline_of_it(
    article: ArticlePage, author: User, reader: User, mail_server: MailServer
) -> None:
    """Whatever the kind of notice: between the step and its digest lie hours."""
    prefer(reader, mail="digest")
    submit(article, author)
    make_comment(article, author, f"Mời @{reader.username} xem.")
    leader = a_leader()
    path, _code = link_and_code(article, reader, make_user(Role.APPROVING_EDITOR), leader)
    for _time in range(MOST_WRONG):
        say(path, "0")
    told = set(Notice.objects.filter(recipient=reader).values_list("kind", flat=True))
    assert {"waiting", "comment_mention", "leader_link_locked"} <= told
    reader.groups.set(Group.objects.filter(name=Role.REPORTER.value))
    run_once(NOON + dt.timedelta(hours=8))
    assert [mail["To"] for mail in mail_server.mails if mail["To"] == reader.email] == []
    assert "obsolete" in states()


def test_a_headline_can_not_break_out_of_its_line(
    article: ArticlePage, reader: User, author: User, mail_server: MailServer
) -> None:
    title = "<script>alert(1)</script> %(actor)s " + "dài " * 60
    notify("waiting", [reader], page=article, title=title, actor=author, stage="Khâu\r\nBcc: ai-do@example.vn")
    run_once()
    mail = mail_server.mails[0]
    assert mail["Bcc"] is None
    assert mail["To"] == "bien-tap@example.vn"
    assert len(subject(mail)) <= 200
    assert "<script>" not in bodies(mail)[1]
