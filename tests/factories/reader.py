"""Publications made by hand: a story, its seal, its shelf, and the signals that the sealing action sends."""

import datetime as dt
import hashlib
import itertools
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.publication import signals
from cms.publication.models import Kind, Publication, Shelf
from cms.publication.story import (
    BodyDetails,
    DocumentDetails,
    FrontDetails,
    ImprintDetails,
    Member,
    OfficeHeld,
    PersonDetails,
    Photo,
    SectionDetails,
    SessionDetails,
    Story,
    TextBlock,
    canonical_json,
    digest_of,
)

_ids = itertools.count(9001)


@transaction.atomic
def publish(
    story: Story, path: str, *, section: int | None = None, at: dt.datetime | None = None, kind: Kind = Kind.APPROVAL
) -> Shelf:
    """Makes a story public at the path, as the gate does once it has let the version through."""
    at = at or timezone.now()
    text = canonical_json(story)
    newest = Publication.objects.filter(page_id=story.page_id).order_by("-number").first()
    publication = Publication.objects.create(
        page_id=story.page_id,
        number=newest.number + 1 if newest else 1,
        kind=kind,
        story_json=text,
        seal=digest_of(text),
        revision_id=0,
        revision_digest="",
        sealed_at=at,
    )
    shelf, first = Shelf.objects.get_or_create(
        pk=story.page_id, defaults={"kind": story.kind, "path": path, "section_id": section}
    )
    previous = shelf.current if shelf.is_public() else None
    shelf.current, shelf.current_since, shelf.withdrawn_at = publication, at, None
    shelf.first_public_at = shelf.first_public_at or at
    shelf.expires_at = story.expire_at
    shelf.save()
    signals.published.send(Publication, shelf=shelf, publication=publication, previous=previous, first=first)
    return shelf


@transaction.atomic
def withdraw(shelf: Shelf, notice: str = "") -> None:
    """Takes the page back."""
    shelf.withdrawn_at, shelf.notice = timezone.now(), notice
    shelf.save()
    signals.withdrawn.send(Shelf, shelf=shelf, publication=shelf.current, expired=False)


def paragraph(text: str) -> TextBlock:
    return TextBlock(html=f"<p>{text}</p>")


def make_photo(number: int = 1, **fields: Any) -> Photo:
    """A photo that no file belongs to."""
    values = {"alt": "Toàn cảnh hội trường", "caption": "Quang cảnh phiên họp", "credit": "Minh An", **fields}
    return Photo(image_id=number, sha256=hashlib.sha256(b"%d" % number).hexdigest(), width=2400, height=1600, **values)


def make_story(headline: str = "Phiên họp thứ Nhất của Tiểu ban Phục vụ Đại hội", **fields: Any) -> Story:
    """An article."""
    number = fields.pop("page_id", None) or next(_ids)
    values: dict[str, Any] = {
        "kind": "article",
        "slug": f"bai-{number}",
        "lede": "Chiều 18/3, Tiểu ban tổ chức phiên họp thứ Nhất.",
        "byline": ("Hoàng Phúc",),
        "blocks": (paragraph("Các đại biểu đã thảo luận về bốn nội dung."),),
        **fields,
    }
    return Story(page_id=number, headline=headline, **values)


def publish_article(headline: str = "Phiên họp thứ Nhất của Tiểu ban Phục vụ Đại hội", **fields: Any) -> Shelf:
    """A public article in the section ``section`` (a shelf), at ``at``."""
    section: Shelf | None = fields.pop("section", None)
    at = fields.pop("at", None)
    kind = fields.pop("kind_of_publication", Kind.APPROVAL)
    story = make_story(headline, **fields)
    above = section.path if section else "/tin-tuc/"
    return publish(story, f"{above}{story.slug}/", section=section.pk if section else None, at=at, kind=kind)


def publish_frame() -> dict[str, Shelf]:
    """Front page, three sections and the imprint."""
    front = Story(
        kind="front",
        page_id=9000,
        slug="trang-chu",
        headline="Trang tin Đại hội",
        details=FrontDetails(tagline="Thành phố Mẫu"),
    )
    shelves = {"front": publish(front, "/")}
    for order, (slug, title, lists) in enumerate(
        (
            ("tin-tuc", "Tin tức", "articles"),
            ("phien-hop", "Phiên họp", "sessions"),
            ("nhan-vat", "Nhân vật", "people"),
        ),
        1,
    ):
        details = SectionDetails(lists=lists, menu_order=order)  # type: ignore[arg-type]
        story = Story(kind="section", page_id=next(_ids), slug=slug, headline=title, details=details)
        shelves[slug] = publish(story, f"/{slug}/", section=9000)
    imprint = ImprintDetails(
        operator="Ban Tuyên truyền Đại hội thành phố Mẫu", editor_in_chief="Trần Thị Mẫu", hot_line="0900 000 000"
    )
    story = Story(kind="imprint", page_id=next(_ids), slug="gioi-thieu", headline="Giới thiệu", details=imprint)
    shelves["imprint"] = publish(story, "/gioi-thieu/", section=9000)
    return shelves


