"""Whom a step concerns, and who may hear of a draft."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from cms.publication.models import Contribution, Publication
from cms.publication.queries import contributed_to, contributors_since_seal
from cms.staff.roles import Role

from ..duty.queries import stand_ins_at
from .kinds import Kind, known

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..models import ReviewTask
    from .models import Notice


def active() -> "QuerySet[User]":
    return get_user_model()._default_manager.filter(is_active=True)


def members_of(stage: "ReviewTask") -> "QuerySet[User]":
    """Who may pass the stage now: its members, and who stands in for one."""
    standing_in = stand_ins_at(stage, timezone.now()).values("stand_in")
    return active().filter(Q(groups__in=stage.groups.all()) | Q(pk__in=standing_in)).distinct()


def holders_of(*roles: Role) -> "QuerySet[User]":
    return active().filter(groups__name__in=[role.value for role in roles]).distinct()


def workers_on_draft(page_id: int) -> set[int]:
    """Who worked on the version since the last seal, and who submitted it."""
    return contributors_since_seal(page_id) | _submitters(page_id)


def workers_on(publication: Publication) -> set[int]:
    """Who worked on the version that was sealed, and who submitted it."""
    return contributed_to(publication) | _submitters(publication.page_id, publication)


def workers_since(publication: Publication) -> set[int]:
    """Who worked on the publication or on any that followed it, and who approved those."""
    worked = Contribution.objects.filter(page_id=publication.page_id, after_publication__gte=publication.number - 1)
    approved = Publication.objects.filter(page_id=publication.page_id, number__gte=publication.number)
    ids = {*worked.values_list("user_id", flat=True), *approved.values_list("approved_by_id", flat=True)}
    return {pk for pk in ids if pk is not None}


def _submitters(page_id: int, publication: Publication | None = None) -> set[int]:
    """Who began the review of the version: the last one that began before it was sealed."""
    states = WorkflowState.objects.filter(object_id=str(page_id), base_content_type__model="page")
    if publication is not None:
        states = states.filter(created_at__lte=publication.sealed_at)
    last = states.order_by("-created_at", "-pk").values_list("requested_by_id", flat=True).first()
    return {last} if last else set()


def may_hear(
    users: "Iterable[User]", about: Kind, page: Page | None, stage: "ReviewTask | None" = None
) -> "list[User]":
    """Those of the users who work in the admin and may hear of such a thing about the page.

    Who is a member of the ``stage`` at which a version is about to stand may open it from then on.
    """
    return [
        user
        for user in users
        if user.is_active
        and user.has_perm("wagtailadmin.access_admin")
        and ((stage is not None and stage._user_in_groups(user)) or _of_page(about, user, page))
    ]


def who_may_open(users: "Iterable[User]", page: Page) -> "list[User]":
    """Those of the users who may open the page's draft in the admin."""
    return [user for user in users if user.has_perm("wagtailadmin.access_admin") and _may_open(user, page)]


def still_may_hear(notice: "Notice", user: "User") -> bool:
    """Whether a notice that is about to leave may still be told to its recipient; of a page that is gone, it may."""
    about = known(notice.kind)
    page = Page.objects.filter(pk=notice.page_id).first() if notice.page_id else None
    if about is None or (notice.page_id and page is None):
        return user.has_perm("wagtailadmin.access_admin")
    return bool(may_hear([user], about, page))


def _of_page(about: Kind, user: "User", page: Any) -> bool:
    if about.hears is not None:
        return about.hears(user, page.specific if page is not None else None)
    return page is None or not about.of_draft or _may_open(user, page)


def _may_open(user: "User", page: Any) -> bool:
    return bool(page.permissions_for_user(user).can_edit())
