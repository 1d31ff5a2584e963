from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from .base import Part
from .person import Person
from .session import Session


class SessionPart(Part, Orderable):
    """A row of a session, in its order."""

    session: models.ForeignKey

    class Meta(Orderable.Meta):
        abstract = True

    def fact_keys(self) -> Iterable[str]:
        return [f"session:{self.session_id}"] if self.session_id else ()


class SessionChair(SessionPart):
    """Who presides (chủ trì); the first is named first."""

    session = ParentalKey(Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="chairs")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="chaired")

    class Meta(SessionPart.Meta):
        abstract = False
        verbose_name = _("chair")
        verbose_name_plural = _("chairs")

    def __str__(self) -> str:
        return str(self.person)


class AgendaPoint(SessionPart):
    """A point of the agenda."""

    session = ParentalKey(Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="agenda")
    time = models.CharField(
        _("time of day"),
        max_length=40,
        blank=True,
        help_text=_("As the programme has it: “8 giờ 30” or “14:00–15:00”."),
    )
    title = models.CharField(_("agenda item"), max_length=400)
    speaker = models.ForeignKey(
        Person,
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agenda_points",
    )
    speaker_text = models.CharField(
        _("speaker in words"),
        max_length=200,
        blank=True,
        help_text=_("Where the speaker isn't in the registry, or is an organisation."),
    )

    class Meta(SessionPart.Meta):
        abstract = False
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return self.title

    def speaker_shown(self) -> str:
        """The speaker as readers see it: the words if there are any, else the person's name."""
        return self.speaker_text or (self.speaker.name if self.speaker else "")


class SessionPaper(SessionPart):
    """A paper (tài liệu) of the session."""

    session = ParentalKey(Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="papers")
    paper = models.ForeignKey("media.Paper", verbose_name=_("paper"), on_delete=models.PROTECT, related_name="+")

    class Meta(SessionPart.Meta):
        abstract = False
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return str(self.paper)


class Delegate(SessionPart):
    """A row of the delegate list: somebody of the registry, or a name as the organisers' list has it."""

    session = ParentalKey(Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), null=True, blank=True, on_delete=models.PROTECT, related_name="attended"
    )
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Only where the person isn't in the registry.")
    )
    office = models.CharField(
        _("office"),
        max_length=300,
        blank=True,
        help_text=_("As the list has it; left empty, the registry's offices of that day."),
    )

    class Meta(SessionPart.Meta):
        abstract = False
        verbose_name = _("delegate")
        verbose_name_plural = _("delegate list")

    def __str__(self) -> str:
        return self.name_shown()

    def name_shown(self) -> str:
        """The delegate's name as readers see it."""
        return self.person.name if self.person else self.name

    def clean(self) -> None:
        super().clean()
        if not self.person and not self.name:
            raise ValidationError({"name": _("Choose a person or write a name.")})
        if self.person and self.name:
            raise ValidationError({"name": _("Choose a person or write a name, not both.")})
