"""What the design promises in numbers: weight, letters, nothing from elsewhere."""

import gzip
import re
import unicodedata
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import ImageFont

from cms.publication.story import TextBlock
from tests.factories.reader import make_photo, publish_article, publish_frame

FONT = "reader/fonts/newsreader-semibold.woff2"
EM = 1000
BASES = "AĂÂEÊIOÔƠUƯY"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def static_file(name: str) -> Path:
    found = finders.find(name)
    assert isinstance(found, str)
    return Path(found)


def vietnamese_letters() -> set[str]:
    upper = {unicodedata.normalize("NFC", base + tone) for base in BASES for tone in ("", *TONES)} | {"Đ"}
    return upper | {letter.lower() for letter in upper} | set("ABCDGHKLMNPQRSTVX") | set("abcdghklmnpqrstvx")


def test_the_headline_font_has_every_vietnamese_letter_and_its_punctuation() -> None:
    font = ImageFont.truetype(static_file(FONT), EM)
    missing = bytes(font.getmask("\U000f0000"))
    wanted = vietnamese_letters() | set("0123456789.,:;!?()[]“”‘’\"'-–—…/%&+₫§fjwzFJWZ")
    assert sorted(letter for letter in wanted if bytes(font.getmask(letter)) == missing) == []
    assert bytes(font.getmask("Ж")) == missing


def test_no_line_of_a_headline_runs_into_the_marks_of_the_next() -> None:
    """The least line height of the style sheet holds the tallest letter above the deepest one."""
    font = ImageFont.truetype(static_file(FONT), EM)
    boxes = [font.getbbox(letter, anchor="ls") for letter in vietnamese_letters()]
    needed = (max(box[3] for box in boxes) - min(box[1] for box in boxes)) / EM
    css = static_file("reader/site.css").read_text()
    heights = [float(height) for height in re.findall(r"font: 600 [^;]*?/([\d.]+) var\(--head\)", css)]
    heights += [
        float(height) for height in re.findall(r"(?::is\(h[^{]*|\bh[123]\b[^{]*)\{[^}]*line-height: ([\d.]+)", css)
    ]
    assert len(heights) > 4
    assert min(heights) >= needed


def test_the_style_sheet_is_light() -> None:
    assert len(gzip.compress(static_file("reader/site.css").read_bytes())) < 30_000


@pytest.mark.django_db
@pytest.mark.usefixtures("no_frame")
def test_an_article_without_its_photos_is_light(client: Client) -> None:
    """Page, style, script and type together, compressed, of an article of two thousand syllables."""
    paragraph = " ".join(f"Đại biểu thứ {n} phát biểu về nhiệm vụ số {n * 7} của thành phố." for n in range(12))
    html = "".join(f"<h3>Phần {n}</h3><p>{paragraph}</p>" for n in range(12))
    shelf = publish_article(section=publish_frame()["tin-tuc"], lead_photo=make_photo(), blocks=(TextBlock(html=html),))
    page = client.get(shelf.path).content
    assert len(page.decode().split()) > 2000
    weight = len(gzip.compress(page))
    files = set(re.findall(r'(?:src|href)="/static/(reader/[^"]+\.(?:css|js|woff2))"', page.decode()))
    assert {Path(name).suffix for name in files} == {".css", ".js", ".woff2"}
    for name in files:
        content = static_file(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name)).read_bytes()
        weight += len(content) if name.endswith(".woff2") else len(gzip.compress(content))
    assert weight < 60_000
