from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.publication import story
from cms.publication.pages import ReviewedPage

from ..panels import imprint_tabs


class ImprintPage(ReviewedPage):
    """Who answers for the site: what the law wants at the foot of every page."""

    story_kind: ClassVar[story.StoryKind] = "imprint"

    operator = models.CharField(_("operator"), max_length=250, help_text=_("The body that runs the site."))
    licence = models.CharField(
        _("licence"), max_length=250, blank=True, help_text=_("Number, day and issuer of the licence.")
    )
    editor_in_chief = models.CharField(_("editor in chief"), max_length=250, blank=True)
    hot_line = models.CharField(_("hot line"), max_length=80, blank=True)
    email = models.EmailField(_("email"), blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    terms_of_reuse = models.TextField(_("terms of reuse"), blank=True)

    parent_page_types = ["articles.FrontPage"]
    subpage_types: ClassVar[list[str]] = []
    edit_handler = imprint_tabs()

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprints")

    def story_parts(self) -> dict[str, Any]:
        return {
            "details": story.ImprintDetails(
                operator=self.operator,
                licence=self.licence,
                editor_in_chief=self.editor_in_chief,
                hot_line=self.hot_line,
                email=self.email,
                address=self.address,
                terms_of_reuse=self.terms_of_reuse,
            )
        }
