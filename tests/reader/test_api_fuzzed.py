"""The API asked by schemathesis: whatever its description allows, and much that it does not."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
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
EXAMPLES = 15
"""For each address, of either kind."""


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


def test_no_question_breaks_it(api: Any) -> None:
    """Each address with what its description allows, and with what it does not."""
    asked = 0
    for found in api.get_all_operations():
        operation = found.ok()
        described = api.raw_schema["paths"][operation.path]["get"]
        modes = [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if described["parameters"] else [])]
        for mode in modes:
            ask(operation.as_strategy(generation_mode=mode))
            asked += 1
    assert asked == 2 * len(api.raw_schema["paths"]) - 1


def ask(cases: SearchStrategy[Any]) -> None:
    """Asks some of the cases and looks at each answer."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def answered_as_described(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    answered_as_described()
