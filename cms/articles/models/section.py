from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.publication import story
from cms.publication.pages import ReviewedPage

from ..panels import section_tabs


class SectionPage(ReviewedPage):
    """A section (chuyên mục): the page above the articles, the sessions, the people, the digests or the documents that it lists."""

    story_kind: ClassVar[story.StoryKind] = "section"

    class Lists(models.TextChoices):
        ARTICLES = "articles", _("articles")
        SESSIONS = "sessions", _("sessions")
        PEOPLE = "people", _("people")
        DIGESTS = "digests", _("digests of the newsletter")
        DOCUMENTS = "documents", pgettext_lazy("section lists", "documents")

    lists = models.CharField(_("lists"), max_length=16, choices=Lists.choices, default=Lists.ARTICLES)
    menu_order = models.PositiveSmallIntegerField(
        _("place in the menu"), default=0, help_text=_("A smaller number stands further left; 0: not in the menu.")
    )
    intro = models.TextField(_("introduction"), blank=True)

    # Which pages stand below is said by those pages, so that rooms further down need not be named here.
    parent_page_types = ["articles.FrontPage"]
    edit_handler = section_tabs()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def story_parts(self) -> dict[str, Any]:
        return {
            "lede": self.intro,
            "details": story.SectionDetails(lists=self.lists, menu_order=self.menu_order or 0),
        }
