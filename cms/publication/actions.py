"""The changes of state of a publication. Whatever makes something public or takes it back goes through here."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from cms.trail.record import record

from . import gate
from .acts import REASONS
from .emergency import check_emergency, open_after_review
from .errors import ContentChanged, FourEyes, MayNotWithdraw, NoEmergency, NotSealed
from .facts import note_facts
from .models import Kind, Publication, SampleMark, Shelf
from .paths import public_path, section_of
from .permissions import user_can_withdraw
from .queries import has_contributed, last_known_digest, publications_of
from .signals import go_live_failed, published, sealed, unscheduled, withdrawn
from .story import Story, canonical_json, digest_of

# The frame without which nothing can be public: a new site starts with these, made by its installation.
_INSTALLED = frozenset({"front", "section", "imprint"})

if TYPE_CHECKING:
    from cms.staff.models import User

    from .pages import ReviewedPage


@transaction.atomic
def seal(
    page: "ReviewedPage",
    *,
    revision: Revision,
    digest: str,
    approver: "User | None",
    kind: Kind = Kind.APPROVAL,
    reason: str = "",
) -> Publication:
    """Writes what was approved as a publication, and makes it public, now or at its hour.

    ``digest`` is what the approver saw. Raises ``ContentChanged`` where the stored revision, a shared fact or the last
    contribution say something else, ``FourEyes`` where the approver worked on the version, and ``NotSealed`` below a page that
    is not public. In an emergency ``approver`` is who goes round the review and ``reason`` says why: see `emergency`.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    revision = Revision.objects.for_instance(page).get(pk=revision.pk)
    story = revision.as_object().story()
    text = canonical_json(story)
    if not revision.is_latest_revision() or digest_of(text) != digest or last_known_digest(page.pk) != digest:
        raise ContentChanged(_("The content has changed since it was approved. Please submit it again."))
    _check_kind(page, story, kind, approver, reason)
    _check_parent(page)
    publication = Publication.objects.create(
        page_id=page.pk,
        number=publications_of(page.pk) + 1,
        kind=kind,
        story_json=text,
        seal=digest,
        revision_id=revision.pk,
        revision_digest=content_digest(revision),
        sealed_at=timezone.now(),
        approved_by=approver,
    )
    shelf, _created = Shelf.objects.get_or_create(
        pk=page.pk, defaults={"kind": story.kind, "path": public_path(page), "section_id": section_of(page)}
    )
    note_facts(story)
    record(
        "publication.sealed",
        actor=approver,
        subject=f"page:{page.pk}",
        data={"publication": publication.number, "seal": digest, "revision": revision.pk, "kind": str(kind)},
    )
    sealed.send(sender=Publication, publication=publication, shelf=shelf)
    if story.go_live_at and story.go_live_at > timezone.now():
        _schedule(shelf, publication, story.go_live_at, revision, approver)
    else:
        make_public(shelf, publication, revision, approver)
    if kind == Kind.EMERGENCY:
        open_after_review(publication, approver, reason)
    return publication


@transaction.atomic
def go_live(shelf: Shelf) -> bool:
    """Makes the scheduled publication public, once its hour has come; True if this call did it.

    Raises ``ContentChanged`` if the stored revision is not the sealed one any more, or the page is gone.
    """
    shelf = Shelf.objects.select_for_update().get(pk=shelf.pk)
    if shelf.scheduled is None or shelf.scheduled_at is None or shelf.scheduled_at > timezone.now():
        return False
    publication = shelf.scheduled
    revision = Revision.objects.filter(pk=publication.revision_id).first()
    stored = revision is not None and Page.objects.filter(pk=shelf.pk).exists()
    if not stored or not publication.seal_holds() or content_digest(revision) != publication.revision_digest:
        raise ContentChanged(_("The scheduled version is not the one that was approved."))
    make_public(shelf, publication, revision, publication.approved_by)
    return True


@transaction.atomic
def stop(shelf: Shelf) -> None:
    """Gives up the scheduled version that ``go_live`` has refused: else it would be refused again and again, and nobody told.

    Nothing happens where another one is scheduled by now.
    """
    refused = shelf.scheduled_id
    shelf = Shelf.objects.select_for_update().get(pk=shelf.pk)
    if shelf.scheduled is None or shelf.scheduled_id != refused:
        return
    publication = shelf.scheduled
    _give_up_schedule(shelf, user=None, reason="content_changed")
    go_live_failed.send(sender=Shelf, publication=publication)


