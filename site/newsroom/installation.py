"""The frame of a new site: front page, the three lists, the imprint and the pages about the site."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import override, pgettext
from wagtail.models import Page, Site

from cms.articles.actions.drafting import stream
from cms.articles.models import FrontPage, ImprintPage, InfoPage, SectionPage
from cms.publication.install import seal_installed
from cms.publication.models import Kind, Shelf
from cms.publication.pages import ReviewedPage

_INSTALLED = Path(__file__).parent / "installed"


@transaction.atomic
def install() -> FrontPage:
    """Makes what is missing of the frame and gives the front page; may be run again at any time.

    Front page and lists are published at once, as ``installation``; the imprint and the pages about the site stay drafts, since
    only the operator knows what is to stand there, and vouches for it.
    """
    with override(settings.LANGUAGE_CODE):
        front = _front_page()
        _site(front)
        for order, (title, slug, lists) in enumerate(
            [
                (pgettext("section", "News"), "tin-tuc", "articles"),
                (pgettext("section", "Sessions"), "phien-hop", "sessions"),
                (pgettext("section", "People"), "nhan-vat", "people"),
            ],
            start=1,
        ):
            _child(front, SectionPage(title=title, slug=slug, lists=lists, menu_order=order), publish=True)
        imprint = ImprintPage(
            title=pgettext("section", "About us"), slug="toa-soan", operator=settings.WAGTAIL_SITE_NAME
        )
        _child(front, imprint, publish=False)
        for page in info_pages():
            _child(front, page, publish=False)
    return front


def info_pages() -> list[InfoPage]:
    """The pages about the site itself, as the newsroom comes with them: how it reviews, and how accessible it is."""
    pages = []
    for file in sorted(_INSTALLED.glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        page = InfoPage(
            title=said["title"], slug=file.stem, lede=said["lede"], body=stream([("text", _one_line(said["text"]))])
        )
        pages.append(page)
    return pages


def _one_line(html: str) -> str:
    return "".join(line.strip() for line in html.splitlines())


def _front_page() -> FrontPage:
    front = FrontPage.objects.first()
    root = Page.get_first_root_node()
    # Wagtail's own name for it is English; the admin shows it above the list of all pages.
    name = pgettext("section", "All pages")
    Page.objects.filter(pk=root.pk, title="Root").update(title=name, draft_title=name)
    if front is None:
        for welcome in root.get_children().exact_type(Page):
            welcome.delete()
        root.refresh_from_db()
        front = root.add_child(instance=FrontPage(title=settings.WAGTAIL_SITE_NAME, slug="trang-chu", live=False))
        front.save_revision()
    return front


def _site(front: FrontPage) -> None:
    address = urlsplit(settings.PUBLIC_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": front,
            "hostname": address.hostname,
            "port": port,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    _publish(front)


def _child(front: FrontPage, page: ReviewedPage, *, publish: bool) -> None:
    existing = front.get_children().filter(slug=page.slug).first()
    if existing is None:
        page.live = False
        front.add_child(instance=page)
        page.save_revision()
        existing = page
    if publish:
        _publish(existing.specific)


def _publish(page: ReviewedPage) -> None:
    if not Shelf.objects.filter(pk=page.pk).exists():
        seal_installed(page, kind=Kind.INSTALLATION)
