"""Digests: drawn up by rule, finished by a person, approved, sent once to who chose them; never what was taken back since."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from cms.channels.digests import clock
from cms.channels.digests.rhythm import Rhythm, due_last
from cms.channels.models import Attempt, Delivery, DigestPage
from cms.channels.outbox.rounds import run_once
from cms.channels.rules.models import Rule
from cms.channels.tokens import token_for
from cms.proofreading.check import stops
from cms.publication import clock as publication_clock
from cms.publication.actions import withdraw
from cms.review.errors import ReviewRefused
from cms.review.notices.models import Notice
from cms.text.dates import ZONE
from tests.factories import newsroom
from tests.factories.channels import make_manager, make_subscriber

from .digests import approve, drawn_up, finish, pass_stage

pytestmark = pytest.mark.django_db


def test_from_the_rule_to_who_chose_it(desk, watch, mail_server, client):
    each, daily = make_subscriber(), make_subscriber(wants="daily")
    make_subscriber(wants="weekly")
    desk.publish(title="Bài thứ nhất")
    second = desk.publish(title="Bài thứ hai")
    page = drawn_up(watch)
    assert [row.article.title for row in page.items.all()] == ["Bài thứ hai", "Bài thứ nhất"], "the newest first"
    page = finish(page, desk.reporter)
    page.items = [row for row in page.items.all() if row.article_id != second.pk]
    page.save_revision(user=desk.reporter)
    assert approve(page, desk).live
    run_once()
    got = {mail["To"]: mail for mail in mail_server.mails if mail["Subject"] == page.title}
    assert set(got) == {daily.email}
    text = got[daily.email].get_body(("plain",)).get_content()
    assert "Hôm nay có tin mới." in text and "Bài thứ nhất" in text and "Bài thứ hai" not in text
    assert got[daily.email]["List-Unsubscribe"]
    assert "?utm_source=email&utm_medium=email&utm_campaign=ban-tin-ngay" in text
    assert {mail["To"] for mail in mail_server.mails if mail["Subject"] != page.title} == {each.email}
    public = client.get(newsroom.shelf(page).path)
    assert public.status_code == 200 and "Bài thứ nhất" in public.text
    assert page.title in client.get("/ban-tin-tong-hop/").text
    assert drawn_up(watch) is None, "what one digest told is in no other"
    assert run_once() == 0


def test_a_person_has_to_finish_it(desk, watch):
    desk.publish()
    page = drawn_up(watch)
    assert {finding.code for finding in stops(page.story())} == {"digest.opening"}
    with pytest.raises(ReviewRefused):
        newsroom.submit(page, desk.reporter)
    page.items = []
    assert {finding.code for finding in stops(page.story())} == {"digest.opening", "digest.empty"}


def test_what_is_corrected_or_withdrawn_before_it_leaves(desk, watch, mail_server):
    make_subscriber(wants="daily")
    stays = desk.publish(title="Bài còn lại")
    goes = desk.publish(title="Bài bị gỡ")
    page = approve(finish(drawn_up(watch), desk.reporter), desk)
    mail_server.plan.append("451")
    run_once()
    withdraw(goes, user=desk.approver, reason="sai", notice="Bài đã được gỡ.")
    desk.correct(stays, lede="Sa-pô đã sửa.")
    run_once(timezone.now() + dt.timedelta(minutes=3))
    (mail,) = mail_server.mails
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == page.title
    assert "Sa-pô đã sửa." in text and "Bài bị gỡ" not in text
    sending = Attempt.objects.filter(event="sending").order_by("pk")
    assert list(sending.values_list("detail", flat=True)) == ["", "remade"], (
        "the ledger says which was sent as approved"
    )


def test_what_the_newsletters_rule_leaves_out_is_not_drawn_up(desk, watch):
    rule = Rule.objects.create(channel="email", valid_from=timezone.now() - dt.timedelta(days=1), phases=["before"])
    desk.publish()
    assert drawn_up(watch) is None
    Rule.objects.filter(pk=rule.pk).delete()
    desk.publish()
    assert drawn_up(watch) is not None


def test_people_hear_of_a_withdrawal_before_the_mails_leave(desk, watch, mail_server):
    make_subscriber(wants="daily")
    goes, stays = desk.publish(title="Bài bị gỡ"), desk.publish(title="Bài còn lại")
    page = finish(drawn_up(watch), desk.reporter).latest_draft()
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    page.save_revision(user=desk.reporter)
    approve(page, desk)
    withdraw(goes, user=desk.approver, reason="sai", notice="Bài đã được gỡ.")
    told = Notice.objects.filter(kind="digest_entry_lost")
    assert told.filter(recipient=desk.editor).count() == 1
    watch.shift(dt.timedelta(hours=1, minutes=1))
    assert publication_clock.tick() == 1
    run_once()
    (mail,) = mail_server.mails
    text = mail.get_body(("plain",)).get_content()
    assert stays.title in text and goes.title not in text


def test_what_changes_during_the_review_is_passed_again(desk, watch):
    article = desk.publish(title="Bài sẽ sửa")
    page = finish(drawn_up(watch), desk.reporter)
    newsroom.submit(page, desk.reporter)
    pass_stage(page, desk.editor)
    desk.correct(article, lede="Sa-pô đã sửa.")
    pass_stage(page, desk.editor)
    pass_stage(page, desk.approver)
    sealed = newsroom.shelf(page).current.story
    assert [entry.lede for entry in sealed.details.entries] == ["Sa-pô đã sửa."]


def test_a_withdrawn_digest_is_not_sent_nor_one_with_nothing_left(desk, watch, mail_server):
    make_subscriber(wants="daily")
    only = desk.publish()
    page = approve(finish(drawn_up(watch), desk.reporter), desk)
    withdraw(only, user=desk.approver, reason="sai", notice="Bài đã được gỡ.")
    run_once()
    assert mail_server.mails == []
    assert Delivery.objects.get(dispatch__page_id=page.pk).state == "obsolete"
    again = desk.publish(title="Bài mới")
    second = drawn_up(watch)
    assert [row.article_id for row in second.items.all()] == [again.pk]
    second = approve(finish(second, desk.reporter), desk)
    withdraw(second, user=desk.approver, reason="sai", notice="Đã gỡ.")
    run_once()
    assert mail_server.mails == []


def test_the_clock_draws_up_once_and_a_deleted_draft_gives_back(desk, settings):
    settings.DIGEST_DAILY_HOUR, settings.DIGEST_WEEKLY_DAY = 17, 0
    today = timezone.now().astimezone(ZONE)
    with time_machine.travel(today.replace(hour=10)):
        article = desk.publish()
    evening = today.replace(hour=17, minute=5)
    with time_machine.travel(evening):
        clock.tick()
        assert not DigestPage.objects.exists(), "nobody wants one"
        make_subscriber(wants="daily")
        clock.tick()
        clock.tick()
        page = DigestPage.objects.get()
        page.delete()
        clock.tick()
        assert not DigestPage.objects.exists()
    with time_machine.travel(evening + dt.timedelta(days=1)):
        clock.tick()
        assert DigestPage.objects.count() == 0, (
            "older than a day: only what the digest before has told counts from there"
        )
    assert newsroom.shelf(article).is_public()


def test_hours_and_weekdays(settings):
    settings.DIGEST_DAILY_HOUR, settings.DIGEST_WEEKLY_DAY, settings.DIGEST_WEEKLY_HOUR = 17, 5, 16
    noon = dt.datetime(2026, 11, 26, 12, tzinfo=ZONE)  # a Thursday
    assert due_last(Rhythm.DAILY, noon) == dt.datetime(2026, 11, 25, 17, tzinfo=ZONE)
    assert due_last(Rhythm.WEEKLY, noon) == dt.datetime(2026, 11, 20, 16, tzinfo=ZONE)
    settings.DIGEST_DAILY_HOUR = -1
    assert due_last(Rhythm.DAILY, noon) is None


def test_a_subscriber_chooses(desk, client):
    client.post("/ban-tin/", {"email": "a@example.vn", "wants": "weekly"})
    subscriber = make_subscriber()
    token = token_for(subscriber, "leave")
    assert 'value="each"' in client.get(f"/ban-tin/huy/{token}/").text
    assert client.post(f"/ban-tin/chon/{token}/", {"wants": "daily"}).status_code == 200
    subscriber.refresh_from_db()
    assert (subscriber.wants, subscriber.state) == ("daily", "active")
    assert client.post(f"/ban-tin/chon/{token}/", {"wants": "hourly"}).status_code == 404
    assert client.post("/ban-tin/chon/khong-co/", {"wants": "daily"}).status_code == 404
    assert type(subscriber).objects.get(email="a@example.vn").wants == "weekly"


def test_who_reads_another_language_is_offered_no_digests(desk, client):
    subscriber = make_subscriber(language="en")
    token = token_for(subscriber, "leave")
    shown = client.get(f"/ban-tin/huy/{token}/").text
    assert "Bản tin tổng hợp chỉ có tiếng Việt" in shown and 'name="wants"' not in shown
    assert client.post(f"/ban-tin/chon/{token}/", {"wants": "daily"}).status_code == 404
    type(subscriber).objects.update(wants="weekly")
    assert client.get(f"/ban-tin/huy/{token}/").text.count('name="wants"') == 1
    assert client.post(f"/ban-tin/chon/{token}/", {"wants": "each"}).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.wants == "each"


def test_the_managers_page(desk, watch, client):
    desk.publish()
    newsroom.sign_in(client, make_manager())
    assert client.get("/quan-tri/channels/digests/").status_code == 200
    page = drawn_up(watch)
    assert page.title in client.get("/quan-tri/channels/digests/").text
    assert client.get(f"/quan-tri/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/quan-tri/channels/preview/{page.pk}/").status_code == 200
