"""The newsroom's pages of the channels: who sees them, what they show, what a person may settle."""

import datetime as dt
import html
import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cms.channels.errors import ChannelError
from cms.channels.models import Delivery, Dispatch, Subscriber, WebhookEndpoint
from cms.channels.outbox.rounds import run_once
from cms.channels.outbox.settling import settle
from cms.publication.actions import withdraw
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories import newsroom
from tests.factories.channels import make_endpoint, make_manager, make_subscriber

from .seen import later

pytestmark = pytest.mark.django_db

MANAGERS = {Role.CHANNEL_MANAGER, Role.APPROVING_EDITOR, Role.ADMINISTRATOR}


@pytest.fixture
def as_manager(client):
    return newsroom.sign_in(client, make_manager())


def managed_pages() -> list[str]:
    subscriber, (endpoint, _secret) = make_subscriber(), make_endpoint()
    delivery = Delivery.objects.create(channel="email", recipient_id=subscriber.pk, purpose="confirm")
    return [
        reverse("channel_ledger:index"),
        reverse("channel_ledger:inspect", args=[delivery.pk]),
        reverse("channel_subscribers:index"),
        reverse("channel_subscribers:inspect", args=[subscriber.pk]),
        reverse("channel_subscribers:delete", args=[subscriber.pk]),
        reverse("channel_endpoints:index"),
        reverse("channel_endpoints:add"),
        reverse("channel_endpoints:edit", args=[endpoint.pk]),
        reverse("channel_endpoints:delete", args=[endpoint.pk]),
        reverse("channels_endpoint_secret", args=[endpoint.pk]),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_ladder_of_the_managed_pages(client, role):
    pages = managed_pages()
    newsroom.sign_in(client, newsroom.make_user(role))
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code == 200) == (role in MANAGERS), (role, page, answer.status_code)


def test_strangers_meet_the_sign_in(client):
    for page in managed_pages():
        assert client.get(page).status_code == 302


@pytest.mark.parametrize("role", list(Role))
def test_a_draft_of_others_is_previewed_by_who_works_on_it(client, desk, role):
    page = newsroom.draft(desk.section, desk.reporter)
    newsroom.sign_in(client, newsroom.make_user(role))
    may = role in MANAGERS | {Role.EDITOR}
    assert (client.get(reverse("channels_preview", args=[page.pk])).status_code == 200) == may


def test_the_author_sees_the_preview(client, desk):
    page = newsroom.draft(desk.section, desk.reporter)
    newsroom.sign_in(client, desk.reporter)
    assert client.get(reverse("channels_preview", args=[page.pk])).status_code == 200


@pytest.mark.parametrize("submitted", [False, True])
def test_a_member_of_a_stage_sees_the_preview(client, desk, submitted):
    page = newsroom.draft(desk.section, desk.reporter)
    if submitted:
        newsroom.submit(page, desk.reporter)
    readers = Group.objects.create(name="Ban đối ngoại")
    readers.permissions.add(Permission.objects.get(codename="access_admin"))
    reader = newsroom.make_user()
    reader.groups.add(readers)
    newsroom.sign_in(client, reader)
    path = reverse("channels_preview", args=[page.pk])
    assert client.get(path).status_code == 302
    stage = page.get_workflow().tasks.last().specific
    stage.groups.add(readers)
    assert client.get(path).status_code == 200


def test_nobody_without_a_role_sees_a_preview(client, desk):
    page = newsroom.draft(desk.section, desk.reporter)
    path = reverse("channels_preview", args=[page.pk])
    assert client.get(path).status_code == 302
    newsroom.sign_in(client, newsroom.make_user())
    assert client.get(path).status_code != 200


def test_the_preview_is_the_payload_that_leaves(client, desk, mail_server, partner):
    make_subscriber()
    _endpoint, secret = make_endpoint(partner.url())
    partner.secrets["/nhan"] = secret
    page = newsroom.draft(desk.section, desk.reporter, title="Phiên bế mạc", text="Một <b>nội dung</b> & hai.")
    newsroom.sign_in(client, desk.editor)
    shown = client.get(reverse("channels_preview", args=[page.pk])).text
    newsroom.submit(page, desk.reporter)
    newsroom.decide(page, desk.editor)
    newsroom.decide(page, desk.approver)
    run_once()

    mail = re.search(r'srcdoc="(.*?)"', shown, re.DOTALL)[1]
    sent = mail_server.mails[0]
    leave = re.search(r"<(.+)>", sent["List-Unsubscribe"])[1]
    sent_html = sent.get_body(("html",)).get_content().replace("\r\n", "\n").replace(leave, "{{unsubscribe_url}}")
    assert html.unescape(mail).strip() == sent_html.strip()

    item = shown[shown.index('id="channel-webhook"') :]
    body = json.loads(html.unescape(re.search(r"<pre[^>]*>(\{.*?)</pre>", item, re.DOTALL)[1]))
    received = partner.bodies()[0]
    assert body == {key: value for key, value in received.items() if key in body}
    assert set(received) - set(body) == {"version", "firstCreated", "versionCreated"}


