from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Standing(models.TextChoices):
    """Where the newest version of a page stands."""

    DRAFT = "draft", pgettext_lazy("standing", "draft")
    WAITING = "waiting", pgettext_lazy("standing", "in review")
    SENT_BACK = "sent_back", pgettext_lazy("standing", "sent back")
    SEALED = "sealed", pgettext_lazy("standing", "approved")


class DeskRow(models.Model):
    """What the desk tells of a page, one row a page: written with each step, so that the desk asks neither pages nor stories."""

    page = models.OneToOneField(
        "wagtailcore.Page", verbose_name=_("page"), primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    headline = models.CharField(_("headline"), max_length=255)
    folded = models.CharField(_("headline without marks"), max_length=255)
    section_id = models.PositiveBigIntegerField(_("section"), null=True)
    session = models.ForeignKey(
        "registry.Session",
        verbose_name=_("session"),
        null=True,
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="+",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    standing = models.CharField(_("standing"), max_length=16, choices=Standing.choices)
    since = models.DateTimeField(_("since"))
    stage_state = models.ForeignKey(
        "review.ReviewTaskState",
        verbose_name=_("stage of a version"),
        null=True,
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="+",
    )
    go_live_at = models.DateTimeField(_("goes live at"), null=True)
    public_since = models.DateTimeField(_("public since"), null=True)
    # In review, sent back or scheduled: what the desk's lists are made of, however many pages there are.
    open = models.BooleanField(_("work in hand"), default=False)
    stops = models.PositiveSmallIntegerField(_("findings that stop it"), default=0)
    doubts = models.PositiveSmallIntegerField(_("doubts"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row of the desk")
        verbose_name_plural = _("rows of the desk")
        indexes = [
            models.Index(fields=["page"], condition=models.Q(open=True), name="desk_open"),
            models.Index(fields=["author", "standing"], name="desk_of_author"),
            models.Index(fields=["author", "public_since"], name="desk_public_of_author"),
        ]

    def __str__(self) -> str:
        return self.headline
