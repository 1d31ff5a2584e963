"""The agency feed, as an agency's program uses it: with a key, from a cursor on, and never more than the public may read."""

import datetime as dt
import json
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.channels.agency import feed, keys
from cms.channels.models import Agency, AgencyKey, Dispatch
from cms.channels.outbox.rounds import run_once
from cms.channels.rules.releasing import release
from cms.publication.actions import withdraw
from cms.publication.models import Shelf
from cms.staff.roles import Role
from cms.trail.models import Entry
from media.actions import withdraw_rights
from tests.channels.rules.conftest import a_rule
from tests.factories.channels import make_endpoint, make_manager
from tests.factories.media import make_photo
from tests.factories.newsroom import draft, make_user, sign_in, submit

from .ninjs_rules import faults

pytestmark = pytest.mark.django_db


class Program:
    """An agency's program."""

    def __init__(self, key: str) -> None:
        self.client, self.key = Client(), key

    def get(self, path: str = "/hang-tin/v1/", **headers: str) -> Any:
        return self.client.get(path, headers={"authorization": f"Bearer {self.key}", **headers})

    def items(self, since: str = "0") -> list[dict[str, Any]]:
        """Everything since the cursor, over all pages."""
        found, path = [], f"/hang-tin/v1/?since={since}"
        while path:
            said = self.get(path).json()
            found += said["items"]
            path = said.get("more", "").partition("//")[2].partition("/")[2]
            path = f"/{path}" if path else ""
        return found


@pytest.fixture
def agency(db) -> Agency:
    return keys.save_agency(Agency(name="Hãng tin Bắc Bộ"), make_manager())


@pytest.fixture
def program(agency) -> Program:
    return Program(keys.make_key(agency, make_manager()))


def test_without_a_key_there_is_nothing(desk, agency, client) -> None:
    desk.publish()
    for headers in (
        {},
        {"authorization": "Bearer tsk_sai"},
        {"authorization": "Basic x"},
        {"authorization": "Bearer ấn"},
    ):
        answer = client.get("/hang-tin/v1/", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.json()["error"] == "key_required" and "Authorization: Bearer" in answer.json()["message"]
    assert client.post("/hang-tin/v1/").status_code == 405


def test_an_article_as_the_standard_has_it(desk, program) -> None:
    photo = make_photo()
    page = desk.publish(title="Đại hội khai mạc", lead_photo=photo)
    answer = program.get()
    (item,) = answer.json()["items"]
    assert faults(item) == []
    assert (item["headlines"][0]["value"], item["pubStatus"], item["version"]) == ("Đại hội khai mạc", "usable", "1")
    assert item["uri"].endswith(f"/b/{page.pk}/")
    assert program.get(f"/hang-tin/v1/{page.pk}/").json() == item
    assert program.get("/hang-tin/v1/999999/").status_code == 404
    assert answer["Cache-Control"] == "private, no-cache" and "Authorization" in answer["Vary"]


@pytest.mark.once
def test_the_rules_find_what_breaks_them() -> None:
    item = {"uri": "https://x.example/1", "headlines": [{"value": "a"}]}
    assert faults(item) == []
    for wrong in (
        {"headlines": []},
        {**item, "pubstatus": "usable"},
        {**item, "pubStatus": "gone"},
        {**item, "firstCreated": "2026-11-26"},
        {**item, "associations": [{"uri": "https://x.example/2"}]},
        {**item, "headlines": [{"value": "a", "charCount": 1}]},
    ):
        assert faults(wrong)


@pytest.mark.django_db(transaction=True)
def test_who_asks_and_who_is_told_get_the_same(desk, program, partner) -> None:
    _endpoint, secret = make_endpoint(partner.url())
    partner.secrets["/nhan"] = secret
    page = desk.publish()
    run_once()
    assert program.items() == partner.bodies()
    withdraw(page, user=desk.approver, reason="sai", notice="Gỡ vì nhầm bài.")
    run_once()
    (item,) = program.items()
    assert item == partner.bodies()[-1] and faults(item) == []
    assert (item["pubStatus"], item["edNote"], item["version"]) == ("canceled", "Gỡ vì nhầm bài.", "2")
    assert "bodies" not in item


def test_from_the_cursor_on_newest_first(desk, program, monkeypatch) -> None:
    monkeypatch.setattr(feed, "PAGE", 2)
    first, *_others = (desk.publish(title=f"Bài {number}") for number in (1, 2, 3))
    heads = [item["headlines"][0]["value"] for item in program.items()]
    assert heads == ["Bài 3", "Bài 2", "Bài 1"]
    assert program.get().json()["cursor"] == "0-0", "what is fresh comes once more: another may appear below it"
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2)):
        cursor = program.get().json()["cursor"]
        assert program.items(cursor) == []
        desk.correct(first, lede="Đã sửa.")
        (item,) = program.items(cursor)
        assert (item["version"], item["descriptions"][0]["value"]) == ("2", "Đã sửa.")
        assert len(program.items()) == 3, "each article once, as it stands now"
        assert "cursor" not in program.get(f"/hang-tin/v1/?before={cursor}").json()


