"""A newsroom of sample articles, made through the real path: draft, story, seal, publication, the reader's rows."""

import datetime as dt
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model
from PIL import Image

from cms.articles.models import (
    ArticleAuthor,
    ArticleMention,
    ArticlePage,
    FrontPage,
    ImprintPage,
    SectionPage,
)
from cms.publication.install import mark_as_sample, seal_installed
from cms.publication.models import Kind, Shelf
from cms.registry.actions import open_person_page, open_session_page
from cms.registry.choices import Line
from cms.registry.models import (
    AgendaPoint,
    Body,
    Congress,
    Delegate,
    Office,
    Person,
    Session,
    SessionChair,
    TermOfOffice,
    Venue,
)
from cms.text.dates import ZONE, today
from cms.text.fold import slug
from media.actions import add_photo
from media.models import Photo
from newsroom.installation import install
from reader.rebuild import rebuild

from . import desk, words
from .desk import DeskFiller

A_DAY = 20
"""Articles that come out on one day."""
SESSIONS = 6
HELD = 4
DELEGATES = 60
PHOTOS = 8
LEADS = 5
MENTIONS = 4
TOPIC = slug(words.TOPICS[0])

E = TypeVar("E", bound=Model)


@dataclass(frozen=True)
class Sample:
    """The pages that are asked for: those about which most is told. ``day`` is the newest day with articles."""

    section_id: int
    people_id: int
    session_page_id: int
    person_page_id: int
    article_id: int
    day: dt.date
    cookie: str
    """Of an editor who has signed in."""


