"""A photo whose rights are lost is gone from every public door at once; the rest of the page stays."""

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cms.articles.models import ArticlePage
from cms.channels.outbox.rounds import run_once
from cms.publication.models import Publication
from cms.staff.roles import Role
from media.models import Photo
from media.queries import note_files
from media.story import photo_value
from reader.queries import edition
from reader.rebuild import rebuild
from tests.channels.servers import MailServer, Partner
from tests.factories.channels import Desk, make_endpoint, make_subscriber
from tests.factories.forms import submit_by_form
from tests.factories.media import make_photo
from tests.factories.newsroom import decide, draft, make_user, shelf, sign_in, submit
from tests.factories.reader import publish_frame, publish_person
from tests.publication.doors import addresses

pytestmark = pytest.mark.django_db

SECRET = "anhkhongduocdung"
LEAD = f"Chú thích {SECRET} trên cùng"


@pytest.fixture
def desk() -> Desk:
    cache.clear()
    return Desk()


@pytest.fixture
def photos() -> list[Photo]:
    """Three photos, of which the first is to be lost."""
    lost = make_photo(title="Ảnh mất", caption=LEAD, alt_text=f"Mô tả {SECRET}", credit=f"Tác giả {SECRET}")
    return [lost, make_photo(caption="Ảnh còn lại một"), make_photo(caption="Ảnh còn lại hai")]


@pytest.fixture
def article(desk: Desk, photos: list[Photo]) -> ArticlePage:
    lost, second, third = photos
    page = ArticlePage(
        title="Phiên họp có ảnh",
        owner=desk.reporter,
        live=False,
        lede="Chiều 18/3, phiên họp diễn ra.",
        lead_photo=lost,
        body=[
            ("text", "<p>Nội dung ở lại nguyên vẹn.</p>"),
            ("photo", {"photo": lost, "title": f"Tên {SECRET}", "caption": f"Lời riêng {SECRET}"}),
            ("gallery", {"title": "Chùm ảnh còn", "photos": [lost, second]}),
            ("gallery", {"title": f"Chùm ảnh {SECRET}", "photos": [lost]}),
            ("photo", {"photo": third, "title": "", "caption": ""}),
        ],
    )
    page.topics.add("Bầu cử")
    desk.section.add_child(instance=page)
    page.save_revision(user=desk.reporter, log_action=True)
    submit(page, desk.reporter)
    decide(page, desk.editor)
    return decide(page, desk.approver)


def take_down(photo: Photo) -> None:
    client = sign_in(Client(), make_user(Role.PHOTO_EDITOR))
    url = reverse("photo_withdraw_rights", args=[photo.pk])
    assert client.post(url, {"reason": "Người chụp rút lại."}).status_code == 302


def doors(page: ArticlePage) -> dict[str, str]:
    """What every public address that can lead to the page answers."""
    path = shelf(page).path
    section = path.rpartition(page.slug)[0]
    lists = ("/", section, "/chu-de/bau-cu/")
    more = [f"{above}{name}" for above in lists for name in ("", "rss.xml", "atom.xml", "feed.json")]
    client, found = Client(), {}
    for address in [*addresses(page.pk, path, SECRET), *more]:
        answer = client.get(address, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        # The search page repeats what was searched for, and so does the form for what is pasted.
        typed = rf"“{SECRET}”|Tìm kiếm: {SECRET}|<strong>{SECRET}</strong>|value=\"{SECRET}\"|q={SECRET}|>\n{SECRET}</textarea>"
        found[address] = re.sub(typed, "", body.decode(errors="replace"))
    return found


def naming(found: dict[str, str], photo: Photo) -> set[str]:
    return {address for address, text in found.items() if SECRET in text or f"/anh/{photo.pk}/" in text}


def test_the_photo_is_gone_from_every_door_and_the_page_stays(article: ArticlePage, photos: list[Photo]) -> None:
    lost, second, third = photos
    path = shelf(article).path
    before = naming(doors(article), lost)
    assert {path, "/", "/rss.xml", "/tin-tuc/atom.xml", "/chu-de/bau-cu/", f"/tim-kiem/?q={SECRET}"} <= before
    held = Client().get(path)

    take_down(lost)

    assert naming(doors(article), lost) == set()
    # A reader who holds the old page is given the new one.
    etag = held.headers["ETag"]
    answer = Client().get(path, headers={"if-none-match": etag, "if-modified-since": held.headers["Last-Modified"]})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Nội dung ở lại nguyên vẹn." in page
    assert "Chùm ảnh còn" in page
    assert page.count(f"/anh/{second.pk}/") and page.count(f"/anh/{third.pk}/")
    image = re.search(r'<meta property="og:image" content="([^"]*)"', page)
    assert image
    assert f"/anh/{second.pk}/" in image[1]
    (news,) = [
        data
        for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        if (data := json.loads(found))["@type"] == "NewsArticle"
    ]
    assert [f"/anh/{photo.pk}/" in each["url"] for photo, each in zip((second, third), news["image"], strict=True)]
    assert f"/anh/{second.pk}/" in Client().get("/").content.decode(), "the list shows the next photo"
    # What was approved is kept as it was.
    assert SECRET in Publication.objects.get(page_id=article.pk).story_json


@pytest.mark.usefixtures("no_frame")
def test_a_portrait_is_gone_from_the_page_and_the_list_of_people(photos: list[Photo]) -> None:
    frame = publish_frame()
    person = publish_person(frame, portrait=photo_value(photos[0]))
    note_files(person.current)
    pages = (person.path, frame["nhan-vat"].path, "/tim-kiem/?q=lua")
    assert all(f"/anh/{photos[0].pk}/" in Client().get(path).content.decode() for path in pages[:2])
    take_down(photos[0])
    for path in pages:
        page = Client().get(path).content.decode()
        assert "Trần Thị" in page
        assert f"/anh/{photos[0].pk}/" not in page
        assert SECRET not in page


def test_rows_made_anew_do_not_bring_it_back(article: ArticlePage, photos: list[Photo]) -> None:
    take_down(photos[0])
    rebuild()
    assert naming(doors(article), photos[0]) == set()


def test_pages_without_the_photo_are_left_alone(article: ArticlePage) -> None:
    number = edition().number
    take_down(make_photo())
    assert edition().number == number


def test_what_waits_to_be_sent_leaves_without_it(article: ArticlePage, photos: list[Photo], settings: Any) -> None:
    with MailServer() as mails, Partner() as partner:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mails.port
        make_subscriber()
        _endpoint, partner.secrets["/nhan"] = make_endpoint(partner.url())
        take_down(photos[0])
        assert run_once() == 2
        (mail,), (item,) = mails.mails, partner.bodies()
    said = json.dumps(item, ensure_ascii=False)
    for text in (mail.get_body(("html",)).get_content(), mail.get_body(("plain",)).get_content(), said):
        assert SECRET not in text
        assert f"/anh/{photos[0].pk}/" not in text
        assert "Nội dung ở lại nguyên vẹn." in text
    assert f"/anh/{photos[1].pk}/" in said


def test_a_draft_with_it_can_not_be_submitted(desk: Desk, photos: list[Photo]) -> None:
    page = draft(desk.section, desk.reporter, lead_photo=photos[0])
    take_down(photos[0])
    client = sign_in(Client(), desk.reporter)
    screen = submit_by_form(client, page)
    assert f"Ảnh này đã mất quyền sử dụng, không được đăng: hãy bỏ ra khỏi bài. «{LEAD}»" in screen
    assert page.get_latest_revision_as_object().current_workflow_state is None
    submit_by_form(client, page, lead_photo="")
    assert ArticlePage.objects.get(pk=page.pk).current_workflow_state is not None
