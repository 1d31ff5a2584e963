from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.publication.story import Story, parse_story


class Look(models.Model):
    """What a member of the newsroom looked at last on a page, by their own word: one row a member and page.

    It keeps the story itself: the revision may be written over by the next autosave, and the facts in it may change.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey("wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(_("digest"), max_length=64)
    revision_id = models.PositiveBigIntegerField(_("revision"))
    story_json = models.TextField(_("story"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("look at a version")
        verbose_name_plural = _("looks at versions")
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="look_once_a_page")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest[:12]}"

    @property
    def story(self) -> Story:
        return parse_story(self.story_json)
