from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.publication import story
from cms.publication.pages import ReviewedPage

from ..blocks import ZonesBlock, zones_of
from ..fields import BodyField
from ..forms import FrontForm
from ..panels import front_tabs


class FrontPage(ReviewedPage):
    """The front page; its title is the name of the site. Its zones are arranged by an editor."""

    story_kind: ClassVar[story.StoryKind] = "front"

    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    zones = BodyField(
        ZonesBlock(),
        verbose_name=_("zones"),
        blank=True,
        help_text=_(
            "From the top down. No article stands twice; one that is not public yet shows once it is, and where one was "
            "taken back the next moves up."
        ),
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.SectionPage", "articles.ImprintPage", "articles.InfoPage"]
    base_form_class = FrontForm
    edit_handler = front_tabs()

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def tidy(self) -> None:
        super().tidy()
        if self.zones:
            # What led before there were zones stands in them now.
            self.leads.set([])

    def story_parts(self) -> dict[str, Any]:
        ids = () if self.zones else dict.fromkeys(lead.article_id for lead in self.leads.all() if lead.article_id)
        return {
            "details": story.FrontDetails(tagline=self.tagline, lead_page_ids=tuple(ids), zones=zones_of(self.zones))
        }


class LeadArticle(Orderable):
    """An article that leads on a front page that nobody has arranged in zones yet."""

    page = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="leads")
    article = models.ForeignKey(
        "articles.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("lead article")
        verbose_name_plural = _("lead articles")

    def __str__(self) -> str:
        return str(self.article)
