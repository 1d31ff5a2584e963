import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.publication.story import Story

from ..finding import Finding, Severity
from .base import Rule

_SLOT = re.compile(r"\[\[([^\[\]]*)\]\]")
_TAG = re.compile(r"<[^>]*>")


class NoOpenSlot(Rule):
    """A story written ahead leaves slots such as ``[[số phiếu]]``; all have to be filled before it is submitted."""

    def check(self, story: Story) -> Iterator[Finding]:
        data = story.model_dump(mode="json", exclude={"posts", "blocks"})
        for field, value in data.items():
            for name in _slots(value):
                yield _finding(name, None, field)
        for index, block in enumerate(story.blocks):
            for name in _slots(block.model_dump(mode="json")):
                yield _finding(name, index)


def _finding(name: str, index: int | None, field: str = "") -> Finding:
    return Finding("slot.open", Severity.STOP, _("Not filled in yet: [[%(name)s]].") % {"name": name}, index, field)


def _slots(value: Any) -> Iterator[str]:
    """The names of the slots in every text of a nested value; mark-up inside a slot does not hide it."""
    if isinstance(value, str):
        yield from (match[1].strip() for match in _SLOT.finditer(_TAG.sub("", value)))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _slots(item)
    elif isinstance(value, list):
        for item in value:
            yield from _slots(item)
