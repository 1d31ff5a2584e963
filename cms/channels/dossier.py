"""Where an article went, for its dossier: each dispatch with the state of its deliveries; recipients by number only."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.review.dossier.parts import Part

from .queries import where_it_went
from .words import label_of


def _went(page_id: int) -> dict[str, Any] | None:
    went = where_it_went(page_id)[::-1]
    rows = [{"dispatch": one.dispatch, "channel": label_of(one.dispatch.channel), "counts": one.counts} for one in went]
    return {"rows": rows} if rows else None


DELIVERIES = Part(_("Where it went"), "admin/channels/dossier.html", _went)
