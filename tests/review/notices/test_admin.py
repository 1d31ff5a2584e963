"""Notices in the admin: the number in the menu, the list, the way to the page, the account settings."""

import datetime as dt
import html
import json
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.review.notices.door import notify
from cms.review.notices.housekeeping import forget_old
from cms.review.notices.models import Notice, NoticeDelivery, NoticePreferences, Outgoing, TelegramAccount
from cms.review.notices.queries import A_PAGE
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import decide, draft, make_user, sign_in, submit

from .bot_api import BotApi

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/notices/"


@pytest.fixture
def reader() -> User:
    return make_user(Role.EDITOR, email="bien-tap@example.vn")


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author, title="Phiên họp thứ Nhất")


@pytest.fixture
def admin(client: Client, reader: User) -> Client:
    return sign_in(client, reader)


def seen(client: Client, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def menu(client: Client, address: str = "/quan-tri/account/") -> str:
    """What the menu of an admin page says."""
    page = client.get(address).content.decode()
    props = re.search(r'<script id="wagtail-sidebar-props" type="application/json">(.*?)</script>', page, re.DOTALL)
    return json.dumps(json.loads(props[1]), ensure_ascii=False)


def make(reader: User, number: int, **fields: Any) -> list[Notice]:
    """Notices a minute apart, the last the newest."""
    now = timezone.now()
    return [
        Notice.objects.create(
            recipient=reader,
            kind="published",
            title=f"Bài số {each:03d}",
            made_at=now - dt.timedelta(minutes=number - each),
            **fields,
        )
        for each in range(number)
    ]


def test_the_menu_tells_how_many_are_unread_with_one_query(admin: Client, reader: User) -> None:
    assert '"Thông báo"' in menu(admin)
    make(reader, 3)
    make(make_user(Role.EDITOR), 2)
    with CaptureQueriesContext(connection) as queries:
        assert '"Thông báo (3)"' in menu(admin)
    assert len([each for each in queries if '"review_notice"' in each["sql"]]) == 1
    assert f'<a href="{LIST}">Thông báo (3)</a>' in admin.get("/quan-tri/").content.decode(), "on the first page, too"
    make(reader, 120)
    assert '"Thông báo (99+)"' in menu(admin)


def test_the_list_is_ones_own(admin: Client, reader: User, article: ArticlePage, author: User) -> None:
    other = make_user(Role.EDITOR)
    theirs = make(other, 1)[0]
    submit(article, author)
    page = seen(admin)
    assert "“Phiên họp thứ Nhất” đang chờ ở khâu “Biên tập” của bạn" in page
    assert "Bài số 000" not in page
    assert admin.get(f"{LIST}{theirs.pk}/").url == LIST
    assert admin.post(f"{LIST}{theirs.pk}/read/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_opening_marks_as_read_and_leads_to_the_page(
    admin: Client, reader: User, article: ArticlePage, author: User
) -> None:
    submit(article, author)
    notice = Notice.objects.get(recipient=reader)
    assert admin.get(f"{LIST}{notice.pk}/").url == reverse("wagtailadmin_pages:edit", args=[article.pk])
    first = Notice.objects.get(pk=notice.pk).read_at
    assert first is not None
    admin.get(f"{LIST}{notice.pk}/")
    assert Notice.objects.get(pk=notice.pk).read_at == first


def test_a_page_that_is_gone_is_said_to_be_gone(
    admin: Client, reader: User, article: ArticlePage, author: User
) -> None:
    submit(article, author)
    ArticlePage.objects.get(pk=article.pk).delete()
    answer = admin.get(f"{LIST}{Notice.objects.get(recipient=reader).pk}/", follow=True)
    assert answer.redirect_chain[-1][0] == LIST
    assert "Trang này đã bị xóa." in html.unescape(answer.content.decode())


def test_one_and_all_are_marked_as_read(admin: Client, reader: User) -> None:
    first = make(reader, 3)[0]
    admin.post(f"{LIST}{first.pk}/read/")
    assert Notice.objects.filter(read_at=None).count() == 2
    until = re.search(r'name="until" value="([^"]+)"', seen(admin))[1]
    late = Notice.objects.create(recipient=reader, kind="published", title="Vừa tới", made_at=timezone.now())
    answer = admin.post(f"{LIST}read-all/", {"until": until, "unread": "1"}, follow=True)
    assert "Đã đánh dấu 2 thông báo là đã đọc." in html.unescape(answer.content.decode())
    assert list(Notice.objects.filter(read_at=None)) == [late], "what came since was not seen"
    for path in (f"{LIST}{late.pk}/read/", f"{LIST}read-all/"):
        assert admin.get(path).status_code == 405
    assert admin.post(f"{LIST}read-all/", {"until": "nonsense"}).status_code == 404


def test_pages_by_key(admin: Client, reader: User) -> None:
    notices = make(reader, A_PAGE + 5)
    newest = seen(admin)
    assert f"Bài số {A_PAGE + 4:03d}" in newest
    assert "Bài số 004" not in newest
    further = re.search(r'href="(\?after=[^"]+)"', newest)[1]
    # What comes meanwhile moves nothing.
    Notice.objects.create(recipient=reader, kind="published", title="Vừa tới")
    oldest = seen(admin, LIST + further)
    assert [each.title in oldest for each in notices] == [True] * 5 + [False] * A_PAGE
    assert "?after=" not in oldest
    assert "Bài số" in seen(admin, f"{LIST}?after=nonsense-x")


def test_only_the_unread(admin: Client, reader: User) -> None:
    first, second = make(reader, 2)
    admin.post(f"{LIST}{first.pk}/read/")
    page = seen(admin, f"{LIST}?unread=1")
    assert first.title not in page and second.title in page
    admin.post(f"{LIST}{second.pk}/read/")
    assert "Bạn đã đọc hết thông báo." in seen(admin, f"{LIST}?unread=1")


def test_what_did_not_arrive_is_said(admin: Client, reader: User) -> None:
    unknown, arrived = make(reader, 2)
    for notice, state in ((unknown, "unknown"), (arrived, "delivered")):
        delivery = NoticeDelivery.objects.create(recipient=reader, medium="mail", state=state)
        Outgoing.objects.create(notice=notice, medium="mail", due_at=timezone.now(), delivery=delivery)
    assert seen(admin).count("qua thư điện tử: ") == 1
    assert "qua thư điện tử: chưa rõ kết quả" in seen(admin)


def test_a_kind_that_is_no_more_is_still_shown(admin: Client, reader: User) -> None:
    Notice.objects.create(recipient=reader, kind="of_a_room_that_left", title="Việc đã qua")
    assert "Việc đã qua" in seen(admin)


def test_a_headline_is_no_markup(admin: Client, reader: User) -> None:
    Notice.objects.create(recipient=reader, kind="published", title="<script>alert(1)</script>")
    assert "<script>alert(1)" not in admin.get(LIST).content.decode()


@pytest.mark.parametrize("path", ["", "1/", "telegram/"])
def test_strangers_meet_the_sign_in(client: Client, path: str) -> None:
    assert "/tai-khoan/" in client.get(LIST + path, follow=True).redirect_chain[-1][0]


# The account settings


def account_form(client: Client) -> dict[str, str]:
    """What the account form sends if nothing is changed."""
    page = client.get("/quan-tri/account/")
    data: dict[str, str] = {}
    for panels in page.context_data["panels_by_tab"].values():
        for panel in panels:
            form = panel.get_form()
            if panel.name == "password":
                continue
            for field in form:
                value = field.value()
                if isinstance(value, dt.time):
                    value = f"{value:%H:%M}"
                if value not in (None, False):
                    data[field.html_name] = str(value)
    return data


def test_one_chooses_how_to_be_told(admin: Client, reader: User) -> None:
    page = seen(admin, "/quan-tri/account/")
    assert "Qua thư điện tử" in page
    assert "Qua Telegram" not in page, "there is no bot"
    data = account_form(admin) | {
        "notices-mail": "digest",
        "notices-digest_first": "08:15",
        "notices-digest_second": "",
    }
    assert admin.post("/quan-tri/account/", data).status_code == 302
    chosen = NoticePreferences.objects.get(user=reader)
    assert (chosen.mail, chosen.digest_first, chosen.digest_second) == ("digest", dt.time(8, 15), None)
    assert (chosen.quiet_from, chosen.quiet_until) == (dt.time(22), dt.time(6))


def test_quiet_hours_need_both_ends(admin: Client, reader: User) -> None:
    data = account_form(admin) | {"notices-quiet_from": ""}
    answer = admin.post("/quan-tri/account/", data)
    assert "Giờ yên tĩnh cần cả giờ bắt đầu và giờ kết thúc" in html.unescape(answer.content.decode())
    assert not NoticePreferences.objects.exists()


def test_telegram_is_linked_from_the_settings(admin: Client, reader: User, bot_api: BotApi, settings: Any) -> None:
    from cms.review.notices.telegram.linking import poll

    settings.TELEGRAM_STAFF_BOT_NAME = "toasoan_bot"
    assert "Chưa liên kết tài khoản Telegram nào." in seen(admin, "/quan-tri/account/")
    page = html.unescape(admin.post(f"{LIST}telegram/", {"act": "code"}).content.decode())
    code = re.search(r"/start ([\w-]+)</code>", page)[1]
    assert f"https://t.me/toasoan_bot?start={code}" in page
    assert code not in seen(admin, f"{LIST}telegram/"), "shown this once"
    bot_api.write(f"/start {code}", username="chi_mai")
    poll()
    assert "@chi_mai" in seen(admin, f"{LIST}telegram/")
    assert "@chi_mai" in seen(admin, "/quan-tri/account/")
    admin.post(f"{LIST}telegram/", {"act": "unlink"})
    assert not TelegramAccount.objects.exists()


def test_without_a_bot_no_code_is_given(admin: Client, reader: User) -> None:
    assert "chưa có bot Telegram" in html.unescape(admin.post(f"{LIST}telegram/", {"act": "code"}).content.decode())
    assert not TelegramAccount.objects.exists()


def test_wagtail_mails_nothing_and_offers_no_choice_of_it(
    admin: Client, reader: User, article: ArticlePage, author: User, approver: User
) -> None:
    for user in (author, approver):
        user.email = f"{user.username}@example.vn"
        user.save()
    mail.outbox = []
    submit(article, author)
    decide(article, reader, "reject", "Thiếu số liệu.")
    ArticlePage.objects.get(pk=article.pk).current_workflow_state.resume(author)
    decide(article, reader)
    decide(article, approver)
    assert mail.outbox == [], "notices leave by the worker alone"
    page = admin.get("/quan-tri/account/").content.decode()
    for dead in ("submitted", "approved", "rejected", "updated_comments"):
        assert f"notifications-{dead}_notifications" not in page


# What is forgotten


def test_old_notices_are_forgotten(reader: User, settings: Any) -> None:
    settings.NOTICE_KEEP_DAYS = 90
    old, young = make(reader, 2)
    Notice.objects.filter(pk=old.pk).update(made_at=timezone.now() - dt.timedelta(days=91))
    delivery = NoticeDelivery.objects.create(
        recipient=reader, medium="mail", state="delivered", created_at=timezone.now() - dt.timedelta(days=91)
    )
    Outgoing.objects.create(notice=old, medium="mail", due_at=timezone.now(), delivery=delivery)
    TelegramAccount.objects.create(user=reader, code_digest="x", code_until=timezone.now() - dt.timedelta(minutes=1))
    assert forget_old() is False
    assert list(Notice.objects.all()) == [young]
    assert (
        not NoticeDelivery.objects.exists() and not Outgoing.objects.exists() and not TelegramAccount.objects.exists()
    )


def test_who_leaves_takes_their_notices_along(article: ArticlePage, author: User, reader: User) -> None:
    submit(article, author)
    reader.delete()
    assert not Notice.objects.exists() and not Outgoing.objects.exists()


def test_who_did_it_may_leave(admin: Client, article: ArticlePage, reader: User) -> None:
    gone = make_user(Role.APPROVING_EDITOR)
    notify("withdrawn", [reader], page=article, actor=gone)
    gone.delete()
    assert "“Phiên họp thứ Nhất” đã được gỡ khỏi trang." in seen(admin)
