"""What other rooms and the admin ask about the channels."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from .models import Delivery, Dispatch
from .models.delivery import told_state
from .registry import channels


@dataclass(frozen=True)
class Went:
    """One dispatch of a page, and how many of its deliveries stand in which state."""

    dispatch: Dispatch
    counts: list[tuple[str, int]] = field(default_factory=list)


def where_it_went(page_id: int) -> list[Went]:
    """Every dispatch of a page that concerned somebody, newest first; not those to a channel on which there is no account."""
    dispatches = Dispatch.objects.filter(page_id=page_id).select_related("publication").order_by("-pk")
    rows = Delivery.objects.filter(dispatch__page_id=page_id).order_by().values_list("dispatch_id", "state", "verb")
    counted: dict[int, Counter[str]] = {}
    for dispatch_id, state, verb, count in rows.annotate(count=Count("pk")):
        counted.setdefault(dispatch_id, Counter())[told_state(state, verb)] += count
    used = {one.code for one in channels() if one.open()}
    return [
        Went(dispatch, sorted(counted.get(dispatch.pk, Counter()).items()))
        for dispatch in dispatches
        if dispatch.pk in counted or dispatch.channel in used
    ]
