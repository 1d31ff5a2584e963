"""The API asked by schemathesis: whatever its description allows, and much that it does not."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cms.publication.story import Mention, SessionRef, Topic
from tests.factories.reader import make_photo, publish_article, publish_frame, publish_person, publish_session, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.long]

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
)
EXAMPLES = 20
"""For each address."""


@pytest.fixture
def one_connection(no_frame: None) -> Iterator[None]:
    """Requests are part of the test's transaction, as those of Django's own test client are."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def api(one_connection: None, settings: Any) -> Any:
    settings.ALLOWED_HOSTS = ["localhost"]
    frame = publish_frame()
    publish_person(frame)
    publish_session(frame)
    withdraw(publish_article(section=frame["tin-tuc"]), notice="Gỡ.")
    for number in range(4):
        publish_article(
            f"Phiên họp {number}", section=frame["tin-tuc"], lead_photo=make_photo(number), topics=(Topic(slug="a", name="A"),),
            session=SessionRef(session_id=1, name="Phiên trù bị"), mentions=(Mention(person_id=1, name="Trần Thị Lụa"),),
        )  # fmt: skip
    return schemathesis.openapi.from_wsgi("/api/v2/openapi.json", get_wsgi_application())


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_question_breaks_it(api: Any, mode: GenerationMode) -> None:
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) > 8
    for operation in operations:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        try:
            ask()
        except Unsatisfiable:
            # What takes nothing can't be asked wrongly.
            assert mode == GenerationMode.NEGATIVE
