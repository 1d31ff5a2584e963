"""Articles' surroundings: photos, sections, a session that the registry knows all about."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from cms.articles.models import SectionPage
from cms.registry.models import AgendaPoint, Person, Session, SessionChair
from media.models import Photo
from tests.articles.samples import picture

from .registry import hold, make_body, make_office, make_person, make_session, make_venue

DAY = dt.date(2026, 3, 18)


def make_photo(title: str = "Toàn cảnh phiên họp", **fields: Any) -> Photo:
    """A photo with credit and alt text."""
    words = {"caption": title, "credit": "Minh An", "alt_text": "Hội trường nhìn từ cuối phòng", **fields}
    photo = Photo(title=title, file=ContentFile(picture(), name="anh.jpg"), **words)
    photo.save()
    return photo


def make_section(beside: SectionPage, title: str = "Văn kiện", **fields: Any) -> SectionPage:
    """Another section beside the given one, as a draft."""
    section = SectionPage(title=title, live=False, **fields)
    beside.get_parent().add_child(instance=section)
    section.save_revision()
    return section


def make_full_session() -> tuple[Session, Person]:
    """A session with venue, holder, agenda and a chair who held one office before its day and another on it."""
    chair = make_person("Trần Thị Lụa")
    hold(chair, make_office("Chủ tịch Hội Nông dân thành phố"), end=dt.date(2025, 12, 31))
    hold(chair, make_office("Phó Bí thư Thường trực Thành ủy", rank=1), start=dt.date(2026, 1, 1))
    hold(chair, make_office("Trưởng Tiểu ban", rank=2), start=dt.date(2026, 1, 1))
    session = make_session(
        DAY,
        part_of_day="afternoon",
        number=1,
        body=make_body("Tiểu ban Phục vụ Đại hội"),
        venue=make_venue("Hội trường A"),
    )
    SessionChair.objects.create(session=session, person=chair, sort_order=0)
    speaker = make_person("Đỗ Minh Khuê")
    AgendaPoint.objects.create(session=session, title="Quy chế làm việc", time="14 giờ", speaker=speaker, sort_order=0)
    AgendaPoint.objects.create(session=session, title="Kế hoạch hoạt động", sort_order=1)
    return session, chair
