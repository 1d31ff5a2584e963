"""What is public: what was approved, from its hour to its end, until somebody takes it back who may."""

import json

from django.utils import timezone
from wagtail.models import Page

from cms.publication.models import Shelf
from cms.staff.roles import Role

from ..house import ROLES
from .breach import require
from .memory import Memory
from .rights import AT_ONCE, MAY_WITHDRAW
from .said import moment


class Shelves(Memory):
    def shelves(self, who: str, what: str, system: bool) -> None:
        now = timezone.now()
        roles = ROLES.get(who, frozenset())
        at_once = what.startswith(AT_ONCE) and Role.EMERGENCY in roles
        may = system or at_once or bool(roles & MAY_WITHDRAW)
        for shelf in Shelf.objects.all():
            known, name = self.pages[shelf.pk], f"page {shelf.pk}"
            if known.scheduled and shelf.current_id == known.scheduled[0] != known.current:
                require(known.scheduled[1] <= now, f"{name} went live before its hour")
                story = json.loads(self.rows[known.scheduled[0]][4])
                known.current, known.scheduled, known.withdrawn = known.scheduled[0], None, False
                known.expires = moment(story.get("expire_at"))
            require(
                shelf.current_id == known.current,
                f"{name} shows publication {shelf.current_id}, which nothing made public",
            )
            if known.scheduled and shelf.scheduled_id is None:
                require(may, f"{name}: {who or 'nobody'} gave up the schedule")
                known.scheduled = None
            require(
                shelf.scheduled_id == (known.scheduled and known.scheduled[0]),
                f"{name}: an unknown version is scheduled",
            )
            if shelf.withdrawn_at and not known.withdrawn and known.current:
                ran_out = bool(known.expires and known.expires <= now)
                require(may or ran_out, f"{name}: {who or 'nobody'} took it back by «{what}»")
                known.withdrawn = True
            require(
                bool(shelf.withdrawn_at) == (known.withdrawn and known.current is not None),
                f"{name} came back by «{what}»",
            )

    def labels(self) -> None:
        live = set(Page.objects.filter(live=True, depth__gt=1).values_list("pk", flat=True))
        public = {pk for pk, known in self.pages.items() if known.is_public()}
        ran_out = {pk for pk, known in self.pages.items() if known.expires and not known.is_public()}
        require(live - ran_out <= public, f"pages {live - public} are labelled live without an approval")

    def public_words(self) -> frozenset[str]:
        shown = (known.current for known in self.pages.values() if known.is_public())
        return frozenset().union(*(self.approved_words[pk] for pk in shown if pk))

    def ever_public(self) -> frozenset[str]:
        return frozenset().union(*self.approved_words.values()) | self.notices
