"""The kinds of notices that the review and the publication tell of. Who is concerned by each stands in `steps` and `receivers`."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page, WorkflowState

from cms.text.dates import full_moment

from .kinds import Data, Kind, register
from .models import Notice

NAMED = 3
"""Headlines that a notice about several pages names."""


def _moment(notice: Notice) -> Mapping[str, Any]:
    return {"moment": full_moment(dt.datetime.fromisoformat(notice.data["at"]))}


def _pages(notice: Notice) -> Mapping[str, Any]:
    """The headlines of the pages, the first by name."""
    ids = notice.data["pages"]
    titles = Page.objects.filter(pk__in=ids[:NAMED]).order_by("pk").values_list("draft_title", flat=True)
    named = "; ".join(f"“{title}”" for title in titles)
    more = len(ids) - NAMED
    if more > 0:
        named += " " + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    return {"pages": named}


def _both(old: Data, new: Data) -> Data:
    return {"pages": sorted({*old["pages"], *new["pages"]})}


def _next_page(notice: Notice) -> str:
    """The first page whose new version nobody has submitted yet, so that one gets through them one by one; else the first."""
    pages = Page.objects.filter(pk__in=notice.data["pages"]).order_by("pk")
    changed = list(pages.filter(has_unpublished_changes=True).values_list("pk", flat=True))
    reviews = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, base_content_type__model="page")
    submitted = {int(pk) for pk in reviews.filter(object_id__in=map(str, changed)).values_list("object_id", flat=True)}
    waiting = [pk for pk in changed if pk not in submitted] or pages.values_list("pk", flat=True)
    found = next(iter(waiting), None)
    return reverse("wagtailadmin_pages:edit", args=[found]) if found else ""


def register_kinds() -> None:
    register(
        Kind(
            "waiting",
            gettext_lazy("“%(title)s” now waits at your stage “%(stage)s”; it comes from %(actor)s."),
            gettext_lazy("“%(title)s” now waits at your stage “%(stage)s”."),
        ),
        Kind(
            "sent_back",
            gettext_lazy("%(actor)s sent “%(title)s” back at the stage “%(stage)s”: see the reason there."),
            gettext_lazy(
                "“%(title)s” was sent back at the stage “%(stage)s” by a leader's word: see the reason there."
            ),
        ),
        Kind(
            "taken_back",
            gettext_lazy("%(actor)s changed “%(title)s”, so your approval at the stage “%(stage)s” no longer counts."),
            gettext_lazy("“%(title)s” was changed, so your approval at the stage “%(stage)s” no longer counts."),
        ),
        Kind(
            "published",
            gettext_lazy("%(actor)s approved “%(title)s”: the public reads it now."),
            gettext_lazy("“%(title)s” went live at its hour: the public reads it now."),
        ),
        Kind("scheduled", gettext_lazy("%(actor)s approved “%(title)s”: it goes live %(moment)s."), fill=_moment),
        Kind(
            "unscheduled",
            gettext_lazy("%(actor)s gave up the scheduled version of “%(title)s”: it does not go live."),
            gettext_lazy("The scheduled version of “%(title)s” was given up: it does not go live."),
        ),
        Kind(
            "go_live_failed",
            gettext_lazy("“%(title)s” did not go live at its hour: it has to be looked at and approved again."),
            urgent=True,
        ),
        Kind(
            "withdrawn",
            gettext_lazy("%(actor)s withdrew “%(title)s” from the public."),
            gettext_lazy("“%(title)s” was withdrawn from the public."),
            urgent=True,
        ),
        Kind(
            "rolled_back",
            gettext_lazy("%(actor)s brought back an earlier version of “%(title)s”: the public reads that now."),
            urgent=True,
        ),
        Kind("expired", gettext_lazy("The public time of “%(title)s” is over: readers no longer see it.")),
        Kind(
            "proposed",
            gettext_lazy(
                "%(actor)s changed a fact that several pages share; new versions wait to be submitted: %(pages)s."
            ),
            gettext_lazy("A fact that several pages share has changed; new versions wait to be submitted: %(pages)s."),
            of_draft=False,
            fill=_pages,
            link=_next_page,
            merge=_both,
        ),
        Kind(
            "telegram_linked",
            gettext_lazy("Your notices now come to the Telegram account %(account)s too."),
            urgent=True,
            of_draft=False,
            link=lambda notice: reverse("notices:telegram"),
        ),
        Kind(
            "telegram_lost",
            gettext_lazy(
                "The newsroom's bot is blocked in your Telegram, so Telegram is switched off here. Unblock it there, then "
                "choose again."
            ),
            of_draft=False,
            link=lambda notice: reverse("wagtailadmin_account") + "#tab-notifications",
        ),
    )
