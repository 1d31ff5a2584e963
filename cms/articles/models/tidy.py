from typing import Any

from django.db import models

from cms.text.normal import clean, one_line


def tidy(instance: models.Model) -> None:
    """Brings the texts of a row's own fields to NFC, single lines without runs of blanks."""
    for field in instance._meta.local_concrete_fields:
        value = getattr(instance, field.attname)
        if isinstance(value, str) and isinstance(field, models.TextField):
            setattr(instance, field.attname, clean(value).strip())
        elif isinstance(value, str) and isinstance(field, models.CharField):
            setattr(instance, field.attname, one_line(value))


class TidyTexts(models.Model):
    """Texts are brought to NFC whenever a row is checked, a whole one or a draft."""

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        tidy(self)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        tidy(self)
        super().minimal_clean()  # type: ignore[misc]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        tidy(self)
        return super().save(*args, **kwargs)
