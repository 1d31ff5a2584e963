import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, PageChooserPanel
from wagtail.models import Orderable

from cms.articles.panels import NotesPanel, found_by
from cms.articles.tabs import Tabs
from cms.publication import story
from cms.publication.pages import ReviewedPage

from ..digests.rhythm import Rhythm
from ..permissions import DigestPermissionTester


class DigestPage(ReviewedPage):
    """A digest of the newsletter; its title is the subject of the mail. The rule draws it up, a person finishes it."""

    story_kind: ClassVar[story.StoryKind] = "digest"

    opening = models.TextField(
        pgettext_lazy("digest", "opening"),
        blank=True,
        help_text=_("A sentence or two to the readers, before the articles. A digest without it can't be submitted."),
    )
    rhythm = models.CharField(
        pgettext_lazy("digest", "rhythm"), max_length=8, choices=Rhythm.choices, default=Rhythm.DAILY, editable=False
    )
    # What went public after the one and not after the other stands in it. Of a copy both are empty: it is sent to nobody.
    since = models.DateTimeField(pgettext_lazy("digest", "public since"), null=True, editable=False)
    until = models.DateTimeField(pgettext_lazy("digest", "public until"), null=True, editable=False)

    # Drawn up by `digests.actions` alone, which knows what the digest before it has told.
    is_creatable = False
    exclude_fields_in_copy = ["since", "until"]
    parent_page_types = ["articles.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    edit_handler = Tabs(
        [
            ObjectList(
                [
                    NotesPanel(),
                    FieldPanel(
                        "title",
                        heading=pgettext_lazy("digest", "Subject"),
                        help_text=_("The subject of the mail, and the title of its page."),
                    ),
                    FieldPanel("opening"),
                    InlinePanel(
                        "items",
                        heading=pgettext_lazy("digest", "Articles, the most important first"),
                        label=_("Article"),
                        help_text=_(
                            "In the order of the mail, under their sections. What is withdrawn before the mail leaves is "
                            "not in it; what is corrected stands in it as corrected."
                        ),
                    ),
                ],
                heading=pgettext_lazy("digest", "Digest"),
            ),
            found_by(),
        ]
    )

    class Meta:
        verbose_name = pgettext_lazy("newsletter", "digest")
        verbose_name_plural = pgettext_lazy("newsletter", "digests")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Only the archive of digests takes digests."""
        return super().can_create_at(parent) and _lists_digests(parent)

    def can_move_to(self, parent: Any) -> bool:
        return super().can_move_to(parent) and _lists_digests(parent)

    def permissions_for_user(self, user: Any) -> DigestPermissionTester:
        return DigestPermissionTester(user, self)

    def story_parts(self) -> dict[str, Any]:
        from ..digests.story import entries_of

        return {
            "lede": self.opening,
            "details": story.DigestDetails(
                rhythm=self.rhythm,
                since=_utc(self.since),
                until=_utc(self.until),
                entries=entries_of(row.article_id for row in self.items.all() if row.article_id),
            ),
        }


class DigestItem(Orderable):
    """An article that a digest tells of."""

    page = ParentalKey(DigestPage, on_delete=models.CASCADE, related_name="items")
    article = models.ForeignKey(
        "articles.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("article", "articles.ArticlePage")]

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("digest", "article of a digest")
        verbose_name_plural = pgettext_lazy("digest", "articles of a digest")

    def __str__(self) -> str:
        return str(self.article)


class DigestRun(models.Model):
    """That the rule was asked for a digest up to an instant; once, however many workers look at the clock. Without a page nothing
    had gone public."""

    rhythm = models.CharField(pgettext_lazy("digest", "rhythm"), max_length=8, choices=Rhythm.choices)
    until = models.DateTimeField(pgettext_lazy("digest", "public until"))
    page_id = models.PositiveBigIntegerField(_("page"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("digest", "digest asked for")
        verbose_name_plural = pgettext_lazy("digest", "digests asked for")
        constraints = [models.UniqueConstraint(fields=["rhythm", "until"], name="digest_once")]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.until:%Y-%m-%d %H:%M}"


def _lists_digests(parent: Any) -> bool:
    return getattr(parent.specific_deferred, "lists", None) == "digests"


def _utc(moment: dt.datetime | None) -> dt.datetime | None:
    return moment and moment.astimezone(dt.UTC)
