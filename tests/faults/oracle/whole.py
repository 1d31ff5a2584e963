"""The whole oracle: what is looked at after each step, in this order."""

from .doors import Doors
from .emergencies import Emergencies
from .sealing import Sealing
from .writing import Writing


class Oracle(Writing, Sealing, Emergencies, Doors):
    """Looks before and after each step, and says what must not be."""

    def after(self, who: str, what: str, *, system: bool = False) -> None:
        """``who`` acted, or nobody (``""``); ``system`` where the act is one that needs no person: the clock, a shell."""
        latest = self.latest()
        self.wrote(who, what, latest)
        self.nothing_fixed_changed()
        self.leaders_said(who, what)
        self.passed(who, what)
        self.sealed(who, what, latest)
        self.approvals_stand()
        self.shelves(who, what, system)
        self.looked_at_afterwards(who, what)
        self.labels()
        self.trail_grows()
