"""What the clock does where a page can't go live or be taken back: people are told once, and what may pass is tried again."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError
from django.dispatch import Signal
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.articles.models import ArticleChange, ArticlePage, SectionPage
from cms.publication.clock import tick
from cms.publication.inspection import differences
from cms.publication.signals import go_live_failed, published, unscheduled
from cms.review.desk.models import DeskRow
from cms.staff.models import User
from cms.trail.models import Entry
from tests.factories.newsroom import decide, shelf, sign_in, submit
from tests.factories.newsroom import published as approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def hour() -> dt.datetime:
    return (timezone.now() + dt.timedelta(hours=1)).replace(second=0, microsecond=0)


@pytest.fixture
def scheduled(
    section: SectionPage, author: User, editor: User, approver: User, hour: dt.datetime, time_machine: Any
) -> ArticlePage:
    """An approved article whose hour has just come."""
    page = approve(section, author, editor, approver, go_live_at=hour)
    time_machine.move_to(hour + dt.timedelta(seconds=1))
    return page


def change_behind_the_gate(page: ArticlePage) -> None:
    revision = page.latest_draft().latest_revision
    revision.content["lede"] = "Câu không ai duyệt."
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)


def acts(page: ArticlePage) -> list[str]:
    return list(Entry.objects.filter(subject=f"page:{page.pk}").order_by("number").values_list("action", flat=True))


def test_a_version_that_was_changed_is_given_up_once_and_the_rooms_above_are_told(scheduled: ArticlePage) -> None:
    change_behind_the_gate(scheduled)
    with heard(go_live_failed) as failed, heard(unscheduled) as given_up:
        assert tick() == 0
        assert tick() == 0
    assert [told["publication"].page_id for told in failed] == [scheduled.pk]
    assert given_up == [], "nobody gave it up"
    assert shelf(scheduled).scheduled is None and not shelf(scheduled).is_public()
    last = Entry.objects.filter(subject=f"page:{scheduled.pk}").latest("number")
    assert (last.action, json.loads(last.data)["reason"]) == ("publication.unscheduled", "content_changed")


@contextmanager
def heard(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    """What the signal told, each time that it was sent."""
    told: list[dict[str, Any]] = []

    def listen(**kwargs: Any) -> None:
        told.append(kwargs)

    signal.connect(listen)
    try:
        yield told
    finally:
        signal.disconnect(listen)


def test_the_editor_says_so_until_a_version_is_approved_again(
    scheduled: ArticlePage, author: User, editor: User, approver: User
) -> None:
    change_behind_the_gate(scheduled)
    tick()
    client = sign_in(Client(), editor)
    notes = reverse("articles:notes", args=[scheduled.pk])
    assert "data-stopped" in client.get(notes).content.decode()
    fresh = scheduled.latest_draft()
    fresh.go_live_at = None
    fresh.save_revision(user=author)
    submit(scheduled, author)
    decide(scheduled, editor)
    assert "data-stopped" in client.get(notes).content.decode()
    decide(scheduled, approver)
    assert shelf(scheduled).is_public()
    assert "data-stopped" not in client.get(notes).content.decode()


def test_what_readers_see_stays_when_a_newer_version_is_given_up(
    section: SectionPage, author: User, editor: User, approver: User, hour: dt.datetime, time_machine: Any
) -> None:
    page = approve(section, author, editor, approver)
    newer = page.latest_draft()
    newer.lede, newer.go_live_at = "Sa-pô sửa.", hour
    newer.save_revision(user=author)
    submit(page, author)
    decide(page, editor)
    decide(page, approver)
    change_behind_the_gate(page)
    time_machine.move_to(hour)
    tick()
    assert shelf(page).is_public() and shelf(page).current.number == 1 and shelf(page).scheduled is None


def test_a_failure_that_may_pass_is_tried_again(scheduled: ArticlePage) -> None:
    with failing_once():
        assert tick() == 0
        assert shelf(scheduled).scheduled is not None and not shelf(scheduled).is_public()
        assert "publication.unscheduled" not in acts(scheduled)
        assert tick() == 1
    assert shelf(scheduled).is_public()


@contextmanager
def failing_once() -> Iterator[None]:
    """The next publication meets a database that can't answer."""
    failures = iter([OperationalError("database is locked")])

    def fail(**kwargs: Any) -> None:
        for failure in failures:
            raise failure

    published.connect(fail)
    try:
        yield
    finally:
        published.disconnect(fail)


def delete_by_hand(page: ArticlePage) -> None:
    """The page's rows go as in the database's own shell: nobody hears of it."""
    for model in (DeskRow, ArticlePage, Page):
        model.objects.filter(pk=page.pk)._raw_delete("default")


def test_an_expired_page_whose_row_is_gone_is_marked_once(
    section: SectionPage, author: User, editor: User, approver: User, hour: dt.datetime, time_machine: Any
) -> None:
    page = approve(section, author, editor, approver, expire_at=hour)
    delete_by_hand(page)
    time_machine.move_to(hour)
    assert tick() == 1
    assert shelf(page).withdrawn_at is not None
    assert acts(page)[-1] == "publication.expired"
    assert tick() == 0
    assert Client().get(shelf(page).path).status_code == 410


def test_a_scheduled_page_whose_row_is_gone_is_given_up(scheduled: ArticlePage) -> None:
    delete_by_hand(scheduled)
    assert tick() == 0
    assert shelf(scheduled).scheduled is None
    assert acts(scheduled)[-1] == "publication.unscheduled"


def test_what_waits_for_a_later_hour_goes_live_though_the_version_before_it_has_run_out(
    section: SectionPage, author: User, editor: User, approver: User, hour: dt.datetime, time_machine: Any
) -> None:
    page = approve(section, author, editor, approver, expire_at=hour)
    newer = page.latest_draft()
    newer.lede, newer.expire_at, newer.go_live_at = "Bản tối.", None, hour + dt.timedelta(hours=1)
    newer.save_revision(user=author, log_action=True)
    decide(submit(page, author), editor)
    decide(page, approver)
    time_machine.move_to(hour + dt.timedelta(minutes=1))
    with heard(unscheduled) as given_up:
        assert tick() == 1
    assert not shelf(page).is_public() and given_up == []
    assert page.latest_draft().latest_revision.approved_go_live_at == shelf(page).scheduled_at
    time_machine.move_to(hour + dt.timedelta(hours=1, minutes=1))
    assert tick() == 1
    assert shelf(page).is_public() and "Bản tối." in shelf(page).current.story_json
    assert acts(page).count("publication.expired") == 1 and "publication.unscheduled" not in acts(page)


def test_a_page_is_labelled_live_though_its_next_version_was_written_before_it_was(
    section: SectionPage, author: User, editor: User, approver: User, hour: dt.datetime, time_machine: Any
) -> None:
    page = approve(section, author, editor, approver, go_live_at=hour)
    newer = page.latest_draft()
    newer.lede, newer.go_live_at = "Bản tối.", hour + dt.timedelta(hours=2)
    newer.change_rows.add(ArticleChange(kind="update"))
    newer.save_revision(user=author, log_action=True)
    time_machine.move_to(hour + dt.timedelta(minutes=1))
    assert tick() == 1
    decide(submit(page, author), editor)
    decide(page, approver)
    assert shelf(page).is_public() and shelf(page).scheduled is not None
    assert Page.objects.get(pk=page.pk).live
    assert list(differences()) == []
