"""The registry: who held what on which day, and what met when and where."""

from .body import Body, Office
from .congress import Congress, Phase
from .pages import BodyMember, BodyPage, PersonPage, SessionPage
from .person import Person
from .session import Session
from .session_parts import AgendaPoint, Delegate, SessionChair, SessionPaper
from .term import TermOfOffice
from .venue import Venue

__all__ = [
    "AgendaPoint",
    "Body",
    "BodyMember",
    "BodyPage",
    "Congress",
    "Delegate",
    "Office",
    "Person",
    "PersonPage",
    "Phase",
    "Session",
    "SessionChair",
    "SessionPage",
    "SessionPaper",
    "TermOfOffice",
    "Venue",
]
