"""The description of the API in OpenAPI 3.1, made of the types by which it reads questions and answers them."""

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from . import answers, fields, questions

_REF = "#/components/schemas/{model}"
_ANSWERS: tuple[type[BaseModel], ...] = (
    answers.Root,
    answers.Pages,
    answers.Topics,
    answers.Topic,
    answers.PublicNotes,
    answers.Problem,
    answers.Gone,
)


class _Path(NamedTuple):
    path: str
    name: str
    question: type[questions.Question]
    answer: str
    summary: str


_PATHS = (
    _Path("/api/v2/", "root", questions.Question, "Root", "Where everything is"),
    _Path("/api/v2/pages/", "pages", questions.OfAll, "Pages", "Public pages of all kinds"),
    _Path("/api/v2/articles/", "articles", questions.OfArticles, "Pages", "Articles"),
    _Path("/api/v2/sessions/", "sessions", questions.OfSessions, "Pages", "Sessions of the congress"),
    _Path("/api/v2/persons/", "persons", questions.OfPages, "Pages", "Persons and their offices"),
    _Path("/api/v2/sections/", "sections", questions.OfPages, "Pages", "Sections"),
    _Path("/api/v2/pages/{page_id}/", "page", questions.OfPage, "Page", "One page with its whole story"),
    _Path("/api/v2/articles/{page_id}/", "article", questions.OfPage, "Page", "One article with its whole story"),
    _Path("/api/v2/sessions/{page_id}/", "session", questions.OfPage, "Page", "One session"),
    _Path("/api/v2/persons/{page_id}/", "person", questions.OfPage, "Page", "One person"),
    _Path("/api/v2/sections/{page_id}/", "section", questions.OfPage, "Page", "One section"),
    _Path("/api/v2/topics/", "topics", questions.OfTopics, "Topics", "Topics that public articles carry"),
    _Path("/api/v2/topics/{slug}/", "topic", questions.Question, "Topic", "One topic"),
    _Path("/api/v2/corrections/", "corrections", questions.OfNotes, "PublicNotes", "Corrections and withdrawals"),
)
_HEADERS = {
    "ETag": {"schema": {"type": "string"}, "description": "Send it back as If-None-Match: 304 where nothing changed."},
    "Last-Modified": {"schema": {"type": "string"}},
    "Cache-Control": {"schema": {"type": "string"}, "description": "Copies may be kept, and are asked for each time."},
    "Access-Control-Allow-Origin": {"schema": {"const": "*"}, "description": "Pages of other sites may ask, too."},
}
_PARTS = {
    "page_id": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
    "slug": {"type": "string", "pattern": "^[-A-Za-z0-9_]+$", "maxLength": 100},
}


def document() -> dict[str, Any]:
    """The whole description."""
    return {**_described(), "servers": [{"url": settings.PUBLIC_BASE_URL}]}


@cache
def _described() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "What is public, for machines",
            "version": "2.0",
            "description": "Read only, in the shape of Wagtail's API v2. It holds what was approved and is public at this moment.",
        },
        "paths": {each.path: {"get": _operation(each)} for each in _PATHS} | _find(),
        "components": {"schemas": _schemas()},
    }


def _operation(asked: _Path) -> dict[str, Any]:
    responses = {
        "200": _response("What was asked for.", asked.answer, _HEADERS),
        "304": {"description": "Nothing has changed."},
    }
    parts = [part for part in _PARTS if f"{{{part}}}" in asked.path]
    if asked.name != "root":
        responses["400"] = _response("A parameter that is not understood.", "Problem")
    if parts:
        responses["404"] = _response("There is no such thing, or none that is public.", "Problem")
    if "page_id" in parts:
        responses["410"] = _response("The page was taken back.", "Gone")
    named = [{"name": part, "in": "path", "required": True, "schema": _PARTS[part]} for part in parts]
    return {
        "operationId": asked.name,
        "summary": asked.summary,
        "parameters": [*named, *_parameters(asked.question)],
        "responses": responses,
    }


def _find() -> dict[str, Any]:
    found = {
        "302": {
            "description": "The page in this API.",
            "headers": {"Location": {"schema": {"type": "string"}}},
        },
        "400": _response("No path.", "Problem"),
        "404": _response("No page is or was at this path.", "Problem"),
    }
    get = {
        "operationId": "find",
        "summary": "From the path of a page, or one that it had before, to what is said of it here",
        "parameters": _parameters(questions.OfPath),
        "responses": found,
    }
    return {"/api/v2/pages/find/": {"get": get}}


def _response(description: str, answer: str, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": _REF.format(model=answer)}}}
    return {"description": description, "content": content} | ({"headers": headers} if headers else {})


def _parameters(question: type[questions.Question]) -> list[dict[str, Any]]:
    """The parameters of a question; what may be left out is never null in an address."""
    schema = question.model_json_schema(mode="validation")
    found = []
    for name, value in schema["properties"].items():
        described = dict(value)
        description = described.pop("description", "")
        described.pop("title", None)
        if described.get("default", "") in ("", None):
            described.pop("default", None)
        alternatives = [each for each in described.pop("anyOf", []) if each != {"type": "null"}]
        described |= alternatives[0] if alternatives else {}
        required = name in schema.get("required", ())
        found.append(
            {"name": name, "in": "query", "required": required, "description": description, "schema": described}
        )
    return found


def _schemas() -> dict[str, Any]:
    models = [(model, "serialization") for model in _ANSWERS]
    _map, schema = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    schemas: dict[str, Any] = schema["$defs"]
    # Which fields are told is asked for with each question.
    for name in ("Page", "PageMeta"):
        kept = [field for field in schemas[name].get("required", []) if field in {*fields.ALWAYS, "meta"}]
        schemas[name] = {**schemas[name], "required": kept}
    return schemas
