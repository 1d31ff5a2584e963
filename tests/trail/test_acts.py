"""Every act has one name that the docs and both languages know."""

import ast
import re
from pathlib import Path

from django.utils.translation import override

from cms.trail import acts
from newsroom.settings.env import BASE_DIR

_NAME = re.compile(r"[a-z_]+\.[a-z_]+")
_ROW = re.compile(r"^\| `([a-z_]+\.[a-z_]+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def _recorded(path: Path) -> set[str]:
    """The names that a module records as they stand in its calls."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = getattr(node, "func", None)
        if isinstance(node, ast.Call) and getattr(called, "id", getattr(called, "attr", "")) == "record" and node.args:
            inside = ast.walk(node.args[0])
            names |= {
                part.value for part in inside if isinstance(part, ast.Constant) and _NAME.fullmatch(str(part.value))
            }
    return names


def test_every_act_that_the_code_records_is_registered() -> None:
    files = [
        path for top in ("cms", "media", "site/newsroom", "site/reader") for path in (BASE_DIR / top).rglob("*.py")
    ]
    recorded = {name for path in files for name in _recorded(path)}
    assert len(recorded) > 30
    assert recorded - acts.names() == set()


def test_the_docs_hold_every_act_with_its_words_in_both_languages() -> None:
    documented = dict.fromkeys(_ROW.findall((BASE_DIR / "docs" / "trail.md").read_text(encoding="utf-8")))
    labels = []
    for name in sorted(acts.names()):
        with override("vi"):
            vietnamese = acts.label_of(name)
        with override("en"):
            english = acts.label_of(name)
        assert vietnamese != english, name
        labels.append((name, vietnamese, english))
    assert sorted(documented) == labels


def test_groups_have_words_in_both_languages() -> None:
    def told(language: str) -> dict[str, str]:
        with override(language):
            return {group.code: str(group.label) for group in acts.groups()}

    vietnamese, english = told("vi"), told("en")
    assert [code for code in english if english[code] == vietnamese[code]] == []
