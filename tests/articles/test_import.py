"""A report becomes a draft: by the command, by the admin; all of it or nothing."""

import base64
import datetime as dt
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.articles.actions import import_report
from cms.articles.importing import read_report
from cms.articles.importing.door import read_path
from cms.articles.models import ArticlePage, SectionPage
from cms.proofreading.check import stops
from cms.publication.models import Contribution
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from media.models import Photo
from tests.factories.articles import make_photo
from tests.factories.newsroom import make_user, news_section, sign_in

from .samples import REPORTS, SAMPLES, docx, picture
from .test_reading import pieces

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 18)


@pytest.fixture
def section() -> SectionPage:
    return news_section()


@pytest.fixture
def reporter(section: SectionPage) -> User:
    return make_user(Role.REPORTER, username="phong-vien", pen_name="Lâm Thạch Thảo")


def run(capsys: Any, *args: str) -> tuple[int, str, str]:
    """The command's exit code, what it printed, and what it said on stderr."""
    code = 0
    try:
        call_command("import_article", *args)
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def files() -> set[str]:
    """Every stored upload."""
    found: set[str] = set()
    for folder in ("original_images", "documents"):
        if default_storage.exists(folder):
            found.update(f"{folder}/{name}" for name in default_storage.listdir(folder)[1])
    return found


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_the_whole_report_stands_in_the_draft(path: Path, section: SectionPage, reporter: User, capsys: Any) -> None:
    code, out, err = run(capsys, str(path), "--author", reporter.username, "--date", "2026-03-18", "--json")
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    result = json.loads(out)
    assert set(result) == {"id", "title", "admin_url", "warnings"}
    lines = pieces(path)
    page = ArticlePage.objects.get(pk=result["id"])
    story = page.latest_draft().story()
    assert result["title"] == story.headline == lines[0]
    assert result["admin_url"].endswith(f"/pages/{page.pk}/edit/")
    assert not page.live
    assert page.get_parent() == section.page_ptr
    assert story.lede == lines[1]
    assert story.day == DAY
    assert story.byline == (lines[-1],)
    kept: list[str] = []
    for block in story.blocks:
        if block.type == "text":
            kept += block.html.removeprefix("<p>").removesuffix("</p>").split("</p><p>")
        elif block.type == "photo":
            kept += [block.title, block.caption]
    assert kept == lines[2:-1]


def test_the_place_of_a_photo_stops_submission_until_the_photo_is_there(section: SectionPage, reporter: User) -> None:
    report = read_path(SAMPLES / "phien-hop.txt")
    page = import_report(report, section=section, user=reporter, day=DAY).page
    assert [finding.code for finding in stops(page.latest_draft().story())] == ["photo.missing"]
    draft = page.latest_draft()
    for block in draft.body:
        if block.block_type == "photo":
            block.value["photo"] = make_photo()
    draft.save_revision(user=reporter)
    assert stops(draft.latest_draft().story()) == []


def test_an_import_is_a_contribution_of_its_author(section: SectionPage, reporter: User) -> None:
    page = import_report(read_path(SAMPLES / "phien-hop.txt"), section=section, user=reporter).page
    contribution = Contribution.objects.get(page_id=page.pk)
    assert (contribution.user, contribution.way) == (reporter, Contribution.Way.IMPORT)
    assert Entry.objects.filter(action="article.imported", subject=f"page:{page.pk}").count() == 1
    assert page.latest_draft().authors.get().user == reporter


def test_a_day_without_a_year_is_left_open_and_told(section: SectionPage) -> None:
    imported = import_report(read_path(SAMPLES / "phien-hop.txt"), section=section, user=None)
    assert imported.page.day is None
    assert any("18/3" in warning for warning in imported.warnings)
    assert "day.missing" in [finding.code for finding in stops(imported.page.latest_draft().story())]
    other = import_report(read_path(SAMPLES / "phien-hop.txt"), section=section, user=None, day=dt.date(2026, 3, 19))
    assert other.page.day == dt.date(2026, 3, 19)
    assert any("18/3" in warning and "19/03/2026" in warning for warning in other.warnings)


def test_photos_of_a_word_document_reach_the_photo_desk(section: SectionPage, reporter: User) -> None:
    data = docx(
        "Khai mạc đại hội",
        "Sáng 20/10/2026, đại hội khai mạc.",
        picture(),
        "Toàn cảnh phiên khai mạc (Ảnh: Minh Đức)",
        "Đại hội làm việc trong ba ngày.",
        "Lâm Thạch Thảo",
    )
    imported = import_report(read_report("a.docx", data), section=section, user=reporter)
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit, photo.alt_text) == ("Toàn cảnh phiên khai mạc", "Minh Đức", photo.caption)
    assert stops(imported.page.latest_draft().story()) == []
    assert imported.page.day == dt.date(2026, 10, 20)


