"""Who has a version in hand: only members of its stage, and nothing of the review depends on it."""

from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from cms.review.models import ReviewTaskState

from .house import ROLES
from .oracle import require
from .oracle.rights import MAY_CLAIM
from .steps import ARTICLES, PEOPLE_HERE, Steps


class Claiming(Steps):
    @precondition(lambda self: self.articles)
    @rule(who=PEOPLE_HERE, number=ARTICLES, act=st.sampled_from(["claim", "take over", "release"]))
    def take_in_hand(self, who: str, number: int, act: str) -> None:
        page = self.article(number)
        state = self.waits(page)
        if state is None:
            return
        before = self._holder(state.pk)
        address = reverse(f"review_stages:{'release' if act == 'release' else 'claim'}", args=[state.pk])
        self.post(who, act, address, {"take_over": "1"} if act == "take over" else {}, page=page.pk)
        now = self._holder(state.pk)
        if now == before:
            return
        if act == "release":
            require(before == who and not now, f"{who} gave back what {before} has")
        else:
            require(now == who and ROLES[who] & MAY_CLAIM[state.task.name], f"{now or 'nobody'} has it, by {who}")
            require(not before or act == "take over", f"{who} has it, and {before} was not asked")

    def _holder(self, state_id: int) -> str:
        return self.house.names.get(ReviewTaskState.objects.get(pk=state_id).claimed_by_id, "")
