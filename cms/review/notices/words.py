"""A notice in words, in the language that is active; and where it leads."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.users.models import UserProfile

from .kinds import known
from .models import Notice

if TYPE_CHECKING:
    from cms.staff.models import User

LIST = "notices:list"
OPEN = "notices:open"


def sentence_of(notice: Notice) -> str:
    """What happened, as one sentence."""
    kind = known(notice.kind)
    if kind is None:
        return notice.title
    signed = notice.actor is not None or not kind.unsigned
    values = {
        "title": notice.title,
        "actor": str(notice.actor) if notice.actor else _("Somebody"),
        **kind.fill(notice),
    }
    return str(kind.sentence if signed else kind.unsigned) % values


def target_of(notice: Notice) -> str:
    """The path in the admin that a notice leads to; empty for none."""
    kind = known(notice.kind)
    if kind is not None and kind.link is not None:
        return kind.link(notice)
    return reverse("wagtailadmin_pages:edit", args=[notice.page_id]) if notice.page_id else ""


def address_of(notice: Notice) -> str:
    """The address that stands in mails and messages: it marks the notice as read and leads on, for its recipient alone."""
    return settings.WAGTAILADMIN_BASE_URL + reverse(OPEN, args=[notice.pk])


def list_address() -> str:
    """The address of the list of all notices."""
    return settings.WAGTAILADMIN_BASE_URL + reverse(LIST)


def settings_address() -> str:
    """The address where one chooses how to be told."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_account") + "#tab-notifications"


def language_of(user: "User") -> str:
    """The language in which a member works."""
    profile = UserProfile.objects.filter(user=user).first()
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def medium_label(code: str) -> str:
    """How a medium is called in a sentence."""
    return {"mail": pgettext("medium", "by e-mail"), "telegram": pgettext("medium", "by Telegram")}.get(code, code)
