"""A walk through the admin as a role sees it, and an eye for English in what is shown."""

import json
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import django
import polib
from bs4 import BeautifulSoup, Comment
from django.apps import apps
from django.test import Client

from cms.text.normal import clean
from newsroom.catalogues import LOCALE

START = "/quan-tri/"
# What answers to a click by sending something, leads out, or hands out files.
_LEFT_OUT = re.compile(
    r"/logout/|/jsi18n/|/download|/sprite/|[\\{}]|export=|preview/\?|results/|/editing-sessions/|/lock/|/unlock/"
)
_LINKS = (
    "href",
    "action",
    "data-url",
    "data-chooser-url",
    "data-workflow-action-modal-url",
    "data-workflow-action-url",
)
_SAID = (
    "alt", "aria-description", "aria-label", "data-clipboard-success", "data-w-progress-active-value",
    "data-w-tooltip-content-value", "placeholder", "title",
)  # fmt: skip
_FORMS = re.compile(r"/pages/N/edit/$")
EDITORS = 5
"""Pages to open in the editor: of different kinds and at different stages."""


@dataclass
class Walk:
    """Goes where the links lead, to each kind of address once; other roles go there again, but not all of them."""

    seen: Counter[str] = field(default_factory=Counter)

    def pages(self, client: Client) -> Iterator[tuple[str, BeautifulSoup]]:
        """The address and the content of each page that the signed-in client comes to."""
        todo, own = deque([START]), Counter[str]()
        known = {START}
        while todo:
            url = todo.popleft()
            kind = re.sub(r"\d+", "N", urlsplit(url).path)
            most = EDITORS if _FORMS.search(kind) else 1
            if own[kind] >= most or self.seen[kind] >= 2 * most:
                continue
            own[kind] += 1
            self.seen[kind] += 1
            answer = client.get(url, headers={"Accept-Language": "vi"}, follow=True)
            html = _html(answer)
            if answer.status_code != 200 or not html:
                continue
            soup = BeautifulSoup(html, "lxml")
            yield url, soup
            found = {address for address in _addresses(soup, url) if address not in known}
            known |= found
            todo.extend(sorted(found))


def _html(answer: Any) -> str:
    kind = answer.get("Content-Type", "")
    if "html" in kind:
        return str(answer.content.decode())
    if "json" in kind:
        content = json.loads(answer.content)
        return str(content.get("html", "")) if isinstance(content, dict) else ""
    return ""


def _addresses(soup: BeautifulSoup, base: str) -> Iterator[str]:
    row = soup.select_one("[data-bulk-action-checkbox][data-object-id]")
    for element in soup.find_all(True):
        for name in _LINKS:
            address = urljoin(base, str(element.get(name) or "")).split("#")[0]
            if not element.get(name) or not address.startswith(START) or _LEFT_OUT.search(address):
                continue
            # What is done with several rows at once is asked for by their numbers.
            yield f"{address.split('?')[0]}?id={row['data-object-id']}" if row and "/bulk/" in address else address


def said(soup: BeautifulSoup) -> Iterator[str]:
    """Every piece of text that a person sees or hears, but for code, payloads, the names of keys and counters of nothing."""
    for element in [
        *soup(["script", "style", "noscript", "code", "pre", "kbd"]),
        *soup.select("[data-side-panel-toggle-counter][hidden]"),
    ]:
        element.extract()
    for text in soup.find_all(string=True):
        if not isinstance(text, Comment) and text.strip():
            yield clean(" ".join(text.split()))
    for element in soup.find_all(True):
        for name in _SAID:
            if element.get(name):
                yield clean(" ".join(str(element[name]).split()))
        if element.name == "input" and element.get("type") in ("submit", "button"):
            yield str(element.get("value") or "")


def told_to_scripts(soup: BeautifulSoup) -> Iterator[str]:
    """The strings in the data from which scripts make a form."""
    for element in soup.select('[data-block^="{"], [data-block^="["]'):
        yield from _strings(json.loads(str(element["data-block"])))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def english(text: str) -> list[str]:
    """The words of a text that are English as the admin's own strings have it; empty for Vietnamese."""
    words = re.findall(r"(?<![\w@./%-])[A-Za-z]{2,}(?![\w@]|\.\w)", text)
    return [word for word in words if word in ("None", "True", "False") or word.lower() in _english_words()]


def untranslated(text: str) -> bool:
    """Whether the text is one of the strings that have another Vietnamese."""
    return text in _sources()


def catalogues_of(language: str) -> Iterator[tuple[Path, polib.POFile]]:
    """The catalogues of the libraries that the admin is made of."""
    places = [Path(django.__file__).parent / "conf", *(Path(app.path) for app in apps.get_app_configs())]
    for place in places:
        for path in sorted((place / "locale" / language).glob("LC_MESSAGES/*.po")):
            # allauth has much that is not mounted here, such as sign-in by other sites.
            if "allauth" not in path.parts:
                yield path, polib.pofile(str(path))


def own_catalogues() -> Iterator[tuple[Path, polib.POFile]]:
    for path in sorted(LOCALE.rglob("*.po")):
        yield path, polib.pofile(str(path))


def _plain(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield re.sub(r"%\(\w+\)\w|\{\w*\}|<[^>]*>|&\w+;", " ", text)


@cache
def _english_words() -> frozenset[str]:
    """The words of the strings' sources, without those that the translations have as well, such as “email” or “slug”."""
    sources = Counter[str]()
    for _path, catalogue in [*catalogues_of("en"), *own_catalogues()]:
        for entry in catalogue:
            for text in _plain([entry.msgid, entry.msgid_plural]):
                sources.update(word.lower() for word in re.findall(r"[A-Za-z]{2,}", text))
    kept = set(_NAMES)
    for _path, catalogue in own_catalogues():
        for entry in catalogue:
            for text in _plain([entry.msgstr, *entry.msgstr_plural.values()]):
                kept |= {word.lower() for word in re.findall(r"(?<!\w)[A-Za-z]{2,}(?!\w)", text)}
    return frozenset(set(sources) - kept)


_NAMES = frozenset({"alt", "english", "gb", "gmt", "kb", "mb", "json", "vi"})
"""Keys, units, and names that are the same in every language."""


@cache
def _sources() -> frozenset[str]:
    translated = {}
    for _path, catalogue in own_catalogues():
        translated |= {" ".join(entry.msgid.split()): entry.msgstr for entry in catalogue}
    same = {source for source, text in translated.items() if source == " ".join(text.split())}
    return frozenset(source for source in translated if " " in source) - same
