"""What happens to a paper outside of the newsroom, and what members do with it, through the addresses that their browsers use."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import etree

from cms.articles.models import ArticlePage
from cms.review.paper.models import ProposedChange
from cms.staff.models import User
from tests.factories.newsroom import sign_in

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
BY = {f"{{{W}}}author": "Trần Văn Duyệt", f"{{{W}}}date": "2026-11-20T09:30:00Z"}


def url(name: str, page: ArticlePage) -> str:
    return reverse(f"review_paper:{name}", args=[page.pk])


def printed(page: ArticlePage, user: User, version: str = "") -> bytes:
    """The .docx as the user downloads it."""
    response = sign_in(Client(), user).post(url("print", page), {"version": version})
    assert response.status_code == 200, response
    return response.content


def brought_back(page: ArticlePage, user: User, data: bytes, name: str = "bai.docx") -> HttpResponse:
    file = SimpleUploadedFile(name, data)
    return sign_in(Client(), user).post(url("bring_back", page), {"file": file}, follow=True)


def decide(name: str, page: ArticlePage, user: User, *changes: ProposedChange, **sent: Any) -> HttpResponse:
    """Accepts or rejects, with the digest that stands on the user's screen."""
    client = sign_in(Client(), user)
    screen = client.get(url("paper", page))
    digest = screen.context["screen"].digest if screen.status_code == 200 else ""
    ids = [change.pk for change in changes]
    return client.post(url(name, page), {"digest": digest, "change": ids, **sent}, follow=True)


def said(response: HttpResponse) -> str:
    """What the page tells above its content."""
    return " ".join(str(message) for message in response.context["messages"])


def changes(page: ArticlePage) -> list[ProposedChange]:
    return list(ProposedChange.objects.filter(reading__paper__page=page.pk))


def edited(data: bytes, edit: Callable[[Any], None], **parts: bytes) -> bytes:
    """The .docx with its document changed, and further parts."""
    source = zipfile.ZipFile(io.BytesIO(data))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                edit(root)
                content = etree.tostring(root)
            archive.writestr(name, content)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


# What a word processor writes


def paragraph_with(root: Any, words: str) -> Any:
    return next(each for each in root.iter(f"{{{W}}}p") if words in "".join(each.itertext()))


def run(text: str, *, gone: bool = False) -> Any:
    made = etree.Element(f"{{{W}}}r")
    words = etree.SubElement(made, f"{{{W}}}{'delText' if gone else 't'}")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def marked(tag: str, *runs: Any) -> Any:
    made = etree.Element(f"{{{W}}}{tag}", BY)
    made.extend(runs)
    return made


def replace(root: Any, old: str, new: str, *, tracked: bool = True) -> None:
    """The first run with the words, cut in three, the middle one replaced."""
    found = next(each for each in root.iter(f"{{{W}}}r") if old in "".join(each.itertext()))
    text = "".join(found.itertext())
    before, after = text.split(old, 1)
    pieces = [run(before)] if before else []
    if tracked:
        pieces += [marked("del", run(old, gone=True))] if old else []
        pieces += [marked("ins", run(new))] if new else []
    else:
        pieces += [run(new)]
    pieces += [run(after)] if after else []
    for piece in pieces:
        found.addprevious(piece)
    found.getparent().remove(found)


def mark_end(paragraph: Any, tag: str) -> None:
    """The paragraph's own end as added or removed."""
    properties = paragraph.find("w:pPr", NS)
    if properties is None:
        properties = etree.Element(f"{{{W}}}pPr")
        paragraph.insert(0, properties)
    etree.SubElement(etree.SubElement(properties, f"{{{W}}}rPr"), f"{{{W}}}{tag}", BY)


def strike(root: Any, words: str, tag: str = "del") -> None:
    """The whole paragraph, with its end."""
    paragraph = paragraph_with(root, words)
    for each in paragraph.findall("w:r", NS):
        gone = marked(tag, run("".join(each.itertext()), gone=tag == "del"))
        each.addprevious(gone)
        paragraph.remove(each)
    mark_end(paragraph, tag)


def add_after(root: Any, words: str, text: str, tag: str = "ins") -> None:
    paragraph = paragraph_with(root, words)
    made = etree.Element(f"{{{W}}}p")
    if (style := paragraph.find("w:pPr/w:pStyle", NS)) is not None:
        etree.SubElement(made, f"{{{W}}}pPr").append(etree.fromstring(etree.tostring(style)))
    made.append(marked(tag, run(text)))
    mark_end(made, tag)
    paragraph.addnext(made)


def comment_on(root: Any, words: str, number: int) -> None:
    found = next(each for each in root.iter(f"{{{W}}}r") if words in "".join(each.itertext()))
    start = etree.Element(f"{{{W}}}commentRangeStart", {f"{{{W}}}id": str(number)})
    end = etree.Element(f"{{{W}}}commentRangeEnd", {f"{{{W}}}id": str(number)})
    found.addprevious(start)
    found.addnext(end)


def comments(*said: tuple[str, str]) -> bytes:
    """The part with the comments, by author and text, numbered from 0."""
    root = etree.Element(f"{{{W}}}comments", nsmap={"w": W})
    for number, (author, text) in enumerate(said):
        made = etree.SubElement(root, f"{{{W}}}comment", {f"{{{W}}}id": str(number), f"{{{W}}}author": author})
        etree.SubElement(made, f"{{{W}}}p").append(run(text))
    return etree.tostring(root)
