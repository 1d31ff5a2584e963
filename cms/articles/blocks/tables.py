from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import DEFAULT_TABLE_OPTIONS, TableInput
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from cms.publication import story
from cms.text.normal import one_line

from ..context import StoryContext
from .base import StoryBlock, line

# Long enough for the list of a committee; a larger one is a document.
_OPTIONS = {
    **{name: DEFAULT_TABLE_OPTIONS[name] for name in ("minSpareRows", "startRows", "startCols", "contextMenu")},
    "autoColumnSize": False,
}


class TranslatedTableInput(TableInput):
    """Wagtail's table editor, with its menu in the user's language."""

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["articles/tables.js"])


class TableBlock(StoryBlock, WagtailTableBlock):
    """A table of plain text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"table_options": _OPTIONS, **kwargs})

    @cached_property
    def field(self) -> forms.Field:
        return forms.CharField(widget=TranslatedTableInput(table_options=self.table_options), **self.field_options)

    def to_story(self, value: Any, context: StoryContext) -> story.TableBlock | None:
        if not isinstance(value, dict):
            return None
        rows = [[one_line(str(cell if cell is not None else "")) for cell in row] for row in value.get("data") or []]
        while rows and not any(rows[-1]):
            rows.pop()
        width = max((len(row) for row in rows), default=0)
        if not width:
            return None
        return story.TableBlock(
            caption=line(value.get("table_caption")),
            header_row=bool(value.get("first_row_is_table_header")),
            header_column=bool(value.get("first_col_is_header")),
            rows=tuple((*row, *[""] * (width - len(row))) for row in rows),
        )

    class Meta:
        icon = "table"
        label = _("Table")
