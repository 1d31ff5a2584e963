"""What publications and the clock tell, and to whom: rows only, in the transaction of the change."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from wagtail.models import Page, WorkflowState
from wagtail.signals import workflow_cancelled

from cms.publication.models import Contribution, Kind, Publication, Shelf
from cms.publication.signals import go_live_failed, proposed, published, sealed, unscheduled, withdrawn
from cms.staff.roles import Role

from .concerned import holders_of, who_may_open, workers_on, workers_since
from .door import notify, settle
from .models import Notice

if TYPE_CHECKING:
    from cms.staff.models import User

# What an installation or the sample data puts on a site was nobody's step.
_STEPS = frozenset({Kind.APPROVAL, Kind.EMERGENCY})


@receiver(workflow_cancelled, dispatch_uid="notices.workflow_cancelled")
def taken_out_of_review(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    settle("waiting", int(instance.object_id))


@receiver(sealed, dispatch_uid="notices.sealed")
def on_sealed(sender: Any, publication: Publication, shelf: Shelf, **kwargs: Any) -> None:
    if publication.kind not in _STEPS or _brought_back(publication, shelf.current):
        return
    settle("waiting", publication.page_id)
    if _hour_of(publication) is not None:
        at = publication.story.go_live_at
        _tell_workers("scheduled", publication, publication.approved_by, at=at.isoformat() if at else "")


@receiver(published, dispatch_uid="notices.published")
def on_published(sender: Any, publication: Publication, previous: Publication | None, **kwargs: Any) -> None:
    # Of an emergency everybody is told at once, by the emergency itself.
    if publication.kind not in _STEPS - {Kind.EMERGENCY}:
        return
    if earlier := _brought_back(publication, previous):
        _tell_workers("rolled_back", publication, publication.approved_by, also=workers_since(earlier))
    else:
        _tell_workers("published", publication, None if _hour_of(publication) else publication.approved_by)


@receiver(withdrawn, dispatch_uid="notices.withdrawn")
def on_withdrawn(
    sender: Any,
    shelf: Shelf,
    publication: Publication,
    expired: bool,
    user: "User | None" = None,
    emergency: bool = False,
    **kwargs: Any,
) -> None:
    if emergency:
        return
    if expired:
        _tell_workers("expired", publication, None, also={publication.approved_by_id})
    else:
        editors = set(holders_of(Role.APPROVING_EDITOR).values_list("pk", flat=True))
        _tell_workers("withdrawn", publication, user, also={publication.approved_by_id, *editors})


@receiver(unscheduled, dispatch_uid="notices.unscheduled")
def on_unscheduled(sender: Any, publication: Publication, user: "User | None", **kwargs: Any) -> None:
    _tell_workers("unscheduled", publication, user, also={publication.approved_by_id})


@receiver(go_live_failed, dispatch_uid="notices.go_live_failed")
def on_go_live_failed(sender: Any, publication: Publication, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=publication.page_id).first()
    if page is not None:
        title = publication.story.headline
        notify("go_live_failed", holders_of(Role.APPROVING_EDITOR), page=page, title=title)


@receiver(proposed, dispatch_uid="notices.proposed")
def on_proposed(sender: Any, page_ids: list[int], user: "User | None", **kwargs: Any) -> None:
    """One notice to each editor about all the pages, less those of which the review has just told them."""
    editors = list(holders_of(Role.EDITOR))
    heard = _told_since_the_fact(page_ids)
    by_pages: dict[tuple[int, ...], list[User]] = {}
    hearers = {
        page.pk: {each.pk for each in who_may_open(editors, page)} for page in Page.objects.filter(pk__in=page_ids)
    }
    for editor in editors:
        theirs = (pk for pk, who in hearers.items() if editor.pk in who and (editor.pk, pk) not in heard)
        by_pages.setdefault(tuple(sorted(theirs)), []).append(editor)
    for pages, some in by_pages.items():
        if pages:
            notify("proposed", some, actor=user, pages=list(pages))


def _told_since_the_fact(page_ids: list[int]) -> set[tuple[int, int]]:
    """Whom the review has told of which page since the first of these new versions was written."""
    newest = Contribution.objects.filter(page_id__in=page_ids, way=Contribution.Way.FACT).order_by("-pk")
    began = min((each.at for each in newest[: len(page_ids)]), default=None)
    if began is None:
        return set()
    told = Notice.objects.filter(page_id__in=page_ids, kind__in=("waiting", "taken_back"), made_at__gte=began)
    return {(who, page) for who, page in told.values_list("recipient_id", "page_id") if page is not None}


def _brought_back(publication: Publication, replaced: Publication | None) -> Publication | None:
    """The earlier publication that this one brings back (`cms.publication.rollback`); None for a version that the review passed."""
    if replaced is None or replaced.revision_id == publication.revision_id:
        return None
    earlier = Publication.objects.filter(
        page_id=publication.page_id, revision_id=publication.revision_id, number__lt=publication.number
    )
    return earlier.order_by("-number").first()


def _hour_of(publication: Publication) -> dt.datetime | None:
    """The hour for which the publication was sealed, where that had not come yet."""
    at = publication.story.go_live_at
    return at if at and at > publication.sealed_at else None


def _tell_workers(
    kind: str, publication: Publication, actor: "User | None", also: "Iterable[int | None]" = (), **data: Any
) -> None:
    page = Page.objects.filter(pk=publication.page_id).first()
    concerned = {pk for pk in (*workers_on(publication), *also) if pk is not None}
    if page is not None:
        notify(kind, concerned, page=page, title=publication.story.headline, actor=actor, **data)
