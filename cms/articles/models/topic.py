from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.search import index

from cms.publication.facts import fact_changed
from cms.text.fold import fold, slug
from cms.text.normal import one_line
from cms.trail.record import record
from cms.trail.source import acting_user


class Topic(index.Indexed, TagBase):
    """A subject that articles share. Its address is made of ASCII letters: ``"Đại hội"`` is ``dai-hoi``."""

    name: Any
    slug: Any
    free_tagging = True

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    @property
    def folded(self) -> str:
        """The name as it is typed without diacritics."""
        return fold(self.name)

    def slugify(self, tag: str, i: int | None = None) -> str:
        return slug(tag) if i is None else f"{slug(tag)}-{i + 1}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """As usual, and proposes a new version of the articles that show the topic under its old name or address."""
        self.name = one_line(self.name)
        before = Topic.objects.filter(pk=self.pk).values("name", "slug").first() if self.pk else None
        result = super().save(*args, **kwargs)
        if before:
            fact_changed(f"topic:{before['slug']}")
        changed = sorted(name for name, value in (before or {}).items() if getattr(self, name) != value)
        if changed or not before:
            act = "topic.changed" if before else "topic.added"
            record(act, actor=acting_user(), subject=f"topic:{self.pk}", data={"fields": changed} if before else {})
        return result

    def clean(self) -> None:
        self.name = one_line(self.name)
        super().clean()
