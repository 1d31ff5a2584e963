"""Partners over real HTTP: what they get, and what each kind of failure leads to."""

import json

import pytest

from cms.articles.models import ArticlePage
from cms.channels.models import Delivery, Dispatch, Placement, WebhookEndpoint
from cms.channels.outbox.rounds import run_once
from cms.channels.outbox.settling import settle
from cms.publication.actions import withdraw
from tests.factories.channels import make_endpoint, make_manager

from .seen import later

pytestmark = pytest.mark.django_db

ENVELOPE = {"version", "firstCreated", "versionCreated"}


@pytest.fixture
def endpoint(db, partner) -> WebhookEndpoint:
    one, secret = make_endpoint(partner.url())
    partner.secrets["/nhan"] = secret
    return one


def the_delivery() -> Delivery:
    return Delivery.objects.get(channel="webhook")


def test_partner_gets_the_approved_payload_signed(desk, partner, endpoint):
    page = desk.publish(title="Bế mạc đại hội", text="Đại hội đã <b>thành công</b>.")
    assert run_once() == 1
    assert run_once() == 0
    (request,) = partner.requests
    body = request["body"]
    payload = Dispatch.objects.get(page_id=page.pk, channel="webhook").payload()
    # Less the envelope, it is to the letter what was approved.
    assert {key: value for key, value in body.items() if key not in ENVELOPE} == payload
    assert body["uri"].endswith(f"/b/{page.pk}/")
    assert (body["pubStatus"], body["version"], body["language"]) == ("usable", "1", "vi")
    assert body["headlines"][0]["value"] == "Bế mạc đại hội"
    assert {each["contentType"] for each in body["bodies"]} == {"text/html", "text/plain"}
    assert request["headers"]["webhook-id"] == f"msg_{the_delivery().message_id}"
    assert the_delivery().proof == "HTTP 202"


def test_each_version_and_the_withdrawal_reach_the_partner(desk, partner, endpoint):
    page = desk.publish()
    run_once()
    desk.correct(page, lede="Sa-pô đã sửa.")
    run_once()
    withdraw(page, user=desk.approver, reason="sai", notice="Bài có sai sót nên được gỡ.")
    run_once()
    first, second, third = partner.bodies()
    assert [body["version"] for body in partner.bodies()] == ["1", "2", "3"]
    assert first["uri"] == second["uri"] == third["uri"]
    assert second["descriptions"][0]["value"] == "Sa-pô đã sửa."
    assert (third["pubStatus"], third["edNote"]) == ("canceled", "Bài có sai sót nên được gỡ.")
    assert "bodies" not in third
    assert set(Delivery.objects.filter(channel="webhook").values_list("state", flat=True)) == {"delivered"}


def test_withdrawal_goes_only_where_the_article_went(desk, partner, endpoint):
    page = desk.publish()
    run_once()
    late, secret = make_endpoint(partner.url("/muon"))
    partner.secrets["/muon"] = secret
    withdraw(page, user=desk.approver, reason="sai")
    run_once()
    assert [request["path"] for request in partner.requests] == ["/nhan", "/nhan"]
    assert not Delivery.objects.filter(channel="webhook", recipient_id=late.pk).exists()


def test_what_was_never_sent_is_not_withdrawn(desk, partner, endpoint):
    page = desk.publish()
    withdraw(page, user=desk.approver, reason="sai")
    run_once()
    assert partner.requests == []
    assert the_delivery().state == "obsolete"


def test_an_old_version_that_waited_is_replaced_by_the_new(desk, partner, endpoint):
    page = desk.publish()
    partner.plan.append(503)
    run_once()
    desk.correct(page)
    run_once(later(minutes=3))
    assert [body["version"] for body in partner.bodies()] == ["1", "2"]
    states = Delivery.objects.filter(channel="webhook").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["obsolete", "delivered"]


def test_who_settles_an_old_version_takes_no_newer_one_from_its_place(desk, partner, endpoint):
    page = desk.publish(lede="Sa-pô đầu.")
    partner.plan.append("cut")
    run_once()
    old = the_delivery()
    assert old.state == "unknown"
    desk.correct(page, lede="Sa-pô sửa.")
    run_once(now=later(minutes=3))
    settle(old, make_manager(), "arrived")
    assert Placement.objects.get(channel="webhook").publication.number == 2
    desk.correct(ArticlePage.objects.get(pk=page.pk), lede="Sa-pô đầu.")
    run_once(now=later(minutes=6))
    assert [body["descriptions"][0]["value"] for body in partner.bodies()][-1] == "Sa-pô đầu."
    withdraw(ArticlePage.objects.get(pk=page.pk), user=desk.approver, reason="sai")
    run_once(now=later(minutes=9))
    assert Placement.objects.get(channel="webhook").state == "withdrawn"


@pytest.mark.parametrize("status", [400, 401, 404, 413, 301])
def test_refused_for_good(desk, partner, endpoint, status):
    desk.publish()
    partner.plan.append(status)
    run_once()
    run_once(later(days=20))
    assert the_delivery().state == "refused"
    assert len(partner.requests) == 1


