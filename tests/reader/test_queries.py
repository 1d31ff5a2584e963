"""How many questions a page costs, and that articles do not add to them."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.publication.story import Mention, QuoteBlock, RelatedBlock, SessionRef, TextBlock, Topic
from tests.factories.reader import make_photo, publish_article, publish_frame, publish_person, publish_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]


def fill(frame, count: int) -> list:
    at = timezone.now() - dt.timedelta(days=1)
    return [
        publish_article(
            f"Phiên họp số {number}",
            section=frame["tin-tuc"],
            at=at + dt.timedelta(minutes=number),
            lead_photo=make_photo(number),
            session=SessionRef(session_id=1, name="Phiên trù bị"),
            mentions=(Mention(person_id=1, name="Trần Thị Lụa"),),
            topics=(Topic(slug="dai-hoi", name="Đại hội"),),
        )
        for number in range(count)
    ]


def test_an_article_costs_few_queries_and_no_page_more_for_more_articles(client: Client) -> None:
    frame = publish_frame()
    person, session = publish_person(frame), publish_session(frame)
    shelves = fill(frame, 10)
    links = "".join(f'<p><a linktype="page" id="{shelf.pk}">bài</a></p>' for shelf in shelves)
    article = publish_article(
        section=frame["tin-tuc"],
        blocks=(TextBlock(html=links), RelatedBlock(page_ids=tuple(shelf.pk for shelf in shelves)),
                QuoteBlock(text="Tốt", person_id=1, name="Trần Thị Lụa")),
        session=SessionRef(session_id=1, name="Phiên trù bị"),
        mentions=(Mention(person_id=1, name="Trần Thị Lụa"),),
    )  # fmt: skip
    day = timezone.localdate()
    addresses = [
        "/", frame["tin-tuc"].path, frame["phien-hop"].path, frame["nhan-vat"].path, article.path, person.path, session.path,
        "/gioi-thieu/", "/chu-de/dai-hoi/", "/luu-tru/", f"/luu-tru/{day.year}/{day.month}/{day.day}/", "/tim-kiem/?q=phien",
        "/tim-kiem/goi-y.json?q=phien", "/rss.xml", "/atom.xml", "/feed.json", "/tin-tuc/rss.xml", "/chu-de/dai-hoi/rss.xml",
        "/sitemap.xml", "/sitemap-pages.xml", f"/sitemap-{day.year}-{day.month}.xml", "/sitemap-news.xml", "/robots.txt",
        "/so-do-trang/", "/.well-known/security.txt", "/phien-hop/phien-1/rss.xml", "/nhan-vat/nguoi-1/atom.xml",
        "/khong-co/", "/co-phai-cua-chung-toi/", f"/co-phai-cua-chung-toi/?q=/b/{article.pk}/",
    ]  # fmt: skip

    def cost() -> dict[str, int]:
        counts = {}
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(address)
            counts[address] = len(queries)
        return counts

    before = cost()
    fill(frame, 50)
    assert cost() == before
    assert before[article.path] <= 7
    assert max(before.values()) <= 12


def test_who_has_the_present_page_costs_two_queries(client: Client, django_assert_num_queries) -> None:
    shelf = publish_article()
    etag = client.get(shelf.path)["ETag"]
    with django_assert_num_queries(2):
        assert client.get(shelf.path, headers={"if-none-match": etag}).status_code == 304
