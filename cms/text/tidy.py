"""Texts of a row in the form in which they are kept: the door through which typed and imported text comes in."""

from typing import Any

from django.db import models

from .normal import clean, one_line


def tidy_texts(row: models.Model) -> None:
    """Brings the texts of the row's own fields to NFC, without invisible characters; single lines without runs of blanks."""
    for field in row._meta.local_concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str) and isinstance(field, models.TextField):
            setattr(row, field.attname, clean(value).strip())
        elif isinstance(value, str) and isinstance(field, models.CharField):
            setattr(row, field.attname, one_line(value))


class TidyRow(models.Model):
    """A row whose texts are tidied when it is checked and when it is saved."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        tidy_texts(self)
        super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        tidy_texts(self)
        super().save(*args, **kwargs)
