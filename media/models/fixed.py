"""What pictures and papers have in common: a file that never changes once it is saved."""

import hashlib
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.publication.facts import fact_changed
from cms.text.normal import clean, one_line
from cms.trail.record import record
from cms.trail.source import acting_user

from ..errors import FileIsFixed


class FixedFile(models.Model):
    """A record whose file is fixed at its first save, and whose words are a shared fact.

    Subclasses have a field ``file`` and name their words. A save that changes a word proposes a new version of each page that
    shows the record; what is sealed stays as it was.
    """

    fact_kind: ClassVar[str]
    line_words: ClassVar[tuple[str, ...]] = ()
    long_words: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[tuple[str, ...]] = ()
    """Fields of which readers see something."""
    noted: ClassVar[tuple[str, ...]] = ()
    """Further fields whose change stands in the trail."""
    lasting: ClassVar[tuple[str, ...]] = ()
    """Fields that are set once, by an action of their own: a form that was opened before must not empty them again."""

    sha256 = models.CharField(
        "SHA-256", max_length=64, editable=False, db_index=True, help_text=gettext_lazy("Digest of the uploaded file.")
    )

    class Meta:
        abstract = True

    @property
    def fact_key(self) -> str:
        """The name under which stories know this record: ``"image:7"``."""
        return f"{self.fact_kind}:{self.pk}"

    def clean(self) -> None:
        self.refuse_other_file(self.stored())
        super().clean()
        self.clean_words()

    def clean_words(self) -> None:
        """Brings the words into the form in which they are kept."""
        for name in self.line_words:
            setattr(self, name, one_line(getattr(self, name)))
        for name in self.long_words:
            setattr(self, name, clean(getattr(self, name)).strip())

    def stored(self, *, lock: bool = False) -> dict[str, Any] | None:
        """What the database holds of this record now, locked against others if wished; None for a new one."""
        if not self.pk:
            return None
        rows = type(self)._default_manager.filter(pk=self.pk)
        if lock:
            rows = rows.select_for_update()
        return rows.values("file", "sha256", *self.lasting, *self.shown, *self.noted).first()

    def refuse_other_file(self, stored: dict[str, Any] | None) -> None:
        """Raises ``FileIsFixed`` where the file is not the one that was saved."""
        if stored is None:
            return
        file: Any = self.file  # type: ignore[attr-defined]
        if file.name != stored["file"] or not file._committed or self.sha256 != stored["sha256"]:
            raise FileIsFixed(self.fixed_sentence())

    @staticmethod
    def fixed_sentence() -> str:
        return _("The file of a saved record never changes. Upload the new file as a new record and use that one.")

    def read_new_file(self) -> None:
        """Takes from the file of a new record what is to be known of it: its digest; subclasses read more."""
        file: Any = self.file  # type: ignore[attr-defined]
        file.open("rb")
        file.seek(0)
        self.sha256 = hashlib.file_digest(file.file, "sha256").hexdigest()
        file.seek(0)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        stored = self.stored(lock=True)
        if stored is None:
            self.read_new_file()
            self.clean_words()
            super().save(*args, **kwargs)
            record(
                f"{self.fact_kind}.added",
                actor=self.uploaded_by_user or acting_user(),  # type: ignore[attr-defined]
                subject=self.fact_key,
                data={"sha256": self.sha256},
            )
            return
        self.refuse_other_file(stored)
        self.clean_words()
        for name in self.lasting:
            setattr(self, name, stored[name] or getattr(self, name))
        super().save(*args, **kwargs)
        seen, noted = (
            [name for name in names if getattr(self, name) != stored[name]] for names in (self.shown, self.noted)
        )
        if seen:
            fact_changed(self.fact_key)
        if seen or noted:
            data = {"fields": sorted({*seen, *noted})}
            record(f"{self.fact_kind}.changed", actor=acting_user(), subject=self.fact_key, data=data)
