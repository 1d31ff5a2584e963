"""Addresses that the site itself answers: a page there would never be found, and neither would what stands below it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, get_urlconf
from django.utils.translation import gettext as _

from .errors import AddressReserved

_WORD = re.compile(r"[\w-]+")


def why_reserved(path: str) -> str:
    """One sentence where no page can stand at the path (``"/tim-kiem/"``); empty where one can."""
    word = _first_word(path)
    if word not in reserved_words(get_urlconf()):
        return ""
    return _("The site itself answers at “%(word)s”. Please choose another address for the page.") % {"word": word}


def refuse_reserved(path: str) -> None:
    """Raises ``AddressReserved`` where no page can stand at the path."""
    if sentence := why_reserved(path):
        raise AddressReserved(sentence)


@lru_cache
def reserved_words(urlconf: str | None) -> frozenset[str]:
    """The first words of all addresses that are no page's: read off the URL configuration, and where static files are."""
    return frozenset({*_words(get_resolver(urlconf).url_patterns), _first_word(settings.STATIC_URL)})


def _words(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^").replace("\\-", "-")
        word, slash, _rest = route.partition("/")
        if slash and _WORD.fullmatch(word):
            yield word
        elif isinstance(pattern, URLResolver) and not slash:
            yield from _words(pattern.url_patterns, route)


def _first_word(path: str) -> str:
    return path.strip("/").partition("/")[0]