def withdraw(page: Page, *, user: "User | None", reason: str, notice: str = "", row: bool = True) -> None:
    """Takes the page back from the public at once: 410 with its notice. A scheduled version is given up too.

    ``user`` is None where the system acts and no person. Raises ``MayNotWithdraw`` for a user who may not, and ``ValueError``
    without a reason. ``row`` says whether Wagtail's own row has still to be changed.
    """
    if not reason:
        raise ValueError(_("Please say why it is taken back."))
    _take_back(page.pk, user=user, reason=reason, notice=notice, row=row)


@transaction.atomic
def withdraw_at_once(page: Page, *, user: "User", reason: str, notice: str) -> None:
    """Takes a public page back in an emergency: by who is on emergency duty, with an after-review that somebody else closes.

    Raises ``NoEmergency`` for anybody else, without a reason, or where the page is not public.
    """
    check_emergency(user, reason)
    shelf = Shelf.objects.select_for_update().filter(pk=page.pk).first()
    if shelf is None or shelf.current is None or not shelf.is_public():
        raise NoEmergency(_("This page is not public, so there is nothing to take back."))
    _take_back(page.pk, user=user, reason=reason, notice=notice, emergency=True)
    open_after_review(shelf.current, user, reason, withdrawn=True)


@transaction.atomic
def withdraw_together(
    pages: Iterable[Page], *, user: "User | None", reason: str, notice: str = "", subpages: bool = False
) -> set[int]:
    """Takes several pages back for one reason, with ``subpages`` also what stands below them; gives the ids of all these.

    Raises as ``withdraw`` does, and then takes none back.
    """
    chosen = {page.pk: page for page in pages}
    if subpages:
        for page in list(chosen.values()):
            below = Shelf.objects.public() | Shelf.objects.filter(scheduled__isnull=False)
            found = page.get_descendants().filter(pk__in=below.values("pk"))
            chosen |= {child.pk: child for child in found}
    for page in chosen.values():
        withdraw(page, user=user, reason=reason, notice=notice)
    return set(chosen)


def expire(shelf: Shelf) -> None:
    """Marks a page whose public time is over. Readers have not seen it since that minute; now the rest follows. A newer version
    that was approved for a later hour still goes live then: the end was that of the version before it."""
    _take_back(shelf.pk, user=None, reason="expired", expired=True)


@transaction.atomic
def unschedule(page_id: int, *, user: "User | None") -> None:
    """Gives up the scheduled version; what is public stays. Raises ``MayNotWithdraw`` for a user who may not."""
    shelf = Shelf.objects.select_for_update().filter(pk=page_id).first()
    if shelf is not None and shelf.scheduled is not None:
        _check_may_withdraw(user, page_id)
        publication = shelf.scheduled
        _give_up_schedule(shelf, user=user)
        unscheduled.send(sender=Shelf, publication=publication, user=user)


def content_digest(revision: Revision) -> str:
    """SHA-256 of what Wagtail keeps of a revision. Unlike the seal it does not change with a shared fact, so a scheduled
    version goes live as it was approved, and a revision changed in the database shows."""
    return digest_of(json.dumps(revision.content, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder))


@transaction.atomic
def _take_back(
    page_id: int,
    *,
    user: "User | None",
    reason: str,
    notice: str = "",
    expired: bool = False,
    row: bool = True,
    emergency: bool = False,
) -> None:
    locked = Shelf.objects.select_for_update()
    shelf = locked.filter(pk=page_id).first()
    if shelf is None or (shelf.withdrawn_at and not shelf.scheduled_id):
        return
    if expired and (shelf.current is None or shelf.is_public()):
        # A version with a later hour has become public since the clock looked, or none has been yet.
        return
    if not emergency and (shelf.is_public() or shelf.scheduled_id):
        _check_may_withdraw(user, page_id)
    was_public = shelf.current is not None and shelf.withdrawn_at is None
    kept = shelf.scheduled if expired else None
    given_up = None if expired else shelf.scheduled
    if not expired:
        shelf.scheduled = shelf.scheduled_at = None
    if was_public:
        shelf.withdrawn_at = timezone.now()
        shelf.notice = notice
    shelf.save()
    Revision.page_revisions.filter(object_id=str(page_id)).update(approved_go_live_at=None)
    page = Page.objects.filter(pk=page_id).first() if row else None
    if page is not None:
        with gate.opened(page_id):
            UnpublishPageAction(page.specific, set_expired=expired, user=user).execute(skip_permission_checks=True)
    if kept is not None:
        # Wagtail takes the hour from every version of a page that it unpublishes.
        Revision.page_revisions.filter(pk=kept.revision_id).update(approved_go_live_at=shelf.scheduled_at)
    known = reason in REASONS
    shown = {"publication": shelf.current.number, "seal": shelf.current.seal} if shelf.current else {"publication": 0}
    record(
        "publication.expired" if expired else "publication.withdrawn",
        actor=user,
        subject=f"page:{page_id}",
        data=shown | ({"reason": reason} if known else {}),
        words="" if known else reason,
    )
    if was_public:
        withdrawn.send(
            sender=Shelf, shelf=shelf, publication=shelf.current, expired=expired, user=user, emergency=emergency
        )
    elif given_up is not None:
        unscheduled.send(sender=Shelf, publication=given_up, user=user)


