from html import escape
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cms.publication.story import Mention
from cms.registry.choices import PART_WORDS, PartOfDay
from cms.registry.values import agenda_items, mention_value
from cms.trail.record import record

from ..models import ArticleAuthor, ArticleMention, ArticlePage, SectionPage
from .drafting import add_draft, check_may_add, stream

if TYPE_CHECKING:
    from cms.registry.models import Person, Session
    from cms.staff.models import User


def start_from_session(session: "Session", section: SectionPage, user: "User | None") -> ArticlePage:
    """Begins a draft about the session with what the registry knows of it; what it can't know is left as ``[[open slots]]``.

    Names come with the offices of the session's day. Raises ``PermissionDenied`` where the user may not add articles there.
    """
    check_may_add(user, section)
    with transaction.atomic(), translation.override(section.locale.language_code):
        page = ArticlePage(
            title=session.display_name()[:255],
            lede=_lede(session),
            dateline_place=(session.venue.name if session.venue else "")[:120],
            day=session.day,
            session=session,
            body=stream(_body(session)),
        )
        page.authors.set([ArticleAuthor(user=user, sort_order=0)] if user else [])
        persons = enumerate(_persons(session))
        page.mention_rows.set([ArticleMention(person=person, sort_order=order) for order, person in persons])
        add_draft(page, section, user)
        record("article.started", actor=user, subject=f"page:{page.pk}", data={"session": session.pk})
    return page


def _persons(session: "Session") -> "list[Person]":
    """Who presides and who speaks, in that order, each once."""
    persons = [chair.person for chair in session.chairs.all()]
    persons += [point.speaker for point in session.agenda.all() if point.speaker]
    return list({person.pk: person for person in persons}.values())


def _lede(session: "Session") -> str:
    first = _("%(when)s, at %(venue)s, %(holder)s held %(session)s.") % {
        "when": _when(session),
        "venue": session.venue.name if session.venue else _("[[venue]]"),
        "holder": session.body.name if session.body else _("[[who held it]]"),
        "session": _lower(session.display_name()),
    }
    return f"{first} {_presiding(session)}"


def _presiding(session: "Session") -> str:
    chairs = [mention_value(chair.person, session.day) for chair in session.chairs.all()]
    who = "; ".join(_with_office(chair) for chair in chairs) or _("[[who presided]]")
    return _("%(chairs)s presided.") % {"chairs": who}


def _with_office(mention: Mention) -> str:
    """``"Bí thư Thành ủy Lê An, Trưởng Tiểu ban"``: the first office before the name, the others after it."""
    first, *others = mention.offices or ("",)
    return ", ".join([f"{first} {mention.name}".strip(), *others])


def _when(session: "Session") -> str:
    """``"Chiều 18/3"``."""
    part = PART_WORDS[PartOfDay(session.part_of_day)] if session.part_of_day else _("On")
    return f"{part} {session.day.day}/{session.day.month}"


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _body(session: "Session") -> list[tuple[str, Any]]:
    items = [{"time": item.time, "title": item.title, "speaker": item.speaker} for item in agenda_items(session)]
    blocks: list[tuple[str, Any]] = [("text", _paragraph(_("Present were [[who attended]].")))]
    if items:
        blocks.append(("agenda", {"title": _("Agenda"), "items": items}))
    blocks.append(
        ("text", _paragraph(_("[[what was said]]")) + _paragraph(_("The vote: [[number of votes]] in favour.")))
    )
    return blocks


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"
