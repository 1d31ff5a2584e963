"""Topics and tags as one types them: separated by commas, names of several words without quotes."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminTagWidget

_SEPARATORS = re.compile(r"[,;\n]")


def names_in(text: str) -> list[str]:
    """The names in what was typed, each once, in order of their letters."""
    names = (part.strip().strip('"').strip() for part in _SEPARATORS.split(text or ""))
    return sorted({name for name in names if name})


def text_of(tags: Iterable[Any]) -> str:
    """The tags' names as they are typed."""
    return ", ".join(sorted(tag.name for tag in tags))


def use_everywhere() -> None:
    """Wagtail's widget puts names of several words in quotes and says so; every form of the admin makes one of its own."""
    original = AdminTagWidget.get_context

    def get_context(self: AdminTagWidget, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = original(self, name, value, attrs)
        widget = context["widget"]
        options = json.loads(widget["attrs"]["data-w-tag-options-value"])
        widget["attrs"]["data-w-tag-options-value"] = json.dumps({**options, "preprocessTag": None})
        widget["help_text"] = _("Separate names with commas.")
        return context

    AdminTagWidget.get_context = get_context
