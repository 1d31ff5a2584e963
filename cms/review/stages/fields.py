"""A field of several choices."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from cms.publication.posts import channel_labels
from cms.text.choices import offered


class ChosenField(models.JSONField):
    """Some of the values of a ``TextChoices``, as a list in its order; none means what the field says of none."""

    def __init__(self, *args: Any, of: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        # What may be chosen is no matter of the database.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        of = self.of
        if of is None:
            return super().formfield(**kwargs)
        return forms.MultipleChoiceField(
            choices=lambda: offered(of.choices),
            required=False,
            label=capfirst(kwargs.get("label", self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )


class ChannelsField(ChosenField):
    """Some of the channels, by their codes."""

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=lambda: offered(channel_labels()),
            required=False,
            label=capfirst(kwargs.get("label", self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )
