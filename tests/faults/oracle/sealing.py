"""Each publication: approved by whom, for which text, after which stages."""

import json
from dataclasses import dataclass

from django.utils import timezone

from cms.publication.models import Publication
from cms.review.emergency.models import AfterReview
from cms.staff.roles import Role

from ..house import APPROVAL, DESK, LEADER, ROLES
from ..words import words_in
from .breach import require
from .known import Known
from .memory import PUBLICATION_FIELDS
from .rights import AT_ONCE, BY_WORD
from .said import Said, moment, words_of
from .slips import Slips, notes_in


@dataclass(frozen=True)
class Case:
    """A new publication, as it is judged."""

    publication: Publication
    approver: str
    who: str
    what: str
    newest: int
    """The newest revision of its page."""

    @property
    def name(self) -> str:
        return f"page {self.publication.page_id}, publication {self.publication.number}"

    @property
    def words(self) -> frozenset[str]:
        return words_in(self.publication.story_json)


class Sealing(Slips):
    def sealed(self, who: str, what: str, latest: dict[int, tuple[int, Said]]) -> None:
        stored = Publication.objects.order_by("pk").values_list(*PUBLICATION_FIELDS)
        now = {row[0]: row for row in stored}
        for pk, row in self.rows.items():
            require(now.get(pk) == row, f"publication {pk} was changed or is gone")
        for pk in sorted(now.keys() - self.rows.keys()):
            publication = Publication.objects.get(pk=pk)
            approver = self.house.names.get(publication.approved_by_id, "")
            self._judge(Case(publication, approver, who, what, latest[publication.page_id][0]))
            self.rows[pk] = now[pk]

    def _judge(self, case: Case) -> None:
        publication = case.publication
        known = self.pages[publication.page_id]
        acted = case.who or case.what.startswith(BY_WORD)
        require(case.approver and acted, f"{case.name}: approved by nobody, or while nobody acted")
        require(publication.number == known.publications + 1, f"{case.name}: the number is not the next one")
        if case.what.startswith(AT_ONCE):
            self._judge_emergency(case, known)
        elif case.what.startswith("roll back"):
            self._judge_rollback(case, known)
        else:
            self._judge_approval(case, known)
        self.measured(publication, known)
        self.approved_words[publication.pk] = case.words
        story = json.loads(publication.story_json)
        known.publications += 1
        if not case.what.startswith(AT_ONCE):
            known.base = known.publications
        hour = moment(story.get("go_live_at"))
        if hour and hour > timezone.now():
            known.scheduled = (publication.pk, hour)
        else:
            known.current, known.scheduled, known.withdrawn = publication.pk, None, False
            known.expires = moment(story.get("expire_at"))

    def _judge_approval(self, case: Case, known: Known) -> None:
        publication, approver, name = case.publication, case.approver, case.name
        line = self.line_of(publication.page_id)
        by_word = line[-1:] == (LEADER,) and case.what.startswith(BY_WORD)
        require(approver == case.who or by_word, f"{name}: approved by {approver} while {case.who} acted")
        require(publication.kind == "approval", f"{name}: a {publication.kind}")
        require(Role.APPROVING_EDITOR in ROLES[approver], f"{name}: {approver} is no approving editor")
        require(approver not in known.workers(), f"{name}: {approver} approved it and has worked on it")
        require(approver not in known.confirmers(), f"{name}: {approver} approved it and confirmed the leader's word")
        earlier = frozenset().union(*self.approved_words.values())
        own = {word for word in case.words - earlier if self.writer.get(word) == approver}
        require(not own, f"{name}: {approver} approved own words {own}")
        self._judge_stages(case, known, line)
        others = {each.who for each in known.passes if each.after >= known.base and each.stage == DESK}
        require(approver not in others, f"{name}: {approver} passed the desk, too")
        said = words_of(known.said)
        require(case.words == said, f"{name}: says {sorted(case.words)}, the draft {sorted(said)}")
        require(case.newest == publication.revision_id, f"{name}: not the newest revision")
        self._judge_notes(case, known)
        require(self.blocking[publication.page_id] == 0, f"{name}: a comment was open that has to be resolved")

    def _judge_notes(self, case: Case, known: Known) -> None:
        """What readers were told of earlier changes stays, and a change of what they could read is told by its kind."""
        notes = notes_in(case.publication.story_json)
        if known.current is None:
            return
        told = notes_in(self.rows[known.current][4])
        require(notes[: len(told)] == told, f"{case.name}: says something else of earlier changes")
        same = self.rows[known.current][5] == case.publication.seal
        require(same or len(notes) > len(told), f"{case.name}: changes what was public and does not say so")
        for kind, wrong, right, note in notes[len(told) :]:
            whole = (wrong and right) if kind == "correction" else note and not (wrong or right)
            require(whole, f"{case.name}: a {kind} that does not say what it should")

    def _judge_stages(self, case: Case, known: Known, line: tuple[str, ...]) -> None:
        """Every stage of the section's line was passed for this very text, of a slip all but the desk; the approval by the
        approver."""
        if self.is_slip(case.publication, known):
            line = tuple(stage for stage in line or (DESK, APPROVAL) if stage != DESK)
        passes = [each for each in known.passes if each.after == known.publications and each.said == known.said]
        for stage in line or (DESK, APPROVAL):
            by = {each.who for each in passes if each.stage == stage}
            require(by, f"{case.name}: {stage} has not passed this text")
            require(stage != APPROVAL or case.approver in by, f"{case.name}: {case.approver} has not passed {stage}")

    def _judge_emergency(self, case: Case, known: Known) -> None:
        name = case.name
        require(case.approver == case.who, f"{name}: sealed by {case.approver} while {case.who} acted")
        require(case.publication.kind == "emergency", f"{name}: a {case.publication.kind}")
        require(Role.EMERGENCY in ROLES[case.who], f"{name}: {case.who} is not on emergency duty")
        require(case.words == words_of(known.said), f"{name}: says something else than the draft")
        require(case.newest == case.publication.revision_id, f"{name}: not the newest revision")
        followed = AfterReview.objects.filter(publication=case.publication, act="publish")
        require(followed.exists(), f"{name}: nobody will look at it afterwards")

    def _judge_rollback(self, case: Case, known: Known) -> None:
        publication, approver, name = case.publication, case.approver, case.name
        require(approver == case.who, f"{name}: brought back by {approver} while {case.who} acted")
        rows = [row for row in self.rows.values() if row[1] == publication.page_id and row[5] == publication.seal]
        require(rows and rows[-1][4] == publication.story_json, f"{name}: brings back what never was approved")
        require(Role.APPROVING_EDITOR in ROLES[approver], f"{name}: {approver} is no approving editor")
        require(known.is_public(), f"{name}: brings back a page that is not public")
        number = min(row[2] for row in rows)
        worked = set().union(*(who for after, who in known.wrote.items() if after >= number - 1))
        numbers = [row[2] for row in rows]
        if len(numbers) == 1:
            require(approver not in worked, f"{name}: {approver} brought it back and has worked on it since")
        # The draft goes on from what was replaced: those who worked on that have contributed to the next version, too.
        known.wrote[publication.number] |= set().union(
            *(who for after, who in known.wrote.items() if after >= max(numbers))
        )
