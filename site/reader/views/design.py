"""One page on which every part of the design is seen."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .. import frame as frames
from .. import queries
from ..links import absolute
from ..page import Meta
from .door import current, readable

_HEADLINES = (
    "Ưu tiên những việc người dân hỏi nhiều nhất",
    "Một buổi chiều ở xã đảo: “Đường đã thông, điện đã tới”",
    "Ẩm thực, Ễnh ương, Ỗ, Ự và Ỹ: mọi dấu đều đứng vững",
)
_LEDE = "Đây là đoạn văn mẫu để xem chữ, dấu và khoảng cách; nội dung không nói về sự việc có thật nào."
_LETTERS = "ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲÝỶỸỴ ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳýỷỹỵ Đđ 0123456789 “”–…"


@readable
def design(request: HttpRequest) -> HttpResponseBase:
    """Type, colours and components, in words that say nothing."""
    edition = queries.edition()

    def build() -> HttpResponse:
        frame = frames.load(edition)
        title = pgettext("design", "Design")
        context = {
            "frame": frame,
            "meta": Meta(f"{title} | {frame.site_name}", absolute(reverse("design")), indexed=False),
            "title": title,
            "sample": frame.edition.sample,
            "type": [(token, _HEADLINES[at % 3]) for at, token in enumerate(_TYPE)],
            "colours": _colours(),
            "headlines": _HEADLINES,
            "lede": _LEDE,
            "letters": _LETTERS,
        }
        return HttpResponse(render_to_string("reader/design.html", context))

    return current(request, edition, build, key="design")


_TYPE = ("type-name", "type-h1", "type-lead", "type-h2", "type-h3", "type-read", "type-text", "type-note", "type-small")


def _colours() -> list[tuple[str, str]]:
    return [
        ("paper", _("the page")),
        ("sheet", _("a box on it")),
        ("ink", _("text")),
        ("soft", _("what is said beside it")),
        ("line", _("lines that part")),
        ("red", _("what leads on, and what was corrected")),
        ("red-strong", _("what is pressed")),
        ("mark", _("what was searched for")),
        ("notice", _("a word to the reader")),
        ("added", _("words that came")),
        ("removed", _("words that went")),
    ]
