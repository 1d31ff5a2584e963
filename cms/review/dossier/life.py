"""The steps of a page's life, oldest first, from its first draft to what became of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wagtail.models import TaskState

from cms.trail.models import Entry
from cms.trail.reading import Line, in_order
from cms.trail.wording import Fact

from ..models import ReviewTaskState

_CONTRIBUTED = "publication.contributed"
# What nobody asks for years later; the trail has it.
_LEFT_OUT = ("page.saved", "page.comment", "page.reordered", "comment.")
_MARKS = {
    "publication.sealed": "seal",
    "publication.published": "public",
    "publication.withdrawn": "taken",
    "publication.expired": "taken",
    "page.deleted": "taken",
}
_DECISIONS = frozenset({"review.passed", "review.sent_back"})


@dataclass(frozen=True)
class Step:
    """One step, or several saves of one person in a row. ``seal`` is the whole digest of what was approved; ``mark`` is what
    became of it for the public: seal, public, taken; else empty. ``points`` are those of the checklist, as they were worded."""

    action: str
    act: str
    who: str
    first: dt.datetime
    last: dt.datetime
    times: int
    told: list[Fact]
    words: str
    seal: str
    mark: str
    way: str
    points: list[str]


def steps_of(page_id: int) -> Iterator[Step]:
    """What the trail tells of the page, with what was written when a stage was passed or the version sent back."""
    comments = _comments(page_id)
    points = _points(page_id)
    waiting: Step | None = None
    for line in in_order(Entry.objects.filter(subject=f"page:{page_id}")):
        if line.entry.action.startswith(_LEFT_OUT):
            continue
        step = _step(line, comments, points)
        if waiting is not None and _goes_on(waiting, step):
            waiting = replace(step, first=waiting.first, times=waiting.times + 1)
            continue
        if waiting is not None:
            yield waiting
        waiting = step
    if waiting is not None:
        yield waiting


def _goes_on(before: Step, step: Step) -> bool:
    """Whether somebody simply went on writing."""
    return (before.action, before.who, before.way) == (step.action, step.who, step.way) and step.action == _CONTRIBUTED


def _step(line: Line, comments: dict[int, str], points: dict[int, list[str]]) -> Step:
    entry, sealing = line.entry, line.entry.action == "publication.sealed"
    comment = comments.get(line.facts.get("state", 0), "") if entry.action in _DECISIONS else ""
    return Step(
        action=entry.action,
        act=line.act,
        who=line.who,
        first=entry.moment,
        last=entry.moment,
        times=1,
        # The seal stands once, in full; digests of drafts say nothing to who reads this.
        told=[fact for fact in line.told if fact.name not in {"seal", "digest"}],
        words=entry.words or comment,
        seal=str(line.facts.get("seal", "")) if sealing else "",
        mark=_MARKS.get(entry.action, ""),
        way=str(line.facts.get("way", "")),
        points=points.get(line.facts.get("state", 0), []) if entry.action == "review.passed" else [],
    )


def _comments(page_id: int) -> dict[int, str]:
    states = TaskState.objects.filter(workflow_state__object_id=str(page_id)).exclude(comment="")
    return dict(states.values_list("pk", "comment"))


def _points(page_id: int) -> dict[int, list[str]]:
    states = ReviewTaskState.objects.filter(workflow_state__object_id=str(page_id)).exclude(checklist=[])
    return {pk: [point["text"] for point in ticked] for pk, ticked in states.values_list("pk", "checklist")}
