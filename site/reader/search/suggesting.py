"""What is offered while somebody types: persons and sessions first, then topics, then headlines."""

from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..queries import teasers
from . import index, names
from .expression import Beginning, Expression, Facet, Search, Word, all_of, any_of
from .index import Page
from .named import NAMED, NAMED_KINDS
from .query import Query
from .words import begins

MOST = 8
_NAMES, _TOPICS, _HEADLINES = 4, 2, 40
_OTHERS = [Facet(f"kind:{kind}") for kind in ("article", "document", "page", "body")]
_SHORTEST = 2
"""Letters before anything is offered."""


@dataclass(frozen=True)
class Suggestion:
    title: str
    url: str
    kind: str


def suggestions(query: Query) -> list[Suggestion]:
    """Pages whose headline has the words typed so far, the last one being only a beginning; at most eight, in three queries."""
    if len("".join(query.folded)) < _SHORTEST:
        return []
    *whole, last = query.folded
    words: list[Expression] = [*(Word(word) for word in whole), Beginning(last)]
    searches = [
        Search(all_of([any_of(NAMED), *words]), headline=True, limit=_HEADLINES),
        Search(all_of([any_of(_OTHERS), *words]), headline=True, limit=_HEADLINES),
    ]
    pages = sorted(index.candidates([], searches), key=lambda page: _order(page, query), reverse=True)
    found = teasers([page.page_id for page in pages])
    kinds = {
        "article": _("Article"),
        "session": _("Session"),
        "person": _("Person"),
        "document": pgettext("of a document", "Document"),
        "page": pgettext("search", "Page"),
        "body": pgettext("search", "Organisation"),
    }
    shown = [teaser for page in pages if (teaser := found.get(page.page_id))]
    named = list(islice((teaser for teaser in shown if teaser.kind in NAMED_KINDS), _NAMES))
    others = [teaser for teaser in shown if teaser.kind not in NAMED_KINDS]
    offered = [Suggestion(teaser.headline, teaser.shelf.path, kinds[teaser.kind]) for teaser in named]
    offered += _topics(query)
    offered += [Suggestion(teaser.headline, teaser.shelf.path, kinds[teaser.kind]) for teaser in others]
    return offered[:MOST]


def _order(page: Page, query: Query) -> tuple[bool, bool, object]:
    """Headlines that begin so, those with the marks as typed, the newest."""
    *whole, last = query.form.exact
    headline = page.headline_exact.split()
    as_typed = set(whole) <= set(headline) and any(begins(word, last) for word in headline)
    return query.form.any_marks and as_typed, page.headline.startswith(f" {' '.join(query.folded)}"), page.at


def _topics(query: Query) -> list[Suggestion]:
    typed = " ".join(query.folded)
    found = names.offered().filter(kind="topic", words__startswith=typed).order_by("-at", "-pk")[:_TOPICS]
    return [Suggestion(row.name, reverse("topic", args=[row.list.removeprefix("topic:")]), _("Topic")) for row in found]
