"""Which stages a version has to pass, who passed them, and for which text."""

from wagtail.models import Page, TaskState

from ..house import LEADER, ROLES
from .breach import require
from .known import Pass
from .leaders import Leaders
from .memory import approved_states
from .rights import BY_WORD, MAY_PASS


class Stages(Leaders):
    def line_of(self, page_id: int) -> tuple[str, ...]:
        """The stages of the section where the page stands, whatever workflow somebody started and wherever it was moved from."""
        page = Page.objects.filter(pk=page_id).first()
        section = page.get_parent() if page else None
        return self.house.line_of(section.pk if section else 0)

    def passed(self, who: str, what: str) -> None:
        for pk, stage, page_id in approved_states():
            if pk in self.standing:
                continue
            known = self.pages[page_id]
            name = f"page {page_id}: {stage}"
            by = self.house.names.get(TaskState.objects.get(pk=pk).finished_by_id, "")
            if stage == LEADER:
                require(not by and what.startswith(BY_WORD), f"{name} was passed by {by or 'nobody'}, by «{what}»")
                require(self.word_on(page_id), f"{name} was passed, and no leader has approved this text")
            else:
                require(by and by == who, f"{name} was passed by {by or 'nobody'}, while {who or 'nobody'} acted")
                require(ROLES[by] & MAY_PASS[stage], f"{name}: {by} passed it, and is no member of it")
            self.standing[pk] = known.said or ()
            known.passes.append(Pass(stage, by, known.said or (), known.publications))

    def approvals_stand(self) -> None:
        """A changed text takes back what was approved before."""
        running = ("in_progress", "needs_changes")
        for pk, stage, page_id in approved_states(workflow_state__status__in=running):
            said = self.pages[page_id].said
            require(self.standing[pk] == said, f"page {page_id}: {stage} still counts as passed, for another text")
