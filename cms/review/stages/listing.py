"""The list of stages says when each is passed."""

from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.workflows import TaskIndex

from .when import when


def say_when() -> None:
    """Adds a column to Wagtail's list."""
    name, kind, *rest = TaskIndex.columns
    column = Column("when", label=pgettext_lazy("of a stage", "When it is passed"), accessor=_when, width="35%")
    TaskIndex.columns = [name, kind, column, *rest]


def _when(stage: Any) -> str:
    return when(stage) if hasattr(stage, "applies_to") else ""
