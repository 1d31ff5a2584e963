"""What follows a mail that nobody can change any more: its correction, and that it was withdrawn, to whoever was sent it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.channels.models import Delivery, DigestItem, Dispatch, Subscriber, ToldInDigest
from cms.channels.outbox.expansion import expand_all
from cms.channels.outbox.rounds import run_once
from cms.channels.outbox.settling import settle
from cms.channels.rules.models import Rule
from cms.channels.rules.releasing import release
from cms.publication import clock as publication_clock
from cms.publication.actions import withdraw
from tests.factories.channels import Desk, make_manager, make_subscriber
from tests.factories.newsroom import sign_in

from .digests import approve, drawn_up, finish
from .seen import later
from .servers import MailServer

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "bầu 51 ủy viên", "bầu 53 ủy viên"


def words(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content())


def subjects(mail_server: MailServer) -> list[tuple[str, str]]:
    return [(to, mail["Subject"]) for to, mail in zip(mail_server.recipients, mail_server.mails, strict=True)]


def test_who_was_sent_the_article_gets_its_correction(desk: Desk, mail_server: MailServer) -> None:
    reader = make_subscriber()
    page = desk.publish(title="Kết quả bầu cử", lede="Đại hội bầu 51 ủy viên.")
    run_once()
    make_subscriber(email="den-sau@example.vn")
    desk.correct(page, lede="Đại hội bầu 53 ủy viên.", wrong=WRONG, right=RIGHT)
    run_once()
    assert subjects(mail_server) == [
        (reader.email, "Kết quả bầu cử"),
        (reader.email, "Cải chính: Kết quả bầu cử"),
    ], "who came later has never had the wrong one"
    first, correction = mail_server.mails
    assert correction["In-Reply-To"] == correction["References"] == first["Message-ID"]
    assert correction["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    payload = Dispatch.objects.get(channel="email", action="update").payload()["correction"]
    leave = re.search(r"<(.+)>", correction["List-Unsubscribe"])[1]
    # What was approved leaves, to the letter.
    for kind, stored in (("html", payload["html"]), ("plain", payload["text"])):
        said = correction.get_body((kind,)).get_content().replace("\r\n", "\n")
        assert said.replace(leave, "{{unsubscribe_url}}").strip() == stored.strip()
    for told in (WRONG, RIGHT, "Xin lỗi bạn đọc.", "Đại hội bầu 53 ủy viên."):
        assert told in words(correction)
    for _ in range(3):
        run_once(later(days=1))
    assert len(mail_server.mails) == 2


def test_a_correction_is_told_once_and_the_next_one_again(desk: Desk, mail_server: MailServer) -> None:
    make_subscriber()
    page = desk.correct(desk.publish(), wrong=WRONG, right=RIGHT)
    run_once()
    assert [mail["Subject"] for mail in mail_server.mails] == [page.title], "the first mail had it already"
    page = desk.correct(page, lede="Chỉ thêm một câu.")
    run_once()
    assert len(mail_server.mails) == 1
    desk.correct(page, lede="Sửa nữa.", wrong="sáng 17/3", right="sáng 18/3")
    run_once()
    assert [mail["Subject"] for mail in mail_server.mails[1:]] == [f"Cải chính: {page.title}"]


def test_who_was_sent_the_article_hears_of_its_withdrawal(desk: Desk, mail_server: MailServer) -> None:
    reader, gone, late = make_subscriber(), make_subscriber(), make_subscriber()
    page = desk.publish(title="Nhầm bài")
    mail_server.plan.extend(["accept", "accept", "451"])
    run_once()
    Subscriber.objects.filter(pk=gone.pk).update(state="unsubscribed", left_at=timezone.now())
    # Whatever somebody wants by now, they were sent it.
    Subscriber.objects.filter(pk=reader.pk).update(wants="weekly")
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="Bài đăng nhầm, tòa soạn xin lỗi.")
    run_once(later(minutes=5))
    assert subjects(mail_server) == [
        (reader.email, "Nhầm bài"),
        (gone.email, "Nhầm bài"),
        (reader.email, "Đã gỡ: Nhầm bài"),
    ]
    told = mail_server.mails[2]
    assert told["In-Reply-To"] == mail_server.mails[0]["Message-ID"]
    assert "Bài đăng nhầm, tòa soạn xin lỗi." in words(told) and "/b/" in words(told)
    states = Delivery.objects.filter(recipient_id=late.pk).order_by("pk").values_list("state", flat=True)
    assert set(states) == {"obsolete"}, "who never had it is told nothing"


def test_what_may_have_arrived_is_corrected_too(desk: Desk, mail_server: MailServer) -> None:
    make_subscriber()
    page = desk.publish(title="Chưa rõ đã đến chưa")
    mail_server.plan.append("cut-data")
    run_once()
    desk.correct(page, wrong=WRONG, right=RIGHT)
    run_once()
    assert [mail["Subject"] for mail in mail_server.mails] == [
        "Chưa rõ đã đến chưa",
        "Cải chính: Chưa rõ đã đến chưa",
    ]


def test_who_never_had_it_by_a_persons_word_gets_nothing(desk: Desk, mail_server: MailServer) -> None:
    make_subscriber()
    page = desk.publish(title="Không đến nơi")
    mail_server.plan.append("cut-data")
    run_once()
    settle(Delivery.objects.get(channel="email"), make_manager(), "missing")
    desk.correct(page, lede="Sa-pô đã đúng.", wrong=WRONG, right=RIGHT)
    run_once()
    assert [mail["Subject"] for mail in mail_server.mails] == ["Không đến nơi"], "else they would have it sent again"


def test_an_article_whose_time_is_over_is_no_withdrawal(desk: Desk, watch: Any, mail_server: MailServer) -> None:
    make_subscriber()
    desk.publish(title="Lịch tuần này", expire_at=timezone.now() + dt.timedelta(hours=1))
    run_once()
    watch.shift(dt.timedelta(hours=1, minutes=1))
    publication_clock.tick()
    run_once()
    assert [mail["Subject"] for mail in mail_server.mails] == ["Lịch tuần này"]


def test_who_read_of_it_in_a_digest_is_told_too(desk: Desk, watch: Any, mail_server: MailServer) -> None:
    reader = make_subscriber(wants="daily")
    corrected, withdrawn = desk.publish(title="Bài sẽ cải chính"), desk.publish(title="Bài sẽ gỡ")
    digest = approve(finish(drawn_up(watch), desk.reporter), desk)
    run_once()
    assert set(ToldInDigest.objects.filter(digest_id=digest.pk).values_list("article_id", flat=True)) == {
        corrected.pk,
        withdrawn.pk,
    }
    watch.shift(dt.timedelta(minutes=5))
    desk.correct(corrected, wrong=WRONG, right=RIGHT)
    withdraw(withdrawn, user=desk.approver, reason="Nhầm bài", notice="Đã gỡ.")
    run_once()
    run_once()
    assert subjects(mail_server) == [
        (reader.email, digest.title),
        (reader.email, "Đã gỡ: Bài sẽ gỡ"),
        (reader.email, "Cải chính: Bài sẽ cải chính"),
    ]
    assert {mail["In-Reply-To"] for mail in mail_server.mails[1:]} == {mail_server.mails[0]["Message-ID"]}


def test_a_digest_that_waits_says_it_as_corrected_and_nothing_follows(
    desk: Desk, watch: Any, mail_server: MailServer
) -> None:
    make_subscriber(wants="daily")
    corrected, withdrawn = desk.publish(title="Bài sẽ cải chính"), desk.publish(title="Bài sẽ gỡ")
    approve(finish(drawn_up(watch), desk.reporter), desk)
    mail_server.plan.append("451")
    run_once()
    desk.correct(corrected, lede="Đã đúng.", wrong=WRONG, right=RIGHT)
    withdraw(withdrawn, user=desk.approver, reason="Nhầm bài", notice="Đã gỡ.")
    watch.shift(dt.timedelta(minutes=5))
    run_once()
    run_once()
    (mail,) = mail_server.mails
    assert "Đã đúng." in words(mail) and "Bài sẽ gỡ" not in words(mail)


def test_a_withdrawn_digest_is_told_to_its_readers(desk: Desk, watch: Any, mail_server: MailServer) -> None:
    make_subscriber(wants="daily")
    desk.publish()
    digest = approve(finish(drawn_up(watch), desk.reporter), desk)
    run_once()
    withdraw(digest, user=desk.approver, reason="sai", notice="Bản tin gửi nhầm.")
    run_once()
    assert [mail["Subject"] for mail in mail_server.mails] == [digest.title, f"Đã gỡ: {digest.title}"]


QUIET = {"quiet_from": dt.time(0, 0), "quiet_until": dt.time(23, 59, 59)}


def rule(**fields: Any) -> Rule:
    return Rule.objects.create(channel="email", valid_from=timezone.now() - dt.timedelta(minutes=1), **fields)


def test_no_rule_holds_back_what_follows(desk: Desk, watch: Any, mail_server: MailServer) -> None:
    make_subscriber(wants="daily")
    page = desk.publish(title="Bài sẽ cải chính")
    approve(finish(drawn_up(watch), desk.reporter), desk)
    run_once()
    rule(phases=["before"], most_a_day=1, **QUIET)
    watch.shift(dt.timedelta(minutes=5))
    desk.correct(page, wrong=WRONG, right=RIGHT)
    run_once()
    assert mail_server.mails[-1]["Subject"] == "Cải chính: Bài sẽ cải chính"


def test_who_still_waits_in_quiet_hours_holds_up_no_correction(desk: Desk, mail_server: MailServer) -> None:
    """Whoever comes first in the queue."""
    waits, has_it = make_subscriber(), make_subscriber()
    page = desk.publish(title="Bài sẽ cải chính")
    mail_server.plan.extend(["451", "accept"])
    run_once()
    rule(**QUIET)
    desk.correct(page, lede="Đã đúng.", wrong=WRONG, right=RIGHT)
    run_once(later(minutes=2))
    assert subjects(mail_server) == [
        (has_it.email, "Bài sẽ cải chính"),
        (has_it.email, "Cải chính: Bài sẽ cải chính"),
    ]
    Rule.objects.all().delete()
    run_once(later(days=1))
    assert subjects(mail_server)[2:] == [(waits.email, "Bài sẽ cải chính")] and "Đã đúng." in words(
        mail_server.mails[2]
    )


@pytest.mark.parametrize("then", ["corrected", "withdrawn"])
def test_what_a_digest_told_and_was_not_posted_yet_is_followed(
    desk: Desk, watch: Any, mail_server: MailServer, then: str
) -> None:
    daily, each = make_subscriber(wants="daily"), make_subscriber()
    held = rule(names_senders=True)
    page = desk.publish(title="Bài chờ cho gửi")
    digest = approve(finish(drawn_up(watch), desk.reporter), desk)
    for dispatch in Dispatch.objects.filter(page_id=digest.pk, state="held"):
        release(dispatch, make_manager())
    run_once()
    assert subjects(mail_server) == [(daily.email, digest.title)]
    watch.shift(dt.timedelta(minutes=5))
    if then == "withdrawn":
        withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
        run_once()
        assert subjects(mail_server)[1:] == [(daily.email, "Đã gỡ: Bài chờ cho gửi")]
        return
    desk.correct(page, lede="Đã đúng.", wrong=WRONG, right=RIGHT)
    run_once()
    assert subjects(mail_server)[1:] == [(daily.email, "Cải chính: Bài chờ cho gửi")]
    Rule.objects.filter(pk=held.pk).delete()
    release(Dispatch.objects.get(page_id=page.pk, state="held"), make_manager())
    run_once()
    assert subjects(mail_server)[2:] == [(each.email, "Bài chờ cho gửi")], "its first post goes out all the same, once"


def test_a_digest_and_its_article_go_at_the_same_time(desk: Desk, watch: Any, mail_server: MailServer) -> None:
    """That the digest is withdrawn says nothing of the article."""
    make_subscriber(wants="daily")
    page = desk.publish(title="Bài sẽ cải chính")
    digest = approve(finish(drawn_up(watch), desk.reporter), desk)
    run_once()
    watch.shift(dt.timedelta(minutes=5))
    desk.correct(page, wrong=WRONG, right=RIGHT)
    withdraw(digest, user=desk.approver, reason="sai", notice="")
    run_once()
    told = [mail["Subject"] for mail in mail_server.mails[1:]]
    assert told == [f"Đã gỡ: {digest.title}", "Cải chính: Bài sẽ cải chính"]


def test_who_got_the_digest_without_the_article_hears_nothing_of_it(
    desk: Desk, watch: Any, mail_server: MailServer
) -> None:
    first, second = make_subscriber(wants="daily"), make_subscriber(wants="daily")
    goes = desk.publish(title="Bài sẽ gỡ")
    desk.publish(title="Bài còn lại")
    approve(finish(drawn_up(watch), desk.reporter), desk)
    mail_server.plan.extend(["accept", "451"])
    run_once()
    withdraw(goes, user=desk.approver, reason="Nhầm bài", notice="")
    # The second digest leaves before the withdrawal is looked at.
    watch.shift(dt.timedelta(minutes=5))
    Dispatch.objects.filter(action="cancel").update(state="held")
    run_once()
    Dispatch.objects.filter(action="cancel").update(state="open")
    run_once()
    assert [to for to, subject in subjects(mail_server) if subject.startswith("Đã gỡ")] == [first.email]
    assert [to for to, _subject in subjects(mail_server)].count(second.email) == 1


def test_a_withdrawal_ends_where_the_article_is_back(desk: Desk, mail_server: MailServer) -> None:
    for _ in range(2):
        make_subscriber()
    page = desk.publish(title="Gỡ nhầm")
    run_once()
    withdraw(page, user=desk.approver, reason="Gỡ nhầm", notice="")
    run_once(limit=1)
    desk.correct(page)
    run_once()
    assert [mail["Subject"] for mail in mail_server.mails] == ["Gỡ nhầm", "Gỡ nhầm", "Đã gỡ: Gỡ nhầm"]


def test_an_old_article_is_no_news_to_who_comes_back(desk: Desk, mail_server: MailServer) -> None:
    reader = make_subscriber()
    page = desk.publish()
    mail_server.plan.append("451")
    run_once()
    Subscriber.objects.update(wants="daily")
    run_once(later(minutes=5))
    assert Delivery.objects.get(recipient_id=reader.pk).state == "obsolete"
    Subscriber.objects.update(wants="each")
    desk.correct(page, wrong=WRONG, right=RIGHT)
    # It ended long ago.
    Delivery.objects.update(changed_at=timezone.now() - dt.timedelta(days=90))
    run_once(later(minutes=9))
    assert mail_server.mails == []


def test_who_reads_of_it_again_after_its_withdrawal_gets_its_correction(
    desk: Desk, watch: Any, mail_server: MailServer
) -> None:
    make_subscriber(wants="daily")
    page = desk.publish(title="Bài trở lại")
    approve(finish(drawn_up(watch), desk.reporter), desk)
    run_once()
    watch.shift(dt.timedelta(minutes=5))
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once()
    page = desk.correct(page)
    desk.publish(title="Bài khác")
    again = drawn_up(watch).latest_draft()
    again.items.add(DigestItem(article_id=page.pk))
    again.save_revision(user=desk.reporter)
    approve(finish(again, desk.reporter), desk)
    run_once()
    assert len(mail_server.mails) == 3 and "Bài trở lại" in words(mail_server.mails[2])
    watch.shift(dt.timedelta(minutes=5))
    desk.correct(page, wrong=WRONG, right=RIGHT)
    run_once()
    assert mail_server.mails[-1]["Subject"] == "Cải chính: Bài trở lại"


def test_a_withdrawal_names_what_its_reader_was_sent(desk: Desk, mail_server: MailServer) -> None:
    make_subscriber()
    page = desk.publish(title="Tên cũ")
    run_once()
    page.title = "Tên mới"
    page.save_revision(user=desk.reporter)
    desk.correct(page)
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once()
    assert [mail["Subject"] for mail in mail_server.mails] == ["Tên cũ", "Đã gỡ: Tên cũ"]


def test_the_preview_shows_what_those_get_who_have_it(client: Any, desk: Desk, mail_server: MailServer) -> None:
    make_subscriber()
    page = desk.publish(title="Bài sẽ cải chính")
    run_once()
    sign_in(client, desk.editor)
    assert "không ai nhận thêm thư" in client.get(reverse("channels_preview", args=[page.pk])).text
    page = page.latest_draft()
    page.change_rows.add(page.change_rows.model(kind="correction", wrong=WRONG, right=RIGHT, sort_order=0))
    page.save_revision(user=desk.reporter)
    # What leaves whatever the rule says is seen before, too.
    rule(phases=["before"])
    shown = client.get(reverse("channels_preview", args=[page.pk])).text
    assert "Bài đã được gửi qua kênh này: cải chính" in shown
    assert "Thư cải chính sẽ gửi tới: 1 người đăng ký đã nhận bài" in shown
    assert "Cải chính: Bài sẽ cải chính" in shown


@pytest.mark.parametrize("found_before", [True, False])
def test_who_still_waited_gets_it_from_a_worker_whose_clock_is_behind(
    desk: Desk, mail_server: MailServer, found_before: bool
) -> None:
    """The first version may be given up by the clock of another machine, which says that the new one has not come yet."""
    reader = make_subscriber()
    page = desk.publish(lede="Đại hội bầu 51 ủy viên.")
    expand_all()
    desk.correct(page, lede="Đại hội bầu 53 ủy viên.", wrong=WRONG, right=RIGHT)
    if found_before:
        expand_all()
    behind = Dispatch.objects.get(action="update", channel="email").created_at - dt.timedelta(seconds=2)
    first = Delivery.objects.filter(dispatch__action="post", channel="email")
    assert first.update(next_try_at=behind - dt.timedelta(hours=1)) == 1
    run_once(behind)
    assert first.get().state == "obsolete"
    run_once(later(minutes=1))
    assert mail_server.recipients == [reader.email]
    assert "53 ủy viên" in words(mail_server.mails[0])
