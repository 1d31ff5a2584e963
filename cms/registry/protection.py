"""What is in use stays: an entry that pages or other entries show is not deleted, and the refusal says what uses it."""

from typing import Any

from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _

from cms.publication.facts import pages_showing

from .models import Body, Person, Session
from .models.base import Entry
from .models.earlier import counted

_ON_PAGES: dict[type[Entry], str] = {Person: "person", Session: "session", Body: "body"}


def why_kept(entry: Entry) -> str:
    """One sentence on what keeps the entry from being deleted; empty where nothing does."""
    pages = _pages(entry)
    if pages:
        return _("“%(name)s” can't be deleted: pages show it (%(count)d).") % {"name": entry, "count": len(pages)}
    collector = Collector(using=router.db_for_write(type(entry)))
    try:
        collector.collect([entry])
    except ProtectedError as error:
        return _("“%(name)s” can't be deleted while it is in use: %(uses)s.") % {
            "name": entry,
            "uses": counted(type(row) for row in error.protected_objects),
        }
    return ""


def refuse_if_shown(sender: type[Entry], instance: Entry, **kwargs: Any) -> None:
    """Receiver of ``pre_delete``: raises ``ProtectedError`` for what pages show, by whatever route."""
    if _pages(instance):
        raise ProtectedError(why_kept(instance), {instance})


def connect() -> None:
    """Puts the receivers in place, once."""
    for model in _ON_PAGES:
        pre_delete.connect(refuse_if_shown, sender=model, dispatch_uid=f"registry_shown_{model.__name__}")


def _pages(entry: Entry) -> list[int]:
    kind = _ON_PAGES.get(type(entry))
    return pages_showing(f"{kind}:{entry.pk}") if kind else []
