"""Files that somebody sends on purpose, through the doors of the review: refused with a sentence, quickly, and nothing is kept."""

import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage
from cms.review.comments.models import Comment
from cms.review.paper.models import PaperReading
from cms.review.signoff.models import Attestation
from cms.staff.models import User
from tests.factories.media import jpeg, picture
from tests.factories.newsroom import draft, sign_in
from tests.review.paper import scene
from tests.review.signoff.scene import a_leader

pytestmark = pytest.mark.django_db

SECONDS = 20
"""Longer than any of these takes on a busy machine; a bomb takes minutes."""


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The .docx with some of its parts exchanged."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in {*source.namelist(), *named}:
            archive.writestr(name, named.get(name) or source.read(name))
    return target.getvalue()


def document(inside: bytes) -> bytes:
    return b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (scene.W.encode(), inside)


def xxe(target: str) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY e SYSTEM "%s">]>' % target.encode() + document(
        b"<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
    )


LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ha'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, 12)
) + document(b"<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>")

LINKED = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://127.0.0.1:9/template.dotm" TargetMode="External"/></Relationships>'
)

HOSTILE: dict[str, Callable[[], dict[str, bytes]]] = {
    "a bomb": lambda: {"word__document.xml": document(b"<w:p>" + b"<w:r/>" * 4_000_000 + b"</w:p>")},
    "a bomb in a part that nobody reads": lambda: {"word__media__a.bin": b"\0" * (20 << 20)},
    "more XML than a report": lambda: {
        "word__comments.xml": b"<x>" + random.Random(1).randbytes(11 << 20).hex().encode() + b"</x>"
    },
    "a file of the server": lambda: {"word__document.xml": xxe("file:///etc/passwd")},
    "a page of the inner network": lambda: {"word__comments.xml": xxe("http://127.0.0.1:9/")},
    "laughs": lambda: {"word__document.xml": LAUGHS},
    "deeply nested": lambda: {
        "word__document.xml": document(b"<w:sdt><w:sdtContent>" * 60_000 + b"</w:sdtContent></w:sdt>" * 60_000)
    },
    "far more words than a report": lambda: {
        "word__document.xml": document(b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % (b"xa " * 300_000))
    },
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_paper_is_refused_in_a_sentence(article: ArticlePage, author: User, what: str) -> None:
    data = repacked(scene.printed(article, author), **HOSTILE[what]())
    begun = time.monotonic()
    answer = scene.brought_back(article, author, data)
    assert time.monotonic() - begun < SECONDS
    assert len([message for message in answer.context["messages"] if message.level_tag == "error"]) == 1
    assert "root:" not in answer.content.decode()
    assert not PaperReading.objects.exists()
    assert not Comment.objects.exists()


def test_macros_and_far_templates_of_a_paper_are_left_alone(article: ArticlePage, author: User) -> None:
    """They are neither run, fetched nor kept: only words are read."""
    parts = {"word__vbaProject.bin": b"\xd0\xcf\x11\xe0 Auto_Open", "word___rels__settings.xml.rels": LINKED}
    data = scene.edited(scene.printed(article, author), lambda root: None)
    scene.brought_back(article, author, repacked(data, **parts))
    assert PaperReading.objects.get().notes == []


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is as large as this, in a few bytes."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>xss()</script></svg>'
NO_PHOTOS = {
    "a bomb": png_of(60_000, 60_000),
    "a page": b"<html><script>xss()</script></html>",
    "a drawing with a script": SVG,
    "a PDF where a picture is due": b"%PDF-1.4\n%%EOF",
    "a picture cut off": jpeg(picture(400, 300))[:2000],
    "a page that begins as a picture": b"\xff\xd8\xff\xe0<html><script>xss()</script>",
    "larger than 10 MB": jpeg(picture(100, 100)) + b"\0" * (11 << 20),
}


@pytest.mark.parametrize("what", NO_PHOTOS)
def test_what_is_no_photo_of_a_note_is_refused_and_not_kept(article: ArticlePage, editor: User, what: str) -> None:
    sent: dict[str, Any] = {
        "leader": a_leader().pk,
        "how": "phone",
        "said_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "words": "Đồng ý.",
        "photo": SimpleUploadedFile("anh.jpg", NO_PHOTOS[what], "image/jpeg"),
    }
    kept = _files()
    answer = sign_in(Client(), editor).post(reverse("signoff:attest", args=[article.pk]), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["photo"])
    assert not Attestation.objects.exists()
    assert _files() == kept


def _files() -> set[str]:
    return {str(path) for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()}
