"""From a file to a neutral report, without a database."""

import base64
import datetime as dt
import io
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement

from cms.articles.importing import (
    Grid,
    Heading,
    ImportFileError,
    ListOf,
    Paragraph,
    PhotoSlot,
    read_report,
)
from cms.articles.importing.door import read_path

from .samples import REPORTS, SAMPLES, docx, picture


def pieces(path: Path) -> list[str]:
    """Every line of a text file that says something, in NFC: what must be found again."""
    lines = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig")).split("\n")
    return [line.strip() for line in lines if line.strip()]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_nothing_of_a_report_is_lost_or_changed(path: Path) -> None:
    report = read_path(path)
    lines = pieces(path)
    assert report.headline == lines[0]
    assert report.lede == lines[1]
    kept: list[str] = []
    for block in report.blocks:
        if isinstance(block, Paragraph):
            kept.append(block.html)
        elif isinstance(block, PhotoSlot):
            kept += [block.title, block.caption]
    assert kept == lines[2:-1]
    assert report.byline == (lines[-1],)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_two_short_lines_below_a_paragraph_are_a_place_for_a_photo(path: Path) -> None:
    report = read_path(path)
    slots = [block for block in report.blocks if isinstance(block, PhotoSlot)]
    lines = pieces(path)
    assert slots == [PhotoSlot(title=lines[3], caption=lines[4])]
    assert report.blocks.index(slots[0]) == 1
    assert report.partial_day == (18, 3)
    assert report.day is None


def test_the_same_report_as_word_document_and_as_text_is_the_same() -> None:
    lines = pieces(SAMPLES / "phien-hop.txt")
    from_text = read_path(SAMPLES / "phien-hop.txt")
    from_word = read_report("phien-hop.docx", docx(*lines))
    assert (from_word.headline, from_word.lede, from_word.byline) == (
        from_text.headline,
        from_text.lede,
        from_text.byline,
    )
    assert from_word.blocks == from_text.blocks


def test_html_gives_marks_lists_links_and_places_of_photos() -> None:
    report = read_path(SAMPLES / "phien-hop.html")
    assert report.headline.startswith("Phiên họp thứ Nhất")
    assert report.byline == ("Lâm Thạch Thảo",)
    assert [type(block) for block in report.blocks] == [Paragraph, ListOf, PhotoSlot, Paragraph]
    first, points, slot, _last = report.blocks
    assert isinstance(first, Paragraph)
    assert "<b>4 nội dung</b>" in first.html
    assert '<a href="https://example.org/chuong-trinh">chương trình</a>' in first.html
    assert points == ListOf(("Quy chế làm việc của Tiểu ban;", "Thông báo phân công nhiệm vụ."))
    assert isinstance(slot, PhotoSlot)
    assert slot.caption.startswith("Phó Bí thư")
    assert slot.data is None


def test_photos_inside_a_word_document_come_with_their_caption() -> None:
    photo = picture()
    data = docx(
        "Khai mạc đại hội",
        "Sáng 20/10/2026, đại hội khai mạc.",
        photo,
        "Toàn cảnh phiên khai mạc",
        "Đại hội làm việc trong ba ngày.",
        "Minh Đức - Thu Hà",
    )
    report = read_report("bao-cao.docx", data)
    assert [type(block) for block in report.blocks] == [PhotoSlot, Paragraph]
    slot = report.blocks[0]
    assert isinstance(slot, PhotoSlot)
    assert slot.data == photo
    assert slot.caption == "Toàn cảnh phiên khai mạc"
    assert report.byline == ("Minh Đức", "Thu Hà")
    assert report.day == dt.date(2026, 10, 20)


def test_word_tells_headings_lists_and_tables() -> None:
    document = Document()
    document.add_paragraph("Chương trình đại hội", style="Title")
    document.add_paragraph("Đại hội diễn ra trong ba ngày 20, 21 và 22/10/2026.")
    document.add_heading("Ngày thứ nhất", level=2)
    document.add_paragraph("Khai mạc.", style="List Bullet")
    document.add_paragraph("Báo cáo chính trị.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Tổ", "Phòng", "1", "A2"), strict=True):
        cell.text = text
    document.add_paragraph("Hết.")
    stream = io.BytesIO()
    document.save(stream)
    report = read_report("a.docx", stream.getvalue())
    assert report.headline == "Chương trình đại hội"
    assert report.blocks == (
        Heading("Ngày thứ nhất"),
        ListOf(("Khai mạc.", "Báo cáo chính trị.")),
        Grid((("Tổ", "Phòng"), ("1", "A2"))),
        Paragraph("Hết."),
    )


