from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A stream of blocks whose definition stays out of the migrations: the column holds JSON, whatever they are."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
