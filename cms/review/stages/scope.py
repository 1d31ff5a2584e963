"""The parts of a story that a stage looks at, and the digest of just those."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from cms.publication.story import Story

from .kinds import Part

_PICTURES = ("photo", "gallery")
Data = dict[str, Any]


def _text(data: Data) -> Data:
    details = data["details"] and {name: value for name, value in data["details"].items() if name != "portrait"}
    if details and "members" in details:
        details |= {"members": [{**member, "portrait": None} for member in details["members"]]}
    names = ("headline", "short_headline", "lede", "dateline_place", "byline", "changes")
    blocks = [block for block in data["blocks"] if block["type"] not in _PICTURES]
    return {**{name: data[name] for name in names}, "blocks": blocks, "details": details}


def _photos(data: Data) -> Data:
    blocks = [block for block in data["blocks"] if block["type"] in _PICTURES]
    posts = [wording["photo"] for wording in data["wordings"] if wording["photo"]]
    shown = {"lead_photo": data["lead_photo"], "blocks": blocks, "portrait": (data["details"] or {}).get("portrait")}
    shown |= _told("members", [member["portrait"] for member in (data["details"] or {}).get("members", [])])
    return shown | _told("of_posts", posts)


def _posts(data: Data) -> Data:
    return {"posts": data["posts"]} | _told("wordings", data["wordings"]) | _told("signed_as", data["signed_as"])


def _told(name: str, content: Any) -> Data:
    """What versions did not say at first is left out where it is empty: a digest from before still holds."""
    return {name: content} if content else {}


def _metadata(data: Data) -> Data:
    names = ("slug", "language", "day", "session", "topics", "go_live_at", "expire_at")
    return {name: data[name] for name in names} | _told("genre", data["genre"])


def _persons(data: Data) -> Data:
    quoted = [
        [block["person_id"], block["name"], block["office"]] for block in data["blocks"] if block["type"] == "quote"
    ]
    details = data["details"] or {}
    named = {name: details.get(name) for name in ("person_id", "name", "offices", "chair", "delegates")}
    members = [[member["person_id"], member["name"], member["office"]] for member in details.get("members", [])]
    named |= _told("members", members)
    named |= _told("signer", details.get("signer"))
    return {"mentions": data["mentions"], "byline": data["byline"], "quoted": quoted, "details": named}


_OF = {
    Part.TEXT: _text,
    Part.PHOTOS: _photos,
    Part.PERSONS: _persons,
    Part.POSTS: _posts,
    Part.METADATA: _metadata,
}


def scope_digest(story: Story, scope: Iterable[str]) -> str:
    """SHA-256 over these parts of the story and over which they are; empty for no scope, which is the whole."""
    parts = sorted(set(scope))
    if not parts:
        return ""
    data = story.model_dump(mode="json")
    held = [[part, _OF[Part(part)](data)] for part in parts]
    return hashlib.sha256(json.dumps(held, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
