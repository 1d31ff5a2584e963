from typing import Any

from wagtail.blocks import StructValue

from cms.publication import story
from cms.text.normal import clean_deep

from ..context import StoryContext


class StoryBlock:
    """What every block of a body can do; mixed into Wagtail's blocks."""

    def to_story(self, value: Any, context: StoryContext) -> story.Block | None:
        """The block's story value; None where it says nothing yet. Takes unfinished values without raising."""
        return None

    def clean(self, value: Any) -> Any:
        """As Wagtail's, with texts brought to NFC."""
        return super().clean(_tidied(value))  # type: ignore[misc]


def _tidied(value: Any) -> Any:
    if isinstance(value, StructValue):
        for name, item in value.items():
            if isinstance(item, str):
                value[name] = clean_deep(item)
    return value


def line(value: Any) -> str:
    """A text from a block's value that may be missing."""
    return str(value or "").strip()