class Filler:
    """Fills an empty database. Later articles are older, so lists begin alike whether there are few articles or many."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []
        """How long the sealing of each article took, all its rows included."""
        self._published: list[ArticlePage] = []
        self._photos: list[Photo] = []
        self._persons: list[Person] = []
        self._sessions: list[Session] = []
        self._newest = today() - dt.timedelta(days=1)

    def begin(self, few: int) -> Sample:
        """The frame, the registry, and the newest articles."""
        mark_as_sample()
        install()
        self._section = SectionPage.objects.get(lists="articles")
        self._imprint()
        self._photos = [_photo(number) for number in range(PHOTOS)]
        self._persons = list(_persons())
        self._sessions = list(_sessions(self._persons, self._newest))
        people = SectionPage.objects.get(lists="people")
        sessions = SectionPage.objects.get(lists="sessions")
        person_pages = [open_person_page(person, people, None) for person in self._persons]
        session_pages = [open_session_page(session, sessions, None) for session in self._sessions]
        for page in (*person_pages, *session_pages):
            seal_installed(page, kind=Kind.SAMPLE)
        # The newest one last: it relates to those before it.
        self._publish(reversed(range(few)))
        self._lead()
        self._desk = DeskFiller(self._section, self._published[-1])
        self._desk.fill(desk.FEW)
        return Sample(
            section_id=self._section.pk,
            people_id=people.pk,
            session_page_id=session_pages[0].pk,
            person_page_id=person_pages[0].pk,
            article_id=self._published[-1].pk,
            day=self._newest,
            cookie=self._desk.cookie(),
        )

    def go_on(self, many: int, on_desk: int) -> None:
        """Older articles, until there are as many; and as many that only the desk knows of."""
        self._publish(range(len(self._published), many))
        self._desk.fill(on_desk)

    def _publish(self, numbers: Any) -> None:
        for number in numbers:
            page = self._article(number)
            began = time.perf_counter()
            seal_installed(page, kind=Kind.SAMPLE)
            self.milliseconds.append((time.perf_counter() - began) * 1000)
            at = self._hour(number)
            Shelf.objects.filter(pk=page.pk).update(first_public_at=at, current_since=at)
            self._published.append(page)
        # All came out just now; the lists follow the days that the shelves tell.
        rebuild()

    def _hour(self, number: int) -> dt.datetime:
        days, place = divmod(number, A_DAY)
        noon = dt.datetime.combine(self._newest - dt.timedelta(days=days), dt.time(12), tzinfo=ZONE)
        return noon - dt.timedelta(minutes=place)

    def _article(self, number: int) -> ArticlePage:
        page = ArticlePage(
            title=words.HEADLINES[number % len(words.HEADLINES)].format(number=number + 1),
            slug=f"bai-mau-{number + 1}",
            short_headline=f"Bài mẫu {number + 1}",
            lede=words.LEDE.format(number=number + 1),
            dateline_place="Hải Âu",
            day=self._hour(number).date(),
            lead_photo=self._photos[number % PHOTOS],
            # Every other article is about the first session: its page has lists as long as those of a busy day.
            session=self._sessions[0 if number % 2 == 0 else number % SESSIONS],
            body=self._body(number),
            live=False,
        )
        page.authors.set([ArticleAuthor(name=name, sort_order=at) for at, name in enumerate(words.SIGNED)])
        page.mention_rows.set(
            [ArticleMention(person=person, sort_order=at) for at, person in enumerate(self._persons[:MENTIONS])]
        )
        self._section.add_child(instance=page)
        page.topics.add(*words.TOPICS)
        page.save_revision()
        return page

    def _body(self, number: int) -> list[tuple[str, Any]]:
        related = self._published[-5:]
        texts = [("text", f"<p>{paragraph}</p>" * 2) for paragraph in words.PARAGRAPHS * 2]
        for place, page in enumerate(related):
            texts[place] = (
                "text",
                f'{texts[place][1]}<p>Xem thêm: <a linktype="page" id="{page.pk}">{page.title}</a>.</p>',
            )
        table = {"data": [list(row) for row in words.TABLE], "first_row_is_table_header": True}
        return [
            *texts[:3],
            ("photo", {"photo": self._photos[(number + 1) % PHOTOS]}),
            ("quote", {"text": words.QUOTE, "person": self._persons[number % len(self._persons)]}),
            *texts[3:6],
            ("photo", {"photo": self._photos[(number + 2) % PHOTOS]}),
            ("agenda", {"title": "Chương trình", "items": [{"title": title} for title in words.AGENDA]}),
            ("fact_box", {"title": "Con số", "text": f"<p>{words.PARAGRAPHS[1]}</p>"}),
            ("table", table),
            *texts[6:],
            ("related", {"pages": related}),
        ]

    def _lead(self) -> None:
        front = FrontPage.objects.get().latest_draft()
        lead, *second = self._published[-LEADS:][::-1]
        front.zones = [
            ("lead", {"page": lead}),
            ("second", {"pages": second, "places": LEADS - 1}),
            ("sessions", {}),
            ("river", {}),
            ("sections", {}),
        ]
        front.save_revision()
        seal_installed(front, kind=Kind.SAMPLE)

    def _imprint(self) -> None:
        imprint = ImprintPage.objects.get().latest_draft()
        imprint.operator = f"Ban Tổ chức {words.CONGRESS}"
        imprint.editor_in_chief = words.PERSONS[0]
        imprint.save_revision()
        seal_installed(imprint, kind=Kind.SAMPLE)


def _photo(number: int) -> Photo:
    """A picture of colours; nothing decodes it while pages are asked for."""
    picture = Image.linear_gradient("L").resize((1800, 1200)).convert("RGB")
    picture.paste((20 * number, 90, 160), (0, 0, 900, 1200))
    file = io.BytesIO()
    picture.save(file, "JPEG")
    caption = words.CAPTION.format(number=number + 1)
    return add_photo(file.getvalue(), f"anh-{number}.jpg", caption=caption, credit="Minh An", alt_text=words.ALT)


def _persons() -> Iterator[Person]:
    offices = [
        Office.objects.create(title=title, line=Line.LOCAL_PARTY, rank=at) for at, title in enumerate(words.OFFICES)
    ]
    for number, name in enumerate(words.PERSONS):
        person = _saved(Person(name=name))
        for office in (offices[number % len(offices)], offices[(number + 1) % len(offices)]):
            TermOfOffice.objects.create(person=person, office=office, start=dt.date(2024, 1, 1))
        yield person


def _sessions(persons: list[Person], newest: dt.date) -> Iterator[Session]:
    """Sessions of the last days, and two to come."""
    congress = _saved(Congress(name=words.CONGRESS, ordinal=18))
    body = _saved(Body(name="Tiểu ban Phục vụ Đại hội"))
    venue = _saved(Venue(name="Hội trường Trung tâm", address="1 Đường Bờ Biển"))
    for number in range(SESSIONS):
        # The first four were held on the last days, one a day; the others are to come.
        day = newest + dt.timedelta(days=number if number >= HELD else -number)
        session = Session.objects.create(
            day=day, number=number + 1, body=body, congress=congress, venue=venue, part_of_day="afternoon"
        )
        SessionChair.objects.create(session=session, person=persons[0])
        for at, title in enumerate(words.AGENDA):
            AgendaPoint.objects.create(session=session, title=title, time=f"{13 + at} giờ", sort_order=at)
        # The list is that of the session whose page is asked for.
        for at in range(0 if number else DELEGATES):
            known = {"person": persons[at]} if at < len(persons) else {"name": f"Đại biểu mẫu số {at + 1}"}
            Delegate.objects.create(session=session, sort_order=at, office="Đại biểu", **known)
        yield session


def _saved(entry: E) -> E:
    entry.save()
    return entry
