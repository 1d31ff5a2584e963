"""Invariant 1 at every public address that there is: what nobody approved, and what was taken back, is in no answer.

What waits in the newsroom is planted with two words side by side: one that is asked for, and a mark that is never part of an
address, so that wherever it is read it was told, and not repeated from the question.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.articles.models import ArticlePage, SectionPage, Topic
from cms.channels.agency import keys
from cms.channels.models import Agency
from cms.publication.actions import withdraw
from cms.publication.models import Publication, Shelf
from cms.staff.models import User
from cms.staff.roles import Role
from media.actions import withdraw_rights
from media.models import Card, Paper, Photo
from media.tasks import make_cards
from tests.factories.channels import make_manager
from tests.factories.media import make_paper, make_photo
from tests.factories.newsroom import decide, declare, draft, make_user, published, shelf, submit
from tests.factories.reader import publish_document, publish_library, publish_person, publish_session
from tests.factories.registry import make_person, make_session, make_venue

from .doors import Door, NobodyKnows, Thing, asked, doors, knocks, page_at

pytestmark = [pytest.mark.django_db, pytest.mark.long]

ASKED = "bimatcho"
MARK = "giaukin"
PUBLIC = "congkhaihan"

CLOSED = {
    "signoff_page": "a stranger's token",
    "signoff_photo": "a stranger's token",
    "signoff_document": "a stranger's token",
    "newsletter_confirm": "a stranger's token",
    "newsletter_choose": "a stranger's token",
    "newsletter_leave": "a stranger's token",
    "push_subscribe": "takes POST alone",
    "push_leave": "takes POST alone",
    "push_worker": "no browser has been given a key here",
    "photo_crop": "no post shows a part of a photo here",
    "wagtaildocs_serve": "for who has signed in",
    "private_file": "for who has signed in",
    "api_missing": "says that there is nothing",
}
"""Doors that open to nobody who comes as a stranger does, and why."""


def words(state: str) -> str:
    """What is planted in a thing in this state."""
    return f"{ASKED}{state} {MARK}{state}"


class Scene(NamedTuple):
    """What the addresses are filled with, and who comes with a key."""

    things: list[Thing]
    key: str
    asked_for: list[str]


class Answer(NamedTuple):
    address: str
    status: int
    text: str


@pytest.fixture
def plant(section: SectionPage, author: User, editor: User, approver: User) -> Callable[..., ArticlePage]:
    """An article with its words in title, lede, text, topic, photo and caption."""

    def planted(state: str, *, photo: Photo | None = None, title: str = "", **fields: Any) -> ArticlePage:
        say = words(state)
        lead = photo or make_photo(
            caption=f"Lời {say}", alt_text=f"Tả {say}", credit=f"Người {say}", title=f"Tên {say}"
        )
        page = draft(
            section, author, title=title or f"Tin {say}", lede=f"Sa-pô {say}.", text=f"Câu {say}.",
            slug=f"{ASKED}{state}", lead_photo=lead, short_headline="" if title else f"Ngắn {say}", **fields,
        )  # fmt: skip
        topic, _made = Topic.objects.get_or_create(slug=f"{ASKED}{state}", defaults={"name": f"Chủ đề {say}"})
        page.topics.add(topic)
        page.save_revision(user=author, log_action=True)
        return page

    return planted


@pytest.fixture
def approve(author: User, editor: User, approver: User) -> Callable[[ArticlePage], ArticlePage]:
    def approved(page: ArticlePage) -> ArticlePage:
        submit(page, author)
        decide(page, editor)
        return decide(page, approver)

    return approved


def photo_things(photo: Photo) -> Thing:
    return {
        "image_id": str(photo.pk),
        "digest": photo.sha256[:12],
        "extension": ("jpg", "webp"),
        "name": photo.file.name,
    }


def paper_things(paper: Paper) -> Thing:
    return {
        "document_id": str(paper.pk),
        "digest": paper.sha256[:12],
        "filename": paper.filename,
        "name": paper.file.name,
    }


def card_things(page: ArticlePage) -> Thing:
    publication = Publication.objects.get(pk=shelf(page).current_id)
    assert make_cards.call(publication.pk)
    cards = Card.objects.filter(publication=publication)
    return {"page_id": str(page.pk), "mark": cards[0].mark, "form": tuple(card.form for card in cards)}


def place_of(page: ArticlePage) -> Thing:
    stands = shelf(page)
    return page_at(page.pk, stands.path if stands else f"/tin-tuc/{page.slug}/")


@pytest.fixture
def scene(
    plant: Callable[..., ArticlePage],
    approve: Callable[[ArticlePage], ArticlePage],
    section: SectionPage,
    author: User,
    editor: User,
    approver: User,
) -> Scene:
    """A newsroom with something in every state that is not public, beside one article that is."""
    pages = {state: plant(state) for state in ("nhap", "nop", "choduyet")}
    submit(pages["nop"], author)
    submit(pages["choduyet"], author)
    decide(pages["choduyet"], editor)

    hour = timezone.now() + dt.timedelta(days=2)
    pages["hengio"] = approve(plant("hengio", go_live_at=hour))
    assert shelf(pages["hengio"]).scheduled_id

    # Public, and a later draft, a later submitted and a later scheduled version with words that are not.
    for state, steps in (("sau", 0), ("saunop", 1), ("sauhen", 3)):
        page = published(section, author, editor, approver, title=f"Tin {PUBLIC} {state}").latest_draft()
        page.title, page.lede = f"Tin {words(state)}", f"Sa-pô {words(state)}."
        page.go_live_at = hour if steps == 3 else None
        page.save_revision(user=author, log_action=True)
        pages[state] = page
        declare(page, author, note=f"Cập nhật {words(state)}.")
        for step in [lambda page=page: submit(page, author), lambda page=page: decide(page, editor),
                     lambda page=page: decide(page, approver)][:steps]:  # fmt: skip
            step()

    # By their headlines pages that were taken back are known in the list of corrections, and to agencies; nothing else is told.
    taken_back = approve(plant("dago", title="Tin đã gỡ"))
    withdraw(taken_back, user=make_user(Role.APPROVING_EDITOR), reason=words("lydo"), notice="Bài này đã được gỡ.")
    ran_out = approve(plant("hethan", title="Tin đã hết hạn"))
    # The clock has not ticked since.
    Shelf.objects.filter(pk=ran_out.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))

    shown = make_photo()
    lost = make_photo(caption=f"Lời {words('matquyen')}", credit=words("matquyen"), alt_text=words("matquyen"))
    offered = make_paper(title=f"Nghị quyết {PUBLIC}")
    article = draft(section, author, title=f"Tin {PUBLIC}", lede=f"Sa-pô {PUBLIC}.", lead_photo=shown)
    article.body.append(("document", {"document": offered}))
    article.topics.add(f"Chủ đề {PUBLIC}")
    article.save_revision(user=author, log_action=True)
    article = approve(article)
    without = published(section, author, editor, approver, title=f"Ảnh {PUBLIC}", lead_photo=lost)
    withdraw_rights(lost, make_user(Role.PHOTO_EDITOR), words("lydo"))

    kept = make_photo(title=words("anhrieng"), caption=words("anhrieng"))
    paper = make_paper(b"%PDF-1.4\n% " + words("giayto").encode() + b"\n", "giay-to.pdf", title=words("giayto"))
    make_person(f"Nguyễn {words('nguoi')}")
    make_session(venue=make_venue(f"Hội trường {words('phien')}"))

    # Of the registry, told by pages of their own.
    above = {"phien-hop": shelf(section), "nhan-vat": shelf(section)}
    told = [publish_session(above), publish_person(above)]
    # A draft on which readers may say what they think.
    today = timezone.localdate()
    opinions = {"status": "draft", "opinions_from": today, "opinions_until": today}
    told.append(publish_document(publish_library({"front": shelf(section)}), details=opinions))

    key = keys.make_key(keys.save_agency(Agency(name="Hãng tin Bắc Bộ"), make_manager()), make_manager())
    things = [
        *(place_of(page) for page in (*pages.values(), taken_back, ran_out, article, without)),
        *(page_at(each.pk, each.path) for each in told),
        page_at(section.pk, "/tin-tuc/"),
        page_at(section.get_parent().pk, "/"),
        *(photo_things(photo) for photo in (shown, lost, kept, pages["nhap"].lead_photo)),
        *(paper_things(each) for each in (offered, paper)),
        *({"slug": slug} for slug in Topic.objects.values_list("slug", flat=True)),
        card_things(article),
    ]
    return Scene(things, key, [f"{ASKED}{state}" for state in ("nhap", "hengio", "dago")])


def answers(scene: Scene, questions: list[str]) -> Iterator[tuple[Door, Answer]]:
    """What each door answers to GET and to HEAD, and where it leads, for all things of the scene; headers are part of it."""
    client = Client()
    for door in doors():
        for address in knocks(door, scene.things):
            headers = {"authorization": f"Bearer {scene.key}"} if door.name.startswith("agency") else {}
            for full in dict.fromkeys(each for question in questions for each in asked(address, question)):
                cache.clear()  # An agency may ask so often a minute.
                for ask in (client.get, client.head):
                    yield door, _answer(ask, full, headers)


def _answer(ask: Callable[..., Any], address: str, headers: dict[str, str]) -> Answer:
    response = ask(address, headers=headers)
    said = ""
    for _hop in range(5):
        body = b"".join(response.streaming_content) if response.streaming else response.content
        said += f"{response.headers} {body.decode(errors='replace')}"
        if not (location := response.headers.get("Location", "").removeprefix("http://testserver")).startswith("/"):
            break
        response = ask(location, headers=headers)
    return Answer(address, response.status_code, said)


def test_nothing_unsealed_is_in_any_answer(scene: Scene) -> None:
    told = []
    statuses: dict[str, set[int]] = defaultdict(set)
    for door, answer in answers(scene, scene.asked_for):
        statuses[door.name].add(answer.status)
        if MARK in answer.text:
            told.append(f"{answer.address}: {answer.text[max(0, answer.text.find(MARK) - 60) :][:120]}")
    assert told == []
    assert not {name: found for name, found in statuses.items() if max(found) >= 500}
    # A door that opens for nothing in the scene was not tried.
    unopened = {name for name, found in statuses.items() if not found & {200, 410}}
    assert unopened <= CLOSED.keys(), f"{sorted(unopened - CLOSED.keys())} opened for nothing that the scene holds"
    assert statuses["photo"] == {200, 404, 410}
    assert {200, 404, 410} <= statuses["wagtail_serve"]


def test_the_doors_show_what_is_public(scene: Scene) -> None:
    """The test's own eyes: what was approved is seen through the doors that tell of articles."""
    seeing = {door.name for door, answer in answers(scene, [PUBLIC]) if PUBLIC in answer.text.replace(f"={PUBLIC}", "")}
    assert seeing >= {
        "wagtail_serve",
        "short_link",
        "feed",
        "search",
        "suggestions",
        "archive_day",
        "agency_items",
        "api_pages",
        "api_articles",
        "api_article",
        "api_topics",
        "site_map",
    }


def test_a_door_that_nobody_can_fill_fails() -> None:
    with pytest.raises(NobodyKnows, match="gi_do"):
        list(knocks(Door("moi", "moi/<str:gi_do>/", ("gi_do",)), []))
    with pytest.raises(NobodyKnows, match="no name"):
        list(knocks(Door("", "moi/", ()), []))
    with pytest.raises(NobodyKnows, match="No address fits"):
        list(knocks(Door("archive_day", "luu-tru/", ("year", "month", "day")), [{"year": "nay"}]))
