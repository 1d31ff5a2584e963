"""A site with every kind of page that the public meets."""

import datetime as dt
import itertools
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from cms.channels.webpush.keys import make_key
from cms.publication.models import Shelf
from cms.publication.story import (
    AgendaItem,
    DelegateRow,
    DigestDetails,
    DigestEntry,
    FactBoxBlock,
    GalleryBlock,
    PhotoBlock,
    Story,
    TableBlock,
    TextBlock,
    Topic,
)

from .reader import (
    make_photo,
    publish,
    publish_article,
    publish_committee,
    publish_document,
    publish_frame,
    publish_info,
    publish_library,
    publish_person,
    publish_session,
    withdraw,
)

_ids = itertools.count(19_001)


def publish_every_kind() -> dict[str, str]:
    """The address of a page of each kind. Errors are among them: ``gone`` (410), ``missing`` (404)."""
    frame = publish_frame()
    section = frame["tin-tuc"]
    day = timezone.localdate()
    article = publish_article(
        "Khai mạc trọng thể Đại hội", section=section, lead_photo=make_photo(), topics=(Topic(name="Đại hội", slug="dai-hoi"),),
        blocks=_every_block(),
    )  # fmt: skip
    essay = publish_article("Một ngày bên sông", section=section, genre="photo_essay", blocks=_photos())
    gone = publish_article("Bài đã gỡ", section=section)
    withdraw(gone, notice="Bài có sai sót.")
    library = publish_library(frame)
    draft = publish_document(
        library, "Dự thảo Báo cáo chính trị",
        details={"kind": "report", "status": "draft", "opinions_from": day, "opinions_until": day},
    )  # fmt: skip
    publish_document(library, "Nghị quyết năm trước", day=dt.date(2025, 5, 1))
    session = publish_session(
        frame, day=day + dt.timedelta(days=1), agenda=(AgendaItem(title="Chào cờ", time="8 giờ 00"),),
        delegates=(DelegateRow(name="Trần Thị Lụa", person_id=1),),
    )  # fmt: skip
    make_key()
    return {
        "front": "/",
        "section": section.path,
        "article": article.path,
        "essay": essay.path,
        "session": session.path,
        "sessions": frame["phien-hop"].path,
        "person": publish_person(frame).path,
        "people": frame["nhan-vat"].path,
        "committee": publish_committee(frame).path,
        "library": library.path,
        "document": draft.path,
        "about": publish_info(frame).path,
        "imprint": frame["imprint"].path,
        "digest": publish_digest(frame["front"], [article, essay]).path,
        "topic": reverse("topic", args=["dai-hoi"]),
        "archive": reverse("archive"),
        "archive of a month": reverse("archive_month", args=[day.year, day.month]),
        "archive of a day": reverse("archive_day", args=[day.year, day.month, day.day]),
        "search": f"{reverse('search')}?q=khai+mac",
        "search without results": f"{reverse('search')}?q=xyzzyq",
        "search for a person": f"{reverse('search')}?q=tran+thi+lua",
        "search with filters": f"{reverse('search')}?q=phien&loai=phien-hop&tu=1/1/2026",
        "search with a bad filter": f"{reverse('search')}?q=phien&tu=31/2/2026",
        "opinion": reverse("opinion", args=[draft.pk]),
        "opinion received": reverse("opinion_received", args=[draft.pk]),
        "ours": reverse("ours"),
        "ours, and it is": f"{reverse('ours')}?q={article.path}",
        "newsletter": reverse("newsletter"),
        "notifications": reverse("push"),
        "corrections": reverse("corrections"),
        "site map": reverse("site_map"),
        "design": reverse("design"),
        "gone": gone.path,
        "missing": "/khong-co/",
    }


def publish_digest(above: Shelf, articles: Iterable[Shelf]) -> Shelf:
    """A digest of the articles, below the page ``above``."""
    told = [(shelf.pk, shelf.current.story) for shelf in articles if shelf.current]
    entries = tuple(DigestEntry(page_id=number, headline=story.headline, lede=story.lede) for number, story in told)
    story = Story(
        kind="digest", page_id=next(_ids), slug="ban-tin-ngay", headline="Bản tin ngày 18/11/2026",
        lede="Những bài đáng đọc trong ngày.", details=DigestDetails(entries=entries),
    )  # fmt: skip
    return publish(story, f"/{story.slug}/", section=above.pk)


def _every_block() -> tuple[TextBlock | FactBoxBlock | TableBlock | PhotoBlock, ...]:
    return (
        TextBlock(html='<h3>Đầu mục</h3><p>Chữ <a href="https://example.org/">ngoài</a></p>'),
        FactBoxBlock(title="Con số", html="<ul><li>Một</li></ul>"),
        TableBlock(caption="Bảng", rows=(("A", "B"), ("1", "2"))),
        PhotoBlock(photo=make_photo(3)),
        TextBlock(html="<h3>Đầu mục hai</h3><p>Chữ.</p><h3>Đầu mục ba</h3><p>Chữ.</p>"),
    )


def _photos() -> tuple[TextBlock | PhotoBlock | GalleryBlock, ...]:
    return (
        TextBlock(html="<p>Mở đầu.</p>"),
        PhotoBlock(photo=make_photo(4), title="5 giờ", caption="Cầu lúc sáng sớm."),
        GalleryBlock(photos=(make_photo(5, caption="Bến cảng."), make_photo(6, caption="Đảo."))),
    )
