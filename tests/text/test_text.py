import datetime as dt
import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cms.text import dates, fold, normal, order

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữự AĂÂĐƯỚ", max_size=40
)


def test_fold_takes_every_mark_and_the_stroke() -> None:
    assert fold.fold("Đại hội đại biểu Đảng bộ lần thứ Nhất: ưỡn ẹo") == "dai hoi dai bieu dang bo lan thu nhat: uon eo"


@given(VIETNAMESE)
def test_fold_is_the_same_for_composed_and_decomposed_text(text: str) -> None:
    assert fold.fold(unicodedata.normalize("NFD", text)) == fold.fold(text)


@given(st.text(max_size=80))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = normal.clean(text)
    assert normal.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_cleaning_takes_invisible_characters_and_keeps_paragraphs() -> None:
    assert normal.clean("Đa\u0323i\u200b hội\r\nmở\ufeff") == "Đại hội\nmở"


def test_slug_of_a_vietnamese_headline() -> None:
    assert fold.slug("Đại hội Đảng bộ: phiên họp thứ Nhất!") == "dai-hoi-dang-bo-phien-hop-thu-nhat"
    assert fold.slug("…") == "bai"
    assert len(fold.slug("từ " * 100)) <= 80


def test_vietnamese_order_puts_tones_after_letters() -> None:
    words = ["bạ", "ba", "bã", "bà", "bả", "bá", "băn", "ban", "đa", "da", "âm", "ăn", "an"]
    assert sorted(words, key=order.sort_key) == [
        "an",
        "ăn",
        "âm",
        "ba",
        "bà",
        "bả",
        "bã",
        "bá",
        "bạ",
        "ban",
        "băn",
        "da",
        "đa",
    ]


def test_persons_are_sorted_by_given_name() -> None:
    assert order.given_name_first("Nguyễn Thị Vân Anh") == "Anh Nguyễn Thị Vân"


def test_a_moment_is_told_as_papers_do() -> None:
    moment = dt.datetime(2026, 3, 18, 8, 30, tzinfo=dt.UTC)
    assert dates.full_moment(moment) == "Thứ Tư, 18/03/2026, 15:30 (GMT+7)"


def test_today_begins_at_local_midnight(time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 3, 17, 16, 59, tzinfo=dt.UTC), tick=False)
    assert dates.today() == dt.date(2026, 3, 17)
    time_machine.move_to(dt.datetime(2026, 3, 17, 17, 0, tzinfo=dt.UTC), tick=False)
    assert dates.today() == dt.date(2026, 3, 18)


def test_the_day_begins_at_local_midnight() -> None:
    start, end = dates.day_bounds(dt.date(2026, 3, 18))
    assert start.astimezone(dt.UTC).hour == 17
    assert end - start == dt.timedelta(days=1)
