"""Front page, sections and imprint of the demo newsroom."""

from typing import Any

from cms.articles.actions.drafting import stream
from cms.articles.models import FrontPage, ImprintPage, InfoPage, SectionPage
from cms.publication.install import seal_installed
from cms.publication.models import Kind
from cms.staff.models import User
from newsroom.installation import install

from .content import SiteData, ZoneData
from .ledger import note_page
from .pages import Parts


def make_frame(site: SiteData, user: User) -> dict[str, SectionPage]:
    """The site with the demo's sections and imprint, sealed as sample; the sections by slug."""
    front = install()
    sections = {}
    for slug, existing in site.existing.items():
        section = SectionPage.objects.child_of(front).get(slug=slug).latest_draft()
        section.title, section.menu_order, section.intro = existing.title, existing.order, existing.intro
        section.save_revision(user=user)
        seal_installed(section, kind=Kind.SAMPLE)
        sections[slug] = SectionPage.objects.get(pk=section.pk)
    front = FrontPage.objects.get(pk=front.pk)
    for new in site.section:
        page = SectionPage(
            title=new.title,
            slug=new.slug,
            lists=new.lists,
            menu_order=new.order,
            intro=new.intro,
            live=False,
            owner=user,
        )
        front.add_child(instance=page)
        page.save_revision(user=user)
        seal_installed(page, kind=Kind.SAMPLE)
        note_page(page)
        sections[new.slug] = SectionPage.objects.get(pk=page.pk)
    _imprint(site, front, user)
    return sections


def _imprint(site: SiteData, front: FrontPage, user: User) -> None:
    imprint = ImprintPage.objects.child_of(front).get().latest_draft()
    for name, value in site.imprint.model_dump().items():
        setattr(imprint, name, value)
    imprint.save_revision(user=user)
    seal_installed(imprint, kind=Kind.SAMPLE)
    note_page(imprint)
    for page in InfoPage.objects.child_of(front):
        seal_installed(page, kind=Kind.SAMPLE)
        note_page(page)


def arrange_front(site: SiteData, parts: Parts, user: User) -> FrontPage:
    """Gives the front page its name and its zones."""
    front = FrontPage.objects.get().latest_draft()
    front.title, front.tagline = site.front.title, site.front.tagline
    front.zones = stream([(zone.type, _zone(zone, parts)) for zone in site.front.zone])
    front.save_revision(user=user)
    seal_installed(front, kind=Kind.SAMPLE)
    return front


def _zone(zone: ZoneData, parts: Parts) -> dict[str, Any]:
    """The raw value of a zone, as the stream stores it."""
    value: dict[str, Any] = {"heading": zone.heading, "note": zone.note}
    articles = [parts.pages[key].pk for key in zone.articles]
    if zone.type == "second":
        return value | {"pages": articles, "places": zone.entries}
    if articles:
        value["page"] = articles[0]
    if zone.section:
        value["section"] = parts.sections[zone.section].pk
    if zone.papers:
        value["documents"] = [parts.papers[key].pk for key in zone.papers]
    return value | ({"entries": zone.entries} if zone.entries else {})
