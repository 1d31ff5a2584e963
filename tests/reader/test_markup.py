"""The HTML of every kind of page, held against what the standard asks of its elements and ids. `make audit` has the rest."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.site import publish_every_kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
POINTING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
STATUS = {"gone": 410, "missing": 404, "search with a bad filter": 400}


class Strict(HTMLParser):
    """Takes each tag as it is written: every element that is opened is closed where it stands, with no attribute twice."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.pointed: set[str] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _value in attrs)
        self.faults += [f"<{tag}> has {name} twice" for name, count in names.items() if count > 1]
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids[values["id"]] += 1
        self.pointed |= {word for name in POINTING for word in values.get(name, "").split()}
        if tag == "a" and values.get("href", "").startswith("#"):
            self.pointed.add(values["href"].removeprefix("#"))
        if tag == "img" and "alt" not in values:
            self.faults.append("<img> without alt")
        if tag in VOID:
            return
        if tag == "p" and "p" in self._open:
            self.faults.append("<p> in <p>")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> in {self._open[-3:]} at {self.getpos()}")
        elif tag not in VOID:
            self._open.pop()

    def close(self) -> None:
        super().close()
        self.faults += [f"<{tag}> is left open" for tag in self._open]
        self.faults += [f"id {name!r} stands {count} times" for name, count in self.ids.items() if count > 1]
        self.faults += [f"nothing has the id {name!r}" for name in self.pointed - set(self.ids)]


def faults_of(html: str) -> list[str]:
    parser = Strict()
    parser.feed(html)
    parser.close()
    return parser.faults


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<div><p>a</div>", "</div> in"),
        ("<p id=a></p><p id=a></p>", "stands 2 times"),
        ('<label for="b"></label>', "nothing has the id 'b'"),
        ("<section>", "left open"),
        ('<p class="a" class="b"></p>', "twice"),
    ],
)
def test_the_parser_finds_what_is_wrong(html: str, fault: str) -> None:
    assert any(fault in each for each in faults_of(html))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_page_is_well_formed(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for kind, path in publish_every_kind().items():
        response = client.get(path)
        assert response.status_code == STATUS.get(kind, 200), kind
        assert f'<html lang="{language}">' in response.content.decode(), kind
        assert faults_of(response.content.decode()) == [], kind


def test_every_kind_of_page_has_a_title_and_a_description_of_its_own(client: Client) -> None:
    kinds = publish_every_kind()
    told = {}
    for kind in (
        "front",
        "section",
        "article",
        "session",
        "person",
        "people",
        "search",
        "corrections",
        "site map",
        "topic",
    ):
        html = client.get(kinds[kind]).content.decode()
        (title,) = re.findall(r"<title>([^<]+)</title>", html)
        (description,) = re.findall(r'<meta name="description" content="([^"]+)">', html)
        told[kind] = title, description
    assert len(set(told.values())) == len(told)
    assert told["person"][1] == "Trần Thị Lụa: Phó Bí thư Thường trực Thành ủy"
