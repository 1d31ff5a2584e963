"""Drawing up a digest: what went public since the one before it."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override, pgettext
from wagtail.log_actions import log
from wagtail.models import Page

from cms.publication.models import Publication
from cms.text.dates import local, short_day
from cms.trail.record import record

from ..models import DigestItem, DigestPage, DigestRun
from ..permissions import check_manager
from ..telling import tell_drawn_up
from .archive import archive
from .rhythm import LENGTH, Rhythm
from .rule import articles_between

if TYPE_CHECKING:
    from cms.staff.models import User

SETTLED_AFTER = dt.timedelta(minutes=2)
"""What goes public gets its hour before its transaction ends: a digest looks back only on what has surely ended."""


def draw_up_now(rhythm: Rhythm, user: "User") -> DigestPage | None:
    """A digest up to this minute, as a person asks for it; None where nothing went public since the last one.

    Raises ``PermissionDenied``, and ``ChannelError`` where the site has no front page.
    """
    check_manager(user)
    until = (timezone.now() - SETTLED_AFTER).replace(microsecond=0)
    return draw_up(rhythm, until, user)


@transaction.atomic
def draw_up(rhythm: Rhythm, until: dt.datetime, user: "User | None" = None) -> DigestPage | None:
    """The draft of a digest of what went public since the last one and not after ``until``; None where there is nothing, or where
    another worker has drawn it up."""
    run, fresh = DigestRun.objects.get_or_create(rhythm=rhythm, until=until)
    if not fresh:
        return None
    since = told_until(rhythm, until)
    ids = articles_between(since, until) if since < until else []
    if not ids:
        return None
    page = DigestPage(
        title=_title(rhythm, since, until), slug=_slug(rhythm, run), rhythm=rhythm, since=since, until=until, live=False
    )
    page.owner = user
    page.items = [DigestItem(article_id=pk, sort_order=at) for at, pk in enumerate(ids)]
    archive().add_child(instance=page)
    page.save_revision(user=user, log_action=False)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
    DigestRun.objects.filter(pk=run.pk).update(page_id=page.pk)
    record("digest.drawn_up", actor=user, subject=f"page:{page.pk}", data={"rhythm": rhythm, "articles": len(ids)})
    tell_drawn_up(page)
    return page


def told_until(rhythm: Rhythm, before: dt.datetime) -> dt.datetime:
    """Up to when digests of the rhythm have told, or are to tell: a draft that was deleted gives its articles back."""
    earlier = DigestRun.objects.filter(rhythm=rhythm, until__lt=before).exclude(page_id=None)
    for page_id, until in earlier.order_by("-until").values_list("page_id", "until"):
        if Page.objects.filter(pk=page_id).exists() or Publication.objects.filter(page_id=page_id or 0).exists():
            return until
    return before - LENGTH[rhythm]


def _title(rhythm: Rhythm, since: dt.datetime, until: dt.datetime) -> str:
    last = short_day(local(until).date())
    with override(settings.LANGUAGE_CODE):
        if rhythm == Rhythm.DAILY:
            return pgettext("digest", "Newsletter of %(day)s") % {"day": last}
        first = short_day(local(since).date())
        return pgettext("digest", "Newsletter of the week: %(first)s – %(last)s") % {"first": first, "last": last}


def _slug(rhythm: Rhythm, run: DigestRun) -> str:
    return f"{'ngay' if rhythm == Rhythm.DAILY else 'tuan'}-{local(run.until):%Y-%m-%d}-{run.pk}"
