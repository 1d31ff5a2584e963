"""Is it ours? What is pasted is found, whatever happened to it on its way, and each word that differs is told."""

import datetime as dt
import re
from threading import Lock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.publication.models import Kind, OldPath, Publication, Shelf
from cms.publication.queries import public_versions
from cms.publication.story import Change, QuoteBlock, TextBlock, canonical_json, digest_of
from cms.text.fold import fold
from cms.trail.record import record
from reader.models import PublicVersion
from reader.ours import fingerprints, index, words
from reader.ours.align import _STRETCHES, Original
from reader.ours.answer import Answer, answer
from reader.ours.words import Strictness, Words
from reader.rebuild import rebuild
from tests.factories.reader import (
    make_story,
    paragraph,
    publish,
    publish_article,
    publish_document,
    publish_frame,
    publish_library,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

HEADLINE = "Phiên họp thứ Nhất của Tiểu ban Phục vụ Đại hội"
LEDE = "Chiều 18/3, Tiểu ban Phục vụ Đại hội tổ chức phiên họp thứ Nhất, do bà Trần Thị Lụa chủ trì."
FIRST = "Các đại biểu đã thảo luận về bốn nội dung, trong đó có kinh phí 1.250 triệu đồng cho công tác hậu cần."
SECOND = (
    "Phát biểu kết luận, bà Trần Thị Lụa đề nghị các bộ phận không để chậm tiến độ trong mọi tình huống và giữ liên lạc "
    "thường xuyên với Thường trực Tiểu ban."
)
FOREIGN = (
    "Theo một tờ báo khác, giá vàng hôm qua tăng nhẹ trong khi chứng khoán đi ngang suốt cả phiên giao dịch buổi sáng."
)


@pytest.fixture
def shelf() -> Shelf:
    for number in range(5):
        publish_article(
            f"Thành phố trồng thêm cây xanh dọc tuyến đường số {number}",
            lede=f"Đội công viên bắt đầu từ đoạn thứ {number}, nơi có nhiều hộ dân sinh sống.",
            blocks=(paragraph(f"Mỗi tuần {number} hàng cây mới được trồng và chăm sóc bởi công nhân của quận."),),
        )
    return publish_article(HEADLINE, lede=LEDE, blocks=(paragraph(FIRST), paragraph(SECOND)))


def marked(found: Answer) -> list[tuple[str, str, str]]:
    return [(piece.kind, piece.ours, piece.theirs) for piece in found.differences]


@pytest.mark.parametrize(
    "text",
    [HEADLINE, LEDE, FIRST, SECOND, "\n\n".join((HEADLINE, LEDE, FIRST, SECOND)), f"{HEADLINE}\n{SECOND}",
     SECOND.replace("oà", "òa"), FIRST.replace(" ", "\u00a0\u200b"), f"“{SECOND}”…", " ".join(FIRST.split()[3:15])],
)  # fmt: skip
def test_what_was_taken_from_an_article_is_ours_word_for_word(shelf: Shelf, text: str) -> None:
    found = answer(text)
    assert (found.state, found.shelf, found.publication) == ("same", shelf, shelf.current)
    assert found.differences == []


def test_decomposed_letters_and_the_place_of_a_tone_are_no_difference(shelf: Shelf) -> None:
    import unicodedata

    assert answer(unicodedata.normalize("NFD", SECOND)).state == "same"
    other = publish_article("Ông Hoà và bà Thuý cùng ký văn bản", lede="", blocks=(), byline=())
    found = answer("Ông Hòa và bà Thúy cùng ký văn bản")
    assert (found.state, found.shelf) == ("same", other)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Lụa", "Lúa"), ("1.250", "12.50"), ("1.250", "1.350"), ("Thường trực", "thường trực"), ("chậm", "nhanh")],
)  # fmt: skip
def test_a_changed_word_is_told(shelf: Shelf, ours: str, theirs: str) -> None:
    text = f"{FIRST} {SECOND}"
    found = answer(text.replace(ours, theirs))
    assert found.state == "differs"
    assert found.shelf == shelf
    words = [(one, other) for kind, one, other in marked(found)]
    assert all((one.lower(), other.lower()) != ("", "") for one, other in words)
    assert [word for one, _ in words for word in one.split()] == [
        word for word, other in zip(ours.split(), theirs.split(), strict=True) if word != other
    ]


