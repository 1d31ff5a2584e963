"""The registry's fixed lists, and the words of the house for them.

The labels of the lists are the admin's, in the language of who works there. What readers see is Vietnamese whoever works, so
those words stand here and not in a catalogue: a better translation of the admin must not change what was sealed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Line(models.IntegerChoices):
    """The order in which a person's offices are named."""

    CENTRAL_PARTY = 1, _("central Party")
    LOCAL_PARTY = 2, _("local Party")
    STATE = 3, _("State, fronts and mass organisations")
    FUNCTION = 4, _("function at the congress")


class Honorific(models.TextChoices):
    MR = "ong", _("Mr (ông)")
    MS = "ba", _("Ms (bà)")
    COMRADE = "dong_chi", _("Comrade (đồng chí)")


class PhaseKind(models.TextChoices):
    BEFORE = "before", _("before the congress")
    DURING = "during", _("during the congress")
    AFTER = "after", _("after the congress")


PHASE_WORDS = {
    PhaseKind.BEFORE: "Trước Đại hội",
    PhaseKind.DURING: "Trong Đại hội",
    PhaseKind.AFTER: "Sau Đại hội",
}


class SessionKind(models.TextChoices):
    MEETING = "meeting", _("meeting")
    PREPARATORY = "preparatory", _("preparatory session")
    OPENING = "opening", _("opening session")
    PLENARY = "plenary", _("plenary session")
    GROUP = "group", _("group discussion")
    CLOSING = "closing", _("closing session")
    CONFERENCE = "conference", _("conference")
    PRESS = "press", _("press conference")
    OTHER = "other", _("other event")


KIND_WORDS = {
    SessionKind.MEETING: "Phiên họp",
    SessionKind.PREPARATORY: "Phiên trù bị",
    SessionKind.OPENING: "Phiên khai mạc",
    SessionKind.PLENARY: "Phiên toàn thể",
    SessionKind.GROUP: "Phiên thảo luận tổ",
    SessionKind.CLOSING: "Phiên bế mạc",
    SessionKind.CONFERENCE: "Hội nghị",
    SessionKind.PRESS: "Họp báo",
    SessionKind.OTHER: "Hoạt động",
}


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")
    WHOLE_DAY = "whole_day", _("whole day")


PART_WORDS = {
    PartOfDay.MORNING: "Sáng",
    PartOfDay.AFTERNOON: "Chiều",
    PartOfDay.EVENING: "Tối",
    PartOfDay.WHOLE_DAY: "Cả ngày",
}
