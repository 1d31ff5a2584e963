from typing import Any, NoReturn

from django.db import models


class InsertOnly(models.Model):
    """A row that is written once. The table's migration adds the triggers that hold it (`cms.trail.appendonly.insert_only`)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.delete()
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{self._meta.verbose_name}: a row is never changed or deleted.")
