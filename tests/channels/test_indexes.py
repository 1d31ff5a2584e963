"""The outbox asks its questions every two seconds: each is answered by an index of its own, however long the queue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.channels.outbox import run_once
from tests.factories.channels import make_endpoint, make_subscriber

pytestmark = pytest.mark.django_db(transaction=True)


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The planner reads a small table whole whatever indexes there are.
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("SET enable_sort = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


def test_what_is_due_is_found_by_index(desk, mail_server):
    make_subscriber()
    make_endpoint()
    desk.publish()
    with CaptureQueriesContext(connection) as captured:
        run_once()
    asked = [query["sql"] for query in captured if 'ORDER BY "channels_delivery"."next_try_at"' in query["sql"]]
    articles = [sql for sql in asked if '"channel" = \'' in sql]
    letters = [sql for sql in asked if "NOT (" in sql]
    assert len(articles) == 2
    assert len(letters) == 1
    for sql in articles:
        plan = plan_of(sql)
        assert "delivery_due" in plan
        assert "channel" in plan.partition("delivery_due")[2]
        assert "SORT" not in plan.upper().replace("LEASE_UNTIL", "")
        assert "TEMP B-TREE" not in plan
    assert "delivery_letter_due" in plan_of(letters[0])