def test_a_photo_that_can_not_be_read_leaves_its_place(section: SectionPage) -> None:
    broken = picture()[:2000]
    data = docx("Tiêu đề", "Sa-pô 20/10/2026.", picture(), "Đoạn văn thứ nhất.")
    report = read_report("a.docx", data)
    blocks = tuple(
        type(block)(title=block.title, caption=block.caption, data=broken) if hasattr(block, "data") else block
        for block in report.blocks
    )
    imported = import_report(
        type(report)(headline=report.headline, lede=report.lede, blocks=blocks), section=section, user=None
    )
    assert Photo.objects.count() == 0
    assert imported.page.latest_draft().story().blocks[0].model_dump()["photo"] is None
    assert len(imported.warnings) == 2


def test_nothing_is_left_of_an_import_that_fails(
    section: SectionPage, reporter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    before = files()
    data = docx("Tiêu đề", "Sa-pô của bài.", picture(), "Đoạn văn thứ nhất.")
    monkeypatch.setattr(ArticlePage, "save_revision", broken)
    with pytest.raises(RuntimeError):
        import_report(read_report("a.docx", data), section=section, user=reporter)
    assert ArticlePage.objects.count() == 0
    assert Photo.objects.count() == 0
    assert files() == before


@pytest.mark.parametrize(
    ("args", "content"),
    [
        ([], b""),
        ([], "Đại hội".encode("utf-16")),
        ([], "Đại hội".encode("utf-16-be")),
        (["--author", "khong-co"], None),
        (["--section", "khong-co"], None),
        (["--section", "phien-hop"], None),
        (["--date", "18/03/2026"], None),
        (["--date", "2026-02-30"], None),
    ],
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(
    args: list[str], content: bytes | None, section: SectionPage, capsys: Any, tmp_path: Path
) -> None:
    path = SAMPLES / "phien-hop.txt"
    if content is not None:
        path = tmp_path / "bad.txt"
        path.write_bytes(content)
    code, out, err = run(capsys, str(path), *args, "--json")
    assert (code, out) == (2, "")
    assert err.strip().endswith(".")
    assert err.count("\n") == 1
    assert ArticlePage.objects.count() == 0


def test_who_may_not_add_articles_may_not_import(section: SectionPage, capsys: Any) -> None:
    make_user(username="nguoi-ngoai")
    code, _out, err = run(capsys, str(SAMPLES / "phien-hop.txt"), "--author", "nguoi-ngoai", "--section", "tin-tuc")
    assert code == 2
    assert err.strip().endswith(".")
    assert ArticlePage.objects.count() == 0


@pytest.mark.parametrize("suffix", [".xml", ".bin", ".svg"])
def test_many_parts_that_are_small_alone_are_refused_together(
    suffix: str, section: SectionPage, tmp_path: Path, capsys: Any
) -> None:
    """Each part keeps every limit of its own and packs as Word's do; parsed, all of them would fill the memory."""
    line = b"".join(b'<w:r w:rsidR="%08x"/>' % number for number in range(60_000))
    path = tmp_path / "nhieu-phan.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", "<a/>")
        for number in range(20):
            archive.writestr(f"word/part{number}{suffix}", b'<a xmlns:w="w">' + line + b"</a>")
    code, out, err = run(capsys, str(path))
    assert (code, out) == (2, "")
    assert err.strip() == "Tệp khi giải nén lớn hơn nhiều so với một bài viết nên không được mở."
    assert not ArticlePage.objects.exists()


def test_the_admins_screen_does_the_same(section: SectionPage, reporter: User, client: Client) -> None:
    sign_in(client, reporter)
    url = reverse("articles:import")
    assert client.get(url).status_code == 200
    data = (SAMPLES / "phien-hop.txt").read_bytes()
    answer = client.post(
        url, {"file": SimpleUploadedFile("phien-hop.txt", data), "section": section.pk, "day": "2026-03-18"}
    )
    page = ArticlePage.objects.get()
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert page.day == DAY
    assert Contribution.objects.get(page_id=page.pk).user == reporter
    editor = client.get(answer["Location"])
    assert editor.status_code == 200
    assert 'data-finding="photo.missing"' in editor.content.decode()


def test_the_admins_screen_names_what_is_wrong_with_a_file(
    section: SectionPage, reporter: User, client: Client
) -> None:
    sign_in(client, reporter)
    for name, data in (("a.doc", b"x"), ("a.txt", b""), ("a.docx", b"no archive")):
        answer = client.post(
            reverse("articles:import"), {"file": SimpleUploadedFile(name, data), "section": section.pk}
        )
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
    assert ArticlePage.objects.count() == 0


def test_the_screen_is_for_who_may_add_articles(section: SectionPage, client: Client) -> None:
    url = reverse("articles:import")
    assert client.get(url).status_code == 302
    sign_in(client, make_user())
    assert client.get(url).status_code == 302
    sign_in(client, make_user(Role.REPORTER))
    assert client.get(url).status_code == 200


def test_a_picture_with_endless_words_holds_up_nobody(section: SectionPage, reporter: User) -> None:
    data = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
    html = (
        f'<h1>Tên bài</h1><p>Sa-pô của bài.</p><p>Thân bài.</p><img src="{data}" alt="Ảnh {". " * 50_000}x"><p>Hết.</p>'
    )
    started = time.monotonic()
    import_report(read_report("bai.html", html.encode()), section=section, user=reporter)
    assert time.monotonic() - started < 10
    assert len(Photo.objects.get().caption) <= 500
