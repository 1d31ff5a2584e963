"""The admin speaks Vietnamese wherever a role comes, and nothing that it reaches fails."""

from collections import defaultdict

import polib
import pytest
from django.test import Client

from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import sign_in

from . import crawl

pytestmark = pytest.mark.long


@pytest.mark.once
@pytest.mark.usefixtures("demo")
def test_no_page_that_a_role_reaches_has_english_on_it() -> None:
    walk = crawl.Walk()
    found: dict[str, set[str]] = defaultdict(set)
    count = 0
    for role in Role:
        client = sign_in(Client(), User.objects.filter(groups__name=role.value).earliest("pk"))
        for url, soup in walk.pages(client):
            count += 1
            for text in crawl.told_to_scripts(soup):
                if crawl.untranslated(text):
                    found[text].add(url)
            for text in crawl.said(soup):
                if crawl.english(text) or crawl.untranslated(text):
                    found[text].add(url)
    assert count > 150
    assert not found, "\n".join(f"{text!r}: {min(urls)}" for text, urls in sorted(found.items()))


def test_every_string_of_the_libraries_has_its_vietnamese() -> None:
    """A new version of Wagtail brings new strings; here they are named."""

    def keys(catalogue: polib.POFile, *, translated: bool) -> set[tuple[str, str]]:
        entries = catalogue.translated_entries() if translated else [entry for entry in catalogue if not entry.obsolete]
        return {(entry.msgctxt or "", entry.msgid) for entry in entries}

    known: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path, catalogue in [*crawl.catalogues_of("vi"), *crawl.own_catalogues()]:
        known[path.name] |= keys(catalogue, translated=True)
    missing = {
        (path.parts[-5], key[1])
        for path, catalogue in crawl.catalogues_of("en")
        for key in keys(catalogue, translated=False) - known[path.name]
    }
    assert missing == set()
