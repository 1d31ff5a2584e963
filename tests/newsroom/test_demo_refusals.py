"""The demo newsroom keeps away from a newsroom that works."""

import pytest
from django.core.management import CommandError, call_command

from cms.publication.models import SampleMark
from cms.registry.models import Person
from tests.factories import newsroom
from tests.factories.registry import make_person


def test_another_newsroom_is_left_alone(db: None) -> None:
    newsroom.news_section()
    make_person("Người của tòa soạn này")
    with pytest.raises(CommandError):
        call_command("load_demo")
    with pytest.raises(CommandError):
        call_command("remove_demo")
    assert Person.objects.count() == 1 and not SampleMark.objects.exists()
