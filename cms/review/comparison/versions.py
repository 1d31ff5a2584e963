"""The versions of a page that a member may choose from, each with who made it, when, and what became of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import pgettext
from wagtail.models import Revision, TaskState

from cms.publication.models import Publication
from cms.publication.pages import ReviewedPage
from cms.publication.story import Story
from cms.text.dates import local, short_day
from cms.text.numbers import number_in

from ..models import ReviewTaskState
from .history import LOOK, History, publication_key, revision_key
from .models import Look

NEWEST = 100
"""Revisions that are offered beside those that were submitted or sealed."""


@dataclass(frozen=True)
class Version:
    """A version by the key that stands in addresses."""

    key: str
    at: dt.datetime
    who: str
    fate: str

    @property
    def label(self) -> str:
        """``"15:30 18/03/2026 · Trần Thị Lụa · waits at the stage …"``."""
        moment = f"{local(self.at):%H:%M} {short_day(local(self.at).date())}"
        return " · ".join(part for part in (moment, self.who, self.fate) if part)


def revisions_of(page: ReviewedPage, history: History, also: set[str]) -> list[Version]:
    """The newest revisions, all that were submitted or sealed, and those with these keys; newest first."""
    every = Revision.objects.for_instance(page).order_by("-created_at", "-pk")
    fixed = {state.revision_id for state in history.states} | {each.revision_id for each in history.publications}
    fixed |= {number for key in also if key[:1] == "r" and (number := _number(key))}
    newest = list(every.values_list("pk", flat=True)[:NEWEST])
    rows = every.filter(Q(pk__in=newest) | Q(pk__in=fixed)).defer("content").select_related("user")
    return [
        Version(revision_key(row.pk), row.created_at, _name(row.user), _fate(row, newest[:1] == [row.pk], history))
        for row in rows
    ]


def publications_of(history: History) -> list[Version]:
    """What was sealed, newest first."""
    return [
        Version(publication_key(each.number), each.sealed_at, _name(each.approved_by), _seal(each, history))
        for each in history.publications
    ]


def look_of(history: History) -> list[Version]:
    """What the member marked as looked at last, if anything."""
    if not history.look:
        return []
    return [Version(LOOK, history.look.at, "", pgettext("comparison", "what I looked at last"))]


def story_of(page: ReviewedPage, user: Any, key: str) -> Story:
    """What the version says. A revision shows the shared facts as they are now, the others as they were.

    Raises ``LookupError`` for a key that is none of this page's.
    """
    if key == LOOK:
        look = Look.objects.filter(user=user, page_id=page.pk).first()
        if look is None:
            raise LookupError(key)
        return look.story
    number = _number(key)
    if key[:1] == "b" and number:
        publication = Publication.objects.filter(page_id=page.pk, number=number).first()
        if publication is not None:
            return publication.story
    elif key[:1] == "r" and number:
        revision = Revision.objects.for_instance(page).filter(pk=number).first()
        if revision is not None:
            return revision.as_object().story()
    raise LookupError(key)


def _number(key: str) -> int:
    """The number in a key; 0 where there is none that a database would take."""
    return number_in(key[1:], digits=9) or 0


def _name(user: Any) -> str:
    return str(user or "")


def _fate(revision: Revision, is_latest: bool, history: History) -> str:
    told = [pgettext("comparison", "latest draft")] if is_latest else []
    last = next((state for state in reversed(history.states) if state.revision_id == revision.pk), None)
    if last:
        told.append(_stage(last))
    told += [
        pgettext("comparison", "sealed as publication %(number)d") % {"number": each.number}
        for each in history.publications
        if each.revision_id == revision.pk
    ]
    return ", ".join(told)


def _stage(state: ReviewTaskState) -> str:
    words = {
        TaskState.STATUS_IN_PROGRESS: pgettext("comparison", "waits at the stage “%(stage)s”"),
        TaskState.STATUS_APPROVED: pgettext("comparison", "passed the stage “%(stage)s”"),
        TaskState.STATUS_REJECTED: pgettext("comparison", "sent back from the stage “%(stage)s”"),
    }
    return words.get(state.status, pgettext("comparison", "was at the stage “%(stage)s”")) % {"stage": state.task.name}


def _seal(publication: Publication, history: History) -> str:
    told = pgettext("comparison", "publication %(number)d, seal %(seal)s") % {
        "number": publication.number,
        "seal": publication.seal[:8],
    }
    current = publication.pk == history.current_id
    return f"{told}, {pgettext('comparison', 'the current one')}" if current else told
