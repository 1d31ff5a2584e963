"""Every public door, found by walking the URL configuration, so that one added later is covered without anyone remembering."""

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from cms.publication.models import Shelf

PRIVATE = ("quan-tri/", "tai-khoan/", "khong-cong-khai/")


def patterns() -> Iterator[str]:
    """The route of each public URL pattern, from the root."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(found: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in found:
        route = prefix + str(pattern.pattern)
        if route.startswith(PRIVATE):
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


def addresses(page_id: int, path: str, words: str) -> list[str]:
    """Addresses for every public pattern, filled with what could lead to the page."""
    today = timezone.localdate()
    fillings = {
        "page_id": str(page_id),
        "pk": str(page_id),
        "id": str(page_id),
        "section_id": str(page_id),
        "slug": path.strip("/").split("/")[-1],
        "path": path.strip("/") + "/",
        "year": f"{today:%Y}",
        "month": f"{today.month}",
        "day": f"{today.day}",
        "part": "1",
        "number": "1",
    }
    found = {"/", path, f"/b/{page_id}/"}
    for route in patterns():
        filled = re.sub(r"(?<!\?P)<(?:\w+:)?(\w+)>", lambda match: fillings.get(match[1], str(page_id)), route)
        found.update("/" + plain.lstrip("/") for plain in _of_regex(filled, fillings))
    queries = {f"{address}?q={words}" for address in found}
    return sorted(found | queries)


def _of_regex(route: str, fillings: dict[str, str]) -> list[str]:
    """The addresses that a route stands for: itself, or each choice of its first group of choices."""
    route = route.replace("^", "").replace("$", "").replace("\\.", ".")
    route = re.sub(r"\(\?P<(\w+)>[^|()]*(?:\([^()]*\)[^|()]*)*\)", lambda match: fillings.get(match[1], ""), route)
    choice = re.search(r"\((?:\?P<\w+>|\?:)?([^()]*\|[^()]*)\)", route)
    routes = [route.replace(choice[0], option) for option in choice[1].split("|")] if choice else [route]
    return [plain for plain in routes if not re.search(r"[()\[\]?*+\\]", plain)]


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
        told = re.search(rf"\w {secret}", text) if "q=" in address else secret in text
        if told:
            open_doors.append(address)
    public = Shelf.objects.public().filter(current__story_json__contains=secret)
    return [*open_doors, *(f"publication of {shelf}" for shelf in public)]
