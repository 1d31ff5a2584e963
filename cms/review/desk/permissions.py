"""Whose rows a member of the newsroom sees: those of pages whose draft they may see (`cms.review.permissions`), as a question to
the database, so that five hundred rows take no more than a few."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.staff.roles import has_role

from ..duty.queries import stages_of
from ..permissions import SEE_DRAFTS
from ..places import edits_below
from ..stages.kinds import StageKind


@dataclass(frozen=True)
class Sight:
    """What one member sees and may do on the desk."""

    user: Any
    stages: frozenset[int]
    """Stages that the member passes."""
    approvals: frozenset[int]
    """Those of them that approve: there four eyes are asked for."""
    edits_all: bool
    sees_all: bool
    below: tuple[str, ...]
    """Paths of the pages below which the member may edit."""

    @property
    def overview(self) -> bool:
        """Whether the member looks after others' work, too."""
        return self.sees_all or bool(self.stages or self.below)

    @property
    def rows(self) -> Q:
        if self.sees_all:
            return Q()
        seen = Q(author=self.user.pk)
        if self.stages:
            seen |= Q(stage_state__task__in=self.stages)
        for path in self.below:
            seen |= Q(page__path__startswith=path)
        return seen

    def edits(self, path: str, author_id: int | None) -> bool:
        """Whether the row leads to the editor: else it leads to what the versions say."""
        return self.edits_all or author_id == self.user.pk or path.startswith(self.below or ("-",))


def sight_of(user: Any) -> Sight:
    """Asks two questions, however many pages there are."""
    edits_all, below = edits_below(user)
    stages = _stages_of(user)
    return Sight(
        user=user,
        stages=frozenset(stages),
        approvals=frozenset(pk for pk, kind in stages.items() if kind == StageKind.APPROVAL),
        edits_all=edits_all,
        sees_all=edits_all or has_role(user, *SEE_DRAFTS),
        below=below,
    )


def _stages_of(user: Any) -> dict[int, str]:
    """The stages that are switched on and that the user passes, for somebody else too: their ids, and what each is for."""
    return dict(stages_of(user, timezone.now()).values_list("pk", "kind"))