def test_tracked_changes_are_read_as_accepted() -> None:
    document = Document()
    document.add_paragraph("Tiêu đề")
    document.add_paragraph("Sa-pô của bài.")
    paragraph = document.add_paragraph("Bí thư ")
    for tag, text in (("w:ins", "Thành ủy "), ("w:del", "Tỉnh ủy ")):
        run = paragraph.add_run(text)._r
        change = OxmlElement(tag)
        run.addprevious(change)
        change.append(run)
    paragraph.add_run("phát biểu.")
    stream = io.BytesIO()
    document.save(stream)
    assert read_report("a.docx", stream.getvalue()).blocks == (Paragraph("Bí thư Thành ủy phát biểu."),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_text_with_or_without_a_byte_order_mark(encoding: str) -> None:
    text = unicodedata.normalize("NFD", "Đại hội khai mạc\r\n\r\nSáng nay, đại hội khai mạc.\r\n\r\nHết buổi sáng.\r\n")
    report = read_report("a.txt", text.encode(encoding))
    assert report.headline == "Đại hội khai mạc"
    assert report.lede == "Sáng nay, đại hội khai mạc."
    assert report.blocks == (Paragraph("Hết buổi sáng."),)
    assert report.byline == ()


def test_what_looks_like_a_photo_and_is_none() -> None:
    text = "Tiêu đề\n\nSa-pô.\n\nDanh sách gồm:\n- Ông An\n- Bà Bình\n\nMột đề mục\n\nĐoạn cuối.\n\nA < B & C.\n"
    report = read_report("a.txt", text.encode())
    assert report.blocks == (
        Paragraph("Danh sách gồm:"),
        Paragraph("- Ông An"),
        Paragraph("- Bà Bình"),
        Heading("Một đề mục"),
        Paragraph("Đoạn cuối."),
        Paragraph("A &lt; B &amp; C."),
    )


def test_a_picture_inside_html_is_taken_along() -> None:
    photo = picture(size=(300, 200))
    source = f"data:image/jpeg;base64,{base64.b64encode(photo).decode()}"
    html = f'<h1>A</h1><p>B.</p><img src="{source}" alt="Hội trường"><img src="data:image/png;base64,%%"><p>C.</p>'
    slots = [block for block in read_report("a.html", html.encode()).blocks if isinstance(block, PhotoSlot)]
    assert slots[0] == PhotoSlot(caption="Hội trường", data=photo)
    assert slots[0].data == photo
    assert slots[1].data is None


@pytest.mark.parametrize(
    "data",
    [
        b"<h1>A</h1>" + b"<b>" * 200_000 + b"b",
        b"<h1>A</h1><p>b</p>" + b"<" * 200_000,
        b"<h1>A</h1>" + b"<b><i></i></b>" * 50_000 + b"<p>b</p>",
        b"<h1>A</h1><p>" + b"&nbsp; " * 100_000 + b"b</p>",
    ],
)
def test_hostile_html_takes_no_time(data: bytes) -> None:
    started = time.monotonic()
    read_report("a.html", data)
    assert time.monotonic() - started < 20


def test_many_short_lines_take_no_time() -> None:
    started = time.monotonic()
    report = read_report("a.txt", b"A\n\nB.\n\n" + b"word\n" * 99_000)
    assert len(report.blocks) > 98_000
    assert time.monotonic() - started < 20


def bomb(entries: dict[str, int]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, size in entries.items():
            archive.writestr(name, b"\0" * size)
    return stream.getvalue()


MEGABYTE = 1024 * 1024
HOSTILE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def hostile() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", HOSTILE)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b"\xef\xbb\xbf \n\n \n"),
        ("old.txt", "Đại hội".encode("cp1258", "replace")),
        ("binary.txt", b"abc\x00def"),
        ("headline.txt", ("Một dòng rất dài " * 40).encode()),
        ("long.txt", b"A\n" + b"word. \n" * 120_000),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("renamed.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("text.docx", b"this is no archive"),
        ("other.docx", bomb({"a.txt": 10})),
        ("bomb.docx", bomb({"[Content_Types].xml": 10, "word/document.xml": 30 * MEGABYTE})),
        ("ratio.docx", bomb({"[Content_Types].xml": 1, "word/document.xml": 1, "word/media/a.jpg": 90 * MEGABYTE})),
        ("many.docx", bomb({f"{number}.txt": 1 for number in range(2_100)})),
        ("entities.docx", hostile()),
        ("cut.docx", docx("Tiêu đề", "Sa-pô.")[:-900]),
        ("nothing.docx", docx()),
        ("empty.html", b""),
        ("script.html", b"<script>alert(1)</script>"),
        ("picture.jpg", picture()),
        ("noname", b"abc"),
    ],
)
def test_bad_input_gets_one_sentence(name: str, data: bytes) -> None:
    with pytest.raises(ImportFileError) as caught:
        read_report(name, data)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.docx"
    with path.open("wb") as file:
        file.truncate(200 * MEGABYTE)
    with pytest.raises(ImportFileError, match="200 MB"):
        read_path(path)


def test_folders_and_missing_files(tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    for path in (folder, tmp_path / "missing.txt"):
        with pytest.raises(ImportFileError, match=path.name):
            read_path(path)