def test_the_mail_is_shown_where_it_can_do_nothing(client, desk):
    page = newsroom.draft(desk.section, desk.reporter, title='<script>alert("x")</script>')
    newsroom.sign_in(client, desk.editor)
    shown = client.get(reverse("channels_preview", args=[page.pk])).text
    assert '<script>alert("x")' not in shown
    assert 'sandbox="allow-same-origin"' in shown


def test_the_editor_has_a_way_to_the_preview(client, desk):
    page = newsroom.draft(desk.section, desk.reporter)
    newsroom.sign_in(client, desk.editor)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert reverse("channels_preview", args=[page.pk]) in shown
    assert (
        reverse("channels_preview", args=[desk.section.pk])
        not in client.get(reverse("wagtailadmin_pages:edit", args=[desk.section.pk])).text
    )


@pytest.fixture
def unknown(desk, mail_server) -> Delivery:
    make_subscriber()
    desk.publish()
    mail_server.plan.append("cut-data")
    run_once()
    delivery = Delivery.objects.get(channel="email")
    assert delivery.state == "unknown"
    return delivery


def press(client, delivery: Delivery, outcome: str):
    path = reverse("channel_ledger:inspect", args=[delivery.pk])
    fence = re.search(r'name="fence" value="(\d+)"', client.get(path).text)
    form = {"outcome": outcome, "fence": fence[1] if fence else ""}
    return client.post(reverse("channels_settle", args=[delivery.pk]), form, follow=True)


def test_a_person_says_that_it_arrived(as_manager, unknown, mail_server):
    assert press(as_manager, unknown, "arrived").status_code == 200
    unknown.refresh_from_db()
    assert unknown.state == "delivered"
    run_once(timezone.now() + dt.timedelta(days=1))
    assert len(mail_server.mails) == 1
    assert Entry.objects.filter(action="delivery.settled").count() == 1
    assert unknown.attempt_rows.last().user is not None


def test_a_person_sends_it_again(as_manager, unknown, mail_server):
    press(as_manager, unknown, "resend")
    run_once()
    unknown.refresh_from_db()
    assert unknown.state == "delivered"
    assert len(mail_server.mails) == 2
    assert mail_server.mails[0]["Message-ID"] == mail_server.mails[1]["Message-ID"]


def test_two_persons_do_not_send_twice(unknown):
    manager, seen = make_manager(), unknown.fence
    settle(Delivery.objects.get(pk=unknown.pk), manager, "arrived", fence=seen)
    with pytest.raises(ChannelError):
        settle(Delivery.objects.get(pk=unknown.pk), manager, "resend", fence=seen)


def test_what_has_arrived_is_not_sent_again(desk, mail_server):
    make_subscriber()
    desk.publish()
    run_once()
    with pytest.raises(ChannelError):
        settle(Delivery.objects.get(channel="email"), make_manager(), "resend")


@pytest.mark.parametrize("role", sorted(set(Role) - MANAGERS))
def test_others_settle_nothing(client, unknown, role):
    user = newsroom.make_user(role)
    with pytest.raises(PermissionDenied):
        settle(unknown, user, "resend")
    newsroom.sign_in(client, user)
    client.post(reverse("channels_settle", args=[unknown.pk]), {"outcome": "resend", "fence": unknown.fence})
    unknown.refresh_from_db()
    assert unknown.state == "unknown"


def test_a_new_partner_gets_a_secret_that_is_shown_once(as_manager, partner):
    answer = as_manager.post(
        reverse("channel_endpoints:add"), {"name": "Báo Mẫu", "url": partner.url(), "active": "on"}
    )
    endpoint = WebhookEndpoint.objects.get()
    path = reverse("channels_endpoint_secret", args=[endpoint.pk])
    assert answer.url == path
    assert "whsec_" not in as_manager.get(path).text
    shown = as_manager.post(path)
    assert re.search(r"whsec_[A-Za-z0-9+/=]{44}", html.unescape(shown.text))
    assert "no-store" in shown["Cache-Control"]
    assert "whsec_" not in as_manager.get(path).text
    assert Entry.objects.filter(action="endpoint.secret_made").count() == 1


