"""Goes over the whole trail and names what does not hold. Rows and heads are read in turn, so the memory it takes is the same
for any length."""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from .chain import START, link_of, words_digest
from .heads import Head, read_heads, size
from .models import Entry, Words

_ROWS, _HEADS = 2000, 500


def faults() -> Iterator[str]:
    """A sentence for each change, gap, deletion or cut-off tail that shows; nothing where the trail holds."""
    # Acts and heads go on being written meanwhile: a head that is noted now belongs to an entry that is read below.
    last, noted = 0, size()
    for number, fault in _links():
        last = number
        if fault:
            yield fault
    yield from _words()
    yield from _against_heads(last, noted)


def _links() -> Iterator[tuple[int, str]]:
    """Each entry's number, with what is wrong with it."""
    expected, previous = 1, START
    for entry in Entry.objects.order_by("number").iterator(chunk_size=_ROWS):
        fault = ""
        if entry.number != expected:
            fault = _("Entries %(first)d to %(last)d are missing.") % {"first": expected, "last": entry.number - 1}
        elif link_of(entry, previous) != entry.link:
            fault = _("Entry %(number)d was changed, or one before it.") % {"number": entry.number}
        yield entry.number, fault
        expected, previous = entry.number + 1, entry.link


def _words() -> Iterator[str]:
    """Words that were changed, or that are gone without having been erased."""
    entries = Entry.objects.filter(data__contains='"words": "').order_by("number").iterator(chunk_size=_ROWS)
    while some := list(islice(entries, _HEADS)):
        numbers = [entry.number for entry in some]
        typed = dict(Words.objects.filter(entry_id__in=numbers).values_list("entry_id", "text"))
        erasing = Entry.objects.filter(action="trail.words_erased", subject__in=[f"entry:{n}" for n in numbers])
        erased = set(erasing.values_list("subject", flat=True))
        for entry in some:
            text = typed.get(entry.number)
            if text is None and f"entry:{entry.number}" not in erased:
                yield _("The words of entry %(number)d are gone, and nobody erased them.") % {"number": entry.number}
            elif text is not None and words_digest(entry.number, text) != entry.facts["words"]:
                yield _("The words of entry %(number)d were changed.") % {"number": entry.number}


def _against_heads(last: int, noted: int) -> Iterator[str]:
    """Several heads may have been noted for one number: a tail that was cut off and grew again has other links."""
    heads, farthest, told = read_heads(noted), 0, set[int]()
    while some := list(islice(heads, _HEADS)):
        farthest = max(farthest, *(number for number, _link in some))
        for number in _other(some):
            # A forged entry may have been noted often: it is named once.
            if number not in told:
                told.add(number)
                yield _("Entry %(number)d is not the one that was noted outside the database.") % {"number": number}
    if farthest > last:
        names = {"last": last, "number": farthest}
        yield _("The trail ends at %(last)d, but entry %(number)d was noted outside the database.") % names


def _other(heads: list[Head]) -> list[int]:
    """The numbers of entries that are there with another link than was noted."""
    links = dict(Entry.objects.filter(number__in={number for number, _ in heads}).values_list("number", "link"))
    return sorted({number for number, link in heads if links.get(number, link) != link})
