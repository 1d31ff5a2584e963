"""The reader's own rows. All of them are made from publications and can be made again (``manage.py rebuild_listings``)."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.publication.documents import DocumentKind
from cms.publication.models import Publication, Shelf
from cms.publication.story import Photo


class Teaser(models.Model):
    """What lists show of a public page. It exists as long as the page is public; only its address is looked up on the shelf."""

    shelf = models.OneToOneField(
        Shelf, verbose_name=_("shelf"), primary_key=True, on_delete=models.CASCADE, related_name="teaser"
    )
    kind = models.CharField(_("kind of page"), max_length=16)
    # The registry's fact that the page is the page of: "person:12", "session:3"; empty for an article.
    subject = models.CharField(_("subject"), max_length=40, blank=True, db_index=True)
    headline = models.TextField(_("headline"))
    short_headline = models.TextField(_("short headline"), blank=True)
    lede = models.TextField(_("lede"), blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("An office, or a session's venue."))
    day = models.DateField(_("day"), null=True)
    language = models.CharField(_("language"), max_length=12)
    photo_json = models.TextField(_("photo"), blank=True)
    topics = models.JSONField(_("topics"), default=list)
    published_at = models.DateTimeField(_("first public at"))
    updated_at = models.DateTimeField(_("current since"))
    sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("teaser")
        verbose_name_plural = _("teasers")
        indexes = [models.Index(fields=["sample"], condition=models.Q(sample=True), name="teaser_samples")]

    def __str__(self) -> str:
        return self.headline

    @property
    def photo(self) -> Photo | None:
        return Photo.model_validate_json(self.photo_json) if self.photo_json else None


class Listing(models.Model):
    """A page's place in one list, newest first: ``front``, ``section:4``, ``session:2``, ``person:7``, ``topic:dai-hoi``,
    ``day:2026-03-18``, ``sessions``, ``pages``, ``frame``, ``session_documents:2``, ``genre:photo_essay``; documents by their
    day in ``documents:4``, ``documents:4/report``, ``documents:4/2026``, ``documents:4/report/2026``; ``language:en`` for what is
    not in the language of the site."""

    list = models.CharField(_("list"), max_length=200)
    teaser = models.ForeignKey(Teaser, verbose_name=_("teaser"), on_delete=models.CASCADE, related_name="listings")
    at = models.DateTimeField(_("at"), help_text=_("First public at; of a session, and among documents, its day."))
    # As the teaser has it: a list is also read in the order of the last change.
    updated_at = models.DateTimeField(_("current since"))

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.UniqueConstraint(fields=["list", "at", "teaser"], name="listing_order"),
        ]
        indexes = [models.Index(fields=["list", "updated_at", "teaser"], name="listing_last_changed")]

    def __str__(self) -> str:
        return f"{self.list} {self.teaser_id}"


class DocumentEntry(models.Model):
    """What lists and filters of documents need beside the teaser. Its covering index is what the filter is made of."""

    teaser = models.OneToOneField(
        Teaser, verbose_name=_("teaser"), primary_key=True, on_delete=models.CASCADE, related_name="document"
    )
    section_id = models.PositiveBigIntegerField(_("section"))
    kind = models.CharField(_("kind of document"), max_length=16)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(pgettext_lazy("of a document", "number and symbol"), max_length=60, blank=True)
    issuer = models.CharField(pgettext_lazy("of a document", "issued by"), max_length=250, blank=True)
    is_draft = models.BooleanField(pgettext_lazy("of a document", "draft"), default=False)
    opinions_from = models.DateField(pgettext_lazy("of a document", "opinions from"), null=True)
    opinions_until = models.DateField(pgettext_lazy("of a document", "opinions until"), null=True)

    class Meta:
        verbose_name = _("document in lists")
        verbose_name_plural = _("documents in lists")
        indexes = [models.Index(fields=["section_id", "kind", "year"], name="document_groups")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def kind_label(self) -> str:
        return str(DocumentKind(self.kind).label)

    def takes_opinions(self, day: dt.date) -> bool:
        """Whether readers may send opinions on the day."""
        if self.opinions_from is None or self.opinions_until is None:
            return False
        return self.is_draft and self.opinions_from <= day <= self.opinions_until


class ArchiveDay(models.Model):
    """A day on which articles came out, and how many: what the calendar and the site map are made of."""

    day = models.DateField(_("day"), primary_key=True)
    articles = models.PositiveIntegerField(_("articles"))

    class Meta:
        verbose_name = _("day of the archive")
        verbose_name_plural = _("days of the archive")

    def __str__(self) -> str:
        return f"{self.day}"


class TopicUse(models.Model):
    """A topic that public articles carry, by its slug, and how many do; none do where it is not used any more."""

    slug = models.CharField(_("slug"), max_length=200, primary_key=True)
    articles = models.PositiveIntegerField(_("articles"), default=0)

    class Meta:
        verbose_name = _("use of a topic")
        verbose_name_plural = _("uses of topics")

    def __str__(self) -> str:
        return self.slug


class SearchEntry(models.Model):
    """The words of a public page, as they are shown in results. What is searched in stands in a table of the database's own
    kind beside it (`reader.search.index`)."""

    teaser = models.OneToOneField(
        Teaser, verbose_name=_("teaser"), primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    text = models.TextField(_("text"))
    at = models.DateTimeField(
        _("at"), null=True, help_text=_("First public at; for a session, the beginning of its day.")
    )

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return f"{self.pk}"


class SearchName(models.Model):
    """A name by which readers search: of a public person or session, or of a topic with public articles."""

    list = models.CharField(_("list"), max_length=200, unique=True, help_text=_("Of the articles about it."))
    kind = models.CharField(_("kind"), max_length=16)
    name = models.TextField(_("name"))
    words = models.TextField(_("words"), help_text=_("The name as it is searched for."))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("name that is searched for")
        verbose_name_plural = _("names that are searched for")
        indexes = [models.Index(fields=["kind", "-at", "-id"], name="search_names_newest")]

    def __str__(self) -> str:
        return self.name


class SearchGram(models.Model):
    """Three letters in a row of a name: names that share most of them with what was typed are likely meant."""

    name = models.ForeignKey(SearchName, verbose_name=_("name"), on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(_("three letters"), max_length=3)

    class Meta:
        verbose_name = _("three letters of a name")
        verbose_name_plural = _("three letters of names")
        constraints = [models.UniqueConstraint(fields=["gram", "name"], name="search_gram")]

    def __str__(self) -> str:
        return self.gram


class PublicNote(models.Model):
    """What readers are told of a page after it came out: each change, from the first version that told it, and that it was taken
    back. A change stays told, whatever version is public later."""

    class Kind(models.TextChoices):
        SLIP = "slip", pgettext_lazy("public note", "Slip")
        UPDATE = "update", pgettext_lazy("public note", "Update")
        CORRECTION = "correction", pgettext_lazy("public note", "Correction")
        WITHDRAWAL = "withdrawal", pgettext_lazy("public note", "Withdrawal")

    shelf = models.ForeignKey(Shelf, verbose_name=_("shelf"), on_delete=models.CASCADE, related_name="public_notes")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    place = models.PositiveIntegerField(_("place"), help_text=_("Among the changes of the story, from 0."))
    at = models.DateTimeField(_("public since"))
    headline = models.TextField(_("headline"))
    wrong = models.TextField(_("what was wrong"), blank=True)
    right = models.TextField(_("what is right"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("public note")
        verbose_name_plural = _("public notes")
        indexes = [
            models.Index(
                fields=["-at", "-id"],
                condition=models.Q(kind__in=["correction", "withdrawal"]),
                name="public_notes_listed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.shelf_id}"


class PublicVersion(models.Model):
    """That the public could read a publication. What was sealed is not enough: one that was given up before its hour never was."""

    publication = models.OneToOneField(
        Publication, verbose_name=_("publication"), primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    shelf = models.ForeignKey(Shelf, verbose_name=_("shelf"), on_delete=models.CASCADE, related_name="public_versions")

    class Meta:
        verbose_name = _("public version")
        verbose_name_plural = _("public versions")

    def __str__(self) -> str:
        return f"{self.pk}"


class Edition(models.Model):
    """One row: it changes with everything that the public sees, so that a page that a reader holds is known to be current."""

    number = models.PositiveBigIntegerField(_("number"), default=0)
    at = models.DateTimeField(_("at"))
    sample = models.BooleanField(_("sample data"), default=False)

    last_end: dt.datetime | None = None
    """When a page's public time was last over; asked with the row, since no row is written at that minute."""

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return f"{self.number}"
