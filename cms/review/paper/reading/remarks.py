"""The comments of a .docx, with their answers."""

import datetime as dt
import zipfile
from dataclasses import dataclass, replace

from cms.text.normal import clean

from .wordml import W14, W15, W, author_of, moment_of, part, text_of


@dataclass(frozen=True)
class Remark:
    """A comment of the document with its answers, each by its author's name."""

    id: str
    author: str
    at: dt.datetime | None
    text: str
    answers: tuple[tuple[str, str], ...] = ()


def remarks_in(archive: zipfile.ZipFile) -> list[Remark]:
    """The comments, each with its answers: which answers which is said in a part of its own."""
    found: dict[str, Remark] = {}
    by_paragraph: dict[str, str] = {}
    for element in part(archive, "word/comments.xml").findall(f"{W}comment"):
        name = element.get(f"{W}id", "")
        text = clean("\n".join(text_of(line) for line in element.iter(f"{W}p"))).strip()
        found[name] = Remark(name, author_of(element), moment_of(element), text)
        for line in element.iter(f"{W}p"):
            if key := line.get(f"{W14}paraId"):
                by_paragraph[key] = name
    for element in part(archive, "word/commentsExtended.xml"):
        answer = by_paragraph.get(element.get(f"{W15}paraId", ""))
        first = by_paragraph.get(element.get(f"{W15}paraIdParent", ""))
        if answer and first and answer in found and first in found and answer != first:
            said = found.pop(answer)
            whole = found[first]
            found[first] = replace(whole, answers=(*whole.answers, (said.author, said.text), *said.answers))
    return [remark for remark in found.values() if remark.text or remark.answers]
