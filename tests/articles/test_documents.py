"""Documents of the library in the newsroom: draft, review, seal; and brought in from a file."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from cms.articles.importing.full_text import read_full_text
from cms.articles.models import ArticlePage, DocumentFile, DocumentPage, SectionPage
from cms.proofreading.check import findings
from cms.publication.contents import with_anchors
from cms.publication.models import Contribution, FactUse
from cms.publication.render_body import Addresses, rich_text
from cms.publication.story import DocumentDetails, canonical_json, parse_story
from cms.registry.models import Person
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.models import Entry
from tests.factories.media import make_paper
from tests.factories.newsroom import decide, document, library, make_user, published_document, shelf, sign_in, submit
from tests.factories.registry import hold, make_office, make_person, make_session

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 18)


@pytest.fixture
def section() -> SectionPage:
    return library()


@pytest.fixture
def people() -> tuple[User, User, User]:
    return make_user(Role.REPORTER), make_user(Role.EDITOR), make_user(Role.APPROVING_EDITOR)


def test_a_document_walks_the_real_review(
    section: SectionPage, people: tuple[User, User, User], client: Client
) -> None:
    author, editor, approver = people
    signer = make_person("Trần Thị Lụa")
    hold(signer, make_office("Phó Bí thư"), end=dt.date(2025, 12, 31))
    hold(signer, make_office("Bí thư Thành ủy"), start=dt.date(2026, 1, 1))
    session = make_session(DAY)
    page = document(section, author, signer=signer, session=session, number="01-NQ/ĐH", issuer="Đại hội Đảng bộ")
    page.files.add(DocumentFile(paper=make_paper(), sort_order=0))
    page.save_revision(user=author)
    submit(page, author)
    assert shelf(page) is None and client.get("/van-kien/nghi-quyet-dai-hoi/").status_code == 404
    decide(page, editor)
    story = page.latest_draft().story()
    decide(page, approver)
    public = shelf(page)
    assert public and public.current and public.current.story == story and public.kind == "document"
    assert isinstance(story.details, DocumentDetails) and story.details.signer
    assert story.details.signer.office == "Bí thư Thành ủy"
    assert parse_story(canonical_json(story)) == story
    answer = client.get("/van-kien/nghi-quyet-dai-hoi/").content.decode()
    assert "Bí thư Thành ủy" in answer and "01-NQ/ĐH" in answer
    facts = set(FactUse.objects.filter(page_id=page.pk).values_list("key", flat=True))
    assert {f"person:{signer.pk}", f"session:{session.pk}"} < facts and any(
        key.startswith("document:") for key in facts
    )


def test_a_changed_signer_proposes_a_new_version_and_changes_none(
    section: SectionPage, people: tuple[User, User, User]
) -> None:
    signer = make_person("Trần Thị Lụa")
    page = published_document(section, *people, signer=signer)
    seal = shelf(page).current.seal  # type: ignore[union-attr]
    person = Person.objects.get(pk=signer.pk)
    person.name = "Trần Thị Lụa Mới"
    person.save()
    assert shelf(page).current.seal == seal  # type: ignore[union-attr]
    assert Contribution.objects.filter(page_id=page.pk, way=Contribution.Way.FACT).count() == 1
    assert page.latest_draft().story().details.signer.name == "Trần Thị Lụa Mới"


def test_documents_stand_in_their_section_alone(section: SectionPage) -> None:
    news = SectionPage.objects.get(slug="tin-tuc")
    assert DocumentPage.can_create_at(section) and not DocumentPage.can_create_at(news)
    assert not ArticlePage.can_create_at(section)
    page = document(section, None)
    assert not page.can_move_to(news)


def codes(page: DocumentPage) -> set[str]:
    return {finding.code for finding in findings(page.story())}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"body": []}, "document.empty"),
        ({"day": None}, "document.day"),
        ({"status": "draft", "opinions_from": DAY}, "document.opinions"),
        ({"status": "draft", "opinions_from": DAY, "opinions_until": DAY - dt.timedelta(1)}, "document.opinions"),
        ({"status": "adopted", "opinions_from": DAY, "opinions_until": DAY}, "document.opinions"),
    ],
)
def test_what_is_missing_is_said(section: SectionPage, fields: dict[str, Any], code: str) -> None:
    page = document(section, None)
    for name, value in fields.items():
        setattr(page, name, value)
    assert codes(page) == {code}


def test_what_is_whole_is_not_found_fault_with(section: SectionPage) -> None:
    assert codes(document(section, None)) == set()
    opinions = {"status": "draft", "day": None, "opinions_from": DAY, "opinions_until": DAY}
    assert codes(document(section, None, title="Dự thảo", **opinions)) == set()


def anchors(*headings: tuple[int, str]) -> list[str]:
    html = "".join(f"<h{level}>{words}</h{level}><p>…</p>" for level, words in headings)
    return [part.anchor for part in with_anchors(html)[1]]


def test_numbered_parts_keep_their_address_when_they_are_reworded() -> None:
    first = ((2, "I. Kết quả"), (3, "1. Hạn chế"), (2, "II. Nhiệm vụ"), (3, "1. Mục tiêu"), (2, "Điều 12. Hiệu lực"))
    later = ((2, "I. Kết <b>quả</b> lớn"), (3, "1. Tồn tại"), (2, "II. Việc"), (3, "1. Đích"), (2, "Điều 12. Thi hành"))
    expected = ["muc-i", "muc-i-1", "muc-ii", "muc-ii-1", "muc-dieu-12"]
    assert anchors(*first) == anchors(*later) == expected


def test_parts_without_a_number_are_named_by_their_words_and_none_twice() -> None:
    assert anchors((2, "Mở đầu"), (2, "Mở đầu"), (2, "Kết luận &amp; kiến nghị"), (2, "…")) == [
        "muc-mo-dau", "muc-mo-dau-2", "muc-ket-luan-kien-nghi", "muc-bai",
    ]  # fmt: skip


def test_no_heading_is_seen_in_an_address() -> None:
    html = rich_text('<p><a href="https://example.org/<h2><img src=x></h2>">ngoài</a></p>', Addresses(str, str))
    assert with_anchors(html) == (html, ())


# Brought in from a file


def resolution() -> bytes:
    paper = Document()
    head = paper.add_table(rows=1, cols=2)
    head.rows[0].cells[0].text = "ĐẢNG BỘ THÀNH PHỐ HẢI VÂN\nĐẠI HỘI LẦN THỨ XII\nSố: 01-NQ/ĐH"
    head.rows[0].cells[1].text = "ĐẢNG CỘNG SẢN VIỆT NAM\nHải Vân, ngày 19 tháng 11 năm 2026"
    for line in (
        "NGHỊ QUYẾT",
        "Đại hội đại biểu Đảng bộ thành phố Hải Vân lần thứ XII",
        "Đại hội quyết nghị những nội dung sau đây.",
        "Phần thứ nhất",
        "KẾT QUẢ NHIỆM KỲ",
        "I. ĐÁNH GIÁ CHUNG",
        "1. Kết quả đạt được",
        "Kinh tế tăng trưởng khá, bình quân 9,4% mỗi năm.",
        "1. Tổng sản phẩm trên địa bàn tăng bình quân từ 10,5% mỗi năm trở lên;",
    ):
        paper.add_paragraph(line)
    figures = paper.add_table(rows=2, cols=2)
    for at, cell in enumerate(("Chỉ tiêu", "2031", "Tăng trưởng", "10,5%")):
        figures.rows[at // 2].cells[at % 2].text = cell
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_a_resolution_is_read_with_its_head_and_its_headings() -> None:
    text = read_full_text("nghi-quyet.docx", resolution())
    assert text.title == "Nghị quyết Đại hội đại biểu Đảng bộ thành phố Hải Vân lần thứ XII"
    assert (text.kind, text.number, text.day, text.is_draft) == ("resolution", "01-NQ/ĐH", dt.date(2026, 11, 19), False)
    assert "ĐẠI HỘI LẦN THỨ XII" in text.issuer
    assert text.warnings == ("Tệp không cho biết văn kiện đã được thông qua hay chưa: hãy chọn tình trạng.",)
    told = [(type(block).__name__, getattr(block, "text", ""), getattr(block, "level", 0)) for block in text.blocks]
    assert told == [
        ("Paragraph", "", 0),
        ("Heading", "Phần thứ nhất. KẾT QUẢ NHIỆM KỲ", 1),
        ("Heading", "I. ĐÁNH GIÁ CHUNG", 1),
        ("Heading", "1. Kết quả đạt được", 2),
        ("Paragraph", "", 0),
        ("Paragraph", "", 0),
        ("Grid", "", 0),
    ]


@pytest.mark.parametrize(
    ("lines", "title", "kind", "is_draft"),
    [
        (["Bài phát biểu khai mạc Đại hội", "Kính thưa Đại hội."], "Bài phát biểu khai mạc Đại hội", "speech", False),
        (["DỰ THẢO", "BÁO CÁO CHÍNH TRỊ", "trình Đại hội", "Nội dung."], "Báo cáo chính trị trình Đại hội", "report", True),
        (["Lời kêu gọi thi đua", "Toàn thành phố thi đua."], "Lời kêu gọi thi đua", "other", False),
    ],
)  # fmt: skip
def test_heads_of_other_kinds(lines: list[str], title: str, kind: str, is_draft: bool) -> None:
    text = read_full_text("van-kien.txt", "\n\n".join(lines).encode())
    assert (text.title, text.kind, text.is_draft) == (title, kind, is_draft)


def test_what_the_head_says_beside_its_fields_is_told() -> None:
    lines = ["ĐẢNG BỘ THÀNH PHỐ", "KHÔNG PHỔ BIẾN", "BAN CHẤP HÀNH", "NGHỊ QUYẾT", "về công tác", "Nội dung."]
    warnings = read_full_text("nghi-quyet.txt", "\n\n".join(lines).encode()).warnings
    assert "Phần đầu không đưa vào: ĐẢNG BỘ THÀNH PHỐ · KHÔNG PHỔ BIẾN" in warnings


def test_a_report_about_a_draft_is_none() -> None:
    lines = ["BÁO CÁO", "tiếp thu ý kiến góp ý dự thảo Báo cáo chính trị", "Nội dung."]
    assert not read_full_text("bao-cao.txt", "\n\n".join(lines).encode()).is_draft


def test_words_that_begin_like_a_numbered_heading_are_text() -> None:
    plain = ["c. Về văn hóa", "d. Về xã hội", "Phần lớn đại biểu tán thành", "Mục tiêu tổng quát", "Mục đích, yêu cầu"]
    lines = ["Báo cáo chính trị", "Nội dung.", *plain, "Mục 2. Nhiệm vụ", "Phần II. Giải pháp"]
    text = read_full_text("bao-cao.txt", "\n\n".join(lines).encode())
    headings = [block.text for block in text.blocks if type(block).__name__ == "Heading"]
    assert headings == ["Mục 2. Nhiệm vụ", "Phần II. Giải pháp"]
    assert anchors((2, "Chương trình hành động"), (2, "Chương II. Nhiệm vụ")) == [
        "muc-chuong-trinh-hanh-dong",
        "muc-chuong-ii",
    ]


def test_the_screen_makes_a_draft_of_a_file(section: SectionPage, client: Client) -> None:
    editor = make_user(Role.EDITOR)
    sign_in(client, editor)
    url = reverse("articles:import_document")
    answer = client.post(url, {"file": SimpleUploadedFile("nghi-quyet.docx", resolution()), "section": section.pk})
    page = DocumentPage.objects.get()
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live and page.number == "01-NQ/ĐH" and page.day == dt.date(2026, 11, 19)
    assert [block.type for block in page.story().blocks] == ["text", "table"]
    assert Contribution.objects.get(page_id=page.pk).way == Contribution.Way.IMPORT
    assert Entry.objects.filter(
        action="document.imported", subject=f"page:{page.pk}", actor=str(editor.trail_id)
    ).exists()
    assert client.get(answer["Location"]).status_code == 200


def test_the_screen_says_what_is_wrong_and_makes_nothing(section: SectionPage, client: Client) -> None:
    sign_in(client, make_user(Role.EDITOR))
    url = reverse("articles:import_document")
    for name, data in (("a.doc", b"x"), ("a.docx", b"no archive"), ("a.txt", b"")):
        answer = client.post(url, {"file": SimpleUploadedFile(name, data), "section": section.pk})
        assert answer.status_code == 200 and answer.context["form"].errors["file"]
    assert not DocumentPage.objects.exists()


def test_the_screen_is_for_who_may_add_documents(section: SectionPage, client: Client) -> None:
    url = reverse("articles:import_document")
    assert client.get(url).status_code == 302
    sign_in(client, make_user())
    assert client.get(url).status_code == 302
    sign_in(client, make_user(Role.REPORTER))
    assert client.get(url).status_code == 200
    section.delete()
    assert client.get(url).status_code == 302
