"""The persons and sessions that a query names, or nearly names: they stand before all that was written about them."""

from collections.abc import Sequence

from .expression import Expression, Facet
from .index import Page
from .index.document import token
from .query import Query

NAMED_KINDS = ("person", "session")
NAMED: list[Expression] = [Facet(f"kind:{kind}") for kind in NAMED_KINDS]
MOST = 3
"""Of more than these the query names none: it is a word that many names have."""

_PERSON, _SESSION = token("kind:person"), token("kind:session")
_NEARLY = 0.6
"""How much of a name has to be there."""


def named(pages: Sequence[Page], query: Query) -> list[int]:
    """Ids of those pages whose name the query is; whole names before parts of one, typed marks before others. A day names the
    sessions of that day."""
    if query.day and not query.folded:
        of_the_day = {_SESSION, token(f"day:{query.day}")}
        return [page.page_id for page in pages if of_the_day <= page.facets][:MOST]
    if not query.folded or (query.form.phrases and query.form.phrases != ((0, len(query.folded)),)):
        return []
    shares = ((max(_share(page, form.folded) for form in query.forms), page) for page in pages)
    found = [(share, page) for share, page in shares if share]
    exact = [f" {' '.join(form.exact)} " for form in query.forms]
    found.sort(key=lambda one: (any(words in one[1].headline_exact for words in exact), one[0]), reverse=True)
    whole = [page.page_id for share, page in found if share == 1]
    if whole:
        return whole[:MOST]
    return [page.page_id for _share, page in found] if len(found) <= MOST else []


def _share(page: Page, words: tuple[str, ...]) -> float:
    """How much of the page's name the words are; 0 where they do not name it."""
    name = tuple(page.headline.split())
    if not page.facets & {_PERSON, _SESSION} or f" {' '.join(words)} " not in page.headline:
        return 0.0
    share = len(words) / len(name)
    if share >= _NEARLY:
        return share
    # A person goes by the given name, which stands last; a session by how its name begins.
    if _PERSON in page.facets:
        return share if name[-len(words) :] == words else 0.0
    return share if len(words) > 2 and name[: len(words)] == words else 0.0
