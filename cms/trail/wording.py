"""What stands with an act, for people: a seal by its first letters, codes and ids by their names; the rest as it is."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import pgettext_lazy

from cms.text.dates import local

from .acts import Words
from .subjects import Named

_SHORT = 12
"""Letters of a digest that are shown: enough to tell two apart at a glance."""

_LABELS: dict[str, Words] = {
    "publication": pgettext_lazy("fact", "publication"),
    "publications": pgettext_lazy("fact", "publications"),
    "seal": pgettext_lazy("fact", "seal"),
    "digest": pgettext_lazy("fact", "digest"),
    "sha256": pgettext_lazy("fact", "digest of the file"),
    "revision": pgettext_lazy("fact", "draft"),
    "stage": pgettext_lazy("fact", "stage"),
    "stages": pgettext_lazy("fact", "stages"),
    "kind": pgettext_lazy("fact", "kind"),
    "way": pgettext_lazy("fact", "way"),
    "reason": pgettext_lazy("fact", "reason"),
    "at": pgettext_lazy("fact", "at"),
    "old": pgettext_lazy("fact", "before"),
    "new": pgettext_lazy("fact", "now"),
    "of": pgettext_lazy("fact", "of"),
    "from": pgettext_lazy("fact", "from"),
    "to": pgettext_lazy("fact", "to"),
    "section": pgettext_lazy("fact", "section"),
    "session": pgettext_lazy("fact", "session"),
    "page": pgettext_lazy("fact", "page"),
    "groups": pgettext_lazy("fact", "groups"),
    "rights": pgettext_lazy("fact", "rights"),
    "fields": pgettext_lazy("fact", "fields"),
    "channel": pgettext_lazy("fact", "channel"),
    "attempt": pgettext_lazy("fact", "attempt"),
    "outcome": pgettext_lazy("fact", "outcome"),
    "count": pgettext_lazy("fact", "number of them"),
    "for": pgettext_lazy("fact", "standing in for"),
    "by": pgettext_lazy("fact", "who stands in"),
    "member": pgettext_lazy("fact", "member"),
    "points": pgettext_lazy("fact", "points of the checklist"),
    "decision": pgettext_lazy("fact", "decision"),
    "due": pgettext_lazy("fact", "due"),
    "how": pgettext_lazy("fact", "how"),
    "month": pgettext_lazy("fact", "month"),
    "was": pgettext_lazy("fact", "was"),
    "because": pgettext_lazy("fact", "because"),
    "source": pgettext_lazy("fact", "source"),
    "type": pgettext_lazy("fact", "type"),
    "format": pgettext_lazy("fact", "format"),
    "filters": pgettext_lazy("fact", "filters"),
    "blocking": pgettext_lazy("fact", "stops the approval"),
    "taken_over": pgettext_lazy("fact", "taken over"),
    "changes": pgettext_lazy("fact", "number of changes"),
    "comment": pgettext_lazy("fact", "comment no."),
    "reply": pgettext_lazy("fact", "answer no."),
    "paper": pgettext_lazy("fact", "paper no."),
    "reading": pgettext_lazy("fact", "reading of a paper no."),
    "after_review": pgettext_lazy("fact", "after-review no."),
    "request": pgettext_lazy("fact", "link no."),
    "attestation": pgettext_lazy("fact", "noted word no."),
    "leader": pgettext_lazy("fact", "leader no."),
    "scan": pgettext_lazy("fact", "scan no."),
    "photo": pgettext_lazy("fact", "digest of the photo"),
}
_ORDER = {name: place for place, name in enumerate(_LABELS)}
_DIGESTS = frozenset({"seal", "digest", "sha256"})
_YES, _NO = pgettext_lazy("fact", "yes"), pgettext_lazy("fact", "no")
_LEFT_OUT = frozenset({"words", "state", "person"})
_PLAIN = frozenset({("way", "edit")})
_IDS = {
    **dict.fromkeys(("of", "from", "to", "section", "page"), "page"),
    "stage": "stage",
    "session": "session",
    "groups": "group",
    **dict.fromkeys(("for", "by", "member"), "user"),
}
"""Facts that are ids, and of what."""


class Fact(NamedTuple):
    """One fact of an act: its name for good, and both sides in words."""

    name: str
    label: str
    value: str


_codes: dict[tuple[str, str], Words] = {}


def register_codes(name: str, labels: Mapping[str, Words]) -> None:
    """What the codes of a fact are called: ``"way"`` with ``{"edit": …}``."""
    _codes.update({(name, str(code)): label for code, label in labels.items()})


def mentioned(facts: Mapping[str, Any]) -> Iterator[str]:
    """The things that facts name by their ids, as subjects."""
    for name, kind in _IDS.items():
        value = facts.get(name)
        for pk in value if isinstance(value, list) else [value]:
            if isinstance(pk, int):
                yield f"{kind}:{pk}"


def in_words(facts: Mapping[str, Any], things: Mapping[str, Named]) -> list[Fact]:
    """The facts, the well-known first."""
    told = {name for name, value in facts.items() if name not in _LEFT_OUT and (name, str(value)) not in _PLAIN}
    names = sorted(told, key=lambda name: (_ORDER.get(name, len(_ORDER)), name))
    return [Fact(name, str(_LABELS.get(name, name)), _value(name, facts[name], things)) for name in names]


def _value(name: str, value: Any, things: Mapping[str, Named]) -> str:
    if name in _DIGESTS:
        return str(value)[:_SHORT]
    if name == "at":
        return f"{local(dt.datetime.fromisoformat(value)):%H:%M %d/%m/%Y}"
    if isinstance(value, bool):
        return str(_YES if value else _NO)
    if name == "due":
        return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    if isinstance(value, list):
        return ", ".join(_value(name, one, things) for one in value)
    thing = things.get(f"{_IDS.get(name, '')}:{value}")
    if thing is not None:
        return thing.text
    if isinstance(value, str | int):
        return str(_codes.get((name, str(value)), value))
    return json.dumps(value, ensure_ascii=False)
