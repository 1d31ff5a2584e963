"""The demo's articles, and the pages of its sessions and people."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from cms.articles.actions.drafting import stream
from cms.articles.models import ArticleAuthor, ArticleMention, ArticlePage, DocumentFile, DocumentPage, SectionPage
from cms.publication.install import seal_installed
from cms.publication.models import Kind
from cms.publication.pages import ReviewedPage
from cms.registry.actions import open_body_page, open_person_page, open_session_page
from cms.registry.models import Body, BodyMember, BodyPage, Person, PersonPage, Session, SessionPage
from cms.registry.queries import sessions_whole
from cms.registry.values import agenda_items
from cms.staff.models import User
from cms.text.dates import today
from cms.text.fold import slug
from media.models import Paper, Photo

from .content import ArticleData, World
from .ledger import note, note_page
from .markup import Known, blocks_of

PUBLIC = frozenset({"published", "newer_draft", "withdrawn"})
"""States of articles that are, or once were, public."""


@dataclass
class Parts:
    """What articles are put together from, by key."""

    people: Mapping[str, Person]
    sessions: Mapping[str, Session]
    photos: Mapping[str, Photo]
    papers: Mapping[str, Paper]
    sections: Mapping[str, SectionPage]
    users: Mapping[str, User]
    pages: dict[str, ArticlePage] = field(default_factory=dict)


def add_places(articles: tuple[ArticleData, ...], parts: Parts, owner: User) -> None:
    """An empty draft for each article, so that one may name another that came out later."""
    for data in articles:
        page = ArticlePage(title=data.title, slug=slug(data.title), day=data.day, live=False, owner=owner)
        parts.sections[data.section].add_child(instance=page)
        parts.pages[data.key] = page
        note_page(page)


def write_article(data: ArticleData, parts: Parts, author: User) -> ArticlePage:
    """Fills the article's place and saves it as the author's version; gives the page."""
    page = parts.pages[data.key]
    session = parts.sessions[data.session] if data.session else None
    told = {
        "genre": data.genre,
        "short_headline": data.short,
        "lede": data.lede,
        "dateline_place": data.place,
        "session": session,
        "lead_photo": parts.photos[data.lead] if data.lead else None,
        "authors": [_author(name, parts, order) for order, name in enumerate(data.byline)],
        "mention_rows": [
            ArticleMention(person=parts.people[key], sort_order=at) for at, key in enumerate(data.mentions)
        ],
        "body": stream(blocks_of(data.body, _known(parts, session))),
    }
    for name, value in told.items():
        setattr(page, name, value)
    page.topics.add(*data.topics)
    page.save_revision(user=author, log_action=True)
    return page


def _author(name: str, parts: Parts, order: int) -> ArticleAuthor:
    if name.startswith("@"):
        return ArticleAuthor(user=parts.users[name[1:]], sort_order=order)
    return ArticleAuthor(name=name, sort_order=order)


def _known(parts: Parts, session: Session | None) -> Known:
    whole = sessions_whole(Session.objects.filter(pk=session.pk)).get() if session else None
    return Known(
        photos={key: photo.pk for key, photo in parts.photos.items()},
        papers={key: paper.pk for key, paper in parts.papers.items()},
        persons={key: person.pk for key, person in parts.people.items()},
        pages={key: page.pk for key, page in parts.pages.items()},
        agenda=agenda_items(whole) if whole else (),
    )


def publish_sample(page: ReviewedPage) -> None:
    """Seals the latest draft as sample data."""
    seal_installed(page, kind=Kind.SAMPLE)


def make_session_pages(world: World, parts: Parts, section: SectionPage, user: User) -> dict[str, SessionPage]:
    """The public page of every session, by the session's key."""
    pages = {}
    for data in world.session:
        page = open_session_page(parts.sessions[data.key], section, None).latest_draft()
        page.lede = data.lede
        page.save_revision(user=user)
        publish_sample(page)
        note_page(page)
        pages[data.key] = page
    return pages


def make_committees(
    world: World, parts: Parts, bodies: Mapping[str, Body], section: SectionPage, user: User
) -> list[BodyPage]:
    """The public pages of the bodies whose members the demo knows."""
    pages = []
    for data in world.committee:
        page = open_body_page(bodies[data.body], section, None).latest_draft()
        page.title, page.slug, page.day, page.lede = data.title, data.slug, data.day, data.lede
        page.members = [BodyMember(person=parts.people[key], sort_order=at) for at, key in enumerate(data.members)]
        page.save_revision(user=user)
        publish_sample(page)
        note_page(page)
        pages.append(page)
    return pages


def make_documents(world: World, parts: Parts, section: SectionPage, user: User) -> dict[str, DocumentPage]:
    """The documents of the library, by their keys."""
    pages = {}
    for data in world.document:
        first, last = (today() + dt.timedelta(days=each) for each in data.opinions) if data.opinions else (None, None)
        page = DocumentPage(
            title=data.title,
            slug=slug(data.title),
            document_kind=data.kind,
            status=data.status,
            number=data.number,
            issuer=data.issuer,
            day=data.day,
            signer=parts.people[data.signer] if data.signer else None,
            signer_office=data.signer_office,
            session=parts.sessions[data.session] if data.session else None,
            lede=data.lede,
            opinions_from=first,
            opinions_until=last,
            body=stream(blocks_of(data.text, _known(parts, None))),
            live=False,
            owner=user,
        )
        page.files = [DocumentFile(paper=parts.papers[key], sort_order=at) for at, key in enumerate(data.files)]
        section.add_child(instance=page)
        page.save_revision(user=user, log_action=True)
        publish_sample(page)
        note_page(page)
        pages[data.key] = page
    return pages


def make_person_pages(world: World, parts: Parts, section: SectionPage, user: User) -> list[PersonPage]:
    """The public page of every person."""
    pages = []
    for data in world.person:
        page = open_person_page(parts.people[data.key], section, None).latest_draft()
        page.biography = f"<p>{escape(data.bio, quote=False)}</p>"
        page.save_revision(user=user)
        publish_sample(page)
        note_page(page)
        pages.append(page)
    return pages


def note_topics(parts: Parts) -> None:
    """Writes down the topics that the articles brought along."""
    note(*{topic.pk: topic for page in parts.pages.values() for topic in page.topics.all()}.values())
