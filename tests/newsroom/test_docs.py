"""The handbook is held to the code: what it names exists, and what exists is named."""

import re
from pathlib import Path
from typing import get_args

from cms.channels.registry import channels
from cms.publication.story import StoryKind
from cms.staff.roles import Role
from newsroom.settings.env import BASE_DIR

DOCS = BASE_DIR / "docs"
PAGES = [BASE_DIR / "README.md", BASE_DIR / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_invariant_names_tests_that_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", _read(DOCS / "invariants.md"))
    assert len(named) > 40
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (BASE_DIR / path).exists() or f"def {name}(" not in _read(BASE_DIR / path)
    ]
    assert missing == []


def test_every_kind_of_page_and_every_channel_is_in_the_docs() -> None:
    architecture = _read(DOCS / "architecture.md")
    assert [kind for kind in get_args(StoryKind) if f"| `{kind}` |" not in architecture] == []
    described = _read(DOCS / "channels.md")
    assert [channel.code for channel in channels() if f"## `{channel.code}`" not in described] == []


def test_the_tour_leaves_no_role_out() -> None:
    tour = _read(BASE_DIR / "README.md").lower()
    assert [role for role in Role if role.name.replace("_", " ").lower() not in tour] == []


def test_links_lead_to_files_and_every_page_can_be_reached() -> None:
    linked = {BASE_DIR / "README.md", BASE_DIR / "CHANGELOG.md"}
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", _read(page)):
            path = (page.parent / target).resolve()
            assert path.exists(), f"{page.name}: {target}"
            linked.add(path / "README.md" if path.is_dir() else path)
    assert [str(page) for page in PAGES if page not in linked] == []


def test_files_that_the_docs_name_exist() -> None:
    roots = ("cms/", "site/", "media/", "templates/", "tests/", "docs/")
    missing = set()
    for page in PAGES:
        for name in re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", _read(page)):
            if name.startswith(roots) and not (BASE_DIR / name).exists():
                missing.add(f"{page.name}: {name}")
    assert missing == set()