def test_what_waits_to_be_let_go_comes_when_it_is_and_holds_up_nothing(desk, program, monkeypatch) -> None:
    monkeypatch.setattr(feed, "PAGE", 1)
    rule = a_rule("webhook", senders=Group.objects.filter(name=Role.ADMINISTRATOR.value))
    desk.publish(title="Bài chờ")
    rule.delete()
    desk.publish(title="Bài sau")

    def heads(since: str, minutes: int) -> tuple[list[str], str]:
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes)):
            found = [item["headlines"][0]["value"] for item in program.items(since)]
            return found, program.get(f"/hang-tin/v1/?since={since}").json()["cursor"]

    told, cursor = heads("0", 2)
    assert told == ["Bài sau"]
    assert heads(cursor, 3) == ([], cursor), "what waits repeats nothing"
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=3)):
        before = program.get()
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=10)):
        release(Dispatch.objects.get(channel="webhook", state="held"), make_manager())
    told, fresh = heads(cursor, 10)
    assert (told, fresh) == (["Bài chờ"], cursor), "another may have been let go at the same time"
    told, later = heads(cursor, 12)
    assert told == ["Bài chờ"]
    assert heads(later, 13) == ([], later)
    assert heads("0", 13)[0] == ["Bài sau", "Bài chờ"]
    monkeypatch.setattr(feed, "PAGE", 2)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=13)):
        assert program.get(**{"if-modified-since": before["Last-Modified"]}).status_code == 200


def test_one_answer_is_never_huge(desk, program, monkeypatch) -> None:
    monkeypatch.setattr(feed, "MOST_BYTES", 1)
    for number in (1, 2, 3):
        desk.publish(title=f"Bài {number}")
    assert len(program.get().json()["items"]) == 1
    assert [item["headlines"][0]["value"] for item in program.items()] == ["Bài 3", "Bài 2", "Bài 1"]


@pytest.mark.parametrize(
    "query",
    ["since=x", "since=-1", "since=١", "since=1-", "since=1-x", "since=1-" + "9" * 18, "before=", "since=" + "9" * 30],
)
def test_what_is_no_cursor_is_refused(program, query) -> None:
    assert program.get(f"/hang-tin/v1/?{query}").status_code == 400


def test_what_has_not_changed_is_not_sent_again(desk, program) -> None:
    page = desk.publish()
    for path in ("/hang-tin/v1/", f"/hang-tin/v1/{page.pk}/"):
        answer = program.get(path)
        assert program.get(path, **{"if-none-match": answer["ETag"]}).status_code == 304
        assert "Last-Modified" not in answer, "another change of the same second may follow"
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=2)):
            settled = program.get(path)
            assert program.get(path, **{"if-modified-since": settled["Last-Modified"]}).status_code == 304
    desk.correct(page)
    assert program.get(path, **{"if-none-match": answer["ETag"]}).status_code == 200


