"""What a query says: phrases, marks wherever the tone was placed, numbers in other writings, days."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client

from cms.text.dates import ZONE
from reader.models import SearchEntry
from reader.search import index
from reader.search.expression import Search, Word
from reader.search.highlight import marked, marked_headline, passage
from reader.search.index import lexemes
from reader.search.query import Query
from reader.search.text import LONGEST
from reader.search.words import exact, folded
from tests.factories.reader import paragraph, publish_article, publish_frame, publish_person, publish_session, withdraw
from tests.reader.test_search import found, results

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]


def article(headline: str, text: str = "", **fields: object) -> str:
    """The address of an article that has these words and no others."""
    return publish_article(headline, lede=text, blocks=(), byline=(), **fields).path


@pytest.mark.parametrize("marks", ['"{}"', "“{}”", "«{}»", "„{}“"])
def test_a_quoted_phrase_is_found_only_as_it_stands(client: Client, marks: str) -> None:
    wanted = article("Tin thứ nhất", "Giao quyền cho cơ sở")
    article("Tin thứ hai", "Quyền được giao cho cơ sở, giao thông và quyền lợi")
    assert found(client, marks.format("giao quyền")) == [wanted]
    assert found(client, marks.format("giao quyen cho co so")) == [wanted]
    assert len(found(client, "giao quyền")) == 2


def test_pairs_of_a_phrase_apart_are_no_phrase(client: Client) -> None:
    article("Tin", "an ninh mạng trước hết, rồi mạng lưới; lưới điện sau")
    assert found(client, '"ninh mạng lưới điện"') == []


def test_a_phrase_with_marks_has_these_marks(client: Client) -> None:
    peace, other = article("Một", "lễ hòa giải"), article("Hai", "lễ họa giải")
    assert found(client, '"hòa giải"') == [peace]
    assert set(found(client, '"hoa giai"')) == {peace, other}


def test_a_phrase_that_is_not_found_leads_to_its_words(client: Client) -> None:
    wanted = article("Tin", "quyền được giao")
    page = results(client, '"giao quyền"')
    assert "?q=giao+quyen" in page
    assert found(client, "giao quyen") == [wanted]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("hoà bình", "hòa bình"), ("khoẻ mạnh", "khỏe mạnh"), ("thuỷ sản", "thủy sản"), ("kĩ thuật", "kỹ thuật"), ("tỉ lệ", "tỷ lệ"),
     ("bác sỹ", "bác sĩ"), ("quí IV", "quý IV")],
)  # fmt: skip
def test_the_placement_of_a_tone_makes_no_difference(client: Client, typed: str, written: str) -> None:
    other = article("Khác", "họa binh khoe manh thuy san ki thuat ti le bac si qui iv")
    wanted = article("Tin", f"về {written} hôm nay", at=dt.datetime(2020, 1, 1, tzinfo=ZONE))
    assert exact(typed) == exact(written) != folded(typed)
    assert found(client, f'"{typed}"') == [wanted]
    if other in found(client, typed):
        assert found(client, typed) == [wanted, other]
    assert marked(written, Query.parse(typed)) == f"<mark>{written}</mark>"


def test_exact_and_folded_words_stand_in_the_same_places() -> None:
    text = "Đại hội lần thứ XVIII, ½ số phiếu: 05 thủy thủ & “hoà”"
    assert len(exact(text).split()) == len(folded(text).split())


@pytest.mark.parametrize("typed", ["lần thứ XVIII", "lan thu 18", "lần thứ xviii", "lần thứ mười tám"])
def test_an_ordinal_is_found_in_any_writing(client: Client, typed: str) -> None:
    wanted = article("Đại hội lần thứ XVIII")
    article("Đại hội lần thứ XVII")
    assert found(client, f"đại hội {typed}") == [wanted]


@pytest.mark.parametrize("typed", ["phiên họp thứ 1", "phiên họp thứ nhất", "phien hop thu i"])
def test_the_first_is_number_one(client: Client, typed: str) -> None:
    wanted = article("Phiên họp thứ Nhất")
    assert found(client, typed) == [wanted]


@pytest.mark.parametrize("typed", ["18/3/2026", "18/03/2026", "18-3-2026", "18.3.2026", "ngày 18 tháng 3 năm 2026"])
def test_a_day_is_found_as_a_day(client: Client, typed: str) -> None:
    session = publish_session(publish_frame(), day=dt.date(2026, 3, 18)).path
    of_the_day = article("Bài trong ngày", at=dt.datetime(2026, 3, 18, 9, tzinfo=ZONE))
    told = article("Bài hôm sau", "Chiều 18/3/2026 thì xong", at=dt.datetime(2026, 3, 19, 9, tzinfo=ZONE))
    article("Bài khác ngày", at=dt.datetime(2026, 3, 20, 9, tzinfo=ZONE))
    assert found(client, typed) == [session, of_the_day, told]
    assert found(client, f"bài {typed}") == [of_the_day, told]
    assert "/luu-tru/2026/3/18/" in results(client, typed)


@pytest.mark.parametrize("typed", ["31/2/2026", "99/99/9999", "18/3", "1/1/0000"])
def test_what_is_no_day_is_words(client: Client, typed: str) -> None:
    assert Query.parse(typed).day is None
    assert client.get("/tim-kiem/", {"q": typed}).status_code == 200


def test_zeros_before_a_number_make_no_difference(client: Client) -> None:
    wanted = article("Tin", "ngày 05/03")
    assert found(client, "5/3") == found(client, "05/03") == [wanted]


def test_words_in_the_headline_come_before_words_in_the_text(client: Client) -> None:
    at = dt.datetime(2026, 3, 1, 9, tzinfo=ZONE)
    wanted = article("Kiểm tra nước sạch", at=at - dt.timedelta(days=60))
    other = article("Tin vắn", "Đoàn kiểm tra nước sạch", at=at)
    assert found(client, "nước sạch") == [wanted, other]


def test_of_two_alike_the_later_comes_first(client: Client) -> None:
    at = dt.datetime(2026, 3, 1, 9, tzinfo=ZONE)
    old = article("Nước sạch", "nước sạch", at=at - dt.timedelta(days=30))
    new = article("Nước sạch", "nước sạch", at=at)
    assert found(client, "nước sạch") == [new, old]


def test_an_old_page_that_is_right_is_found_among_many_newer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """More pages have the words than are ranked one by one."""
    monkeypatch.setattr("reader.search.finding.LOOKED_AT", 5)
    monkeypatch.setattr("reader.search.finding.MOST", 10)
    at = dt.datetime(2026, 3, 1, 9, tzinfo=ZONE)
    in_headline = article("Nước sạch về xã đảo", at=at - dt.timedelta(days=400))
    side_by_side = article("Tin", "xã đảo có nước sạch", at=at - dt.timedelta(days=300))
    for number in range(15):
        article(f"Tin {number}", "sạch đường, đảo cát, xã xa nước mặn", at=at + dt.timedelta(minutes=number))
    assert found(client, "nước sạch xã đảo")[:2] == [in_headline, side_by_side]
    assert "Hơn 10 kết quả" in results(client, "nước sạch xã đảo")


def test_the_longest_page_can_be_searched_and_taken_back(client: Client) -> None:
    words = " ".join(f"chữ{number}" for number in range(LONGEST // 8))
    shelf = publish_article("Dài", lede="", blocks=(paragraph(words),), byline=())
    assert found(client, "chu777 chu778") == [shelf.path]
    assert found(client, '"chữ777 chữ778"') == [shelf.path]
    withdraw(shelf)
    assert found(client, "chu777") == []


def test_what_is_written_again_leaves_nothing_behind(client: Client) -> None:
    """The tables of lexemes keep no content: what leaves them is told them word by word."""
    shelf = publish_article("Cũ", lede="hoàn toàn khác", blocks=(), byline=())
    for number in range(3):
        publish_article(f"Mới {number}", page_id=shelf.pk, slug=f"bai-{shelf.pk}", lede="đã thay", blocks=(), byline=())
    assert found(client, "hoàn toàn khác") == found(client, "Cũ") == []
    assert found(client, "moi 2") == [shelf.path]
    withdraw(shelf)
    for word in ("moi", "da", "thay", "hoan", "toan"):
        assert index.newest(Search(Word(word))) == []


def test_an_update_fills_the_index_with_what_was_public_before(client: Client) -> None:
    wanted = article("Tin cũ", "nước sạch về xã đảo")
    index.clear()
    SearchEntry.objects.update(at=None)
    assert found(client, "nước sạch") == []
    call_command("migrate", verbosity=0)
    assert found(client, "nước sạch") == [wanted]


def test_signs_of_the_index_are_typed_by_nobody() -> None:
    for typed in ("#f0", "=hoa2", "~dai_hoi", "dai_hoi"):
        assert not {sign for word in Query.parse(typed).folded for sign in word} & set("#=~_")
    assert lexemes.of_page("dai hoi", "đai5 hôi5", "f1") == ["#f1", "=hôi5", "=đai5", "dai", "hoi", "~dai_hoi"]


def test_people_are_found_with_their_courtesy(client: Client) -> None:
    person = publish_person(publish_frame(), name="Lê Biển Xanh").path
    for typed in ("đồng chí Lê Biển Xanh", "ông Lê Biển Xanh", "ba le bien xanh"):
        assert found(client, typed)[0] == person
    # «ba» is a number where marks are typed.
    assert found(client, "ba lê biển xanh") == []


def test_marks_fall_where_the_marks_are(client: Client) -> None:
    assert marked("Họa sĩ vì hòa bình", Query.parse("hòa")) == "Họa sĩ vì <mark>hòa</mark> bình"
    assert marked("Họa sĩ vì hòa bình", Query.parse("hoa")) == "<mark>Họa</mark> sĩ vì <mark>hòa</mark> bình"
    assert marked("Họa sĩ", Query.parse("hòa")) == "<mark>Họa</mark> sĩ"
    assert marked("Phiên trù bị. Phiên trù bị", Query.parse("trù bị")).count("<mark>trù bị</mark>") == 2
    assert marked("Chiều 18/03/2026, xong", Query.parse("18/3/2026")) == "Chiều <mark>18/03/2026</mark>, xong"


def test_a_stray_syllable_of_a_headline_is_not_marked() -> None:
    query = Query.parse("phiên trù bị")
    assert marked_headline("Công tác chuẩn bị", query) == "Công tác chuẩn bị"
    assert marked_headline("Phiên mới: bị trù", query) == "Phiên mới: <mark>bị trù</mark>"
    assert marked_headline("Nước về, sạch", Query.parse("nước sạch")) == "<mark>Nước</mark> về, <mark>sạch</mark>"


def test_lines_that_are_no_sentences_are_kept_apart() -> None:
    assert passage("Đã xong.\nGiáo dục\nPhiên trù bị\n", Query.parse("xyz")) == "Đã xong. Giáo dục · Phiên trù bị"
