"""Lists of people who agreed elsewhere: taken in whole or not at all, and nobody who wanted to be left alone."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from cms.channels.actions import erase_subscriber
from cms.channels.lists.actions import look_over
from cms.channels.lists.read import Given
from cms.channels.models import Barred, Subscriber
from cms.channels.outbox.rounds import run_once
from cms.channels.retention import forget_subscribers
from cms.channels.tokens import token_for
from cms.trail.models import Entry, Words
from tests.factories import newsroom
from tests.factories.channels import make_manager, make_subscriber

from .test_subscription import ask, link_in

pytestmark = pytest.mark.django_db

SOURCE = "Phiếu giấy tại quầy đại hội"


@pytest.fixture
def take_in(tmp_path, capsys):
    """The operator's command, with a list of these lines; what it says."""

    def run(*lines: str, **options: object) -> str:
        path = tmp_path / "ds.csv"
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        try:
            call_command("import_subscribers", path, **{"source": SOURCE} | options)
        finally:
            captured = capsys.readouterr()
        return captured.out + captured.err

    return run


def addresses() -> set[str]:
    return set(Subscriber.objects.values_list("email", flat=True))


def test_the_whole_list_with_source_and_day(take_in, desk, mail_server):
    lines = ("Địa chỉ email;Ngày đồng ý;Họ tên", "A@Example.vn;18/03/2026;Trần A", "b@example.vn;2026-03-19;", "")
    assert "2" in take_in(*lines, dry_run=True)
    assert not addresses()
    take_in(*lines, wants="each")
    one = Subscriber.objects.get(email="a@example.vn")
    assert (one.state, one.source, one.consented_on) == ("active", SOURCE, dt.date(2026, 3, 18))
    entry = Entry.objects.get(action="subscriber.imported")
    assert "example" not in entry.data and Words.objects.get().text == SOURCE
    desk.publish()
    run_once()
    assert set(mail_server.recipients) == {"a@example.vn", "b@example.vn"}
    assert "xác nhận" not in mail_server.mails[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "wrong",
    [
        "khong phai,2026-03-18",
        "c@example.vn,",
        "c@example.vn,31/02/2026",
        "c@example.vn,2999-01-01",
        "đ@example.vn,2026-03-18",
    ],
)
def test_one_wrong_line_and_nobody_is_added(take_in, wrong):
    with pytest.raises(CommandError):
        take_in("email,date", "a@example.vn,2026-03-18", wrong)
    assert not addresses()
    (error,) = look_over(f"email,date\na@example.vn,2026-03-18\n\n{wrong}", Given(SOURCE)).errors
    assert error.number == 4


@pytest.mark.parametrize("text", ["a@example.vn\nb@example.vn", "email,e-mail\na@example.vn,x", "", "ten\nA"])
def test_what_is_no_list(take_in, text):
    with pytest.raises(CommandError):
        take_in(text, date=dt.date(2026, 3, 18))


def test_a_list_speaks_vietnamese(take_in):
    take_in("Email,Ngày đồng ý,Nhịp nhận", "a@example.vn,18/03/2026,Hằng ngày", "b@example.vn,18/03/2026,từng bài")
    assert dict(Subscriber.objects.values_list("email", "wants")) == {"a@example.vn": "daily", "b@example.vn": "each"}


@pytest.mark.parametrize("how", ["in the line", "for all"])
def test_nobody_is_put_down_for_digests_that_there_are_none_of(take_in, how):
    wants = "weekly" if how == "in the line" else ""
    with pytest.raises(CommandError):
        take_in(
            "email,date,language,wants",
            f"a@example.vn,2026-03-18,en,{wants}",
            wants="each" if wants else "daily",
        )
    (error,) = look_over("email,date,language,wants\na@example.vn,2026-03-18,en,daily", Given(SOURCE)).errors
    assert error.why.startswith("Bản tin tổng hợp chỉ có tiếng Việt")
    take_in("email,date,language,wants", "a@example.vn,2026-03-18,en,each", "b@example.vn,2026-03-18,vi,daily")
    assert addresses() == {"a@example.vn", "b@example.vn"}


