"""Goes over the whole trail and names what does not hold."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .chain import START, link_of
from .heads import read_heads
from .models import Entry


def faults() -> Iterator[str]:
    """A sentence for each change, gap, deletion or cut-off tail that shows; nothing where the trail holds."""
    # Several heads may have been noted for one number: a tail that was cut off and grew again has other links.
    heads: dict[int, set[str]] = {}
    for number, link in read_heads():
        heads.setdefault(number, set()).add(link)
    expected, previous = 1, START
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield _("Entries %(first)d to %(last)d are missing.") % {"first": expected, "last": entry.number - 1}
        elif link_of(entry, previous) != entry.link:
            yield _("Entry %(number)d was changed, or one before it.") % {"number": entry.number}
        if heads.pop(entry.number, {entry.link}) != {entry.link}:
            yield _("Entry %(number)d is not the one that was noted outside the database.") % {"number": entry.number}
        expected, previous = entry.number + 1, entry.link
    if heads:
        yield _("The trail ends at %(last)d, but entry %(number)d was noted outside the database.") % {
            "last": expected - 1,
            "number": max(heads),
        }