@pytest.mark.parametrize(
    "url",
    [
        "ftp://doi-tac.example/",
        "http://10.0.0.1/",
        "https://ai:mat@doi-tac.example/",
        "https://doi-tac.example/#a",
        "http://x:0/",
    ],
)
def test_a_partner_at_an_impossible_address_is_refused(as_manager, url):
    answer = as_manager.post(reverse("channel_endpoints:add"), {"name": "Báo Mẫu", "url": url, "active": "on"})
    assert answer.status_code == 200
    assert not WebhookEndpoint.objects.exists()


def test_a_stopped_partner_is_switched_on_again(as_manager, partner):
    endpoint, _secret = make_endpoint(partner.url(), active=False, stopped_because="gone")
    as_manager.post(
        reverse("channel_endpoints:edit", args=[endpoint.pk]),
        {"name": endpoint.name, "url": endpoint.url, "active": "on"},
    )
    endpoint.refresh_from_db()
    assert (endpoint.active, endpoint.stopped_because) == (True, "")
    as_manager.post(reverse("channel_endpoints:delete", args=[endpoint.pk]))
    assert not WebhookEndpoint.objects.exists()
    assert list(Entry.objects.filter(action__startswith="endpoint.").values_list("action", flat=True)) == [
        "endpoint.secret_made",
        "endpoint.changed",
        "endpoint.removed",
    ]


def test_a_subscriber_is_erased_and_the_ledger_stays(as_manager, desk, mail_server):
    subscriber = make_subscriber(email="xoa-toi@example.vn")
    desk.publish()
    run_once()
    as_manager.post(reverse("channel_subscribers:delete", args=[subscriber.pk]))
    assert not Subscriber.objects.exists()
    shown = as_manager.get(reverse("channel_ledger:index")).text
    assert "xoa-toi" not in shown
    assert Delivery.objects.filter(channel="email").count() == 1
    from wagtail.models import ModelLogEntry

    assert not ModelLogEntry.objects.filter(label__contains="xoa-toi").exists()


def test_ledger_filters(as_manager, unknown):
    path = reverse("channel_ledger:index")
    headline = unknown.dispatch.publication.story.headline
    assert headline in as_manager.get(path, {"state": "unknown", "channel": "email"}).text
    assert headline in as_manager.get(path, {"state": ["unknown", "refused"]}).text
    assert headline not in as_manager.get(path, {"state": "delivered"}).text
    assert headline not in as_manager.get(path, {"channel": "webhook"}).text


def told(as_manager, **chosen) -> list[str]:
    """The links of the ledger's rows, narrowed to what is chosen."""
    shown = as_manager.get(reverse("channel_ledger:index"), chosen).text
    return re.findall(rf'href="({reverse("channel_ledger:index")}inspect/\d+/)"', shown)


def test_the_ledger_is_narrowed_to_what_it_shows(as_manager, desk, telegram, account, partner):
    endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
    page = desk.publish(title="Đại hội khai mạc")
    run_once()
    page = desk.correct(page)
    desk.publish(title="Họp tổ")
    for seconds in (5, 7):
        run_once(now=later(seconds=seconds))
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=10))
    rows = Delivery.objects.filter(channel="telegram").order_by("dispatch__page_id", "pk")
    posted, edited, gone, second = (reverse("channel_ledger:inspect", args=[row.pk]) for row in rows)
    at = f"telegram:{account.pk}"
    assert set(told(as_manager, account=at)) == {posted, edited, gone, second}
    assert set(told(as_manager, account=at, state="delivered")) == {posted, second}
    assert set(told(as_manager, account=at, state=["edited", "taken_back"])) == {edited, gone}
    assert set(told(as_manager, account=at, headline="dai HOI")) == {posted, edited, gone}
    assert set(told(as_manager, account=at, headline="họp")) == {second}
    assert len(told(as_manager, account=f"webhook:{endpoint.pk}", headline="hop to")) == 1
    assert len(told(as_manager, account="telegram:x")) == 8, "what is no account narrows nothing"


def test_the_page_says_where_the_article_went(as_manager, unknown):
    shown = as_manager.get(reverse("channels_preview", args=[unknown.dispatch.page_id])).text
    assert str(Delivery.State.UNKNOWN.label) in shown or "Chưa rõ" in shown
    assert Dispatch.objects.count() >= 1
