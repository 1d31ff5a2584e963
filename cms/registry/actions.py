"""The changes of state of the registry that are more than saving a row."""

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.trail.record import record

from .models import Body, BodyPage, Person, PersonPage, Session, SessionPage
from .models.pages import EntryPage
from .permissions import user_can_open_page_under

if TYPE_CHECKING:
    from cms.staff.models import User

P = TypeVar("P", bound=EntryPage)


def open_session_page(session: Session, parent: Page, user: "User | None") -> SessionPage:
    """The draft of the session's public page under ``parent``; the page that there is already, if any."""
    return _open(SessionPage, session, parent, user)


def open_body_page(body: Body, parent: Page, user: "User | None") -> BodyPage:
    """The draft of the organisation's public page under ``parent``; the page that there is already, if any."""
    return _open(BodyPage, body, parent, user)


def open_person_page(person: Person, parent: Page, user: "User | None") -> PersonPage:
    """The draft of the person's public page under ``parent``; the page that there is already, if any."""
    return _open(PersonPage, person, parent, user)


@transaction.atomic
def _open(kind: type[P], entry: Session | Person | Body, parent: Page, user: "User | None") -> P:
    """``user`` is None only for what the newsroom does by itself (samples, imports).

    Raises ``PermissionDenied`` where the user may add no page there, ``ValidationError`` where such a page has no place.
    """
    parent = parent.specific
    if user is not None and not user_can_open_page_under(user, parent):
        raise PermissionDenied
    if type(parent) not in kind.allowed_parent_page_models():
        raise ValidationError(_("Such a page stands in a section."))
    # Two who open at the same time wait for each other, and the second finds the page of the first.
    type(entry)._base_manager.select_for_update().get(pk=entry.pk)
    there = kind.of(entry).filter(locale=parent.locale_id).first()
    if there is not None:
        return there
    page = kind(
        title=kind.suggested_title(entry), locale=parent.locale, owner=user, live=False, **{kind.entry_field: entry}
    )
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=False)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
    record("registry.page_opened", actor=user, subject=f"page:{page.pk}", data={"of": f"{kind.entry_field}:{entry.pk}"})
    return page


def sections_for(kind: type[EntryPage], user: "User") -> list[Page]:
    """The sections under which the user may open such a page, those meant for it first, then in the order of the site."""
    meant = {SessionPage: "sessions", PersonPage: "people", BodyPage: "people"}[kind]
    sections = Page.objects.type(tuple(kind.allowed_parent_page_models())).order_by("path").specific()
    allowed = [section for section in sections if user_can_open_page_under(user, section)]
    return sorted(allowed, key=lambda section: getattr(section, "lists", meant) != meant)
