"""Front page, sections and imprint of the demo newsroom."""

from cms.articles.models import ArticlePage, FrontPage, ImprintPage, LeadArticle, SectionPage
from cms.publication.install import seal_installed
from cms.publication.models import Kind
from cms.staff.models import User
from newsroom.installation import install

from .content import SiteData
from .ledger import note_page


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
            title=new.title, slug=new.slug, menu_order=new.order, intro=new.intro, live=False, owner=user
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


def lead_front(site: SiteData, pages: dict[str, ArticlePage], user: User) -> FrontPage:
    """Gives the front page its name and its leading articles."""
    front = FrontPage.objects.get().latest_draft()
    front.title, front.tagline = site.front.title, site.front.tagline
    front.leads = [LeadArticle(article=pages[key], sort_order=order) for order, key in enumerate(site.front.leads)]
    front.save_revision(user=user)
    seal_installed(front, kind=Kind.SAMPLE)
    return front
