"""How members want to be told."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from .hours import due_at
from .kinds import known
from .models import NoticePreferences, Outgoing


def preferences_of(user_ids: Iterable[int]) -> dict[int, NoticePreferences]:
    """Each member's preferences, the defaults where they have chosen nothing."""
    ids = set(user_ids)
    chosen = {row.user_id: row for row in NoticePreferences.objects.filter(user__in=ids)}
    return {pk: chosen.get(pk) or NoticePreferences(user_id=pk) for pk in ids}


@transaction.atomic
def choose(preferences: NoticePreferences) -> None:
    """Keeps what a member has chosen; what still waits follows it."""
    preferences.save()
    now = timezone.now()
    waiting = Outgoing.objects.filter(delivery=None, notice__recipient=preferences.user_id).select_related("notice")
    for row in waiting:
        how = preferences.how(row.medium)
        if how == NoticePreferences.How.NEVER:
            row.delete()
            continue
        kind = known(row.notice.kind)
        row.due_at = due_at(how, preferences, now, urgent=bool(kind and kind.urgent))
        row.save(update_fields=["due_at"])
