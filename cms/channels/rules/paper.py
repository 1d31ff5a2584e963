"""A rule as a regulation on paper, to be signed.

The form is that of Nghị định 30/2020/NĐ-CP (appendices I and III): who issues it, number, place and day, title, articles,
signature.
The national title stands only where the operator has named the body that issues it (``REGULATION_BODY``): whoever has not may not
bear it. The words are Vietnamese whoever prints, as the regulation is.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from wagtail.models import Page

from cms.review.paper.writing.sheet import Sheet
from cms.review.stages.kinds import AboutSession, InPhase
from cms.text.dates import local
from cms.text.fold import slug

from ..words import label_of
from .models import Rule
from .queries import stages_of

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def filename_of(rule: Rule) -> str:
    with translation.override("vi"):
        return (
            f"quy-che-{slug(label_of(rule.channel), longest=40) or rule.channel}-{local(rule.valid_from):%Y%m%d}.docx"
        )


def regulation_docx(rule: Rule) -> bytes:
    """The .docx of the rule."""
    with translation.override("vi"):
        sheet = Sheet()
        channel = _called(rule.channel)
        properties = sheet.document.core_properties
        properties.title, properties.language, properties.comments = f"Quy chế đăng bài trên {channel}", "vi", ""
        properties.author = issuer()
        _margins(sheet)
        _head(sheet)
        sheet.paragraph("QUY CHẾ", bold=True, centred=True, size=14)
        sheet.paragraph(f"Đăng bài trên {channel}", bold=True, centred=True, size=14)
        _line(sheet.paragraph("", size=2), 165, 50)
        for number, (title, lines) in enumerate(articles(rule, channel), start=1):
            _clause(sheet, f"Điều {number}. {title}", bold=True)
            for line in lines:
                _clause(sheet, line)
        _signature(sheet)
        return sheet.as_bytes()


def issuer() -> str:
    """The body that the operator has named, else the site's own name."""
    frame = Page.objects.filter(depth=2).order_by("path").first()
    return settings.REGULATION_BODY or (frame.title if frame else "")


def articles(rule: Rule, channel: str) -> Iterator[tuple[str, list[str]]]:
    """The regulation's articles: each with its title and its paragraphs."""
    until = f"đến {_moment(rule.valid_until)}" if rule.valid_until else "đến khi có quy chế khác thay thế"
    yield (
        "Phạm vi và hiệu lực",
        [
            f"1. Quy chế này quy định việc đăng bài của tòa soạn trên {channel}.",
            f"2. Quy chế có hiệu lực từ {_moment(rule.valid_from)} {until}.",
        ],
    )
    yield "Bài được đăng", _numbered(_what(rule))
    yield "Thẩm quyền cho đăng", _numbered(_who(rule))
    yield "Thời gian và số lượng", _numbered(_when(rule))
    yield "Hình thức bài đăng", _numbered(_how(rule))
    yield (
        "Cải chính, đính chính và gỡ bài",
        [
            "Việc cải chính, đính chính và gỡ bài đã đăng được thực hiện ngay, không phụ thuộc khung giờ không đăng, số bài trong "
            "ngày và khoảng cách giữa các bài quy định tại Quy chế này."
        ],
    )
    if rule.to_call:
        yield "Đầu mối liên hệ", _lines(rule.to_call)
    if rule.note:
        yield "Quy định khác", _numbered(_lines(rule.note))


def _what(rule: Rule) -> Iterator[str]:
    if rule.sessions:
        yield f"Bài về: {_labels(AboutSession, rule.sessions)}."
    if rule.phases:
        yield f"Bài thuộc giai đoạn: {_labels(InPhase, rule.phases)}."
    if sections := [section.title for section in rule.sections.order_by("path")]:
        yield f"Bài thuộc chuyên mục: {', '.join(sections)}."
    if not (rule.sessions or rule.phases or sections):
        yield "Mọi bài đã được duyệt của tòa soạn."


def _who(rule: Rule) -> Iterator[str]:
    yield "Chỉ đăng bài đã qua đủ các khâu duyệt của tòa soạn."
    # The stages are those of today; what they were under a rule that has ended stands in the trail.
    ended = rule.valid_until is not None and rule.valid_until <= timezone.now()
    if not ended and (stages := stages_of(rule.channel)):
        yield f"Bài đăng trên kênh này còn phải qua khâu “{'”, “'.join(stage.name for stage in stages)}”."
    if groups := [group.name for group in rule.senders.order_by("name")]:
        yield f"Bài do thành viên nhóm “{'”, “'.join(groups)}” duyệt được đăng ngay."
        yield "Bài do người khác duyệt chỉ được đăng khi một thành viên của các nhóm nêu trên cho đăng."


