"""The words of a text that a slip does not touch: what names, counts, dates or denies, and what is quoted."""

import re
from collections.abc import Iterable

_QUOTED = re.compile(r"“[^”]*(?:”|$)|‘[^’]*(?:’|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)")
_QUOTES = re.compile(r"[“”‘’\"«»]")
_WORD = re.compile(r"\w+")

# Vietnamese writes numbers, dates and offices in small letters too. Words with a second meaning stay on the list: who changes one
# of them declares an update, which asks for nothing but the usual stages.
_NUMBERS = (
    "một hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi mốt linh lẻ chục trăm nghìn ngàn vạn triệu tỷ tỉ nửa rưỡi "
    "phần phẩy"
)
_TIME = (
    "thứ ngày tháng quý tuần giờ phút sáng trưa chiều tối đêm hôm nay qua mai kia trước sau giêng chạp đầu giữa cuối kỳ "
    "khóa lần"
)
_NOT = "không chưa chẳng chả đừng chớ hết ngoài trừ cấm bác phản hủy bãi thôi miễn"
_MORE = "tăng giảm hơn kém trên dưới tối thiểu đa nhất cao thấp đủ thiếu đạt vượt"
_OFFICES = "tổng bí thư chủ tịch phó trưởng ủy uỷ viên thủ tướng bộ giám đốc quyền nguyên cựu chánh cục vụ sở ban đại biểu lãnh đạo"
GUARDED = frozenset(" ".join((_NUMBERS, _TIME, _NOT, _MORE, _OFFICES)).split())


def guarded(text: str, more: Iterable[str] = ()) -> list[str]:
    """The words that a slip leaves as they are, in their order: those with a digit or a capital letter, those of the lists, and
    ``more`` ones, in small letters."""
    extra = frozenset(more)
    found = []
    for word in text.split():
        if any(char.isdigit() or char.isupper() for char in word):
            # With the signs at it: 1.000 is not 1,000.
            found.append(word.rstrip(",.;:!?…)]"))
        else:
            found += [part for part in _WORD.findall(word) if part in GUARDED or part in extra]
    return found


def words_of(names: Iterable[str]) -> frozenset[str]:
    """The words of names and offices, in small letters, without the shortest joints."""
    return frozenset(word for name in names for word in _WORD.findall(name.lower()) if len(word) > 1)


def quoted(text: str) -> list[str]:
    """What stands between quotation marks, in its order, and the marks themselves; to the end where one is not closed."""
    return [*_QUOTED.findall(text), *_QUOTES.findall(text)]
