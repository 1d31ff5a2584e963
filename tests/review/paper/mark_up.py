"""Marks up a .docx in LibreOffice as a person would: run by the system's Python, which has LibreOffice's own modules.

``mark_up.py IN OUT STEPS``; the steps are JSON: ``[["replace", old, new], ["remove", words], ["after", words, text],
["comment", words, text], ["untracked", old, new]]``.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

_PIPE = f"paper-{os.getpid()}"
_FILTER = "MS Word 2007 XML"
_PATIENCE = 60
"""Seconds for the program to come up."""


def main(source: str, target: str, steps: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                f"--accept=pipe,name={_PIPE};urp;",
            ],
            start_new_session=True,
        )
        try:
            services = _services()
            # Loaded without a window: the program as packaged for servers has none to show a comment in.
            document = services.createInstance("com.sun.star.text.TextDocument")
            document.load((_property("URL", Path(source).as_uri()), _property("FilterName", _FILTER)))
            for step in json.loads(steps):
                _STEPS[step[0]](document, *step[1:])
            document.storeToURL(Path(target).as_uri(), (_property("FilterName", _FILTER),))
            document.close(True)
        finally:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()


def _services():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={_PIPE};urp;StarOffice.ServiceManager")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _property(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _find(document, words):
    """A cursor over the words. The program's own search looks only where it has laid out pages, which it does for windows."""
    for paragraph in _paragraphs(document.Text):
        at = paragraph.getString().find(words)
        if at >= 0:
            cursor = paragraph.Text.createTextCursorByRange(paragraph.Start)
            cursor.goRight(at, False)
            cursor.goRight(len(words), True)
            return cursor
    raise SystemExit(f"{words!r} is not in the document")


def _paragraphs(text):
    elements = text.createEnumeration()
    while elements.hasMoreElements():
        element = elements.nextElement()
        if element.supportsService("com.sun.star.text.TextTable"):
            for name in element.CellNames:
                yield from _paragraphs(element.getCellByName(name))
        else:
            yield element


def _tracking(document, on):
    document.RecordChanges = on


def replace(document, old, new):
    _tracking(document, True)
    _find(document, old).setString(new)


def untracked(document, old, new):
    _tracking(document, False)
    _find(document, old).setString(new)


def remove(document, words):
    """The whole paragraph, from its first sign to the first of the next."""
    _tracking(document, True)
    found = _find(document, words)
    cursor = found.Text.createTextCursorByRange(found.Start)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoNextParagraph(True)
    cursor.setString("")


def after(document, words, text):
    """Enter at the end of the paragraph, and the text."""
    _tracking(document, True)
    found = _find(document, words)
    cursor = found.Text.createTextCursorByRange(found.Start)
    cursor.gotoEndOfParagraph(False)
    found.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    found.Text.insertString(cursor, text, False)


def comment(document, words, text):
    found = _find(document, words)
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author, note.Content = "Lê Văn Duyệt", text
    found.Text.insertTextContent(found, note, True)


_STEPS = {"replace": replace, "untracked": untracked, "remove": remove, "after": after, "comment": comment}

if __name__ == "__main__":
    main(*sys.argv[1:])
