"""One story, one sequence of bytes, one digest."""

import hashlib
import json

from .story import Story

_ADDED = ("changes", "genre", "signed_as", "wordings")
"""Fields that stories did not have at first. Empty they are left out, so that a story that was sealed before keeps its digest."""


def canonical_json(story: Story) -> str:
    """The story as JSON with sorted keys and no white space between tokens: the bytes that are sealed and stored."""
    data = story.model_dump(mode="json")
    for name in _ADDED:
        if not data[name]:
            del data[name]
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(story: Story | str) -> str:
    """SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    text = story if isinstance(story, str) else canonical_json(story)
    return hashlib.sha256(text.encode()).hexdigest()


def parse_story(text: str) -> Story:
    """The story back from its canonical JSON; raises ``pydantic.ValidationError`` where it is none."""
    return Story.model_validate_json(text)
