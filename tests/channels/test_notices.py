"""What did not arrive, or may not have, is told to the channel managers."""

import pytest

from cms.channels.outbox.rounds import run_once
from cms.review.notices.models import Notice
from cms.review.notices.words import sentence_of, target_of
from cms.staff.roles import Role
from tests.factories.channels import make_endpoint, make_manager, make_subscriber
from tests.factories.newsroom import make_user, sign_in

pytestmark = pytest.mark.django_db


def test_the_managers_hear_once_of_what_is_unknown(client, desk, mail_server, partner):
    manager, bystander = make_manager(), make_user(Role.EDITOR)
    for _ in range(3):
        make_subscriber()
    _endpoint, secret = make_endpoint(partner.url())
    partner.secrets["/nhan"] = secret
    partner.plan.append("cut")
    mail_server.plan.extend(["cut-data", "accept", "cut-data"])
    desk.publish(title="Khai mạc")
    run_once()
    notice = Notice.objects.get(recipient=manager)
    assert (notice.kind, notice.data) == ("delivery_unknown", {"channels": {"email": 2, "webhook": 1}})
    assert "“Khai mạc”: chưa rõ đã tới nơi hay chưa (Thư điện tử: 2, Đối tác nhận bài tự động: 1)." in sentence_of(
        notice
    )
    assert sign_in(client, manager).get(target_of(notice)).status_code == 200
    assert not Notice.objects.filter(recipient=bystander, kind__startswith="delivery").exists()


def test_the_managers_hear_of_what_was_refused(desk, mail_server):
    manager = make_manager()
    make_subscriber()
    mail_server.plan.append("550")
    desk.publish()
    run_once()
    assert Notice.objects.get(recipient=manager).kind == "delivery_refused"


def test_a_letter_to_a_subscriber_is_no_news(desk, mail_server):
    from cms.channels.models import Delivery

    manager, subscriber = make_manager(), make_subscriber(state="pending")
    Delivery.objects.create(channel="email", purpose="confirm", recipient_id=subscriber.pk)
    mail_server.plan.append("550")
    run_once()
    assert Delivery.objects.get().state == "refused"
    assert not Notice.objects.filter(recipient=manager).exists()


def test_what_waits_and_what_arrives_is_no_news(desk, mail_server):
    manager = make_manager()
    make_subscriber()
    make_subscriber()
    mail_server.plan.extend(["451", "accept"])
    desk.publish()
    run_once()
    assert not Notice.objects.filter(recipient=manager).exists()
