"""What pages say of themselves in JSON-LD, held against tables of what schema.org and Google ask for.

The tables follow the types of schema.org (29.x) and Google Search Central, *Structured data markup that Google Search supports*:
*Article*, *Breadcrumb*, *Event*, *Organization*, *Profile page* (for what it asks of a person). Required there is required here;
what is recommended there is required here, too, wherever our pages know it.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cms.articles.models import SectionPage
from cms.publication.story import AgendaItem, Change, OfficeHeld
from cms.staff.models import User
from reader.structured import _beginning
from tests.factories.media import make_photo
from tests.factories.newsroom import decide, declare, draft, published, shelf, submit
from tests.factories.reader import publish, publish_article, publish_frame, publish_person, publish_session

pytestmark = pytest.mark.django_db

HOST = "https://tin.example"
Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def url(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(HOST + "/")


def moment(value: Any) -> bool:
    return "T" in value and dt.datetime.fromisoformat(value).tzinfo is not None


def day(value: Any) -> bool:
    return dt.date.fromisoformat(value) is not None


def day_or_moment(value: Any) -> bool:
    return moment(value) if "T" in value else day(value)


def number(value: Any) -> bool:
    return isinstance(value, int) and value > 0


def one_of(*values: str) -> Check:
    return lambda value: value in values


def each(check: Check) -> Check:
    return lambda values: isinstance(values, list) and bool(values) and all(check(value) for value in values)


def of_type(kind: str, *optional: str) -> Check:
    """A value of this type with all that is asked of it, less what is optional."""

    def check(value: Any) -> bool:
        assert value["@type"] == kind, value
        hold(value, optional)
        return True

    return check


BY_IMPRINT = ("publishingPrinciples", "email", "telephone", "address")
"""What only an imprint can tell; where there is one, a test asks for all of it."""

TABLE: dict[str, dict[str, Check]] = {
    "NewsArticle": {
        "headline": lambda value: text(value) and len(value) <= 200,
        "image": lambda value: each(of_type("ImageObject"))(value),
        "datePublished": moment,
        "dateModified": moment,
        "author": lambda value: each(
            lambda one: one["@type"] in ("Person", "NewsMediaOrganization") and text(one["name"])
        )(value),
        "publisher": lambda value: of_type("NewsMediaOrganization", *BY_IMPRINT)(value),
        "mainEntityOfPage": url,
        "url": url,
        "description": text,
        "inLanguage": one_of("vi", "en"),
        "articleSection": text,
        "isAccessibleForFree": lambda value: value is True,
        "identifier": lambda value: url(value) and "/b/" in value,
    },
    "ImageObject": {"url": url, "width": number, "height": number, "caption": text, "creditText": text},
    "NewsMediaOrganization": {
        "name": text,
        "url": url,
        "logo": lambda value: (
            value["@type"] == "ImageObject" and url(value["url"]) and min(value["width"], value["height"]) >= 112
        ),
        "publishingPrinciples": url,
        "correctionsPolicy": url,
        "email": text,
        "telephone": text,
        "address": text,
    },
    "CorrectionComment": {"text": text, "datePublished": moment},
    "Person": {
        "name": text,
        "url": url,
        "image": url,
        "jobTitle": each(text),
        "worksFor": lambda value: each(of_type("Organization"))(value),
        "memberOf": lambda value: each(of_type("OrganizationRole", "endDate"))(value),
    },
    "Organization": {"name": text},
    "OrganizationRole": {
        "roleName": text,
        "startDate": day,
        "endDate": day,
        "memberOf": lambda value: of_type("Organization")(value),
    },
    "Event": {
        "name": text,
        "startDate": day_or_moment,
        "endDate": day_or_moment,
        "location": lambda value: of_type("Place")(value),
        "eventStatus": one_of(
            *(f"https://schema.org/Event{state}" for state in ("Scheduled", "Cancelled", "Postponed", "Rescheduled"))
        ),
        "eventAttendanceMode": one_of("https://schema.org/OfflineEventAttendanceMode"),
        "organizer": lambda value: of_type("NewsMediaOrganization", *BY_IMPRINT)(value),
        "description": text,
        "url": url,
    },
    "Place": {"name": text, "address": text},
    "BreadcrumbList": {"itemListElement": lambda value: each(of_type("ListItem"))(value)},
    "ListItem": {"position": number, "name": text, "item": url},
    "WebSite": {
        "name": text,
        "url": url,
        "inLanguage": one_of("vi"),
        "publisher": lambda value: of_type("NewsMediaOrganization", *BY_IMPRINT)(value),
        "potentialAction": lambda value: of_type("SearchAction")(value),
    },
    "SearchAction": {
        "target": lambda value: (
            value["@type"] == "EntryPoint" and url(value["urlTemplate"]) and "{q}" in value["urlTemplate"]
        ),
        "query-input": one_of("required name=q"),
    },
}


def hold(data: dict[str, Any], optional: tuple[str, ...] = ()) -> None:
    """Everything that the table asks of the type is there and is what it should be."""
    for name, check in TABLE[data["@type"]].items():
        if name not in data and name in optional:
            continue
        assert name in data, f"{data['@type']} lacks {name}"
        assert check(data[name]), f"{data['@type']}.{name} is {data[name]!r}"


def told(client: Client, path: str) -> dict[str, dict[str, Any]]:
    """What a page says of itself, by type."""
    page = client.get(path).content.decode()
    found = [
        json.loads(each) for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    ]
    assert all(each["@context"] == "https://schema.org" for each in found)
    assert len({each["@type"] for each in found}) == len(found)
    return {each["@type"]: each for each in found}


@pytest.fixture(autouse=True)
def base_url(settings: Any) -> None:
    settings.PUBLIC_BASE_URL = HOST


@pytest.fixture
def frame(no_frame: None) -> dict[str, Any]:
    """The frame with an imprint that says everything."""
    shelves = publish_frame()
    story = shelves["imprint"].current.story
    more = {"email": "toasoan@tin.example", "address": "1 Đường Mẫu, Hải Âu"}
    publish(story.model_copy(update={"details": story.details.model_copy(update=more)}), "/gioi-thieu/", section=9000)
    return shelves


def test_an_article_with_pictures_that_are_there(
    client: Client, section: SectionPage, author: User, editor: User, approver: User
) -> None:
    page = draft(section, author, title="Phiên họp", lead_photo=make_photo())
    page.body.append(("photo", {"photo": make_photo(), "title": "", "caption": ""}))
    page.save_revision(user=author)
    submit(page, author)
    decide(page, editor)
    decide(page, approver)
    said = told(client, shelf(page).path)
    assert said.keys() == {"NewsArticle", "BreadcrumbList"}
    hold(said["NewsArticle"])
    hold(said["BreadcrumbList"])
    assert [crumb["name"] for crumb in said["BreadcrumbList"]["itemListElement"]][1:] == ["Tin tức", "Phiên họp"]
    assert len(said["NewsArticle"]["image"]) == 2
    for image in said["NewsArticle"]["image"]:
        answer = client.get(image["url"].removeprefix(HOST))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        # Google asks for 50,000 pixels at least.
        assert image["width"] * image["height"] >= 50_000
    logo = said["NewsArticle"]["publisher"]["logo"]["url"]
    assert client.get(logo.removeprefix(HOST)).status_code == 200


def test_a_correction_and_the_times(
    client: Client, section: SectionPage, author: User, editor: User, approver: User
) -> None:
    page = published(section, author, editor, approver)
    declare(page, author, "correction", wrong="ba", right="bốn")
    submit(page, author)
    decide(page, editor)
    decide(page, approver)
    said = told(client, shelf(page).path)["NewsArticle"]
    (correction,) = said["correction"]
    hold(correction)
    assert said["dateModified"] >= said["datePublished"]
    assert "bốn" in correction["text"]


def test_a_person_with_offices_over_time(client: Client, frame: dict[str, Any]) -> None:
    from tests.factories.reader import make_photo as photo

    offices = (
        OfficeHeld(title="Bí thư Thành ủy", body="Thành ủy", start=dt.date(2024, 1, 1)),
        OfficeHeld(title="Chủ tịch", body="Ủy ban nhân dân", start=dt.date(2016, 5, 2), end=dt.date(2023, 12, 31)),
    )
    said = told(client, publish_person(frame, offices=offices, portrait=photo(1)).path)
    assert said.keys() == {"Person", "BreadcrumbList"}
    hold(said["Person"])
    assert said["Person"]["jobTitle"] == ["Bí thư Thành ủy"]
    assert [role.get("endDate") for role in said["Person"]["memberOf"]] == [None, "2023-12-31"]


def test_a_session_is_an_event_with_its_hour(client: Client, frame: dict[str, Any]) -> None:
    agenda = (
        AgendaItem(title="Đón đại biểu"),
        AgendaItem(title="Khai mạc", time="7 giờ 30"),
        AgendaItem(title="Bế mạc", time="11:00"),
    )
    said = told(client, publish_session(frame, agenda=agenda, congress="Đại hội XVIII").path)
    assert said.keys() == {"Event", "BreadcrumbList"}
    hold(said["Event"])
    assert said["Event"]["startDate"] == "2026-03-18T07:30:00+07:00"
    assert said["Event"]["superEvent"]["name"] == "Đại hội XVIII"
    assert told(client, publish_session(frame, 2).path)["Event"]["startDate"] == "2026-03-18"


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("8 giờ 30", "08:30"), ("14:00–15:00", "14:00"), ("7h30", "07:30"), ("14h", "14:00"), ("8g15 - 9g", "08:15"),
        ("07.30", "07:30"), ("sáng", None), ("25:00", None), ("8:75", None), ("", None),
    ],
)  # fmt: skip
def test_hours_as_agendas_write_them(frame: dict[str, Any], time: str, expected: str | None) -> None:
    details = publish_session(frame, agenda=(AgendaItem(title="Khai mạc", time=time),)).current.story.details
    beginning = _beginning(details)
    assert beginning == (f"2026-03-18T{expected}:00+07:00" if expected else "2026-03-18")


def test_the_site_its_search_and_who_answers_for_it(client: Client, frame: dict[str, Any]) -> None:
    publish_article("Bài thường", section=frame["tin-tuc"])
    front, imprint = told(client, "/"), told(client, "/gioi-thieu/")
    assert front.keys() == {"WebSite", "NewsMediaOrganization"}
    assert imprint.keys() == {"NewsMediaOrganization", "BreadcrumbList"}
    for data in (*front.values(), *imprint.values()):
        hold(data)
    target = front["WebSite"]["potentialAction"]["target"]["urlTemplate"].removeprefix(HOST)
    assert "Bài thường" in re.sub("<[^>]*>", "", client.get(target.replace("{q}", "bai+thuong")).content.decode())
    for name in ("publishingPrinciples", "correctionsPolicy"):
        assert client.get(imprint["NewsMediaOrganization"][name].removeprefix(HOST)).status_code == 200
    for path in (frame["tin-tuc"].path, "/luu-tru/", "/cai-chinh/", "/so-do-trang/"):
        said = told(client, path)
        assert said.keys() == {"BreadcrumbList"}
        hold(said["BreadcrumbList"])


def test_a_story_can_not_end_its_script(client: Client, frame: dict[str, Any]) -> None:
    shelf = publish_article(
        "</script><script>alert(1)</script>", section=frame["tin-tuc"], changes=(Change(kind="slip", note="<!--"),)
    )
    assert told(client, shelf.path)["NewsArticle"]["headline"] == "</script><script>alert(1)</script>"
