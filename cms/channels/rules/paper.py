"""A rule as a regulation on paper, to be signed.

The form is that of Nghị định 30/2020/NĐ-CP (appendices I and III): who issues it, number, place and day, title, articles,
signature.
The national title stands only where the operator has named the body that issues it (``REGULATION_BODY``): whoever has not may not
bear it. The words are Vietnamese whoever prints, as the regulation is.
"""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils import translation
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from wagtail.models import Page

from cms.review.paper.writing.sheet import Sheet
from cms.review.stages.kinds import AboutSession, InPhase
from cms.text.dates import local
from cms.text.fold import slug

from ..words import label_of
from .models import Rule

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
        channel = label_of(rule.channel)
        properties = sheet.document.core_properties
        properties.title, properties.language, properties.comments = f"Quy chế {channel}", "vi", ""
        properties.author = issuer()
        _margins(sheet)
        _head(sheet)
        sheet.paragraph("QUY CHẾ", bold=True, centred=True, size=14)
        sheet.paragraph(f"Đăng bài trên kênh {channel}", bold=True, centred=True, size=14)
        for number, (title, lines) in enumerate(articles(rule, channel), start=1):
            sheet.paragraph(f"Điều {number}. {title}", bold=True, justified=True)
            for line in lines:
                sheet.paragraph(line, justified=True)
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
            f"1. Quy chế này quy định việc đăng bài của tòa soạn trên kênh {channel}.",
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
    if groups := [group.name for group in rule.senders.order_by("name")]:
        yield f"Bài do thành viên nhóm {', '.join(groups)} duyệt được đăng ngay."
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
    table = sheet.table(2, 2, ruled=False)
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(70), Mm(95)
    left, right = table.rows[0].cells
    sheet.paragraph(issuer().upper(), into=left.paragraphs[0], bold=True, centred=True, size=13)
    if settings.REGULATION_BODY:
        sheet.paragraph(COUNTRY, into=right.paragraphs[0], bold=True, centred=True, size=12)
        sheet.paragraph(MOTTO, into=right.add_paragraph(), bold=True, centred=True, size=13)
    number, day = table.rows[1].cells
    sheet.paragraph("Số: ……/QC-……", into=number.paragraphs[0], centred=True, size=13)
    sheet.paragraph("………, ngày …… tháng …… năm ……", into=day.paragraphs[0], italic=True, centred=True, size=13)
    sheet.paragraph("", size=6)


def _signature(sheet: Sheet) -> None:
    sheet.paragraph("", size=6)
    right = sheet.table(1, 2, ruled=False).rows[0].cells[1]
    sheet.paragraph("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", into=right.paragraphs[0], bold=True, centred=True, size=13)
    sheet.paragraph("(Chữ ký, dấu)", into=right.add_paragraph(), italic=True, centred=True, size=13)
    for _line in range(3):
        sheet.paragraph("", into=right.add_paragraph())
    sheet.paragraph("Họ và tên", into=right.add_paragraph(), bold=True, centred=True)


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
    return f"{here:%H} giờ {here:%M} ngày {here:%d}/{here:%m}/{here:%Y}"
