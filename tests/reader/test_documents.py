"""The library of documents, as a reader meets it."""

import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.publication.signals import moved
from cms.publication.story import DelegateRow, Document, SessionRef
from reader.models import DocumentEntry, Listing
from reader.rebuild import rebuild
from tests.factories.reader import (
    publish_document,
    publish_frame,
    publish_library,
    publish_person,
    publish_session,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_frame")]

FILE = Document(
    document_id=1, sha256="a" * 64, title="Nghị quyết (bản ký)", filename="nghi-quyet.pdf", size=2048, number="01-NQ/ĐH"
)


def text(response: Any) -> str:
    return response.content.decode()


def ld(page: str) -> list[dict[str, Any]]:
    return [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def headlines(page: str) -> list[str]:
    return re.findall(r"<h3><a href=\"/van-kien/[^\"]+\">([^<]+)</a></h3>", page)


def test_a_document_is_shown_with_its_head_its_contents_and_its_file(client: Client) -> None:
    frame = publish_frame()
    person = publish_person(frame, 7, "Trần Thị Lụa")
    session = publish_session(frame, 3)
    library = publish_library(frame)
    shelf = publish_document(
        library,
        details={
            "number": "01-NQ/ĐH",
            "issuer": "Đại hội Đảng bộ thành phố",
            "signer": DelegateRow(name="Trần Thị Lụa", office="Bí thư Thành ủy", person_id=7),
            "files": (FILE,),
        },
        session=SessionRef(session_id=3, name="Phiên bế mạc"),
    )
    page = text(client.get(shelf.path))
    for part in (
        "01-NQ/ĐH",
        "Đại hội Đảng bộ thành phố",
        "Bí thư Thành ủy",
        "18/03/2026",
        "PDF",
        "2,0",
        "Kinh tế tăng trưởng khá",
    ):
        assert part in page, part
    assert f'href="{person.path}"' in page and f'href="{session.path}"' in page
    assert f"/b/{shelf.pk}/" in page
    # The contents lead to the headings.
    assert '<a href="#muc-i">I. Kết quả</a>' in page and '<h2 id="muc-i">' in page
    assert '<a href="#muc-i-1">1. Hạn chế</a>' in page and '<h3 id="muc-i-1">' in page


def test_the_session_and_the_signer_lead_to_the_document(client: Client) -> None:
    frame = publish_frame()
    person, session = publish_person(frame, 7, "Trần Thị Lụa"), publish_session(frame, 3)
    shelf = publish_document(
        publish_library(frame),
        details={"signer": DelegateRow(name="Trần Thị Lụa", person_id=7)},
        session=SessionRef(session_id=3, name="Phiên bế mạc"),
    )
    for page in (session, person):
        assert f'href="{shelf.path}"' in text(client.get(page.path))
    withdraw(shelf)
    for page in (session, person):
        assert f'href="{shelf.path}"' not in text(client.get(page.path))


def test_a_section_of_documents_is_filtered_by_kind_and_year(client: Client) -> None:
    library = publish_library(publish_frame())
    publish_document(library, "Báo cáo 2025", details={"kind": "report"}, day=dt.date(2025, 12, 1))
    publish_document(library, "Nghị quyết 2026")
    publish_document(library, "Báo cáo 2026", details={"kind": "report"}, day=dt.date(2026, 5, 1))
    publish_document(library, "Báo cáo cũ đưa lên sau", details={"kind": "report"}, day=dt.date(2024, 1, 1))
    page = text(client.get("/van-kien/"))
    assert headlines(page) == ["Báo cáo 2026", "Nghị quyết 2026", "Báo cáo 2025", "Báo cáo cũ đưa lên sau"]
    assert re.findall(r'id="nam-(\d+)"', page) == ["2026", "2025", "2024"]
    assert headlines(text(client.get("/van-kien/?loai=bao-cao"))) == [
        "Báo cáo 2026",
        "Báo cáo 2025",
        "Báo cáo cũ đưa lên sau",
    ]
    assert headlines(text(client.get("/van-kien/?loai=bao-cao&nam=2025"))) == ["Báo cáo 2025"]
    assert headlines(text(client.get("/van-kien/?nam=2026"))) == ["Báo cáo 2026", "Nghị quyết 2026"]
    # A filtered list is another answer, at an address of its own, and its links keep what else was chosen.
    filtered = client.get("/van-kien/?loai=bao-cao")
    assert '/van-kien/?loai=bao-cao"' in re.findall(r'<link rel="canonical" [^>]+>', text(filtered))[0]
    assert filtered["ETag"] != client.get("/van-kien/")["ETag"]
    assert "?loai=bao-cao&amp;nam=2024" in text(filtered)


@pytest.mark.parametrize("asked", ["loai=tieu-thuyet", "nam=hai-nghin", "nam=20265", "loai=&nam=", "loai=bao-cao%00"])
def test_a_choice_that_means_nothing_is_none(client: Client, asked: str) -> None:
    library = publish_library(publish_frame())
    publish_document(library)
    assert headlines(text(client.get(f"/van-kien/?{asked}"))) == ["Nghị quyết Đại hội"]


def test_a_year_without_documents_says_so(client: Client) -> None:
    publish_document(publish_library(publish_frame()))
    page = client.get("/van-kien/?nam=1999")
    assert page.status_code == 200 and not headlines(text(page)) and 'class="nothing"' in text(page)


def test_a_long_list_goes_on_with_what_was_chosen(client: Client) -> None:
    library = publish_library(publish_frame())
    for number in range(23):
        publish_document(library, f"Báo cáo {number}", details={"kind": "report"}, day=dt.date(2026, 1, 1 + number))
    first = text(client.get("/van-kien/?loai=bao-cao"))
    older = re.search(r'<a class="button" rel="next" href="([^"]+)"', first)
    assert older and len(headlines(first)) == 20
    rest = headlines(text(client.get("/van-kien/" + older[1].replace("&amp;", "&"))))
    assert rest == ["Báo cáo 2", "Báo cáo 1", "Báo cáo 0"]


def test_the_list_takes_as_many_questions_for_two_as_for_twenty(client: Client) -> None:
    library = publish_library(publish_frame())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/van-kien/?loai=nghi-quyet")
        return len(queries)

    publish_document(library)
    before = asked()
    for number in range(19):
        publish_document(library, f"Nghị quyết {number}")
    assert asked() == before


def test_drafts_stand_above_while_opinions_are_taken(client: Client) -> None:
    library = publish_library(publish_frame())
    details = {"kind": "report", "status": "draft", "opinions_from": "2026-03-01", "opinions_until": "2026-03-20"}
    publish_document(library, "Dự thảo Báo cáo chính trị", details=details, day=None)
    for day, shown in (("2026-02-28", False), ("2026-03-01", True), ("2026-03-20", True), ("2026-03-21", False)):
        with time_machine.travel(f"{day}T12:00:00+07:00", tick=False):
            assert ('id="lay-y-kien"' in text(client.get("/van-kien/"))) is shown


def test_machines_know_documents(client: Client) -> None:
    library = publish_library(publish_frame())
    shelf = publish_document(
        library, lede="Tóm tắt nghị quyết.", details={"number": "01-NQ/ĐH", "issuer": "Đại hội", "files": (FILE,)}
    )
    said = next(data for data in ld(text(client.get(shelf.path))) if data["@type"] == "Legislation")
    assert said["legislationIdentifier"] == "01-NQ/ĐH" and said["legislationPassedBy"]["name"] == "Đại hội"
    assert said["encoding"][0]["encodingFormat"] == "application/pdf" and said["dateCreated"] == "2026-03-18"
    report = publish_document(library, "Báo cáo", details={"kind": "report", "status": ""})
    assert any(data["@type"] == "Report" for data in ld(text(client.get(report.path))))
    assert shelf.path in text(client.get("/sitemap-pages.xml"))
    feed = text(client.get("/van-kien/rss.xml"))
    assert "Nghị quyết Đại hội" in feed and "Tóm tắt nghị quyết." in feed and "Kinh tế tăng trưởng khá" not in feed
    # Documents are no news.
    assert "Nghị quyết Đại hội" not in text(client.get("/rss.xml"))


def test_a_document_is_found_by_its_text_and_its_number(client: Client) -> None:
    shelf = publish_document(publish_library(publish_frame()), details={"number": "01-NQ/ĐH"})
    for query in ("tang truong kha", "01-NQ", "nghi quyet dai hoi"):
        assert f'href="{shelf.path}"' in text(client.get("/tim-kiem/", {"q": query})), query
    hits = client.get("/tim-kiem/goi-y.json", {"q": "nghị qu"}).json()["suggestions"]
    assert hits and hits[0]["kind"]


def test_the_rows_can_be_made_again(client: Client) -> None:
    library = publish_library(publish_frame())
    publish_document(
        library,
        details={"kind": "report", "status": "draft", "opinions_from": "2026-03-01", "opinions_until": "2026-03-20"},
    )

    def rows() -> list[Any]:
        return [
            *Listing.objects.order_by("list", "teaser_id").values_list("list", "at", "teaser_id"),
            *DocumentEntry.objects.order_by("pk").values_list(),
        ]

    before = rows()
    assert any("documents:" in str(row[0]) for row in before)
    rebuild()
    assert rows() == before


def test_a_document_that_moves_follows_into_its_new_list(client: Client) -> None:
    frame = publish_frame()
    library = publish_library(frame)
    shelf = publish_document(library)
    other = publish_library(frame, "van-kien-khac")
    shelf.section_id, shelf.path = other.pk, "/van-kien-khac/nghi-quyet/"
    shelf.save()
    moved.send(type(shelf), shelf=shelf, old_path="/van-kien/nghi-quyet/")
    assert not headlines(text(client.get("/van-kien/")))
    assert shelf.path in text(client.get("/van-kien-khac/?loai=nghi-quyet"))
