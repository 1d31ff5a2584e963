"""Cards: every Vietnamese letter is there, whatever a headline says fits, and they exist as long as the page is public."""

import datetime as dt
import io
import json
import re
import unicodedata

import pytest
from django.conf import settings as conf
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cms.articles.models import ArticlePage
from cms.publication.actions import withdraw
from cms.publication.models import Publication
from cms.publication.story import OfficeHeld, PersonDetails, SessionDetails, Story
from cms.staff.roles import Role
from media.actions import withdraw_rights
from media.addresses import card_url
from media.cards.drawing import drawn
from media.cards.faces import FORMS, SIZES, Face, face_of
from media.cards.fonts import font, has, settable
from media.cards.layout import MARGIN, PAPER, laid_out
from media.cards.wrapping import broken, cut
from media.models import Card
from media.tasks import make_cards
from tests.factories.channels import Desk
from tests.factories.media import make_photo, picture
from tests.factories.newsroom import draft, make_user, sign_in, submit
from tests.factories.reader import make_photo as photo_value
from tests.factories.reader import make_story

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES] + list(
    "bcdđfghjklmnpqrstvwxz"
)
LETTERS = [*SMALL, *(letter.upper() for letter in SMALL), *"0123456789.,:;!?()/%&+-–—…“”‘’\"'°²"]
LONG = (
    "Thành phố bố trí 1.250 tỷ đồng cho hạ tầng giao thông, chuyển đổi số, y tế cơ sở, giáo dục, an sinh xã hội và nhà ở "
    "cho công nhân khu công nghiệp, đồng thời yêu cầu các sở, ngành, địa phương báo cáo tiến độ hằng tuần cho Thường trực"
)


# Letters


@pytest.mark.parametrize("weight", ["bold", "medium"])
def test_no_letter_is_missing(weight: str) -> None:
    assert [letter for letter in LETTERS if not has(weight, letter)] == []
    letters = font(weight, 60)
    drawings = {letter: (bytes(letters.getmask(letter)), letters.getbbox(letter)) for letter in SMALL}
    assert len(set(drawings.values())) == len(SMALL), "each letter with its mark is drawn as no other"
    missing = bytes(letters.getmask("\uffff"))
    assert missing not in {drawing for drawing, _box in drawings.values()}
    assert not has(weight, "漢")


def test_what_can_not_be_set_leaves_no_empty_box() -> None:
    assert settable("Đại hội 🎉 thành công", "bold") == "Đại hội thành công"
    assert settable("Ǟ 漢 ạ", "bold") == "A ạ"


# Lines


def lines_of(text: str, room: int) -> tuple[str, ...]:
    found = broken(text, room, 9, len)
    assert found is not None
    return found.lines


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Bà Trần Thị Lụa tiếp đoàn đại biểu các tỉnh bạn", "Trần Thị Lụa"),
        ("Thành phố chi thêm 1.250 tỷ đồng cho hạ tầng", "1.250 tỷ"),
        ("Khai mạc phiên họp ngày 18/3 tại thành phố", "ngày 18/3"),
        ("Hôm qua bế mạc Đại hội lần thứ XVIII tại đây", "thứ XVIII"),
        ("Ngày mai cả nước đón Đại hội của thành phố ta", "Đại hội"),
        ("HÔM NAY KHAI MẠC TẠI THÀNH PHỐ BÊN BỜ SÔNG", "THÀNH PHỐ"),
    ],
)
def test_what_belongs_together_stays_on_a_line(text: str, together: str) -> None:
    for room in range(16, 40):
        assert any(together in line for line in lines_of(text, room)), (room, lines_of(text, room))


def test_lines_are_even_and_no_word_is_alone_at_the_end() -> None:
    for room in range(12, 60):
        lines = lines_of("các đại biểu đã cùng nhau bàn về bốn nội dung quan trọng của hôm nay", room)
        assert len(lines) == 1 or " " in lines[-1]
    even = lines_of("một hai ba bốn năm sáu bảy tám", 24)
    assert abs(len(even[0]) - len(even[1])) <= 5


def test_too_much_ends_at_a_word() -> None:
    lines = cut(LONG, 30, 3, len)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert LONG.startswith(" ".join(lines).removesuffix("…"))
    assert cut("a" * 100, 30, 2, len)[1].endswith(("…", "a"))


# Cards

HEADLINES = st.one_of(
    st.lists(st.text(alphabet="".join(LETTERS), min_size=1, max_size=14), min_size=1, max_size=45).map(" ".join),
    st.text(max_size=120),
    st.sampled_from([LONG, LONG.upper(), "ẪM Ỡ ỄỖỮ ẶỢ ẹỵ", "W" * 200]),
)


@given(
    headline=HEADLINES, kicker=st.text(alphabet="".join(LETTERS) + " ", max_size=80), form=st.sampled_from(FORMS),
    lines=st.lists(st.text(alphabet="".join(LETTERS) + " ", max_size=120), max_size=2), with_photo=st.booleans(),
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_whatever_it_says_it_fits(headline: str, kicker: str, form, lines: list[str], with_photo: bool) -> None:
    said = ("Thứ Tư, 18/03/2026", "Trang tin Đại hội", "daihoi.example/b/123", "Ảnh: Minh An")
    face = Face(headline, kicker, tuple(lines), *said, photo_value())
    layout = laid_out(face, form, with_photo=with_photo)
    wide, high = SIZES[form]
    boxes = []
    for line in layout.lines:
        left, top, right, bottom = font(line.weight, line.size).getbbox(line.text, anchor="ls")
        boxes.append((line.left + left, line.base + top, line.left + right, line.base + bottom))
    ends = layout.photo[0] if layout.photo and form == "16x9" else wide
    begins = layout.photo[3] if layout.photo and form != "16x9" else 0
    for left, top, right, bottom in boxes:
        assert left >= MARGIN - 8
        assert right <= ends - 8
        assert top > max(begins, layout.band[3])
        assert bottom <= high - 8
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = other[1] >= bottom or other[3] <= top or other[0] >= right or other[2] <= left
            assert apart, (layout.lines[at].text, "runs into another line")


@given(headline=HEADLINES)
@settings(deadline=None, max_examples=8)
def test_the_same_story_gives_the_same_bytes(headline: str) -> None:
    face = Face(headline, site="Trang tin")
    content = drawn(face, "16x9")
    assert content == drawn(face, "16x9")
    card = Image.open(io.BytesIO(content)).convert("RGB")
    assert card.size == SIZES["16x9"]
    paper = Image.new("RGB", (20, 600), PAPER)
    for left in (10, card.width - 30):
        edge = card.crop((left, 40, left + 20, 640))
        worst = max(abs(a - b) for a, b in zip(edge.tobytes(), paper.tobytes(), strict=True))
        assert worst < 12, "nothing is drawn in the margins"


def test_what_stands_on_each_kind() -> None:
    article = face_of(make_story("Khai mạc", day=dt.date(2026, 3, 18), lead_photo=photo_value()))
    assert re.fullmatch(r"[\w.:-]+/b/\d+", article.link)
    assert (article.headline, article.day, article.credit) == ("Khai mạc", "Thứ Tư, 18/03/2026", "Ảnh: Minh An")
    session = SessionDetails(
        session_id=1, kind="Phiên trù bị", day=dt.date(2026, 3, 18), venue="Hội trường", part_of_day="chiều"
    )
    face = face_of(Story(kind="session", page_id=1, slug="p", headline="Phiên trù bị", details=session))
    assert face.lines == ("Chiều, Thứ Tư, 18/03/2026", "Hội trường")
    offices = (
        OfficeHeld(title="Chủ tịch", start=dt.date(2019, 1, 1), end=dt.date(2024, 1, 1)),
        OfficeHeld(title="Bí thư", start=dt.date(2024, 1, 2)),
    )
    person = PersonDetails(person_id=1, name="Trần Thị Lụa", offices=offices, portrait=photo_value())
    face = face_of(Story(kind="person", page_id=1, slug="l", headline="Trần Thị Lụa", details=person))
    assert (face.lines, face.photo) == (("Bí thư",), photo_value())
    before = Story(kind="person", page_id=1, slug="l", headline="Trần Thị Lụa", day=dt.date(2020, 1, 1), details=person)
    assert face_of(before).lines == ("Chủ tịch",), "the office is that of the day"


def test_a_photo_changes_the_card_and_its_address() -> None:
    story = make_story("Khai mạc", page_id=7)
    with_photo = face_of(story.model_copy(update={"lead_photo": photo_value()}))
    assert face_of(story).digest != with_photo.digest
    assert drawn(with_photo, "1x1", picture()) != drawn(with_photo, "1x1")


# From approval to withdrawal


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def run_task(page: ArticlePage) -> Publication:
    order = DBTaskResult.objects.filter(task_path="media.tasks.make_cards").latest("enqueued_at")
    (publication_id,) = order.args_kwargs["args"]
    assert make_cards.call(publication_id)
    publication = Publication.objects.get(pk=publication_id)
    assert publication.page_id == page.pk
    return publication


def address(page: ArticlePage, form: str = "16x9") -> str:
    return card_url(page.pk, Card.objects.get(publication__page_id=page.pk, form=form).mark, form)


def public_page(page: ArticlePage) -> str:
    return Client().get(f"/b/{page.pk}/", follow=True).content.decode()


def test_an_approved_article_gets_its_cards_and_names_them(desk: Desk) -> None:
    page = desk.publish(title="Phiên họp thứ Hai", lead_photo=make_photo(credit="Minh An"))
    assert "/anh-chia-se/" not in public_page(page), "no page names a card that is not there"
    held = Client().get(f"/b/{page.pk}/", follow=True)
    publication = run_task(page)
    assert set(Card.objects.values_list("publication", "form")) == {(publication.pk, form) for form in FORMS}
    for form in FORMS:
        answer = Client().get(address(page, form))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert "immutable" in answer["Cache-Control"]
        assert Image.open(io.BytesIO(answer.content)).size == SIZES[form]
        again = Client().get(address(page, form), headers={"if-none-match": answer["ETag"]})
        assert again.status_code == 304
    html = public_page(page)
    assert f'<meta property="og:image" content="{conf.PUBLIC_BASE_URL}{address(page)}">' in html
    data = [
        json.loads(each) for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    ]
    (news,) = [each for each in data if each["@type"] == "NewsArticle"]
    assert [(each["width"], each["height"]) for each in news["image"][:3]] == list(SIZES.values())
    # Who held the page without the card is not told that it is current.
    path = held.redirect_chain[-1][0]
    assert Client().get(path, headers={"if-none-match": held["ETag"]}).status_code == 200
    # Made once, and not again.
    assert not make_cards.call(publication.pk)


def test_a_correction_brings_new_cards_and_takes_the_old_down(desk: Desk) -> None:
    page = desk.publish(title="Phiên họp thứ Hai")
    run_task(page)
    old = address(page)
    desk.correct(page, wrong="Một", right="Hai")
    assert Client().get(old).status_code == 404
    run_task(page)
    assert address(page) != old
    assert Client().get(address(page)).status_code == 200


def test_cards_go_with_the_page(desk: Desk) -> None:
    page = desk.publish(title="Phiên họp thứ Hai")
    publication = run_task(page)
    where, card = address(page), Card.objects.first()
    withdraw(page, user=desk.approver, reason="Sai tên.", notice="Đã gỡ.")
    assert Client().get(where).status_code == 404
    assert not Card.objects.exists()
    assert card is not None
    assert not make_cards.call(publication.pk), "a task that comes late makes none"
    assert not Card.objects.exists()


def test_a_photo_that_lost_its_rights_is_on_no_card(desk: Desk) -> None:
    photo = make_photo(credit="Minh An")
    page = desk.publish(title="Phiên họp thứ Hai", lead_photo=photo)
    run_task(page)
    old, with_photo = address(page), Client().get(address(page)).content
    withdraw_rights(photo, make_user(Role.PHOTO_EDITOR), "Người chụp rút lại.")
    assert Client().get(old).status_code == 404
    assert "/anh-chia-se/" not in public_page(page)
    run_task(page)
    assert address(page) != old
    assert Client().get(address(page)).content != with_photo
    assert not Card.objects.filter(photo=photo).exists()


def test_a_draft_has_none_and_is_previewed_by_the_same_drawing(desk: Desk) -> None:
    waiting = draft(desk.section, desk.reporter, title="Chưa duyệt")
    submit(waiting, desk.reporter)
    assert not DBTaskResult.objects.filter(task_path="media.tasks.make_cards", args_kwargs__args=[waiting.pk]).exists()
    editor = sign_in(Client(), desk.editor)
    where = reverse("channels_card", args=[waiting.pk, "16x9"])
    preview = editor.get(where)
    assert preview.content == drawn(face_of(waiting.latest_draft().story()), "16x9")
    assert "no-store" in preview["Cache-Control"]
    assert editor.get(reverse("channels_card", args=[waiting.pk, "2x2"])).status_code == 404
    for door in (reverse("channels_cards", args=[waiting.pk]), reverse("channels_preview", args=[waiting.pk])):
        assert where in editor.get(door).content.decode()
    assert Client().get(where).status_code == 302


def test_the_command_orders_them_again(desk: Desk) -> None:
    page = desk.publish(title="Phiên họp thứ Hai")
    publication = run_task(page)
    card = Card.objects.get(form="1x1")
    card.file.storage.delete(card.file.name)
    assert Client().get(address(page, "1x1")).status_code == 404
    before = DBTaskResult.objects.filter(task_path="media.tasks.make_cards").count()
    call_command("make_cards", stdout=io.StringIO())
    assert DBTaskResult.objects.filter(task_path="media.tasks.make_cards").count() > before
    assert make_cards.call(publication.pk)
    assert Client().get(address(page, "1x1")).status_code == 200