def test_a_word_left_out_turns_the_sense_and_is_told(shelf: Shelf) -> None:
    found = answer(SECOND.replace("không để", "để"))
    assert marked(found) == [("missing", "không", "")]


def test_a_paragraph_is_not_different_because_the_rest_is_missing(shelf: Shelf) -> None:
    found = answer(f"{HEADLINE}\n\n{SECOND}")
    assert (found.state, found.differences) == ("same", [])
    assert found.counts["skipped"] == len(Words.of(f"{LEDE} {FIRST}"))


def test_paragraphs_in_another_order_are_ours(shelf: Shelf) -> None:
    assert answer(f"{SECOND}\n{FIRST}\n{LEDE}").state == "same"


def test_what_stands_around_is_not_ours(shelf: Shelf) -> None:
    found = answer(f"{FIRST} {FOREIGN} {SECOND}")
    assert (found.state, found.shelf, found.mostly_not_ours) == ("differs", shelf, False)
    foreign = [piece.theirs for piece in found.pieces if piece.kind == "foreign"]
    assert foreign == [FOREIGN.rstrip(".")]
    partly = answer(f"{FOREIGN} {SECOND} {FOREIGN} {FOREIGN}")
    assert (partly.state, partly.shelf, partly.mostly_not_ours) == ("differs", shelf, True)


def test_a_text_without_marks_is_ours_and_said_to_be_without(shelf: Shelf) -> None:
    plain = "".join(fold(char).upper() if char.isupper() else fold(char) for char in SECOND)
    found = answer(plain)
    assert (found.state, found.shelf, found.without_marks) == ("same", shelf, True)
    assert marked(answer(plain.replace("Lua", "Hoa"))) == [("changed", "Lụa", "Hoa")]
    for text in (HEADLINE.upper(), HEADLINE.lower()):
        assert (answer(text).state, answer(text).other_capitals) == ("same", True)
    assert not answer("thảo luận về bốn nội dung, trong đó có").other_capitals
    # One word with a mark, and the others are held against ours.
    assert answer(plain.replace("khong", "không")).state == "differs"


@pytest.mark.parametrize(
    "text",
    [
        FOREIGN,
        "Giá vàng hôm nay tăng nhẹ so với hôm qua",
        "a " * 9000,
        "Các đại biểu đã thảo luận về giá vàng, chứng khoán và tỷ giá trong phiên giao dịch buổi sáng hôm qua",
    ],
)
def test_what_is_of_others_is_not_ours(shelf: Shelf, text: str) -> None:
    assert (answer(text).state, answer(text).shelf) == ("not_ours", None)


@pytest.mark.parametrize("text", ["Đại hội", "Trần Thị Lụa", "!", "\x00\ud7ff", "phiên họp thứ Nhất"])
def test_few_words_tell_nothing(shelf: Shelf, text: str) -> None:
    assert answer(text).state == "too_short"


