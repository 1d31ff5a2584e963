"""The word of a leader outside the newsroom: for one version, by the leader's own link and code or noted by one and confirmed
by another; and a leader with an account here counts as one of the newsroom."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from cms.review.signoff.models import Attestation, SignoffRequest

from ..house import ROLES
from .breach import require
from .known import Asked, Noted, Word
from .memory import Memory
from .rights import LEADER_DECIDES, MAY_ASK_LEADERS


class Leaders(Memory):
    def leaders_said(self, who: str, what: str) -> None:
        for row in SignoffRequest.objects.defer("story_json").order_by("pk"):
            self._by_link(row, who, what)
        for noted in Attestation.objects.order_by("pk"):
            self._by_phone(noted, who)

    def _by_link(self, row: SignoffRequest, who: str, what: str) -> None:
        name, known = f"link {row.pk} about page {row.page_id}", self.pages[row.page_id]
        asked = self.asked.get(row.pk)
        if asked is None:
            require(ROLES.get(who, frozenset()) & MAY_ASK_LEADERS, f"{name} was made by {who or 'nobody'}")
            until = timezone.now() + dt.timedelta(hours=settings.SIGNOFF_HOURS)
            asked = self.asked[row.pk] = Asked(row.page_id, known.said or (), row.leader_id, until)
        if row.decision != asked.decision:
            require(not asked.decision, f"{name} was decided twice")
            require(what == f"{LEADER_DECIDES}{row.pk}", f"{name} was decided by «{what}»")
            require(not asked.revoked, f"{name} was decided after it was revoked")
            require(timezone.now() <= asked.until, f"{name} was decided after its time")
            require(asked.said == known.said, f"{name} was decided, and the text is another now")
            self._may_say(row.page_id, row.leader_id, name)
            asked.decision = row.decision
            if row.decision == "approve":
                self.leaders_words.append(Word(row.page_id, asked.said, row.leader_id))
        if row.revoked_at and not asked.revoked:
            require(ROLES.get(who, frozenset()) & MAY_ASK_LEADERS, f"{name} was revoked by {who or 'nobody'}")
        asked.revoked = asked.revoked or row.revoked_at is not None

    def _by_phone(self, row: Attestation, who: str) -> None:
        name, known = f"noted word {row.pk} on page {row.page_id}", self.pages[row.page_id]
        roles = ROLES.get(who, frozenset())
        noted = self.noted.get(row.pk)
        if noted is None:
            require(roles & MAY_ASK_LEADERS, f"{name} was noted by {who or 'nobody'}")
            noted = self.noted[row.pk] = Noted(row.page_id, known.said or (), row.leader_id, who)
        confirmed = row.confirmed_at is not None
        if (confirmed or row.refused_at is not None) and not noted.closed:
            by = self.house.names.get(row.confirmed_by_id or row.refused_by_id, "")
            require(by == who and roles & MAY_ASK_LEADERS, f"{name} was closed by {by or 'nobody'}")
            noted.closed = True
            if confirmed:
                require(by != noted.who, f"{name} was noted and confirmed by {by}")
                require(by not in known.workers(), f"{name} was confirmed by {by}, who has worked on the text")
                require(noted.said == known.said, f"{name} was confirmed, and the text is another now")
                self._may_say(row.page_id, row.leader_id, name)
                known.confirmed[known.publications].add(by)
                self.leaders_words.append(Word(row.page_id, noted.said, row.leader_id))

    def word_on(self, page_id: int) -> bool:
        """Whether a leader who may say something has approved what the page says now."""
        said = self.pages[page_id].said
        words = [word for word in self.leaders_words if word.stands and (word.page_id, word.said) == (page_id, said)]
        return any(not self._is_of_the_work(page_id, word.leader) for word in words)

    def _may_say(self, page_id: int, leader: int | None, name: str) -> None:
        require(not self._is_of_the_work(page_id, leader), f"{name}: the leader had a part in this version")

    def _is_of_the_work(self, page_id: int, leader: int | None) -> bool:
        """Whether the leader has an account here and worked on the version, or passed it."""
        account, known = self.house.accounts_of_leaders.get(leader or 0, ""), self.pages[page_id]
        passed = {each.who for each in known.passes if each.after >= known.base}
        return bool(account) and account in known.workers() | passed
