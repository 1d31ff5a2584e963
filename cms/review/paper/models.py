from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from cms.publication.story import Story, parse_story


def _member(name: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=name, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class Paper(models.Model):
    """A version as it was put on paper. It keeps the story: the revision may be written over by the next autosave."""

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=pgettext_lazy("paper", "page"), on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(pgettext_lazy("paper", "digest"), max_length=64)
    version = models.CharField(pgettext_lazy("paper", "version"), max_length=40)
    story_json = models.TextField(pgettext_lazy("paper", "story"))
    made_by = _member(pgettext_lazy("paper", "made by"))
    made_at = models.DateTimeField(pgettext_lazy("paper", "made at"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("paper", "paper for submission")
        verbose_name_plural = pgettext_lazy("paper", "papers for submission")
        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="paper_once_a_version")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest[:12]}"

    @property
    def story(self) -> Story:
        return parse_story(self.story_json)


class PaperReading(models.Model):
    """A marked-up paper that was read back: which file, and what of it could not be taken in, as sentences."""

    paper = models.ForeignKey(
        Paper, verbose_name=pgettext_lazy("paper", "paper"), on_delete=models.CASCADE, related_name="readings"
    )
    filename = models.CharField(pgettext_lazy("paper", "file name"), max_length=250)
    sha256 = models.CharField(pgettext_lazy("paper", "file (digest)"), max_length=64)
    notes = models.JSONField(pgettext_lazy("paper", "notes"), default=list)
    comments = models.PositiveIntegerField(pgettext_lazy("paper", "comments"), default=0)
    read_by = _member(pgettext_lazy("paper", "read by"))
    read_at = models.DateTimeField(pgettext_lazy("paper", "read at"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("paper", "paper that came back")
        verbose_name_plural = pgettext_lazy("paper", "papers that came back")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "sha256"], name="paper_file_read_once")]

    def __str__(self) -> str:
        return self.filename


class ProposedChange(models.Model):
    """A change that a paper proposes (đề nghị sửa): open until somebody of the newsroom accepts or rejects it."""

    class Kind(models.TextChoices):
        INSERT = "insert", pgettext_lazy("paper", "words added")
        DELETE = "delete", pgettext_lazy("paper", "words struck out")
        REPLACE = "replace", pgettext_lazy("paper", "words replaced")
        MOVE = "move", pgettext_lazy("paper", "paragraph moved")
        NEW = "new", pgettext_lazy("paper", "new paragraph")
        REMOVED = "removed", pgettext_lazy("paper", "paragraph struck out")

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("paper", "open")
        ACCEPTED = "accepted", pgettext_lazy("paper", "accepted")
        REJECTED = "rejected", pgettext_lazy("paper", "rejected")
        OBSOLETE = "obsolete", pgettext_lazy("paper", "overtaken")

    reading = models.ForeignKey(
        PaperReading, verbose_name=pgettext_lazy("paper", "paper"), on_delete=models.CASCADE, related_name="changes"
    )
    kind = models.CharField(pgettext_lazy("paper", "kind"), max_length=16, choices=Kind.choices)
    status = models.CharField(
        pgettext_lazy("paper", "state"), max_length=16, choices=Status.choices, default=Status.OPEN
    )
    # What it is about: see `reading.changes.Found`.
    path = models.CharField(pgettext_lazy("paper", "place"), max_length=40)
    target = models.CharField(pgettext_lazy("paper", "new place"), max_length=40, blank=True)
    passage = models.TextField(pgettext_lazy("paper", "passage"), blank=True)
    start = models.PositiveIntegerField(pgettext_lazy("paper", "beginning"), default=0)
    before = models.TextField(pgettext_lazy("paper", "what stands there"), blank=True)
    after = models.TextField(pgettext_lazy("paper", "what is to stand there"), blank=True)
    listed = models.BooleanField(pgettext_lazy("paper", "point of a list"), default=False)
    author = models.CharField(pgettext_lazy("paper", "who changed it on paper"), max_length=120, blank=True)
    at = models.DateTimeField(pgettext_lazy("paper", "changed at"), null=True)
    tracked = models.BooleanField(pgettext_lazy("paper", "tracked"), default=True)
    decided_by = _member(pgettext_lazy("paper", "decided by"))
    decided_at = models.DateTimeField(pgettext_lazy("paper", "decided at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("paper", "proposed change")
        verbose_name_plural = pgettext_lazy("paper", "proposed changes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN
