"""The rows that belong to an article and are versioned with it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.publication import posts, story
from cms.text.tidy import TidyRow
from media.crops import crop_box
from media.story import photo_value

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


def channel_choices() -> list[tuple[str, str]]:
    """The channels for which somebody may write."""
    return [(code, posts.channel_label(code)) for code in posts.worded()]


class ArticlePost(TidyRow, Orderable):
    """What a channel gets in place of what it would draw up by itself; what is left empty is drawn up."""

    class Shape(models.TextChoices):
        """What platforms show without cutting it themselves."""

        SQUARE = "1:1", pgettext_lazy("shape of a picture", "square (1:1)")
        PORTRAIT = "4:5", pgettext_lazy("shape of a picture", "upright (4:5)")
        LANDSCAPE = "191:100", pgettext_lazy("shape of a picture", "wide (1.91:1)")

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="post_rows")
    channel = models.CharField(pgettext_lazy("of a post", "channel"), max_length=32, choices=channel_choices)
    text = models.TextField(
        pgettext_lazy("of a post", "words"),
        blank=True,
        help_text=_("In place of headline and lede. The channel adds the link to the article."),
    )
    photo = models.ForeignKey(
        "media.Photo",
        verbose_name=pgettext_lazy("of a post", "photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("In place of the lead photo."),
    )
    without_photo = models.BooleanField(pgettext_lazy("of a post", "without a photo"), default=False)
    shape = models.CharField(
        pgettext_lazy("of a post", "shape of the picture"), max_length=8, choices=Shape.choices, blank=True
    )
    position = models.PositiveSmallIntegerField(
        pgettext_lazy("of a post", "where it is cut"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("From 0, the left or the top, to 100. Empty: around what must stay visible."),
    )

    panels = [
        FieldPanel("channel"),
        FieldPanel("text"),
        FieldPanel("photo"),
        FieldPanel("without_photo"),
        FieldRowPanel([FieldPanel("shape"), FieldPanel("position")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("post for a channel")
        verbose_name_plural = _("posts for the channels")

    def __str__(self) -> str:
        return posts.channel_label(self.channel)

    def value(self, lead_photo: story.Photo | None) -> story.Wording | None:
        """The row as the story tells it; None where it leaves everything to the channel."""
        own = photo_value(self.photo) if self.photo else None
        wording = story.Wording(
            channel=self.channel,
            text=self.text,
            photo=None if self.without_photo else own,
            without_photo=self.without_photo,
            crop=None if self.without_photo else self._crop(own or lead_photo),
        )
        return None if wording == story.Wording(channel=self.channel) else wording

    def _crop(self, photo: story.Photo | None) -> tuple[int, int, int, int] | None:
        if photo is None or not self.shape:
            return None
        wide, high = map(int, self.shape.split(":"))
        return crop_box((photo.width, photo.height), wide / high, self.position, photo.focus)


class ArticleTopic(ItemBase):
    """That an article is about a topic."""

    tag = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="tagged_articles")
    content_object = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="topic_rows")

    class Meta:
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of articles")
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="article_topic_once")]
