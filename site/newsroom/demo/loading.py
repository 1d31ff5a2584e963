"""Makes the demo newsroom: everything or nothing, in one transaction."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.articles.actions.drafting import files_undone
from cms.articles.models import ArticlePage
from cms.publication.install import is_sample, mark_as_sample
from cms.registry.models import Body, Congress, Office, Person, Session
from cms.review.notices.models import Outgoing
from cms.staff.models import User
from cms.staff.roles import Role
from cms.trail.record import record
from newsroom.demo_accounts import accounts_file, make_demo_accounts
from reader.rebuild import rebuild

from . import content, desk, files, frame, ledger, pages, rows, times
from .audience import make_audience
from .errors import DemoRefused

Progress = Callable[[str], None]


def load(progress: Progress = lambda text: None) -> bool:
    """Loads the demo newsroom; False where it is there already (lost accounts get new passwords then).

    Raises ``DemoRefused`` in a database with content of its own.
    """
    if ledger.is_loaded():
        if not accounts_file().exists():
            make_demo_accounts()
        return False
    if not is_sample() and (ArticlePage.objects.exists() or Person.objects.exists()):
        raise DemoRefused(
            _("This database has articles or people of its own. Load the demo newsroom into an empty one.")
        )
    # A task a save would keep the worker from its first pictures; what refers to what is written once, at the end.
    with files_undone() as written, disable_reference_index_auto_update(), transaction.atomic():
        mark_as_sample()
        _load(progress, written)
        _write_references()
    return True


def _load(progress: Progress, written: list[Any]) -> None:
    world, site, articles = content.world(), content.site(), content.articles()
    staff = make_demo_accounts()
    ledger.note(*staff.values(), *{user.unit.pk: user.unit for user in staff.values() if user.unit}.values())
    coordinator = staff[Role.COORDINATOR]
    progress(_("Front page and sections"))
    sections = frame.make_frame(site, coordinator)
    progress(_("Pictures and papers"))
    photos = files.make_photos(world, staff[Role.PHOTO_EDITOR], written)
    papers = files.make_papers(world, coordinator, written)
    progress(_("People and sessions"))
    bodies = rows.make_bodies(world)
    people = rows.make_people(world, bodies)
    sessions = rows.make_sessions(world, bodies, people, papers)
    users = {user.username: user for user in staff.values()}
    parts = pages.Parts(people, sessions, photos, papers, sections, users)
    session_pages = pages.make_session_pages(world, parts, sections["phien-hop"], coordinator)
    person_pages = pages.make_person_pages(world, parts, sections["nhan-vat"], coordinator)
    committees = pages.make_committees(world, parts, bodies, sections["nhan-vat"], coordinator)
    documents = pages.make_documents(world, parts, sections["van-kien"], coordinator)
    progress(_("Articles"))
    moments = _articles(articles, parts, staff)
    front = frame.arrange_front(site, parts, coordinator)
    moments |= {session_pages[data.key].pk: times.session_announced(data.day) for data in world.session}
    moments |= {documents[data.key].pk: data.first_public_at for data in world.document}
    moments |= {page.pk: times.OPENED for page in [*person_pages, *committees, *sections.values(), front]}
    times.set_back(moments)
    make_audience(staff[Role.CHANNEL_MANAGER])
    # The notices of what was loaded stand in the admin; they are mailed to nobody.
    Outgoing.objects.filter(notice__page_id__in=ledger.noted_ids(Page)).delete()
    rebuild()
    record("demo.loaded", subject="site:demo", data={"articles": len(articles), "people": len(people)})


def _write_references() -> None:
    """Tells Wagtail which pages and entries use which, as its own task does after a save."""
    entries = [entry for kind in (Body, Congress, Office, Person, Session) for entry in ledger.noted(kind)]
    for thing in [*entries, *Page.objects.filter(depth__gt=1).specific()]:
        ReferenceIndex.create_or_update_for_object(thing)


def _articles(
    articles: tuple[content.ArticleData, ...], parts: pages.Parts, staff: dict[Role, User]
) -> dict[int, dt.datetime]:
    """Writes the articles and brings each to its state; when each of the public ones came out, by page id."""
    reporter = staff[Role.REPORTER]
    pages.add_places(articles, parts, reporter)
    moments = {}
    for data in articles:
        page = pages.write_article(data, parts, reporter)
        if data.state in pages.PUBLIC:
            pages.publish_sample(page)
        desk.bring_to_state(page, data, staff)
        if data.first_public_at:
            moments[page.pk] = data.first_public_at
    pages.note_topics(parts)
    return moments
