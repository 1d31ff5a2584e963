"""What stands in a marked-up file and can't be taken in, as sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import ngettext, pgettext

from cms.text.normal import clean


def left_out(found: Counter[str], stray: Iterable[str]) -> Iterator[str]:
    """A sentence for each kind of ``found`` things, and for each text that is astray."""
    told = {
        "format": lambda n: ngettext(
            "%(count)d change of setting alone (bold, size, style) was left out.",
            "%(count)d changes of setting alone (bold, size, style) were left out.",
            n,
        ),
        "note": lambda n: ngettext("%(count)d footnote was left out.", "%(count)d footnotes were left out.", n),
        "row_added": lambda n: ngettext(
            "%(count)d row was added to a table: add it in the editor.",
            "%(count)d rows were added to tables: add them in the editor.",
            n,
        ),
        "row_removed": lambda n: ngettext(
            "%(count)d row was taken out of a table: take it out in the editor.",
            "%(count)d rows were taken out of tables: take them out in the editor.",
            n,
        ),
        "picture_added": lambda n: ngettext(
            "%(count)d picture was put in: bring it to the photo library.",
            "%(count)d pictures were put in: bring them to the photo library.",
            n,
        ),
        "picture_removed": lambda n: ngettext(
            "%(count)d picture was struck out: take it out in the editor.",
            "%(count)d pictures were struck out: take them out in the editor.",
            n,
        ),
    }
    for kind, sentence in told.items():
        if count := found[kind]:
            yield sentence(count) % {"count": count}
    for text in stray:
        shown = " ".join(clean(text).split())[:300]
        yield pgettext("paper", "Written outside of the article: “%(text)s”") % {"text": shown}