def test_a_list_says_where_people_agreed(take_in):
    for source in ("", "form", "sample", "x" * 201):
        with pytest.raises(CommandError):
            take_in("email,date", "a@example.vn,2026-03-18", source=source)
    assert not addresses()


def test_nobody_twice_and_nobody_who_wants_to_be_left_alone(take_in, client):
    make_subscriber(email="co@example.vn")
    make_subscriber(email="huy@example.vn", state="unsubscribed")
    make_subscriber(email="phan-nan@example.vn", state="complained")
    make_subscriber(email="cho@example.vn", state="pending", confirmed_at=None)
    erase_subscriber(make_subscriber(email="xoa@example.vn"), make_manager())
    left = ("co@example.vn", "huy@example.vn", "phan-nan@example.vn", "cho@example.vn", "xoa@example.vn")
    said = take_in("email", *left, "MOI@example.vn", "moi@example.vn", date=dt.date(2026, 3, 18))
    assert said.count("xóa") == 3, "who unsubscribed, complained or was erased is not told apart"
    assert addresses() == {*left[:4], "moi@example.vn"}
    assert Subscriber.objects.filter(state="active").count() == 2
    with pytest.raises(CommandError):
        take_in("email", *left, date=dt.date(2026, 3, 18))


def test_it_holds_after_they_are_forgotten_until_they_come_themselves(take_in, client, desk, mail_server, settings):
    left = make_subscriber(email="huy@example.vn")
    make_subscriber(email="phan-nan@example.vn", state="complained", left_at=timezone.now())
    make_subscriber(email="chua@example.vn", state="pending", confirmed_at=None)
    client.post(f"/ban-tin/huy/{token_for(left, 'leave')}/")
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        forget_subscribers()
        assert not addresses()
        kept = list(Barred.objects.values_list("digest", "why"))
        assert sorted(why for _digest, why in kept) == ["complained", "unsubscribed"]
        assert "huy" not in str(kept)
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "k" * 50, [settings.SECRET_KEY]
        take_in(
            "email,date", "huy@example.vn,2026-03-18", "phan-nan@example.vn,2026-03-18", "chua@example.vn,2026-03-18"
        )
        assert addresses() == {"chua@example.vn"}
        ask(client, "huy@example.vn")
        run_once()
        assert "huy" in str(addresses()) and Barred.objects.count() == 2, (
            "asking alone, which anybody may, lifts nothing"
        )
        client.post(link_in(mail_server.mails[-1], "xac-nhan"))
        assert list(Barred.objects.values_list("why", flat=True)) == ["complained"]


def test_from_the_admin_with_a_look_before(client):
    newsroom.sign_in(client, make_manager())
    url = reverse("channels_import")
    assert url in client.get(reverse("channel_subscribers:index")).text
    given = {"source": SOURCE, "consented_on": "2026-03-18", "wants": "daily"}

    def send(text: str, **more: str):
        return client.post(url, {**given, "file": SimpleUploadedFile("ds.csv", text.encode()), **more})

    page = send("email\na@example.vn\n<b>sai\n")
    assert page.status_code == 200 and "&lt;b&gt;sai" in page.text and "take_in" not in page.text
    page = send("email\na@example.vn\n")
    assert "take_in" in page.text and not addresses()
    done = client.post(url, {**given, "text": "email\r\na@example.vn\r\n", "take_in": "1"})
    assert done.status_code == 302
    assert (Subscriber.objects.get().wants, Subscriber.objects.get().source) == ("daily", SOURCE)
    assert client.post(url, {**given, "text": "email\na@example.vn\nsai\n", "take_in": "1"}).status_code == 422
    assert client.post(url, given).status_code == 422
    assert send("email\nb@example.vn", source="form").status_code == 422
    big = SimpleUploadedFile("ds.csv", b"email\n" + b"a" * (1024 * 1024))
    assert client.post(url, {**given, "file": big}).status_code == 422
    assert (
        client.post(url, {**given, "file": SimpleUploadedFile("ds.csv", "email\nđ".encode("utf-16"))}).status_code
        == 422
    )
    assert addresses() == {"a@example.vn"}