def test_a_phrase_of_the_house_is_not_taken_for_one_article(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_PAGES", 8)
    name = "Đại hội đại biểu Đảng bộ thành phố Mẫu lần thứ Mười tám nhiệm kỳ mới"
    for number in range(12):
        lede = f"Tin số {number} trong ngày của ban biên tập gửi bạn đọc. {name} đã được nhắc đến {number} lần ở đây."
        publish_article(f"Bản tin thứ {number} về công tác chuẩn bị", lede=lede, blocks=())
    assert answer(name).state == "common"
    found = answer(f"{SECOND} {name}")
    assert found.shelf == shelf


@pytest.mark.parametrize("changed", [1, 4, 8, 10])
def test_a_headline_with_one_other_word_is_found(shelf: Shelf, changed: int) -> None:
    words = HEADLINE.split()
    words[changed] = "Khác"
    found = answer(" ".join(words))
    assert (found.state, found.shelf) == ("differs", shelf)


# Links


def test_links_lead_to_the_article(shelf: Shelf, settings) -> None:
    settings.PUBLIC_BASE_URL = "https://daihoi.example"
    OldPath.objects.create(path="/cu/bai-cu/", shelf=shelf)
    for link in (
        shelf.path,
        f"https://daihoi.example{shelf.path}",
        f"http://www.DAIHOI.example{shelf.path.rstrip('/')}?utm_source=zalo&fbclid=x#binh-luan",
        f"daihoi.example{shelf.path}",
        f"/b/{shelf.pk}/",
        f"<https://daihoi.example/b/{shelf.pk}?utm_campaign=a>.",
        "https://daihoi.example/cu/bai-cu/",
    ):
        found = answer(link)
        assert (found.state, found.shelf, found.by_link) == ("same", shelf, True), link
    for link in (
        "https://bao.example/b/1/",
        f"https://bao.example\\@daihoi.example{shelf.path}",
        f"https://daihoi.example@bao.example{shelf.path}",
        f"https://daihoi.example.bao.example{shelf.path}",
        f"//bao.example{shelf.path}",
        "http://[::1",
    ):
        assert answer(link).state in ("other_site", "too_short"), link
    for link in ("/khong-co/", "https://daihoi.example/b/99999999/", f"/{'a' * 1500}/", "/b/99999999999999999999/"):
        assert answer(link).state == "no_page", link


# Versions


def correct(shelf: Shelf, wrong: str, right: str) -> Shelf:
    story = shelf.current.story
    change = Change(kind="correction", wrong=wrong, right=right)
    blocks = tuple(block.model_copy(update={"html": block.html.replace(wrong, right)}) for block in story.blocks)
    return publish(story.model_copy(update={"blocks": blocks, "changes": (change,)}), shelf.path)


def test_an_earlier_version_is_told_with_its_correction(client: Client, shelf: Shelf) -> None:
    sealed = shelf.current
    shelf = correct(shelf, "1.250", "1.520")
    found = answer(FIRST)
    assert (found.state, found.publication) == ("earlier", sealed)
    assert found.replaced_at == shelf.current.meant_for
    assert [(note.wrong, note.right) for note in found.notes] == [("1.250", "1.520")]
    assert marked(found) == [("changed", "1.520", "1.250")]
    assert answer(FIRST.replace("1.250", "1.520")).state == "same"
    # What was changed since is not told from the old version.
    altered = answer(FIRST.replace("bốn", "năm"))
    assert (altered.state, altered.publication) == ("differs", sealed)
    assert ("changed", "1.520", "1.250") in marked(altered)
    page = client.post("/co-phai-cua-chung-toi/", {"q": FIRST}).content.decode()
    assert "Của chúng tôi, ở một bản trước" in page
    assert "1.520" in page


def test_what_was_taken_back_is_known_and_not_told_again(client: Client, shelf: Shelf) -> None:
    withdraw(shelf, notice="Bài có sai sót nghiêm trọng.")
    for text in (SECOND, SECOND.replace("Lụa", "Lúa"), f"/b/{shelf.pk}/"):
        found = answer(text)
        assert (found.state, found.shelf) == ("gone", shelf)
        page = client.post("/co-phai-cua-chung-toi/", {"q": text}).content.decode()
        assert "Bài có sai sót nghiêm trọng." in page
        assert "đã bị gỡ" in page
        # Nothing of it but its headline, and what was typed.
        assert "Lụa" not in page.replace(text, "")
    assert "1.250" not in client.post("/co-phai-cua-chung-toi/", {"q": SECOND}).content.decode()


def test_a_page_whose_time_is_over_was_ours(shelf: Shelf) -> None:
    Shelf.objects.filter(pk=shelf.pk).update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    found = answer(SECOND)
    assert (found.state, found.time_is_over) == ("gone", True)


def test_what_was_never_public_is_never_named(client: Client, shelf: Shelf) -> None:
    secret = "Danh sách bí mật gồm mười hai đồng chí sẽ được công bố vào tuần tới tại hội trường lớn của thành phố."
    hour = timezone.now() + dt.timedelta(days=1)
    waiting = make_story(
        "Mật", page_id=shelf.pk, slug=shelf.current.story.slug, blocks=(paragraph(secret),), go_live_at=hour
    )
    text = canonical_json(waiting)
    values = {"page_id": shelf.pk, "kind": Kind.APPROVAL, "revision_id": 0, "revision_digest": ""}
    planned = Publication.objects.create(
        number=2, story_json=text, seal=digest_of(text), sealed_at=timezone.now(), **values
    )
    Shelf.objects.filter(pk=shelf.pk).update(scheduled=planned, scheduled_at=hour)
    rebuild()
    assert answer(secret).state == "not_ours"
    # Given up long before another version came out: its hour went by, and it never did.
    Shelf.objects.filter(pk=shelf.pk).update(scheduled=None, scheduled_at=None)
    story = shelf.current.story.model_copy(update={"lede": "Một câu mở đầu mới."})
    publish(story, shelf.path, at=hour + dt.timedelta(days=1))
    rebuild()
    assert answer(secret).state == "not_ours"
    assert secret not in client.post("/co-phai-cua-chung-toi/", {"q": secret[:60]}).content.decode().replace(
        secret[:60], ""
    )
    # The trail says that one which waited came out.
    assert planned not in public_versions(Shelf.objects.get(pk=shelf.pk))
    record("publication.published", subject=f"page:{shelf.pk}", data={"publication": 2, "seal": planned.seal})
    assert planned in public_versions(Shelf.objects.get(pk=shelf.pk))


def test_rebuilding_makes_the_same_rows(shelf: Shelf) -> None:
    from django.db import connection

    def rows() -> tuple:
        with connection.cursor() as cursor:
            cursor.execute("SELECT hash, page_id FROM reader_fingerprint ORDER BY hash, page_id")
            return cursor.fetchall(), sorted(PublicVersion.objects.values_list("publication_id", "shelf_id"))

    shelf = correct(shelf, "1.250", "1.520")
    withdraw(publish_article("Bài đã đăng rồi gỡ xuống sau một ngày"))
    written = rows()
    for _ in range(2):
        rebuild()
        assert rows() == written
    assert len(written[1]) == 8


def test_quotes_and_captions_are_compared_too(shelf: Shelf) -> None:
    said = "Chúng tôi sẽ làm hết sức mình để đại hội diễn ra an toàn, chu đáo và tiết kiệm"
    other = publish_article("Lời hứa của ban tổ chức", blocks=(QuoteBlock(text=said, name="Lê Văn Mẫu"),))
    assert answer(said).shelf == other


# The door


def test_the_form_asks_and_keeps_nothing(client: Client, shelf: Shelf) -> None:
    page = client.get("/co-phai-cua-chung-toi/")
    assert page.status_code == 200
    assert 'method="post"' in page.content.decode()
    strict = Client(enforce_csrf_checks=True)
    asked = strict.post("/co-phai-cua-chung-toi/", {"q": SECOND.replace("Lụa", "<b>Lúa")})
    html = asked.content.decode()
    assert asked.status_code == 200
    assert asked["Cache-Control"] == "no-store"
    assert not asked.cookies
    assert "Set-Cookie" not in asked
    assert re.search(r"<del><span class=\"hidden\">\[lời của chúng tôi: </span>Lụa<", html)
    assert "<b>Lúa" not in html
    assert 'value="Phát biểu' not in html, "the search box is another form"
    assert f"/b/{shelf.pk}/" in html
    seal = shelf.current.seal
    assert f"{seal[:4]} {seal[4:8]} {seal[8:12]}" in html
    shared = client.get("/co-phai-cua-chung-toi/", {"q": f"/b/{shelf.pk}/"})
    assert "địa chỉ này là của chúng tôi" in shared.content.decode()
    assert 'content="noindex"' in shared.content.decode()


def test_what_is_too_much_is_refused_in_a_sentence(client: Client, shelf: Shelf) -> None:
    long = f"{SECOND} " * 200
    page = client.post("/co-phai-cua-chung-toi/", {"q": long})
    assert page.status_code == 200
    assert "20000" in page.content.decode()
    assert client.post("/co-phai-cua-chung-toi/", {"q": "ạ" * 200_000}).status_code == 413
    assert client.post("/co-phai-cua-chung-toi/", {"q": "  "}).status_code == 422
    assert client.put("/co-phai-cua-chung-toi/").status_code == 405
    codes = [client.post("/co-phai-cua-chung-toi/", {"q": HEADLINE}).status_code for _ in range(35)]
    assert codes[-1] == 429
    assert codes[0] == 200


def test_it_costs_the_same_number_of_queries_however_much_there_is(
    client: Client, shelf: Shelf, django_assert_max_num_queries
) -> None:
    publish_frame()
    correct(shelf, "1.250", "1.520")
    text = f"{HEADLINE} {LEDE} {FIRST} {SECOND} {FOREIGN} " * 12
    with django_assert_max_num_queries(16):
        assert answer(text).shelf == shelf


# Machines


@given(st.lists(st.sampled_from([*f"{LEDE} {FIRST} {SECOND}".split(), "khác", "của", "\n"]), max_size=60))
@settings(deadline=None, max_examples=200)
def test_the_pieces_are_the_paste(words: list[str]) -> None:
    paste = Words.of(" ".join(words))
    original = Original([HEADLINE, LEDE, FIRST, SECOND])
    pieces = original.pieces(paste, Strictness.for_paste(paste))
    assert [at for piece in pieces for at in range(*piece.theirs)] == list(range(len(paste)))
    for piece in pieces:
        if piece.kind == "same":
            theirs = [paste.folded[at] for at in range(*piece.theirs)]
            assert theirs == [original.words.folded[at] for at in range(*piece.ours)]


@given(st.integers(0, 200), st.integers(fingerprints.LENGTH + fingerprints.WINDOW - 1, 60))
@settings(deadline=None, max_examples=60)
def test_a_passage_has_a_fingerprint_in_common_with_its_page(start: int, length: int) -> None:
    page = Words.of(" ".join(f"tiếng{number * 7919 % 300}" for number in range(300))).folded
    kept = fingerprints.of_page((), page)
    assert kept.intersection(fingerprints.of_paste(page[start : start + length]))


def test_a_passage_of_a_document_is_ours(shelf: Shelf) -> None:
    library = publish_library(publish_frame())
    html = f"<h3>Điều 3</h3><p>{SECOND.replace('Phát biểu kết luận', 'Sau khi nghị quyết được thông qua')}</p>"
    document = publish_document(library, blocks=(TextBlock(html=html),), details={"number": "12-NQ/ĐH"})
    found = answer(SECOND.replace("Phát biểu kết luận", "Sau khi nghị quyết được thông qua"))
    assert found.shelf == document
    assert found.differences == []


def test_a_word_of_thousands_of_letters_is_kept_nowhere(client: Client, shelf: Shelf) -> None:
    before = words._folded.cache_info().currsize
    assert client.post(reverse("ours"), {"q": "\ufdfa" * 5000 + "a"}).status_code == 200
    assert words._folded.cache_info().currsize - before < 5


def test_a_trap_of_alternating_words_is_compared_up_to_a_bound() -> None:
    ours = [f"{one}{two}" for one in ("ba", "ca", "da", "ga", "ha", "la") for two in range(400)]
    original = Original([" ".join(ours)])
    paste = Words.of(" ".join(word for at in range(0, len(ours) - 3, 3) for word in (*ours[at : at + 3], f"la{at}x")))
    found = original.blocks(paste, 0, len(paste))
    assert len(ours) // 3 > _STRETCHES >= len(found) > 100


def test_long_texts_are_compared_one_at_a_time(client: Client, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Lock()
    busy.acquire()
    monkeypatch.setattr("reader.views.ours._AT_WORK", busy)
    long = f"{SECOND} {FOREIGN} " * 12
    assert client.post(reverse("ours"), {"q": long}).status_code == 429
    assert client.post(reverse("ours"), {"q": SECOND}).status_code == 200
    busy.release()
    assert client.post(reverse("ours"), {"q": long}).status_code == 200
    assert not busy.locked()
