"""Strings are found without a gettext tool, and a catalogue that lags behind is noticed."""

from pathlib import Path

import polib
import pytest

from newsroom import catalogues
from newsroom.extraction import Message, in_calls, in_python


def test_strings_of_python_code_are_found() -> None:
    source = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
name = _("Lead " "in")
rows = ngettext("%(n)d row", "%(n)d rows", n)
verb = pgettext("verb", "Post")
other = _(variable)
"""
    assert set(in_python(source)) == {
        Message("Lead in"),
        Message("%(n)d row", plural="%(n)d rows"),
        Message("Post", context="verb"),
    }


def test_strings_of_templates_and_scripts_are_found() -> None:
    from django.utils.translation.template import templatize

    found = set(in_calls(templatize('{% load i18n %}{% translate "Sign in" %}{{ _("Close")|upper }}')))
    assert found == {Message("Sign in"), Message("Close")}
    block = "{% blocktranslate count n=rows|length %}One row{% plural %}{{ n }} rows{% endblocktranslate %}"
    assert set(in_calls(templatize(block))) == {Message("One row", plural="%(n)s rows")}
    assert set(in_calls("x = gettext('Saved'); y = ngettext(\"a\", 'b', 2);")) == {
        Message("Saved"),
        Message("a", plural="b"),
    }


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cms").mkdir()
    (tmp_path / "cms" / "x.py").write_text('_("Approve")\nngettext("%(n)d line", "%(n)d lines", 2)\n')
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(catalogues, "OURS", tmp_path / "locale" / "newsroom" / "vi" / "LC_MESSAGES")
    return tmp_path


def test_a_catalogue_is_brought_up_to_the_code_and_filled_from_fragments(project: Path) -> None:
    assert sorted(catalogues.update(project)) == ["%(n)d line", "Approve"]
    assert len(list(catalogues.problems(project))) == 2
    fragment = project / "part.po"
    fragment.write_text(
        'msgid "Approve"\nmsgstr "Duyệt"\n\nmsgid "%(n)d line"\nmsgid_plural "%(n)d lines"\nmsgstr[0] "%(n)d dòng"\n'
    )
    assert catalogues.update(project, [fragment]) == []
    assert list(catalogues.problems(project)) == []
    assert catalogues.update(project) == [], "what is translated stays"
    assert len(catalogues.compile_all()) == 2
    assert catalogues.compile_all() == [], "only what is newer is compiled"
    assert polib.mofile(str(catalogues.OURS / "django.mo")).find("Approve").msgstr == "Duyệt"


def test_other_placeholders_and_fuzzy_entries_are_noticed(project: Path) -> None:
    fragment = project / "part.po"
    fragment.write_text(
        'msgid "Approve"\nmsgstr "Duyệt %(n)s"\n\nmsgid "%(n)d line"\nmsgid_plural "%(n)d lines"\nmsgstr[0] "dòng"\n'
    )
    catalogues.update(project, [fragment])
    assert len(list(catalogues.problems(project))) == 2
