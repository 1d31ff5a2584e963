"""The rows that belong to an article and are versioned with it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.publication import story
from cms.text.tidy import TidyRow

from .topic import Topic


class ArticleAuthor(TidyRow, Orderable):
    """One who signs: somebody of the newsroom by their pen name, or a name as it stands."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("of the newsroom"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("For who has no account, or signs this article otherwise.")
    )

    panels = [FieldPanel("user"), FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.shown()

    def shown(self) -> str:
        """The name under the article; empty where nothing is filled in yet."""
        return self.name or (self.user.byline if self.user else "")

    def clean(self) -> None:
        super().clean()
        if not self.user_id and not self.name:
            raise ValidationError({"name": _("Choose somebody of the newsroom or write a name.")})


class ArticleMention(Orderable):
    """A person in the article, confirmed by who wrote it. The offices shown are those of the article's day."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="mention_rows")
    person = models.ForeignKey(
        "registry.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="article_mentions"
    )

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("person in the article")
        verbose_name_plural = _("persons in the article")

    def __str__(self) -> str:
        return str(self.person)


class ArticleChange(TidyRow, Orderable):
    """What was changed after the article had been public. Proofreading says what is missing; a draft may be unfinished."""

    class Kind(models.TextChoices):
        SLIP = "slip", pgettext_lazy("change", "Slip: a typing error; a small note")
        UPDATE = "update", pgettext_lazy("change", "Update: says more than before; shows the hour")
        CORRECTION = "correction", pgettext_lazy("change", "Correction: a public note of what was wrong")

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="change_rows")
    kind = models.CharField(_("kind of change"), max_length=16, choices=Kind.choices)
    wrong = models.TextField(_("what was wrong"), blank=True, help_text=_("For a correction, as it was published."))
    right = models.TextField(_("what is right"), blank=True, help_text=_("For a correction."))
    note = models.TextField(
        _("words to the readers"),
        blank=True,
        help_text=_("What was changed, in a sentence; for a correction, an apology."),
    )

    panels = [
        FieldPanel("kind"),
        FieldPanel("wrong", classname="for-correction"),
        FieldPanel("right", classname="for-correction"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("change after publication")
        verbose_name_plural = _("changes after publication")

    def __str__(self) -> str:
        return self.get_kind_display()

    def value(self) -> story.Change:
        """The row as the story tells it; only a correction says what was wrong."""
        corrects = self.kind == self.Kind.CORRECTION
        return story.Change(
            kind=self.kind,
            wrong=self.wrong if corrects else "",
            right=self.right if corrects else "",
            note=self.note,
        )


class ArticleTopic(ItemBase):
    """That an article is about a topic."""

    tag = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="tagged_articles")
    content_object = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="topic_rows")

    class Meta:
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of articles")
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="article_topic_once")]
