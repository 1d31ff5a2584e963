"""The catalogues with the Vietnamese of the interface: compiled, kept up to the code, held against it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from .extraction import Message, messages

LOCALE = Path(__file__).resolve().parent / "locale"
OURS = LOCALE / "newsroom" / "vi" / "LC_MESSAGES"
_HEADER = {
    "Project-Id-Version": "toa-soan",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
_PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def compile_all() -> list[Path]:
    """Writes a ``.mo`` beside each ``.po`` that is newer; those written."""
    written = []
    for path in sorted(LOCALE.rglob("*.po")):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            unfinished = compiled.with_suffix(".mo-new")
            polib.pofile(str(path)).save_as_mofile(str(unfinished))
            unfinished.replace(compiled)
            written.append(compiled)
    return written


def update(root: Path, fragments: Iterable[Path] = ()) -> list[str]:
    """Brings our two catalogues up to the code: new strings come in, unused ones go, translations stay.

    What has no translation gets it from the fragments. Returns the strings that have no Vietnamese yet.
    """
    known: dict[tuple[str, str], polib.POEntry] = {}
    for path in [OURS / "django.po", OURS / "djangojs.po", *fragments]:
        if path.exists():
            for entry in polib.pofile(str(path)):
                if not entry.obsolete and "fuzzy" not in entry.flags and _translated(entry):
                    known[entry.msgctxt or "", entry.msgid] = entry
    missing = []
    for name, found in zip(("django.po", "djangojs.po"), messages(root), strict=True):
        catalogue = polib.POFile(wrapwidth=110)
        catalogue.metadata = dict(_HEADER)
        for message in _merged(found):
            entry = _entry(message, known.get((message.context, message.text)))
            catalogue.append(entry)
            if not _translated(entry):
                missing.append(message.text)
        OURS.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(OURS / name))
    return missing


def problems(root: Path) -> Iterator[str]:
    """What is wrong with the catalogues, a sentence each."""
    for name, found in zip(("django.po", "djangojs.po"), messages(root), strict=True):
        yield from _missing(OURS / name, found)
    for path in sorted(LOCALE.rglob("*.po")):
        for entry in polib.pofile(str(path)):
            if "fuzzy" in entry.flags and not entry.obsolete:
                yield f"{path.relative_to(LOCALE)}: fuzzy: {entry.msgid!r}"
            elif _translated(entry) and not all(_same_places(entry, text) for text in _texts(entry)):
                yield f"{path.relative_to(LOCALE)}: other placeholders in the Vietnamese of {entry.msgid!r}"


def _missing(path: Path, found: dict[Message, str]) -> Iterator[str]:
    known = polib.pofile(str(path)) if path.exists() else []
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in known if not entry.obsolete}
    for message in _merged(found):
        entry = entries.get((message.context, message.text))
        if entry is None or not _translated(entry):
            yield f"{found[message]}: no Vietnamese for {message.text!r}"
        elif message.plural and not entry.msgid_plural:
            yield f"{found[message]}: the catalogue lacks the plural of {message.text!r}"


def _merged(found: Iterable[Message]) -> list[Message]:
    """One message a text and context; where one place has a plural, with it."""
    best: dict[tuple[str, str], Message] = {}
    for message in sorted(found):
        best[message.context, message.text] = message
    return sorted(best.values())


def _entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    text = _texts(known)[0] if known else ""
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: text}
    else:
        entry.msgstr = text
    if _PLACES.search(message.text) and "%" in message.text:
        entry.flags.append("python-format")
    return entry


def _texts(entry: polib.POEntry) -> list[str]:
    return [text for _, text in sorted(entry.msgstr_plural.items())] if entry.msgid_plural else [entry.msgstr]


def _translated(entry: polib.POEntry) -> bool:
    texts = _texts(entry)
    return bool(texts) and all(texts)


def _same_places(entry: polib.POEntry, text: str) -> bool:
    """Whether a translation fills in the same values; a number may be left out of one form of a plural."""
    places = sorted(_PLACES.findall(text.replace("%%", "")))
    wanted = [
        sorted(_PLACES.findall(source.replace("%%", ""))) for source in (entry.msgid, entry.msgid_plural) if source
    ]
    return places in wanted
