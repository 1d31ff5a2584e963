from collections import Counter
from collections.abc import Iterable
from typing import Any, Self

from django.db import models, transaction
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from cms.text.fold import words
from cms.text.tidy import TidyRow, tidy_texts

from ..collation import collation_key
from ..facts import Fact
from .earlier import Missing, without_deleted


class EntryQuerySet(models.QuerySet[Any]):
    def matching(self, query: str) -> Self:
        """The entries that have a word beginning with each word of the query, with or without diacritics."""
        searched = words(query)[:12]
        if not searched:
            return self.none() if query.strip() else self
        found = self
        for word in searched:
            found = found.filter(folded__contains=f" {word}")
        return found


class Part(TidyRow, Fact):
    """A row that is edited on the screen of the entry it belongs to."""

    class Meta:
        abstract = True


class Entry(Fact, RevisionMixin, ClusterableModel):
    """An entry of the registry: found without diacritics, sorted in Vietnamese order, with its earlier versions kept.

    ``folded`` and ``collation`` are written at each save and make the database find and sort: at once, with no worker and no
    search index between, on any engine.
    """

    folded = models.TextField(editable=False, default="")
    collation = models.CharField(max_length=660, editable=False, default="", db_index=True)

    objects: Any = EntryQuerySet.as_manager()

    missing: Missing = Counter()
    """What an earlier version names that was deleted since; empty for what the entry is now."""

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> "Entry":
        content, missing = without_deleted(type(self), content)
        entry: Entry = super().with_content_json(content)
        entry.missing = missing
        return entry

    def searched_text(self) -> str:
        """The words by which the entry is found."""
        return str(self)

    def sorted_text(self) -> str:
        """The text by which the entry is sorted."""
        return str(self)

    def entries_naming_this(self) -> Iterable["Entry"]:
        """Entries that are found by words of this one, so that they follow when it is renamed."""
        return ()

    def clean(self) -> None:
        tidy_texts(self)
        super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and set(update_fields) <= {"latest_revision", "latest_revision_id"}:
            # Wagtail notes which version is the newest: the entry says what it said.
            models.Model.save(self, *args, **kwargs)
            return
        tidy_texts(self)
        before = (
            type(self)._base_manager.filter(pk=self.pk).values_list("folded", flat=True).first() if self.pk else None
        )
        self._index()
        if update_fields is not None:
            kwargs["update_fields"] = {*update_fields, "folded", "collation"}
        with transaction.atomic():
            super().save(*args, **kwargs)
            if before is not None and before != self.folded:
                for entry in self.entries_naming_this():
                    entry._index()
                    type(entry)._base_manager.filter(pk=entry.pk).update(folded=entry.folded, collation=entry.collation)

    def _index(self) -> None:
        self.folded = f" {' '.join(words(self.searched_text()))} "
        self.collation = collation_key(self.sorted_text())
