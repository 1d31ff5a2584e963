"""The bound of a slip, over two stories and nothing else."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.publication.posts import with_posts
from cms.publication.story import Story

from .guarded import guarded, quoted, words_of
from .words import Changed, changed_words, texts_between, whole_text

MOST_WORDS = 5
"""Words of the article that slips change, all together since it last went the whole way."""
MOST_LETTERS = 3
"""Letters that differ in one stretch of changed words: a typing error, no other word."""
LONGEST_NOTE = 30
"""Words to the readers about slips, all together since it last went the whole way."""
LONGEST_WORD = 8
"""Letters and a blank, on the average: a Vietnamese syllable has at most seven."""
LANGUAGE = "vi"
"""The words that a slip does not touch are known in this language alone."""

_TEXTS = frozenset({"headline", "short_headline", "lede"})
_IN_BLOCKS = frozenset({"title", "caption", "alt", "html"})
_HTML = frozenset({"html"})
_BLOCKS = frozenset({"text", "photo", "gallery", "fact_box", "table", "agenda"})

Pair = tuple[str, str, bool]
"""A text before and after, and whether it is HTML."""


class _NotAlike(Exception):
    """Something that is no text of a slip differs."""


def why_no_slip(before: Story, after: Story) -> str:
    """Why what became of a story is more than slips; empty for slips. ``after`` declares nothing but slips since."""
    told = after.changes[len(before.changes) :]
    if after.changes[: len(before.changes)] != before.changes or not told or any(each.kind != "slip" for each in told):
        return _("It is not declared as a slip.")
    if after.language != LANGUAGE:
        return _("It is in another language than Vietnamese.")
    notes = " ".join(each.note for each in told)
    if len(notes.split()) > LONGEST_NOTE or len(notes) > LONGEST_NOTE * LONGEST_WORD:
        return _("The words to the readers about slips are at most %(count)d words.") % {"count": LONGEST_NOTE}
    try:
        pairs = list(_pairs(before, after))
        named = words_of(text for each in before.mentions for text in (each.name, *each.offices))
        changed = [stretch for pair in pairs for stretch in _stretches(*pair, named)]
    except _NotAlike:
        return _(
            "Something other than words has changed: a block, a photo, a quotation, a person, a link, the day, the address or "
            "another entry."
        )
    except _Guarded:
        return _("A name, a number, a date, an office, a denial or what is quoted has changed.")
    # Counted before they are looked at: how far two words lie apart is asked of a few alone.
    if sum(stretch.words for stretch in changed) > MOST_WORDS:
        return ngettext(
            "More than %(count)d word has changed.", "More than %(count)d words have changed.", MOST_WORDS
        ) % {"count": MOST_WORDS}
    if any(stretch.letters > MOST_LETTERS or not stretch.is_the_same_word() for stretch in changed):
        return _("A word became another one: at most %(count)d letters and half of it may change.") % {
            "count": MOST_LETTERS
        }
    return ""


class _Guarded(Exception):
    """A word has changed that a slip does not touch."""


def _stretches(old: str, new: str, is_html: bool, named: frozenset[str]) -> list[Changed]:
    whole = (whole_text(old), whole_text(new)) if is_html else (old, new)
    if guarded(whole[0], named) != guarded(whole[1], named) or quoted(whole[0]) != quoted(whole[1]):
        raise _Guarded
    pairs = texts_between(old, new) if is_html else iter([(old, new)])
    if pairs is None:
        raise _NotAlike
    return [stretch for one, other in pairs for stretch in changed_words(one, other)]


def _pairs(before: Story, after: Story) -> Iterator[Pair]:
    """Each text that differs. Raises ``_NotAlike`` where anything else does."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    for name in old.keys() | new.keys():
        # How an account identifies itself is the channel's rule: it says nothing of the article.
        if name in {"changes", "signed_as"} or old.get(name) == new.get(name):
            continue
        if name in _TEXTS:
            yield old[name], new[name], False
        elif name == "blocks":
            yield from _of_blocks(old[name], new[name])
        elif name == "lead_photo":
            yield from _inside(old[name], new[name], _IN_BLOCKS)
        elif name == "posts" and _repeat_the_article(before, after):
            continue
        else:
            raise _NotAlike(name)


def _repeat_the_article(before: Story, after: Story) -> bool:
    """Whether each post is as it was, or as its channel makes it of the article."""
    made = with_posts(after.model_copy(update={"posts": ()})).posts
    return [post.channel for post in after.posts] == [post.channel for post in before.posts] and all(
        post in made or post in before.posts for post in after.posts
    )


def _of_blocks(old: list[Any], new: list[Any]) -> Iterator[Pair]:
    if [block["type"] for block in old] != [block["type"] for block in new]:
        raise _NotAlike("blocks")
    for one, other in zip(old, new, strict=True):
        if one != other and one["type"] not in _BLOCKS:
            raise _NotAlike(one["type"])
        yield from _inside(one, other, _IN_BLOCKS | ({"rows"} if one["type"] == "table" else frozenset()))


def _inside(old: Any, new: Any, texts: frozenset[str], named: str = "") -> Iterator[Pair]:
    """Walks two values of one shape; of what differs, only the texts under one of the names may."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for name in old:
            yield from _inside(old[name], new[name], texts, name)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from _inside(one, other, texts, named)
    elif isinstance(old, str) and isinstance(new, str) and named in texts:
        yield old, new, named in _HTML
    else:
        raise _NotAlike(named)