def _when(rule: Rule) -> Iterator[str]:
    if rule.quiet:
        begins, ends = rule.quiet
        yield f"Không đăng bài mới từ {_hour(begins)} đến {_hour(ends)}; bài chờ đến hết khung giờ này."
        yield (
            "Trường hợp cần đăng ngay trong khung giờ trên do người quản lý kênh hoặc lãnh đạo duyệt bài quyết định, có ghi rõ "
            "lý do."
        )
    if rule.most_a_day:
        yield f"Mỗi tài khoản đăng không quá {rule.most_a_day} bài một ngày."
    if rule.minutes_between:
        yield f"Hai bài của một tài khoản cách nhau ít nhất {rule.minutes_between} phút."
    if not (rule.quiet or rule.most_a_day or rule.minutes_between):
        yield "Bài được đăng ngay sau khi duyệt."


def _how(rule: Rule) -> Iterator[str]:
    yield "Nội dung bài đăng đúng với bản đã duyệt."
    if rule.needs_picture:
        yield "Bài đăng phải có ảnh."
    if rule.line:
        yield f"Dưới mỗi bài đăng ghi: “{rule.line}”."


def _margins(sheet: Sheet) -> None:
    number = sheet.document.sections[0].header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    sheet.field(number, "PAGE")


def _head(sheet: Sheet) -> None:
    """Who issues it on the left; on the right the national title, where the operator has named the body."""
    table = _columns(sheet, 2, 65, 100)
    left, right = table.rows[0].cells
    sheet.paragraph(issuer().upper(), into=left.paragraphs[0], bold=True, centred=True, size=13)
    _line(sheet.paragraph("", into=left.add_paragraph(), size=2), 61, 24)
    if settings.REGULATION_BODY:
        sheet.paragraph(COUNTRY, into=right.paragraphs[0], bold=True, centred=True, size=12)
        sheet.paragraph(MOTTO, into=right.add_paragraph(), bold=True, centred=True, size=13)
        _line(sheet.paragraph("", into=right.add_paragraph(), size=2), 96, 52)
    number, day = table.rows[1].cells
    sheet.paragraph("Số: ……/QC-……", into=number.paragraphs[0], centred=True, size=13)
    sheet.paragraph("………, ngày …… tháng …… năm ……", into=day.paragraphs[0], italic=True, centred=True, size=13)
    sheet.paragraph("", size=6)


def _signature(sheet: Sheet) -> None:
    sheet.paragraph("", size=6)
    row = _columns(sheet, 1, 80, 85).rows[0]
    # Who signs stands on one page with the place for it.
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = row.cells
    sheet.paragraph("Nơi nhận:", into=left.paragraphs[0], bold=True, italic=True, size=12)
    for receiver in ("- ………;", "- Lưu: VT, ……"):
        sheet.paragraph(receiver, into=left.add_paragraph(), size=11)
    sheet.paragraph("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", into=right.paragraphs[0], bold=True, centred=True, size=13)
    sheet.paragraph("(Chữ ký, dấu)", into=right.add_paragraph(), italic=True, centred=True, size=13)
    for _line in range(3):
        sheet.paragraph("", into=right.add_paragraph())
    sheet.paragraph("Họ và tên", into=right.add_paragraph(), bold=True, centred=True)


def _columns(sheet: Sheet, rows: int, left: int, right: int) -> Any:
    """A table of two columns without lines; widths in millimetres."""
    table = sheet.table(rows, 2, ruled=False)
    table.autofit = False
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _clause(sheet: Sheet, text: str, *, bold: bool = False) -> None:
    made = sheet.paragraph(text, bold=bold, justified=True)
    made.paragraph_format.first_line_indent = Mm(10)
    made.paragraph_format.keep_with_next = bold


def _line(paragraph: Any, room: int, width: int) -> None:
    """Makes of an empty paragraph a line in the middle of its room; both in millimetres."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm((room - width) // 2)
    paragraph.paragraph_format.line_spacing = Pt(4)
    edges, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        edge.set(qn(f"w:{name}"), value)
    edges.append(edge)
    # Where the schema wants it.
    paragraph._p.get_or_add_pPr().insert_element_before(edges, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _called(code: str) -> str:
    """The channel as a sentence calls it: ``"kênh Telegram"``."""
    label = label_of(code)
    return label[0].lower() + label[1:] if label.startswith("Kênh ") else f"kênh {label}"


def _labels(choices: type[AboutSession] | type[InPhase], chosen: list[str]) -> str:
    return ", ".join(str(each.label) for each in choices if each.value in chosen)


def _numbered(lines: Iterator[str] | list[str]) -> list[str]:
    told = list(lines)
    return told if len(told) < 2 else [f"{number}. {line}" for number, line in enumerate(told, start=1)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _hour(time: dt.time) -> str:
    return f"{time:%H} giờ {time:%M}"


def _moment(moment: dt.datetime) -> str:
    here = local(moment)
    return f"{here:%H} giờ {here:%M} ngày {here:%d} tháng {here:%m} năm {here:%Y}"