@pytest.mark.parametrize("status", [500, 503, 408, 425, 429])
def test_not_accepted_is_tried_again_with_the_same_id(desk, partner, endpoint, status):
    desk.publish()
    partner.plan.append(status)
    run_once()
    assert the_delivery().state == "queued"
    run_once(later(minutes=2))
    assert the_delivery().state == "delivered"
    assert len({request["headers"]["webhook-id"] for request in partner.requests}) == 1
    assert partner.requests[0]["raw"] == partner.requests[1]["raw"]


def test_retry_after_is_kept(desk, partner, endpoint):
    desk.publish()
    partner.plan.append((429, {"retry-after": "3600"}))
    run_once()
    assert run_once(later(minutes=50)) == 0
    assert run_once(later(minutes=61)) == 1


@pytest.mark.parametrize("step", ["cut", "hang", "drip", 502, 504])
def test_silence_after_the_request_is_unknown_and_never_repeated(desk, partner, endpoint, step, monkeypatch):
    monkeypatch.setattr("cms.sending.http.DEADLINE_SECONDS", 1)
    desk.publish()
    partner.plan.append(step)
    run_once()
    assert the_delivery().state == "unknown"
    run_once(later(days=5))
    assert len(partner.requests) == 1


def test_redirects_are_not_followed(desk, partner, endpoint):
    desk.publish()
    partner.plan.append("redirect")
    run_once()
    assert [request["path"] for request in partner.requests] == ["/nhan"]
    assert the_delivery().state == "refused"


def test_gone_switches_the_endpoint_off(desk, partner, endpoint):
    desk.publish()
    partner.plan.append(410)
    run_once()
    endpoint.refresh_from_db()
    assert (endpoint.active, endpoint.stopped_because) == (False, "gone")
    desk.publish(title="Bài thứ hai")
    run_once()
    assert len(partner.requests) == 1


def test_nobody_listens(desk, settings):
    make_endpoint("http://127.0.0.1:1/nhan")
    desk.publish()
    run_once()
    assert the_delivery().state == "queued"
    assert list(the_delivery().attempt_rows.values_list("event", flat=True)) == ["retry"], "nothing had begun"


def test_without_a_secret_nothing_is_sent(desk, partner):
    WebhookEndpoint.objects.create(name="Chưa có khóa", url=partner.url())
    desk.publish()
    run_once()
    assert not Delivery.objects.filter(channel="webhook").exists()


@pytest.mark.parametrize(
    "host",
    [
        *("10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),  # noqa: S104
        *("[fd00::1]", "[fe80::1]", "[fec0::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]"),
    ],
)
def test_private_networks_are_refused(desk, host):
    make_endpoint(f"http://{host}:8080/")
    desk.publish()
    run_once()
    assert the_delivery().state == "refused"
    assert the_delivery().attempt_rows.get().detail == "private_address"


def test_loopback_is_private_unless_listed(desk, partner, endpoint, settings):
    settings.OUTGOING_ALLOWED_NETS = []
    desk.publish()
    run_once()
    assert partner.requests == []
    assert the_delivery().state == "refused"


def test_a_name_that_leads_to_two_places_is_refused(desk, partner, endpoint, monkeypatch, settings):
    # As in DNS rebinding: one public answer, one private.
    answers = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr("cms.sending.address.socket.getaddrinfo", lambda *args, **kwargs: answers)
    desk.publish()
    run_once()
    assert the_delivery().state == "refused"


def test_the_name_is_looked_up_once(desk, partner, endpoint, monkeypatch):
    """What was checked is what is connected to."""
    WebhookEndpoint.objects.update(url=partner.url().replace("127.0.0.1", "doi-tac.example"))
    port = int(partner.url().rsplit(":", 1)[1].partition("/")[0])
    looked_up = []

    def answer(host, *args, **kwargs):
        looked_up.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("cms.sending.address.socket.getaddrinfo", answer)
    desk.publish()
    run_once()
    assert partner.requests[0]["headers"]["host"] == f"doi-tac.example:{port}"
    assert looked_up.count("doi-tac.example") == 1


def test_plain_http_is_refused_on_a_server(desk, partner, endpoint, settings):
    settings.OUTGOING_HTTPS_ONLY = True
    desk.publish()
    run_once()
    assert partner.requests == []
    assert the_delivery().attempt_rows.get().detail == "https_required"


def test_the_secret_is_nowhere_to_be_read(desk, partner, endpoint, caplog):
    secret = partner.secrets["/nhan"]
    partner.plan.append(500)
    desk.publish()
    with caplog.at_level("DEBUG", logger="newsroom"):
        run_once()
    stored = WebhookEndpoint.objects.get(pk=endpoint.pk).secret
    assert secret not in stored
    assert secret not in caplog.text
    assert secret not in json.dumps(list(Delivery.objects.values()), default=str)
