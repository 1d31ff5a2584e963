"""Publishes the newspaper that is searched, in place of all that is public, for as long as the block lasts."""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from cms.publication import signals
from cms.publication.models import Kind, Publication, Shelf
from cms.publication.story import (
    OfficeHeld,
    PersonDetails,
    SessionDetails,
    SessionRef,
    Story,
    TextBlock,
    Topic,
    canonical_json,
    digest_of,
)
from cms.text.dates import ZONE
from cms.text.fold import slug

from .articles import PERSONS, SESSIONS, SOUGHT, Sought
from .others import others

_FIRST_ID = 400_000_000
"""Above the page of any newsroom that is measured."""


@contextmanager
def newspaper(distractors: int) -> Iterator[None]:
    """The persons, the sessions, the articles that are sought and as many others; nothing of it remains."""
    with transaction.atomic():
        for shelf in Shelf.objects.public():
            shelf.withdrawn_at = shelf.current_since
            shelf.save()
            signals.withdrawn.send(Shelf, shelf=shelf, publication=shelf.current, expired=True)
        ids = itertools.count(_FIRST_ID)
        for number, (name, office) in enumerate(PERSONS, 1):
            _publish(_person(next(ids), number, name, office), dt.date(2025, 6, 1))
        for session in SESSIONS:
            _publish(_session(next(ids), *session), dt.date.fromisoformat(session[3]) - dt.timedelta(days=7))
        for article in (*others(distractors), *SOUGHT):
            _publish(_article(next(ids), article), dt.date.fromisoformat(article.day))
        yield
        transaction.set_rollback(True)


def _person(page_id: int, number: int, name: str, office: str) -> Story:
    held = OfficeHeld(title=office, start=dt.date(2024, 1, 1))
    details = PersonDetails(person_id=number, name=name, offices=(held,))
    return Story(kind="person", page_id=page_id, slug=slug(name), headline=name, details=details)


def _session(page_id: int, number: int, name: str, kind: str, day: str) -> Story:
    details = SessionDetails(
        session_id=number, kind=kind, day=dt.date.fromisoformat(day), venue="Hội trường Trung tâm", part_of_day="Sáng"
    )
    return Story(kind="session", page_id=page_id, slug=slug(name), headline=name, details=details)


def _article(page_id: int, article: Sought) -> Story:
    name, day = next(((name, day) for number, name, _kind, day in SESSIONS if number == article.session), ("", ""))
    session = SessionRef(session_id=article.session, name=name, day=dt.date.fromisoformat(day)) if name else None
    return Story(
        kind="article",
        page_id=page_id,
        slug=f"bai-{page_id}",
        headline=article.headline,
        lede=article.lede,
        day=dt.date.fromisoformat(article.day),
        blocks=(TextBlock(html=f"<p>{article.body}</p>"),),
        topics=tuple(Topic(slug=slug(name), name=name) for name in article.topics),
        session=session,
    )


def _publish(story: Story, day: dt.date) -> None:
    at = dt.datetime.combine(day, dt.time(9), tzinfo=ZONE)
    text = canonical_json(story)
    publication = Publication.objects.create(
        page_id=story.page_id,
        number=1,
        kind=Kind.SAMPLE,
        story_json=text,
        seal=digest_of(text),
        revision_id=0,
        revision_digest="",
        sealed_at=at,
    )
    shelf = Shelf.objects.create(
        pk=story.page_id,
        kind=story.kind,
        path=f"/bai-mau/{story.slug}/",
        current=publication,
        current_since=at,
        first_public_at=at,
    )
    signals.published.send(Publication, shelf=shelf, publication=publication, previous=None, first=True)
