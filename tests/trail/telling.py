"""What the trail tells of a thing, for the tests."""

from typing import Any

from django.db.models import Max

from cms.trail.models import Entry


def newest() -> int:
    """The number of the newest entry, 0 for none."""
    return Entry.objects.aggregate(newest=Max("number"))["newest"] or 0


def since(number: int, subject: str = "") -> list[Entry]:
    """The entries after that one, of one subject if given, oldest first."""
    entries = Entry.objects.filter(number__gt=number).order_by("number")
    return list(entries.filter(subject=subject) if subject else entries)


def acts(number: int, subject: str = "") -> list[str]:
    return [entry.action for entry in since(number, subject)]


def facts(number: int, action: str) -> dict[str, Any]:
    """What stands with the one entry of this act."""
    (entry,) = [entry for entry in since(number) if entry.action == action]
    return entry.facts
