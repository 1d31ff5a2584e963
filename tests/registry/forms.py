"""What a browser would post from the registry's screens."""

from typing import Any


def rows(prefix: str, *new: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The fields of an inline list: ``new`` rows in their order; those with an ``id`` exist already (``initial`` of them)."""
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(new),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(new):
        data[f"{prefix}-{number}-ORDER"] = number + 1
        data[f"{prefix}-{number}-DELETE"] = ""
        data[f"{prefix}-{number}-id"] = ""
        data.update({f"{prefix}-{number}-{name}": value for name, value in row.items()})
    return data


def person_form(name: str, *terms: dict[str, Any], initial: int = 0, **fields: Any) -> dict[str, Any]:
    blank = {"start": "", "end": "", "source": ""}
    return {
        "name": name,
        "honorific": "",
        "variants": "",
        "portrait": "",
        "life": "",
        "note": "",
        "slug": "",
        **fields,
        **rows("terms", *({**blank, **term} for term in terms), initial=initial),
    }


def session_form(**fields: Any) -> dict[str, Any]:
    """A session's form; ``chairs``, ``agenda``, ``papers`` and ``delegates`` are lists of rows."""
    data: dict[str, Any] = {
        "kind": "meeting",
        "number": "",
        "body": "",
        "congress": "",
        "phase": "",
        "name": "",
        "day": "18/03/2026",
        "part_of_day": "",
        "venue": "",
        "delegates_source": "",
        "delegates_pasted": "",
        "note": "",
    }
    for inline in ("chairs", "agenda", "papers", "delegates"):
        data.update(rows(inline, *fields.pop(inline, [])))
    return {**data, **fields}