def publish_session(
    frame: dict[str, Shelf], session_id: int = 1, day: dt.date = dt.date(2026, 3, 18), **fields: Any
) -> Shelf:
    """A session with its page."""
    details = SessionDetails(
        session_id=session_id, kind="Phiên trù bị", day=day, venue="Hội trường Trung tâm", part_of_day="chiều", **fields
    )
    story = Story(
        kind="session",
        page_id=next(_ids),
        slug=f"phien-{session_id}",
        headline=f"Phiên trù bị {session_id}",
        details=details,
    )
    return publish(story, f"/phien-hop/{story.slug}/", section=frame["phien-hop"].pk)


def publish_person(frame: dict[str, Shelf], person_id: int = 1, name: str = "Trần Thị Lụa", **fields: Any) -> Shelf:
    """A person with their page."""
    offices = fields.pop("offices", (OfficeHeld(title="Phó Bí thư Thường trực Thành ủy", start=dt.date(2024, 1, 1)),))
    at: dt.datetime | None = fields.pop("at", None)
    details = PersonDetails(person_id=person_id, name=name, offices=offices, **fields)
    story = Story(kind="person", page_id=next(_ids), slug=f"nguoi-{person_id}", headline=name, details=details)
    return publish(story, f"/nhan-vat/{story.slug}/", section=frame["nhan-vat"].pk, at=at)


def publish_library(frame: dict[str, Shelf], slug: str = "van-kien") -> Shelf:
    """A section of documents in the menu."""
    details = SectionDetails(lists="documents", menu_order=9)
    story = Story(kind="section", page_id=next(_ids), slug=slug, headline="Văn kiện", details=details)
    return publish(story, f"/{slug}/", section=frame["front"].pk)


def publish_document(library: Shelf, headline: str = "Nghị quyết Đại hội", **fields: Any) -> Shelf:
    """A document with its text; ``details`` are fields of `DocumentDetails`."""
    details = DocumentDetails(**{"kind": "resolution", "status": "adopted", **fields.pop("details", {})})
    number = fields.pop("page_id", None) or next(_ids)
    html = "<h3>I. Kết quả</h3><p>Kinh tế tăng trưởng khá.</p><h4>1. Hạn chế</h4><p>Còn ba hạn chế.</p>"
    at = fields.pop("at", None)
    values = {"blocks": (TextBlock(html=html),), "day": dt.date(2026, 3, 18), **fields}
    story = Story(
        kind="document", page_id=number, slug=f"van-kien-{number}", headline=headline, details=details, **values
    )
    return publish(story, f"{library.path}{story.slug}/", section=library.pk, at=at)


def publish_committee(frame: dict[str, Shelf]) -> Shelf:
    """A body with two members, of whom one has a portrait."""
    members = (
        Member(person_id=1, name="Trần Thị Lụa", office="Bí thư", life="Sinh năm 1974.", portrait=make_photo(2)),
        Member(person_id=2, name="Đỗ Văn An", office="Ủy viên"),
    )
    details = BodyDetails(body_id=1, name="Ban Chấp hành", parent="Đảng bộ thành phố Mẫu", members=members)
    story = Story(kind="body", page_id=next(_ids), slug="bch", headline="Ban Chấp hành khóa XII", details=details)
    return publish(story, "/nhan-vat/bch/", section=frame["nhan-vat"].pk)


def publish_info(frame: dict[str, Shelf], headline: str = "Chúng tôi duyệt bài như thế nào") -> Shelf:
    """A page about the site."""
    html = "<h3>Bốn mắt</h3><p>Không ai tự duyệt bài của mình.</p>"
    number = next(_ids)
    story = Story(kind="page", page_id=number, slug=f"tt-{number}", headline=headline, blocks=(TextBlock(html=html),))
    return publish(story, f"/{story.slug}/", section=frame["front"].pk)
