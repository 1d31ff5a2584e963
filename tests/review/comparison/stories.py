"""Stories of every shape, drawn from the models themselves: a field that is added to a model is drawn too."""

import datetime as dt
import types
import typing
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from cms.publication.story import Story
from cms.publication.story.parts import Value

# fmt: off
WORDS = [
    "Đại", "biểu", "hội", "nghị", "thảo", "luận", "phiên", "Nhất", "Nguyễn", "Ước", "Lụa", "đ", "18/03/2026", "1.250", "15:30",
    ",", ".", ":", "–", "“", "”", "(", "<b>", "&amp;", "<script>alert(1)</script>",
]
# fmt: on

texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
_inline = st.builds(
    lambda text, tag: f"<{tag}>{text}</{tag.split()[0]}>" if tag else text,
    st.lists(st.sampled_from([word for word in WORDS if "<" not in word and "&" not in word]), max_size=5).map(
        " ".join
    ),
    st.sampled_from(["", "", "b", "i", "u", 'a href="https://example.org/"', 'a linktype="page" id="7"']),
)
_paragraph = st.builds(
    lambda tag, runs: f"<{tag}>{' '.join(runs)}</{tag}>",
    st.sampled_from(["p", "p", "h3", "h4"]),
    st.lists(_inline, max_size=4),
)
_list = st.builds(
    lambda tag, points: f"<{tag}>{''.join(f'<li>{point}</li>' for point in points)}</{tag}>",
    st.sampled_from(["ul", "ol"]),
    st.lists(_inline, min_size=1, max_size=3),
)
rich_texts = st.lists(_paragraph | _list, max_size=5).map("".join)
_json = st.recursive(
    st.none() | st.booleans() | st.integers(0, 99) | texts | rich_texts | texts.map(lambda text: f"{text}\n{text}"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)


@cache
def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a type that stands in a model."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return values(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return st.one_of([values(each) for each in get_args(annotation)])
    if origin is Literal:
        return st.sampled_from(get_args(annotation))
    if origin is tuple:
        return _tuples(get_args(annotation))
    if origin is dict:
        return st.dictionaries(st.sampled_from(["subject", "html", "text"]), _json, max_size=3)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return models(annotation)
    return _LEAVES[annotation]


def _tuples(parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if parts[-1] is Ellipsis:
        return st.lists(values(parts[0]), max_size=3).map(tuple)
    return st.tuples(*map(values, parts))


_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    type(None): st.none(),
    str: texts,
    int: st.integers(1, 9),
    bool: st.booleans(),
    dt.date: st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
    dt.datetime: st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2026, 12, 31), timezones=st.just(dt.UTC)),  # noqa: DTZ001
}


def hints(model: type[BaseModel]) -> dict[str, Any]:
    """The model's fields with their types, less the word that tells its type."""
    return {
        name: hint
        for name, hint in typing.get_type_hints(model, include_extras=True).items()
        if name in model.model_fields and not (get_origin(hint) is Literal and len(get_args(hint)) == 1)
    }


def fields(model: type[BaseModel], name: str) -> st.SearchStrategy[Any]:
    """Values of one field."""
    shapes = {"html": rich_texts, "sha256": st.integers(0, 15).map(lambda digit: f"{digit:x}" * 64)}
    return shapes.get(name, values(hints(model)[name]))


def models(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    return st.deferred(lambda: st.builds(model, **{name: fields(model, name) for name in hints(model)}))


def parts_of(model: type[BaseModel] = Story) -> list[type[BaseModel]]:
    """The model and every model that may stand in it."""
    found: list[type[BaseModel]] = []

    def walk(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if annotation not in found:
                found.append(annotation)
                for hint in typing.get_type_hints(annotation, include_extras=True).values():
                    walk(hint)
        else:
            for part in get_args(annotation):
                walk(part)

    walk(model)
    return found


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Story, Story]:
    """Two versions of a story: the later one with some of its fields changed, its blocks partly others and in another order."""
    old = draw(models(Story))
    names = draw(st.lists(st.sampled_from([*hints(Story), "", ""]), max_size=3, unique=True))
    update = {name: draw(fields(Story, name)) for name in names if name}
    blocks = list(draw(st.permutations(old.blocks))) if draw(st.booleans()) else list(old.blocks)
    if blocks and draw(st.booleans()):
        blocks.pop()
    if draw(st.booleans()):
        blocks.insert(0, draw(fields(Story, "blocks").filter(bool))[0])
    if blocks and draw(st.booleans()):
        changed = draw(st.sampled_from(range(len(blocks))))
        blocks[changed] = draw(altered(blocks[changed]))
    return old, Story(**{**{name: getattr(old, name) for name in hints(Story)}, "blocks": blocks, **update})


@st.composite
def altered(draw: st.DrawFn, value: Value) -> Value:
    """The value with one of its fields changed."""
    name = draw(st.sampled_from(sorted(hints(type(value)))))
    return value.model_copy(update={name: draw(fields(type(value), name))})
