"""Notifications in browsers: from the button's request to what a browser shows, through a push service that keeps its contract."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.channels.board import health
from cms.channels.models import Delivery, PushKey, PushSubscription
from cms.channels.outbox.rounds import run_once
from cms.channels.views import push
from cms.channels.webpush.keys import ensure_key, make_key, private_of
from cms.channels.webpush.message import encrypted
from cms.channels.webpush.subscriptions import parsed
from cms.publication.actions import withdraw
from cms.review.notices.models import Notice
from cms.sending.retry import MAX_ATTEMPTS
from cms.trail.models import Entry
from tests.factories.channels import make_manager
from tests.factories.newsroom import sign_in

from .platforms.http import ASKED_WAIT, Fault
from .platforms.push import Browser, PushService, b64, unb64

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    settings.WEB_PUSH_SERVICES = ["127.0.0.1"]
    with PushService() as one:
        yield one


@pytest.fixture
def key(db) -> PushKey:
    return make_key()


def tell(said: Any, to: str = "dang-ky", **extra: Any):
    return Client(enforce_csrf_checks=True).post(
        f"/thong-bao/{to}/", json.dumps(said), content_type="application/json", **extra
    )


def subscribe(service: PushService, key: PushKey) -> dict[str, Any]:
    said = service.subscribed(key.public)
    assert tell({**said, "key": key.public}).status_code == 204
    return said


def later(**delta: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**delta)


@pytest.mark.once
def test_what_opens_messages_here_is_the_standards_own_example() -> None:
    """RFC 8291, 5 and appendix A: the message and the keys are the standard's."""
    raw = int.from_bytes(unb64("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
    reader = Browser(ec.derive_private_key(raw, ec.SECP256R1()), unb64("BTBZMqHH6r4Tts7J_aSIgg"))
    body = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert reader.opened(unb64(body)) == b"When I grow up, I want to be a watermelon"
    said = {"endpoint": "https://x.example", "keys": {"p256dh": b64(reader.public), "auth": b64(reader.auth)}}
    ours = encrypted({"title": "Đại hội"}, _known(said))
    assert reader.opened(ours) == '{"title":"Đại hội"}'.encode()


def _known(said: dict[str, Any]):
    from cms.channels.webpush.message import Browser as Known

    return Known(said["endpoint"], said["keys"]["p256dh"], said["keys"]["auth"])


def test_from_the_button_to_the_screen_and_out(desk, service, key) -> None:
    page = Client().get("/thong-bao/").text
    assert key.public in page and "hidden" in page
    said = subscribe(service, key)
    assert tell({**said, "key": key.public}).status_code == 204, "twice is once"
    assert PushSubscription.objects.count() == 1
    article = desk.publish(title="Đại hội khai mạc", lede="Sáng nay.")
    run_once()
    ((_path, headers, shown),) = service.messages
    assert (shown["title"], shown["body"], shown["tag"]) == ("Đại hội khai mạc", "Sáng nay.", f"b-{article.pk}")
    assert shown["link"].endswith(f"/b/{article.pk}/?utm_source=webpush&utm_medium=post&utm_campaign=dai-hoi")
    assert (headers["ttl"], headers["topic"], headers["urgency"]) == ("86400", shown["tag"], "normal")

    desk.correct(article, lede="Chiều nay.")
    run_once()
    assert [each["body"] for each in service.on_screen().values()] == ["Chiều nay."]
    assert service.messages[-1][1]["urgency"] == "high"
    withdraw(article, user=desk.approver, reason="Nhầm", notice="Tòa soạn xin lỗi bạn đọc.")
    run_once()
    (left,) = service.on_screen().values()
    assert (left["withdrawn"], left["body"]) == (True, "Tòa soạn xin lỗi bạn đọc.") and "Đại hội" in left["title"]

    assert tell({"endpoint": said["endpoint"]}, to="huy").status_code == 204
    assert not PushSubscription.objects.exists()
    desk.publish(title="Bài sau")
    run_once()
    assert len(service.messages) == 3


def test_what_a_browser_has_not_been_given_yet_is_replaced_on_its_way(desk, service, key) -> None:
    subscribe(service, key)
    service.off = True
    article = desk.publish(title="Đại hội khai mạc")
    run_once()
    desk.correct(article, lede="Bản đã sửa.")
    run_once()
    assert [said["body"] for said in service.waiting.values()] == ["Bản đã sửa."]


def test_a_correction_that_says_the_same_here_rings_no_bell(desk, service, key) -> None:
    subscribe(service, key)
    article = desk.publish(lede="Sa-pô đã sửa.")
    run_once()
    late = service.subscribed(key.public)
    tell({**late, "key": key.public})
    desk.correct(article, lede="Sa-pô đã sửa.")
    run_once()
    assert len(service.messages) == 1, "neither to who knows it, nor to who came later"
    states = set(Delivery.objects.filter(channel="webpush").values_list("state", flat=True))
    assert states <= {"delivered", "obsolete"}


def test_what_may_not_have_arrived_is_sent_again_in_its_place(desk, service, key) -> None:
    subscribe(service, key)
    service.plan.append(Fault.CUT)
    desk.publish(title="Đại hội khai mạc")
    run_once()
    assert not Notice.objects.filter(kind="delivery_unknown").exists(), "nobody can ask a reader"
    run_once(now=later(minutes=2))
    assert Delivery.objects.get(channel="webpush").state == "delivered"
    assert len(service.messages) == 2 and len(service.on_screen()) == 1
    (_path, first, _said), (_path, second, _said) = service.messages
    assert first["topic"] == second["topic"]


@pytest.mark.parametrize("code", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(desk, service, key, code) -> None:
    said = subscribe(service, key)
    if code == 404:
        service.browsers.clear()
    else:
        service.plan.append(Fault.GONE)
    desk.publish()
    run_once()
    assert not PushSubscription.objects.exists()
    assert Entry.objects.filter(action="push.gone").exists()
    assert not Notice.objects.filter(kind="delivery_refused").exists(), "browsers come and go"
    assert said["endpoint"] not in json.dumps(list(Entry.objects.values()), default=str)


class OtherService(PushService):
    host = "127.0.0.2"


def test_a_service_that_wants_to_be_left_alone_is_and_others_go_on(desk, service, key, settings) -> None:
    settings.WEB_PUSH_SERVICES = ["127.0.0.1", "127.0.0.2"]
    subscribe(service, key)
    subscribe(service, key)
    with OtherService() as other:
        subscribe(other, key)
        service.plan.append(Fault.WAIT)
        desk.publish()
        run_once()
        assert (service.taken, other.taken) == (0, 1)
        run_once(now=later(seconds=35))
        assert service.taken == 0, "the pace is the service's, whichever browser"
        (row,) = [each for each in health(timezone.now()) if each.channel == "Thông báo trình duyệt"]
        told = (
            "Dịch vụ thông báo 127.0.0.1: bên nhận yêu cầu tạm nghỉ (HTTP 429). Hệ thống tự thử lại; không cần làm gì."
        )
        assert row.troubles == (told,)
        page = sign_in(Client(), make_manager()).get(reverse("channels_push")).text
        assert told in page and "2 trình duyệt" in page and key.public not in page
    run_once(now=later(seconds=ASKED_WAIT + 60))
    run_once(now=later(seconds=ASKED_WAIT + 200))
    assert service.taken == 2


def test_a_name_that_somebody_made_up_silences_nobody(desk, service, key) -> None:
    made_up = service.subscribed(key.public)
    made_up["endpoint"] = made_up["endpoint"].replace("127.0.0.1", "bia-ra.127.0.0.1")
    assert tell({**made_up, "key": key.public}).status_code == 204
    subscribe(service, key)
    desk.publish()
    run_once()
    assert service.taken == 1, "the service is as well as before"
    assert PushSubscription.objects.count() == 2
    for tries in range(2, MAX_ATTEMPTS + 1):
        assert PushSubscription.objects.count() == 2, "a name server may be ill for a while"
        run_once(now=later(hours=8 * tries))
    assert PushSubscription.objects.count() == 1


def test_managers_hear_of_a_service_that_takes_nothing_for_long(desk, service, key) -> None:
    manager = make_manager()
    for _each in range(3):
        subscribe(service, key)
    service.plan.extend([Fault.FAIL] * 20)
    desk.publish()
    for minutes in range(0, 60, 3):
        run_once(now=later(minutes=minutes))
    (told,) = Notice.objects.filter(recipient=manager, kind="queue_stuck")
    assert "127.0.0.1" in told.title


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://push.example.com/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evilfcm.googleapis.com@10.0.0.1/abc",
        "http://10.0.0.7/abc",
        "javascript:alert(1)",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "https://fcm.googleapis.com:81/abc",
        7,
    ],
)
def test_an_address_that_leads_elsewhere_is_refused(key, endpoint) -> None:
    browser = Browser()
    keys = {"p256dh": b64(browser.public), "auth": b64(browser.auth)}
    assert tell({"endpoint": endpoint, "keys": keys, "key": key.public}).status_code == 422
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("keys", [{}, {"p256dh": "abc", "auth": "abc"}, {"p256dh": b64(b"\4" * 65), "auth": "!"}, None])
def test_keys_that_open_nothing_are_refused(key, keys) -> None:
    assert tell({"endpoint": "https://fcm.googleapis.com/x", "keys": keys, "key": key.public}).status_code == 422


def test_a_known_service_that_leads_inside_is_asked_for_nothing(desk, service, key, settings) -> None:
    """Nor are the browsers forgotten: whoever answers for names here, or the list of services, may be wrong for an hour."""
    subscribe(service, key)
    settings.WEB_PUSH_SERVICES = []
    desk.publish()
    run_once()
    settings.WEB_PUSH_SERVICES, settings.OUTGOING_ALLOWED_NETS = ["127.0.0.1"], []
    desk.publish()
    run_once()
    assert service.taken == 0 and PushSubscription.objects.exists()
    why = [each.attempt_rows.last().detail for each in Delivery.objects.filter(channel="webpush").order_by("pk")]
    assert why == ["unknown_service", "private_address"]


def test_one_network_subscribes_few_browsers(service, key, monkeypatch) -> None:
    monkeypatch.setattr(push, "BROWSERS_AN_HOUR", 10)
    codes = [tell({**service.subscribed(key.public), "key": key.public}).status_code for _ in range(12)]
    assert codes == [204] * 10 + [429] * 2


def test_what_is_no_request_of_a_browser_is_refused(service, key) -> None:
    client = Client()
    assert client.post("/thong-bao/dang-ky/", {"endpoint": "x"}).status_code == 415, (
        "what a form of another site could send"
    )
    assert client.post("/thong-bao/dang-ky/", "{", content_type="application/json").status_code == 400
    assert client.post("/thong-bao/dang-ky/", "[" * 4000, content_type="application/json").status_code == 400
    assert client.post("/thong-bao/dang-ky/", "[" * 5000, content_type="application/json").status_code == 413
    assert client.post("/thong-bao/dang-ky/", "[]", content_type="application/json").status_code == 422
    assert client.get("/thong-bao/dang-ky/").status_code == 405
    assert tell({**service.subscribed("x"), "key": "x"}).status_code == 409


def test_an_older_key_serves_those_who_have_it(desk, service, key) -> None:
    subscribe(service, key)
    subscribe(service, make_key())
    desk.publish()
    run_once()
    assert len(service.messages) == 2


def test_the_key_is_made_once_and_shown_in_part(capsys, db) -> None:
    call_command("make_push_key")
    assert ensure_key() == PushKey.objects.get(), "a new site begins with one"
    told = capsys.readouterr().out
    made = PushKey.objects.get()
    assert made.public in told
    assert private_of(made) not in told and private_of(made) not in made.private
    with pytest.raises(CommandError):
        call_command("make_push_key")
    call_command("make_push_key", another=True)
    assert PushKey.objects.count() == 2


def test_nobody_reads_in_the_database_where_a_reader_is_reached(service, key) -> None:
    said = subscribe(service, key)
    kept = json.dumps(list(PushSubscription.objects.values()), default=str)
    assert said["endpoint"].rpartition("/")[2] not in kept and said["keys"]["auth"] not in kept
    assert said["keys"]["auth"] not in repr(parsed(said))


def test_without_a_key_the_page_says_so(client, db) -> None:
    page = client.get("/thong-bao/").text
    assert "data-push" not in page and "push.js" not in page


def test_the_worker_is_a_script_that_is_asked_for_anew(client, db) -> None:
    answer = client.get("/thong-bao/may.js")
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"
    assert "showNotification" in answer.text
