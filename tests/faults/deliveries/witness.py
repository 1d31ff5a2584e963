"""What each platform took, in the order in which it took it: read off the requests, not off what the newsroom believes."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from tests.channels.contract.counterpart import Counterpart
from tests.channels.contract.receivers import CORRECTED, WITHDRAWN

WORDS = "Bản {version} của bài số {number}."
"""The lede of each version: it says in every post which one it is."""

_NUMBER = re.compile(r"Bài số (\d+)")
_WORDS = re.compile(r"Bản (\d+) của bài số (\d+)\.")


@dataclass(frozen=True)
class Taken:
    """``recipient`` is a subscriber's address, else empty; by the same ``key`` the other side knows a repetition."""

    verb: str
    number: int
    version: int
    recipient: str = ""
    key: str = ""


def taken(side: Counterpart) -> list[Taken]:
    """What changed something there, oldest first."""
    return {"webhook": _by_partner, "email": _by_mail, "webpush": _by_push}.get(side.code, _by_platform)(side)


def standing(side: Counterpart) -> dict[int, list[int]]:
    """The versions that readers see there, by article."""
    found: dict[int, list[int]] = {}
    for shown in side.shown():
        version, number = _which(shown)
        found.setdefault(number, []).append(version)
    return found


def remote_id(side: Counterpart, number: int) -> str:
    """What the platform calls the post of an article that it took; empty where it took none."""
    posts = _read(side)
    return next((post for verb, post, words in posts if verb == "send" and _which(words)[1] == number), "")


def _which(words: str) -> tuple[int, int]:
    found = _WORDS.search(words)
    assert found, words
    return int(found[1]), int(found[2])


def _by_platform(side: Counterpart) -> list[Taken]:
    articles: dict[str, int] = {}
    rows = []
    for verb, post, words in _read(side):
        version = 0
        if words:
            version, articles[post] = _which(words)
        rows.append(Taken(verb, articles[post], version))
    return rows


def _read(side: Any) -> list[tuple[str, str, str]]:
    """Verb, number there, words of each request that was done."""
    read = {"telegram": _telegram, "facebook": _facebook, "zalo": _zalo}[side.code]
    return [read(side.other, request, answer) for request, answer in side.other.done]


def _telegram(platform: Any, request: Any, answer: Any) -> tuple[str, str, str]:
    method, asked = request.path.rpartition("/")[2], request.json
    words = asked.get("text") or asked.get("caption") or ""
    if method.startswith("send"):
        return "send", str(answer.json["result"]["message_id"]), words
    return "edit" if method.startswith("edit") else "withdraw", str(asked["message_id"]), words


def _facebook(platform: Any, request: Any, answer: Any) -> tuple[str, str, str]:
    words = parse_qs(request.body.decode()).get("message", [""])[0]
    last = request.path.rpartition("/")[2]
    if request.method == "POST" and last in {"feed", "photos"}:
        return "send", answer.json.get("post_id") or answer.json["id"], words
    return "edit" if request.method == "POST" else "withdraw", last, words


def _zalo(platform: Any, request: Any, answer: Any) -> tuple[str, str, str]:
    verb, asked = request.path.rpartition("/")[2], request.json
    if verb == "create":
        return "send", platform.made[answer.json["data"]["token"]][0], asked["description"]
    return "edit" if verb == "update" else "withdraw", asked["id"], asked.get("description", "")


def _by_partner(side: Any) -> list[Taken]:
    articles: dict[str, int] = {}
    rows = []
    for request in side.other.requests:
        body = request["body"]
        withdrawn = body["pubStatus"] != "usable"
        # What may have come is taken back, too: of what never did, nothing changes there.
        if not request["taken"] or (withdrawn and body["uri"] not in articles):
            continue
        if not withdrawn:
            version, articles[body["uri"]] = _which(json.dumps(body, ensure_ascii=False))
            verb = "edit" if any(row.number == articles[body["uri"]] for row in rows) else "send"
        else:
            verb, version = "withdraw", 0
        rows.append(Taken(verb, articles[body["uri"]], version, key=request["headers"]["webhook-id"]))
    return rows


def _by_push(side: Any) -> list[Taken]:
    """What stands on the screens, one after the other: the same words again take their own place."""
    articles: dict[str, int] = {}
    rows: list[Taken] = []
    last: dict[tuple[str, str], Any] = {}
    for path, _headers, said in side.other.messages:
        verb, version = "withdraw", 0
        if "withdrawn" in said and said["tag"] not in articles:
            # What may have come is taken back, too.
            continue
        if "withdrawn" not in said:
            version, articles[said["tag"]] = _which(said["body"])
            verb = "edit" if (path, said["tag"]) in last else "send"
        if last.get((path, said["tag"])) != said:
            rows.append(Taken(verb, articles[said["tag"]], version, recipient=path))
        last[path, said["tag"]] = said
    return rows


def _by_mail(side: Any) -> list[Taken]:
    rows = []
    for mail, recipient in zip(side.other.mails, side.other.recipients, strict=True):
        subject, verb, version = mail["Subject"].strip(), "send", 0
        if subject.startswith(WITHDRAWN):
            verb, number = "withdraw", int(_NUMBER.search(subject)[1])
        else:
            version, number = _which(mail.get_body(("plain",)).get_content())
        if subject.startswith(CORRECTED):
            verb = "edit"
        rows.append(Taken(verb, number, version, recipient=recipient, key=mail["Message-ID"]))
    return rows
