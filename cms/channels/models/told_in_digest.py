from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ToldInDigest(models.Model):
    """That a version of a digest tells of an article, also where a later one tells of it no more: what becomes of the article
    concerns who was mailed that version."""

    article_id = models.PositiveBigIntegerField(_("article"))
    digest_id = models.PositiveBigIntegerField(pgettext_lazy("newsletter", "digest"))
    publication_id = models.PositiveBigIntegerField(_("publication"))

    class Meta:
        verbose_name = pgettext_lazy("newsletter", "article told in a digest")
        verbose_name_plural = pgettext_lazy("newsletter", "articles told in digests")
        constraints = [models.UniqueConstraint(fields=["article_id", "publication_id"], name="told_in_digest_once")]

    def __str__(self) -> str:
        return f"{self.article_id} @ {self.digest_id}/{self.publication_id}"