def test_a_photo_that_lost_its_rights_is_left_out_at_once(desk, program) -> None:
    photo = make_photo()
    page = desk.publish(lead_photo=photo)
    path = f"/hang-tin/v1/{page.pk}/"
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2)):
        before = program.get(path)
    assert [each["type"] for each in before.json()["associations"]] == ["picture"]
    withdraw_rights(photo, make_user(Role.PHOTO_EDITOR), "Hết hạn.")
    for headers in ({}, {"if-none-match": before["ETag"]}, {"if-modified-since": before["Last-Modified"]}):
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=4)):
            after = program.get(path, **headers)
        assert after.status_code == 200
        assert "associations" not in after.json() and photo.sha256[:12] not in after.text


def test_what_ran_out_is_canceled_though_nobody_has_marked_it(desk, program) -> None:
    page = desk.publish()
    Shelf.objects.filter(page_id=page.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert program.get(f"/hang-tin/v1/{page.pk}/").json()["pubStatus"] == "canceled"


def test_what_agencies_have_read_is_canceled_for_them_whatever_a_rule_made_of_it(desk, program, partner) -> None:
    _endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
    partner.plan.append(503)
    page = desk.publish(title="Đại hội khai mạc")
    run_once()
    assert len(program.items()) == 1
    a_rule("webhook", senders=Group.objects.filter(name=Role.ADMINISTRATOR.value))
    run_once(now=timezone.now() + dt.timedelta(minutes=10))
    assert Dispatch.objects.get(channel="webhook").state == "held" and partner.bodies()[1:] == []
    withdraw(page, user=desk.approver, reason="sai")
    (item,) = program.items()
    assert item["pubStatus"] == "canceled"


def test_a_draft_and_a_waiting_correction_are_nowhere(desk, program) -> None:
    page = draft(desk.section, desk.reporter, title="Bài nháp mật")
    submit(page, desk.reporter)
    assert "Bài nháp mật" not in program.get().text and program.get(f"/hang-tin/v1/{page.pk}/").status_code == 404


def test_a_revoked_key_and_a_closed_agency_are_refused(desk, agency, program) -> None:
    other, manager = Program(keys.make_key(agency, make_manager())), make_manager()
    assert program.get().status_code == other.get().status_code == 200
    keys.revoke_key(AgencyKey.objects.order_by("pk")[0], manager)
    assert (program.get().status_code, other.get().status_code) == (401, 200)
    agency.active = False
    keys.save_agency(agency, manager)
    assert other.get().status_code == 401
    acts = Entry.objects.filter(action__startswith="agency.").order_by("pk").values_list("action", flat=True)
    assert list(acts)[-2:] == ["agency.key_revoked", "agency.changed"]


def test_a_key_asks_so_often_and_a_stranger_guesses_less(program, client, settings) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        codes = [program.get("/hang-tin/v1/1/").status_code for _ in range(62)]
        assert codes == [404] * 60 + [429] * 2
        wrong = [client.get("/hang-tin/v1/", headers={"authorization": f"Bearer {n}"}).status_code for n in range(22)]
    assert wrong == [401] * 20 + [429] * 2


def test_the_manager_makes_a_key_on_the_screen_and_sees_it_once(agency) -> None:
    manager = sign_in(Client(), make_manager())
    address = reverse("channels_agency_keys", args=[agency.pk])
    made = manager.post(address).context["made"]
    key = AgencyKey.objects.get()
    assert made.startswith("tsk_") and made not in manager.get(address).text
    assert made not in json.dumps([*AgencyKey.objects.values(), *Entry.objects.values()], default=str)
    assert Program(made).get().status_code == 200
    assert AgencyKey.objects.get().used_at is not None
    revoke = reverse("channels_agency_revoke", args=[key.pk])
    assert f"Thu hồi khóa …{key.ending}?" in manager.get(revoke).text
    assert Program(made).get().status_code == 200, "asked first"
    assert manager.post(revoke).status_code == 302
    assert Program(made).get().status_code == 401
    reporter = sign_in(Client(), make_user())
    assert reporter.get(address).status_code == 302
