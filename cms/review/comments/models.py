from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from .anchors import CONTEXT, Anchor


class _Said(models.Model):
    """Something that a member wrote. It outlives the account, without its name."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("comment", "author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    text = models.TextField(pgettext_lazy("comment", "text"))
    made_at = models.DateTimeField(pgettext_lazy("comment", "made at"), auto_now_add=True)
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=pgettext_lazy("comment", "mentioned members"), related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:80]


class Comment(_Said):
    """A comment (góp ý) on a draft, or on a passage of it. It is open until somebody has resolved it.

    One that a leader made by a link has no author among the members: ``signoff`` says whose word it is.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=pgettext_lazy("comment", "page"), on_delete=models.CASCADE, related_name="+"
    )
    signoff = models.OneToOneField(
        "review.SignoffRequest",
        verbose_name=gettext_lazy("sign-off link"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    blocking = models.BooleanField(pgettext_lazy("comment", "must be resolved before approval"), default=False)
    # The passage: see `anchors`. Without a quote the comment is about the whole page.
    part = models.CharField(pgettext_lazy("comment", "part"), max_length=40, blank=True)
    quote = models.TextField(pgettext_lazy("comment", "passage"), blank=True)
    before = models.CharField(pgettext_lazy("comment", "before it"), max_length=CONTEXT, blank=True)
    after = models.CharField(pgettext_lazy("comment", "after it"), max_length=CONTEXT, blank=True)
    resolved_at = models.DateTimeField(pgettext_lazy("comment", "resolved at"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("comment", "resolved by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = pgettext_lazy("comment", "comment")
        verbose_name_plural = pgettext_lazy("comment", "comments")
        indexes = [
            models.Index(
                fields=["page", "blocking"], condition=models.Q(resolved_at=None), name="comment_open_on_page"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def anchor(self) -> Anchor | None:
        """The passage that it is about; None for the whole page."""
        return Anchor(self.part, self.quote, self.before, self.after) if self.quote else None


class Reply(_Said):
    """An answer to a comment."""

    comment = models.ForeignKey(
        Comment, verbose_name=pgettext_lazy("comment", "comment"), on_delete=models.CASCADE, related_name="replies"
    )

    class Meta:
        verbose_name = pgettext_lazy("comment", "reply")
        verbose_name_plural = pgettext_lazy("comment", "replies")
        ordering = ["pk"]
