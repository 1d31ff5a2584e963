"""The outbox asks its questions every two seconds: each is answered by an index of its own, however long the queue."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.channels.models import Delivery
from cms.channels.outbox.rounds import run_once
from cms.channels.registry import channels
from tests.factories.channels import make_endpoint, make_subscriber

pytestmark = pytest.mark.django_db(transaction=True)


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The planner reads a small table whole whatever indexes there are, and goes by what it knows of the rows.
            cursor.execute("ANALYZE channels_delivery")
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("SET enable_sort = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


def test_what_is_due_is_found_by_index(desk, mail_server):
    make_subscriber()
    endpoint, _secret = make_endpoint()
    # What was sent long ago is many times what waits.
    old = {"channel": "webhook", "recipient_id": endpoint.pk, "state": Delivery.State.DELIVERED}
    Delivery.objects.bulk_create([Delivery(**old) for _each in range(3000)])
    desk.publish()
    with CaptureQueriesContext(connection) as captured:
        run_once()
    asked = [query["sql"] for query in captured if re.search(r"SELECT.*next_try_at\W+<=", query["sql"])]
    asked = [sql for sql in asked if "JOIN" not in sql]
    # Which letters, which withdrawals and which articles of each channel are due, then of both queues withdrawals and others.
    assert len(asked) == 2 + len(channels()) + 4
    for sql in asked:
        plan = plan_of(sql)
        first = '"goes_first"' in sql and 'NOT "channels_delivery"."goes_first"' not in sql
        index = "delivery_first_due" if first else "delivery_letter_due" if "NOT (" in sql else "delivery_due"
        assert index in plan
        assert "SCAN" not in plan.upper().replace("INDEX SCAN", "")
