"""The worker asks every two seconds and the menu on every page: each question is answered by an index of its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.review.notices.door import notify
from cms.review.notices.outbox import run_once
from cms.review.notices.queries import page_of, unread_count
from cms.staff.roles import Role
from tests.channels.servers import MailServer
from tests.channels.test_indexes import plan_of
from tests.factories.newsroom import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_question_has_its_index(mail_server: MailServer) -> None:
    reader = make_user(Role.EDITOR, email="bien-tap@example.vn")
    notify("telegram_lost", [reader])
    with CaptureQueriesContext(connection) as captured:
        unread_count(reader)
        page_of(reader, None, unread=False)
        run_once()
    asked = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    questions = {
        "notice_unread": "SELECT COUNT(*)",
        "notice_of_whom": 'ORDER BY "review_notice"."made_at" DESC',
        "outgoing_waiting": 'ORDER BY "review_outgoing"."due_at"',
        "notice_delivery_due": 'ORDER BY "review_noticedelivery"."next_try_at"',
        "notice_delivery_sending": '"review_noticedelivery"."state" = \'sending\'',
    }
    for index, words in questions.items():
        sql = next(sql for sql in asked if words in sql)
        plan = plan_of(sql)
        assert index in plan, f"{sql}\n{plan}"
        if "ORDER BY" in sql:
            assert "TEMP B-TREE" not in plan
