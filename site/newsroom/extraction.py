"""The strings of our own code and templates that a person reads, as gettext entries; no gettext tool is needed."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

PLAIN = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
CONTEXT = frozenset({"pgettext", "pgettext_lazy"})
CONTEXT_PLURAL = frozenset({"npgettext", "npgettext_lazy"})
_ALL = PLAIN | PLURAL | CONTEXT | CONTEXT_PLURAL
_CALL = re.compile(rf"(?<![\w.])(?:django\.)?({'|'.join(sorted(_ALL, key=len, reverse=True))})\s*\(")


@dataclass(frozen=True, order=True)
class Message:
    """One string to be translated."""

    text: str
    plural: str = ""
    context: str = ""


def messages(root: Path) -> tuple[dict[Message, str], dict[Message, str]]:
    """What is to be translated below ``root``: (Python and templates, scripts), each with the first file it is in."""
    python: dict[Message, str] = {}
    script: dict[Message, str] = {}
    for path in _files(root):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            found, into = in_python(text), python
        elif path.suffix == ".js":
            found, into = in_calls(text), script
        else:
            found, into = in_calls(templatize(text, origin=str(path))), python
        for message in found:
            into.setdefault(message, str(path.relative_to(root)))
    return python, script


def _files(root: Path) -> Iterator[Path]:
    for top in ("cms", "media", "site/newsroom", "site/reader", "templates"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".js"} and "migrations" not in path.parts and path.is_file():
                yield path


def in_python(source: str) -> Iterator[Message]:
    """The messages of a Python module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            texts = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
            message = _message(name, [text if isinstance(text, str) else None for text in texts])
            if message:
                yield message


def in_calls(text: str) -> Iterator[Message]:
    """The messages of a text with gettext calls in it: a script, or a template that Django has boiled down to its calls."""
    for match in _CALL.finditer(text):
        message = _message(match[1], _arguments(text[match.end() :]))
        if message:
            yield message


def _message(name: str, texts: list[str | None]) -> Message | None:
    def text(index: int) -> str:
        return (texts[index] or "") if index < len(texts) else ""

    if name in PLAIN:
        message = Message(text(0))
    elif name in PLURAL:
        message = Message(text(0), plural=text(1))
    elif name in CONTEXT:
        message = Message(text(1), context=text(0))
    elif name in CONTEXT_PLURAL:
        message = Message(text(1), plural=text(2), context=text(0))
    else:
        return None
    return message if message.text else None


def _arguments(rest: str) -> list[str | None]:
    """The string literals among the first arguments of a call whose text begins after the opening bracket."""
    texts: list[str | None] = [None]
    depth = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(rest).readline):
            if token.type == tokenize.STRING and depth == 0:
                texts[-1] = (texts[-1] or "") + str(ast.literal_eval(token.string))
            elif token.string in {"(", "[", "{"}:
                depth += 1
            elif token.string in {")", "]", "}"}:
                depth -= 1
                if depth < 0:
                    break
            elif token.string == "," and depth == 0:
                texts.append(None)
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass
    return texts
