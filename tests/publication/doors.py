"""Every public door, found by walking the URL configuration, so that one added later is covered without anyone remembering.

A pattern that asks for something that nobody here knows how to fill fails the tests: say in ``ANYTHING`` what may stand there, or
give the things of a scene that part.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cms.publication.models import Shelf

NOT_PUBLIC = ("quan-tri/", "tai-khoan/")
"""Below these is the side of who has signed in, which the ladder of permissions tries (`tests.permissions`)."""

Thing = Mapping[str, str | tuple[str, ...]]
"""What stands in an address, by the names of its parts; several values are tried one by one."""


class Door(NamedTuple):
    """A public URL pattern: its name with its namespaces, its route from the root, the parts that it asks for."""

    name: str
    route: str
    parts: tuple[str, ...]
    positional: bool = False


class NobodyKnows(AssertionError):
    """A door asks for something that no test can fill in."""


def doors() -> Iterator[Door]:
    """Each public URL pattern."""
    yield from _walk(get_resolver().url_patterns, "", (), ())


def patterns() -> Iterator[str]:
    """The route of each public URL pattern, from the root."""
    return (door.route for door in doors())


def _walk(
    found: Iterable[URLPattern | URLResolver], prefix: str, spaces: tuple[str, ...], parts: tuple[str, ...]
) -> Iterator[Door]:
    for pattern in found:
        route = prefix + str(pattern.pattern)
        if route.startswith(NOT_PUBLIC):
            continue
        named = (*parts, *_parts(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns, route, (*spaces, pattern.namespace) if pattern.namespace else spaces, named
            )
        else:
            regex = pattern.pattern.regex
            positional = not named and regex.groups > 0
            yield Door(
                ":".join((*spaces, pattern.name or "")),
                route,
                ("path",) * regex.groups if positional else named,
                positional,
            )


def _parts(pattern: object) -> tuple[str, ...]:
    return tuple(getattr(pattern, "converters", None) or pattern.regex.groupindex)  # type: ignore[attr-defined]


def anything() -> dict[str, str | tuple[str, ...]]:
    """What stands in an address where a thing says nothing of it."""
    today = timezone.localdate()
    return {
        "page_id": "1",
        "path": "",
        "slug": "khong-co",
        "year": f"{today:%Y}",
        "month": f"{today.month}",
        "day": f"{today.day}",
        "name": ("rss.xml", "atom.xml", "feed.json"),
        "token": "khong-phai-ma",
        "image_id": "1",
        "digest": "0" * 12,
        "mark": f"{'0' * 12}-{'0' * 8}",
        "form": ("1x1", "4x3", "16x9"),
        "box": "0-0-600-600",
        "width": "400",
        "extension": "jpg",
        "document_id": "1",
        "filename": "khong-co.pdf",
        "rest": "khong-co",
    }


def page_at(page_id: int, path: str) -> Thing:
    """A page, as addresses name it."""
    number = str(page_id)
    return {
        **dict.fromkeys(("page_id", "pk", "id", "section_id"), number),
        "slug": path.strip("/").split("/")[-1] or "khong-co",
        "path": path.lstrip("/"),
    }


def knocks(door: Door, things: Collection[Thing]) -> Iterator[str]:
    """The addresses of a door for all the things that it can lead to. Raises ``NobodyKnows``."""
    if not door.name.rpartition(":")[2]:
        raise NobodyKnows(f"{door.route} has no name, so its address can't be made.")
    concerned = [thing for thing in things if not thing.keys().isdisjoint(door.parts)]
    addresses = [address for thing in concerned or [{}] for address in _filled(door, {**anything(), **thing})]
    if not addresses:
        raise NobodyKnows(f"No address fits {door.name} ({door.route}).")
    if door.name in ASKS_FOR:
        name, part = ASKS_FOR[door.name]
        addresses += [f"{addresses[0]}?{name}=/{thing[part]}" for thing in things if part in thing]
    yield from dict.fromkeys(addresses)


def _filled(door: Door, thing: Thing) -> Iterator[str]:
    values = []
    for part in door.parts:
        if part not in thing:
            raise NobodyKnows(f"{door.name} ({door.route}) asks for “{part}”: say in {__name__} what may stand there.")
        value = thing[part]
        values.append(value if isinstance(value, tuple) else (value,))
    for chosen in itertools.product(*values):
        try:
            if door.positional:
                yield reverse(door.name, args=chosen)
            else:
                yield reverse(door.name, kwargs=dict(zip(door.parts, chosen, strict=True)))
        except NoReverseMatch:
            continue


ASKS_FOR = {"api_find": ("html_path", "path")}
"""Doors that say nothing without a question: its name, and the part of a thing that is asked for."""


def asked(address: str, words: str) -> tuple[str, ...]:
    """An address, by itself and with all that may be asked there."""
    more = f"{address}{'&' if '?' in address else '?'}"
    return (address, f"{more}q={words}", f"{more}search={words}&fields=*")


def addresses(page_id: int, path: str, words: str) -> list[str]:
    """Addresses for every public pattern, filled with what could lead to the page."""
    things = [page_at(page_id, path), page_at(page_id, "/")]
    found = {address for door in doors() for address in knocks(door, things)}
    # The machines and attacks that use these ask often: each door the one question that it may take.
    questions = {asked(address, words)[2 if address.startswith("/api/") else 1] for address in found}
    return sorted(found | questions)


def leaks(secret: str, page_id: int, path: str, *, every_door: bool = True) -> list[str]:
    """The public doors through which the secret can be read; also a publication that holds it and is public.

    ``every_door=False`` tries the main ones only.
    """
    client = Client()
    open_doors = []
    main = [path, "/", f"/tim-kiem/?q={secret}"]
    for address in addresses(page_id, path, secret) if every_door else main:
        response = client.get(address)
        while "Location" in response.headers:
            response = client.get(response.headers["Location"])
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = re.sub(r"<[^>]*>", "", body.decode(errors="replace"))
        # A search page repeats what was searched for, in quotation marks; inside a sentence it is the article's.
        told = re.search(rf"\w {secret}", text) if "?" in address else secret in text
        if told:
            open_doors.append(address)
    public = Shelf.objects.public().filter(current__story_json__contains=secret)
    return [*open_doors, *(f"publication of {shelf}" for shelf in public)]