def _give_up_schedule(shelf: Shelf, *, user: "User | None", reason: str = "") -> None:
    shelf.scheduled = shelf.scheduled_at = None
    shelf.save(update_fields=["scheduled", "scheduled_at"])
    Revision.page_revisions.filter(object_id=str(shelf.pk)).update(approved_go_live_at=None)
    data = {"reason": reason} if reason else {}
    record("publication.unscheduled", actor=user, subject=f"page:{shelf.pk}", data=data)


def _check_may_withdraw(user: "User | None", page_id: int) -> None:
    if user is not None and not user_can_withdraw(user, Page.objects.filter(pk=page_id).first()):
        raise MayNotWithdraw(_("Only an approving editor or an administrator takes a page back from the public."))


def _check_kind(page: "ReviewedPage", story: Story, kind: Kind, approver: "User | None", reason: str) -> None:
    if kind == Kind.SAMPLE:
        if not SampleMark.objects.exists():
            raise NotSealed(_("Sample data belongs only in a database that is marked as sample."))
        return
    if kind == Kind.INSTALLATION:
        if story.kind not in _INSTALLED or publications_of(page.pk):
            raise NotSealed(_("Only the first version of the site's frame is published by the installation."))
        return
    if kind == Kind.EMERGENCY:
        check_emergency(approver, reason)
        if story.go_live_at and story.go_live_at > timezone.now():
            raise NoEmergency(_("An emergency publishes at once: take the hour of going live out of the draft first."))
        return
    if approver is None:
        raise FourEyes(_("An approval has a name."))
    if has_contributed(approver, page.pk):
        raise FourEyes(_("You have worked on this version yourself, so somebody else has to approve it."))


def _check_parent(page: "ReviewedPage") -> None:
    parent = page.get_parent()
    if parent.is_root():
        return
    if not Shelf.objects.public().filter(pk=parent.pk).exists():
        raise NotSealed(
            _("The section “%(title)s” is not public yet. Have it approved first.") % {"title": parent.title}
        )


def _schedule(
    shelf: Shelf, publication: Publication, at: dt.datetime, revision: Revision, approver: "User | None"
) -> None:
    shelf.scheduled, shelf.scheduled_at = publication, at
    shelf.save()
    with gate.opened(shelf.pk):
        revision.publish(user=approver, skip_permission_checks=True)
    data = {"publication": publication.number, "seal": publication.seal, "at": at.isoformat()}
    record("publication.scheduled", actor=approver, subject=f"page:{shelf.pk}", data=data)


def make_public(shelf: Shelf, publication: Publication, revision: Revision, approver: "User | None") -> None:
    """Makes a sealed publication what the public reads; called by the actions of this room alone, in their transaction."""
    now = timezone.now()
    # A page that was withdrawn comes back as new: nothing of it is public at this moment.
    previous = shelf.current if shelf.is_public(now) else None
    first = shelf.first_public_at is None
    shelf.current, shelf.current_since = publication, now
    shelf.scheduled = shelf.scheduled_at = shelf.withdrawn_at = None
    shelf.notice = ""
    shelf.first_public_at = shelf.first_public_at or now
    shelf.expires_at = publication.story.expire_at
    with gate.opened(shelf.pk):
        revision.publish(user=approver, skip_permission_checks=True)
    # A new slug has just moved the shelf: keep the address that it was given.
    fresh = Shelf.objects.get(pk=shelf.pk)
    shelf.path, shelf.section_id = fresh.path, fresh.section_id
    shelf.save()
    record(
        "publication.published",
        actor=approver,
        subject=f"page:{shelf.pk}",
        data={"publication": publication.number, "seal": publication.seal},
    )
    published.send(sender=Publication, shelf=shelf, publication=publication, previous=previous, first=first)
