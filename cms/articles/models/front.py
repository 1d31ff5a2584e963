from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable

from cms.publication import story
from cms.publication.pages import ReviewedPage

from ..panels import front_tabs


class FrontPage(ReviewedPage):
    """The front page; its title is the name of the site."""

    story_kind: ClassVar[story.StoryKind] = "front"

    tagline = models.CharField(_("tagline"), max_length=200, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.SectionPage", "articles.ImprintPage"]
    edit_handler = front_tabs()

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def story_parts(self) -> dict[str, Any]:
        ids = dict.fromkeys(lead.article_id for lead in self.leads.all() if lead.article_id)
        return {"details": story.FrontDetails(tagline=self.tagline, lead_page_ids=tuple(ids))}


class LeadArticle(Orderable):
    """An article that leads on the front page."""

    page = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="leads")
    article = models.ForeignKey(
        "articles.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("article", "articles.ArticlePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("lead article")
        verbose_name_plural = _("lead articles")

    def __str__(self) -> str:
        return str(self.article)
