"""Any order of acts: only what two persons approved is public, and the trail holds. And the machine sees a gate that is broken."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis.errors import FlakyStrategyDefinition

from cms.publication import actions, emergency
from cms.publication.pages import ReviewedPage
from cms.publication.queries import draft_digest
from cms.publication.signals import contributed
from cms.review import rules
from cms.review.emergency import actions as after_reviews
from cms.review.paper import actions as papers
from cms.review.receivers import take_back_approvals
from cms.review.signoff import attest, decide, door
from cms.review.signoff.models import SignoffRequest
from cms.review.slips import standing

from .house import House
from .machine import STEPS_AN_EXAMPLE, Newsroom, run, travelling
from .oracle import Broken
from .progress import Progress

pytestmark = [pytest.mark.django_db, pytest.mark.long]

STEPS = int(os.environ.get("FAULTS_STEPS", "75"))
SEED = os.environ.get("FAULTS_SEED")
EXAMPLES_A_PART = 20


def test_any_order_of_acts() -> None:
    """``make faults`` sets how many steps, and the seed; else it is short, and always the same."""
    with travelling() as clock:
        house = House()
        if SEED:
            assert _long_run(house, clock, int(SEED)) == 0
        else:
            run(Newsroom, house, clock, examples=max(1, STEPS // STEPS_AN_EXAMPLE), shrink=False)


def _long_run(house: House, clock: Any, seed: int) -> int:
    """In parts with seeds of their own, until all steps are done; how many breaches were found."""
    told = Progress(STEPS, seed)
    hooks = {
        "on_step": staticmethod(told.step),
        "on_break": staticmethod(told.failing),
        "enough": staticmethod(told.enough),
    }
    while not told.enough():
        before = told.done
        try:
            run(Newsroom, house, clock, examples=EXAMPLES_A_PART, seed=seed, shrink=False, **hooks)
        except FlakyStrategyDefinition:
            # The machine draws no more once it has all its steps.
            if not told.enough():
                raise
        except Exception as error:
            told.breach(seed, told.done - before, error)
        if told.done == before:
            raise AssertionError("The machine takes no step any more.")
        seed += 1
    told.finish()
    return told.breaches


def _nothing(*args: Any, **kwargs: Any) -> None:
    return None


def _nobody(*args: Any) -> bool:
    return False


def _anything(workflow_state: Any, user: Any) -> rules.Finish:
    return rules.Finish(draft_digest(workflow_state.content_object.specific), user)


def _approval_checks_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "check_approval", _nothing)


def _saving_guards_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ReviewedPage, "_guard_live", _nothing)


def _nobody_has_contributed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "has_contributed", _nobody)
    patch.setattr(actions, "has_contributed", _nobody)


def _one_passes_both(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "passed_since_seal", lambda *args, **kwargs: frozenset())


def _approvals_stay(patch: pytest.MonkeyPatch) -> None:
    contributed.disconnect(take_back_approvals)


def _finish_asks_for_no_stage(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "check_finish", _anything)


def _anybody_takes_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(actions, "user_can_withdraw", lambda *args: True)


def _anybody_acts_at_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(emergency, "user_can_act_in_emergency", lambda *args: True)


def _nobody_looks_afterwards(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(actions, "open_after_review", _nothing)


def _anybody_closes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(after_reviews, "_check_closing", _nothing)


def _any_code_fits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(door, "code_fits", lambda *args: True)


def _one_notes_and_confirms(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(attest, "why_not_confirm", lambda *args: "")


class _AnyText(str):
    """The digest of whatever one likes."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


def _a_word_is_of_any_text(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decide, "draft_digest", lambda page: _AnyText())


def _links_are_good_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SignoffRequest, "answers", lambda row, now=None: row.revoked_at is None)


def _anybody_accepts_from_paper(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(papers, "user_can_decide", lambda *args: True)


def _changes_are_not_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "check_submission", _nothing)


def _anything_is_a_slip(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "why_no_slip", lambda *args: "")


Break = Callable[[pytest.MonkeyPatch], None]

GATES: list[tuple[Break, set[str]]] = [
    (_approval_checks_nothing, {"begin", "go_on", "anybody_decides"}),
    (_saving_guards_nothing, {"begin", "publish_in_python"}),
    (_nobody_has_contributed, {"begin", "write_and_approve"}),
    (_one_passes_both, {"begin", "pass_both"}),
    (_approvals_stay, {"begin", "change_after_the_desk"}),
    (_finish_asks_for_no_stage, {"begin", "publish_in_python"}),
    (_anybody_takes_back, {"begin", "take_back_what_is_public"}),
    (_anybody_acts_at_once, {"begin", "seal_as_an_emergency"}),
    (_nobody_looks_afterwards, {"begin", "publish_at_once"}),
    (_any_code_fits, {"begin", "guess"}),
    (_one_notes_and_confirms, {"begin", "note_and_confirm"}),
    (_anybody_closes, {"begin", "look_at_what_was_just_done"}),
    (_a_word_is_of_any_text, {"begin", "decide_on_another_text"}),
    (_links_are_good_for_ever, {"begin", "decide_too_late"}),
    (_anybody_accepts_from_paper, {"begin", "anybody_accepts"}),
    (_approvals_stay, {"begin", "accept_and_approve"}),
    (_changes_are_not_told, {"begin", "tell_nothing"}),
    (_anything_is_a_slip, {"begin", "pass_for_a_slip"}),
]
"""How a gate is taken away, and the rules that are left to find it: with all of them it takes minutes."""

RULES = {name for name in dir(Newsroom) if hasattr(getattr(Newsroom, name), "hypothesis_stateful_rule")}


@pytest.mark.once
@pytest.mark.skipif(bool(SEED), reason="the long run is of the whole house")
def test_a_broken_gate_is_found(subtests: Any) -> None:
    assert len(RULES) > 20
    with travelling() as clock:
        house = House()
        for break_it, left in GATES:
            assert left <= RULES
            # The others stay as what the rules that are left call.
            plain = {name: getattr(Newsroom, name).hypothesis_stateful_rule.function for name in RULES - left}
            machine = type("Narrow", (Newsroom,), plain)
            with subtests.test(break_it.__name__), pytest.MonkeyPatch.context() as patch:
                break_it(patch)
                try:
                    with pytest.raises(Broken):
                        run(machine, house, clock, examples=10, steps=8, seed=1, shrink=False)
                finally:
                    contributed.connect(take_back_approvals)
