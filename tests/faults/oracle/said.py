"""What a revision tells readers: plain words, so that the editor's bookkeeping makes no other version."""

import datetime as dt
import json
import re
from typing import Any

from cms.articles.models import Topic
from cms.registry.models import Person
from media.models import Photo

from ..words import words_in

Said = tuple[Any, ...]


def facts_now() -> dict[str, Any]:
    """The shared facts that a page may show, read from their rows."""
    photos = Photo.objects.values_list("pk", "caption", "credit", "alt_text")
    return {
        **{f"photo:{pk}": words for pk, *words in photos},
        **{f"topic:{pk}": name for pk, name in Topic.objects.values_list("pk", "name")},
        **{f"person:{pk}": name for pk, name in Person.objects.values_list("pk", "name")},
    }


def said_by(content: dict[str, Any], facts: dict[str, Any]) -> Said:
    """With the shared facts as they are given; without any, the revision's own words alone."""
    topics = sorted(
        (str(facts.get(f"topic:{row['tag']}", row["tag"])) for row in content.get("topic_rows") or []),
    )
    people = [facts.get(f"person:{row['person']}", row["person"]) for row in content.get("mention_rows") or []]
    notes = [(row["kind"], row["wrong"], row["right"], row["note"]) for row in content.get("change_rows") or []]
    photo = content.get("lead_photo")
    body = content.get("body") or ""
    return (
        content.get("title"),
        content.get("slug"),
        content.get("lede"),
        " ".join(re.sub(r"<[^>]*>", " ", _values(body)).split()),
        _minute(content.get("go_live_at")),
        _minute(content.get("expire_at")),
        photo and str(facts.get(f"photo:{photo}", photo)),
        tuple(topics),
        tuple(map(str, people)),
        tuple(notes),
    )


def _values(body: Any) -> str:
    blocks = json.loads(body) if isinstance(body, str) and body else body
    return " ".join(str(block["value"]) for block in blocks or [])


def words_of(said: Said | None) -> frozenset[str]:
    return words_in(str(said))


def _minute(text: str | None) -> str:
    parsed = moment(text)
    return f"{parsed.astimezone(dt.UTC):%Y-%m-%dT%H:%M}" if parsed else ""


def moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
