from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.search import index

from cms.publication import story
from cms.publication.pages import ReviewedPage
from cms.publication.queries import shelf_of
from cms.registry.queries import people_by_id
from cms.registry.values import session_ref
from cms.text.dates import today
from cms.text.fold import fold
from media.story import photo_value

from ..blocks import BlockPlace, BodyBlock, blocks_of, places_of
from ..context import StoryContext
from ..fields import BodyField
from ..forms import ArticleForm
from ..panels import article_tabs
from ..persons import mention_on
from .article_parts import ArticleChange, ArticleTopic


class Genre(models.TextChoices):
    """What an article is told by."""

    NEWS = "", pgettext_lazy("genre", "News, report")
    PHOTO_ESSAY = "photo_essay", pgettext_lazy("genre", "Photo essay")


class ArticlePage(ReviewedPage):
    """An article (bài viết). Its headline is the page's title."""

    story_kind: ClassVar[story.StoryKind] = "article"

    short_headline = models.CharField(
        _("short headline"),
        max_length=120,
        blank=True,
        help_text=_("For small places: cards, the subject of mails, lists of related articles."),
    )
    genre = models.CharField(
        _("genre"),
        max_length=16,
        choices=Genre.choices,
        blank=True,
        default=Genre.NEWS,
        help_text=_(
            "A photo essay shows the photos of the text large, in their order, and readers leaf through them. "
            "The lead photo opens it, unless it stands in the text."
        ),
    )
    lede = models.TextField(_("lede"), blank=True, help_text=_("The opening summary, a paragraph."))
    dateline_place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Where the article is from."))
    day = models.DateField(
        _("day"),
        null=True,
        blank=True,
        default=today,
        help_text=_("The day that the article tells of: names and offices are those of this day."),
    )
    lead_photo = models.ForeignKey(
        "media.Photo",
        verbose_name=_("lead photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = BodyField(BodyBlock(), verbose_name=_("article text"), blank=True)
    session = models.ForeignKey(
        "registry.Session",
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        help_text=_("The session that the article covers."),
    )
    topics = ClusterTaggableManager(
        through=ArticleTopic,
        verbose_name=_("topics"),
        blank=True,
        help_text=_("What the article is about; readers find all articles of a topic on one page."),
    )
    parent_page_types = ["articles.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = ArticleForm
    edit_handler = article_tabs()
    show_in_menus_default = False
    # A copy has never been public.
    exclude_fields_in_copy: ClassVar[list[str]] = ["change_rows"]

    search_fields = [
        *ReviewedPage.search_fields,
        index.SearchField("lede"),
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def folded(self) -> str:
        """Headline and lede as they are typed without diacritics."""
        return fold(f"{self.title} {self.lede}")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Only sections that list articles take articles."""
        return super().can_create_at(parent) and getattr(parent.specific_deferred, "lists", None) == "articles"

    def can_move_to(self, parent: Any) -> bool:
        return super().can_move_to(parent) and getattr(parent.specific_deferred, "lists", None) == "articles"

    def story_parts(self) -> dict[str, Any]:
        context = StoryContext(day=self.day)
        lead_photo = photo_value(self.lead_photo) if self.lead_photo else None
        return {
            "genre": self.genre,
            "short_headline": self.short_headline,
            "lede": self.lede,
            "dateline_place": self.dateline_place,
            "day": self.day,
            "byline": self.byline(),
            "lead_photo": lead_photo,
            "blocks": blocks_of(self.body, context),
            "session": session_ref(self.session) if self.session else None,
            "topics": self.topic_values(),
            "mentions": self.mentions(),
            "wordings": self.wordings(lead_photo),
            "changes": tuple(row.value() for row in self.change_rows.all() if row.kind),
        }

    def block_places(self) -> tuple[BlockPlace, ...]:
        """Where the blocks of the story stand in the editor."""
        return places_of(self.body, StoryContext(day=self.day))

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("previous_revision") is not None:
            self._keep_public_notes()
        return super().save_revision(*args, **kwargs)

    def _keep_public_notes(self) -> None:
        """A version from before a note was made says nothing of it; what readers were told stays."""
        shelf = shelf_of(self.pk)
        public = shelf.current.story.changes if shelf and shelf.current else ()
        rows = list(self.change_rows.all())
        if tuple(row.value() for row in rows[: len(public)]) == public:
            return
        told = [ArticleChange(**change.model_dump()) for change in public]
        rows = told + [row for row in rows if row.value() not in public]
        for order, row in enumerate(rows):
            row.sort_order = order
        self.change_rows.set(rows)

    def byline(self) -> tuple[str, ...]:
        """The names that sign, in their order, each once."""
        names = (author.shown() for author in self.authors.all())
        return tuple(dict.fromkeys(name for name in names if name))

    def wordings(self, lead_photo: story.Photo | None) -> tuple[story.Wording, ...]:
        """What was written for single channels, by channel, so that the order of the rows makes no other version."""
        rows = {row.channel: row for row in reversed(self.post_rows.all())}
        values = (rows[channel].value(lead_photo) for channel in sorted(rows))
        return tuple(value for value in values if value is not None)

    def topic_values(self) -> tuple[story.Topic, ...]:
        """The topics by name, so that the order in which they were typed makes no other version."""
        topics = sorted(self.topics.all(), key=lambda topic: (fold(topic.name), topic.name))
        return tuple(story.Topic(slug=topic.slug, name=topic.name) for topic in topics)

    def mentions(self) -> tuple[story.Mention, ...]:
        """The persons confirmed, each once, with their offices of the day."""
        ids = list(dict.fromkeys(row.person_id for row in self.mention_rows.all() if row.person_id))
        people = people_by_id(ids)
        return tuple(mention_on(people[pk], self.day) for pk in ids if pk in people)
