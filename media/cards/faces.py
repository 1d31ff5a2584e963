"""What stands on a card, taken from a story and from nothing else."""

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cms.publication.links import short_url
from cms.publication.story import OfficeHeld, PersonDetails, Photo, SessionDetails, Story
from cms.text.dates import long_day
from cms.text.normal import one_line

Form = Literal["1x1", "4x3", "16x9"]
FORMS: tuple[Form, ...] = get_args(Form)

SIZES: dict[Form, tuple[int, int]] = {"1x1": (1200, 1200), "4x3": (1200, 900), "16x9": (1200, 675)}
"""Width and height in pixels."""

KINDS = frozenset({"article", "session", "person"})
"""Kinds of story that have cards."""

DRAWING = "1"
"""Counts the ways of drawing: a change of it gives every card a new address."""


@dataclass(frozen=True)
class Face:
    """The words of a card and its photo. ``lines`` are those below the headline, the first of them the heavier; ``link`` is the
    short address, as people type it."""

    headline: str
    kicker: str = ""
    lines: tuple[str, ...] = ()
    day: str = ""
    site: str = ""
    link: str = ""
    credit: str = ""
    photo: Photo | None = None

    @property
    def digest(self) -> str:
        """What tells this face from any other, and from the same drawn in another way."""
        photo = self.photo and (self.photo.sha256, self.photo.focus)
        told = repr((DRAWING, sorted((asdict(self) | {"photo": photo}).items())))
        return hashlib.sha256(told.encode()).hexdigest()


def face_of(story: Story) -> Face:
    """The card of an article, a session or a person; raises ``ValueError`` for other kinds."""
    if story.kind not in KINDS:
        raise ValueError(f"There is no card of the kind {story.kind!r}.")
    with translation.override(settings.LANGUAGE_CODE):
        match story.details:
            case SessionDetails() as session:
                face = _session(story, session)
            case PersonDetails() as person:
                face = _person(story, person)
            case _:
                face = _article(story)
    return face


def _article(story: Story) -> Face:
    topic = story.topics[0].name if story.topics else ""
    return _face(story, kicker=story.session.name if story.session else topic, day=story.day)


def _session(story: Story, session: SessionDetails) -> Face:
    when = ", ".join(filter(None, (session.part_of_day.capitalize(), long_day(session.day))))
    return _face(story, kicker=session.congress or session.kind, lines=(when, session.venue))


def _person(story: Story, person: PersonDetails) -> Face:
    return _face(story, lines=tuple(office.title for office in _held(person.offices, story.day))[:2])


def _held(offices: tuple[OfficeHeld, ...], day: dt.date | None) -> list[OfficeHeld]:
    """The offices of the story's day; without one those that had no end when it was sealed, else the last."""
    if day:
        return [each for each in offices if (each.start or day) <= day <= (each.end or day)]
    open_ended = [office for office in offices if office.end is None]
    return open_ended or sorted(offices, key=lambda office: office.end or dt.date.min)[-1:]


def _face(story: Story, *, kicker: str = "", lines: tuple[str, ...] = (), day: dt.date | None = None) -> Face:
    photo = next(story.photos(), None) if not isinstance(story.details, PersonDetails) else story.details.portrait
    credit = _("Photo: %(credit)s") % {"credit": photo.credit} if photo and photo.credit else ""
    return Face(
        headline=one_line(story.headline),
        kicker=one_line(kicker),
        lines=tuple(filter(None, map(one_line, lines))),
        day=long_day(day) if day else "",
        site=one_line(settings.WAGTAIL_SITE_NAME),
        link=short_url(story.page_id).partition("://")[2].rstrip("/"),
        credit=one_line(credit),
        photo=photo,
    )
