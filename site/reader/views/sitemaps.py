"""The site map: an index, a part for the pages that stay and one a month of articles, and the news of the last two days."""

import datetime as dt
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from .. import frame as frames
from .. import queries
from ..links import absolute
from ..models import Listing
from .door import current, public

MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
MOST_URLS = 50_000
"""Addresses in one file, by the protocol of sitemaps.org."""
MOST_NEWS = 1_000
"""``news:news`` in one file, by Google's documentation of news site maps."""
NEWS_DAYS = 2


@public
def index(request: HttpRequest) -> HttpResponseBase:
    """The index of all parts."""
    edition = queries.edition()

    def build() -> HttpResponse:
        root = Element("sitemapindex", xmlns=MAPS)
        names = ["sitemap_pages", "sitemap_news"]
        addresses = [reverse(name) for name in names]
        addresses += [reverse("sitemap_month", args=[month.year, month.month]) for month, _articles in queries.months()]
        for address in addresses:
            _texts(SubElement(root, "sitemap"), loc=absolute(address))
        return _answer(root)

    return current(request, edition, build, key="sitemap")


@public
def pages(request: HttpRequest) -> HttpResponseBase:
    """Front page, sections, sessions, persons, imprint."""
    edition = queries.edition()
    return current(request, edition, lambda: _urls(queries.listed("pages")), key="sitemap:pages")


@public
def month(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    """The articles of a month."""
    try:
        first = dt.date(year, month, 1)
    except ValueError:
        raise Http404 from None
    edition = queries.edition()

    def build() -> HttpResponse:
        rows = Listing.objects.filter(
            queries.public("teaser__shelf__"), list__gte=f"day:{first}", list__lte=f"day:{first:%Y-%m}-31"
        )
        return _urls(rows.order_by("list", "at", "teaser_id"))

    return current(request, edition, build, key=f"sitemap:{first}")


@public
def news(request: HttpRequest) -> HttpResponseBase:
    """The articles of the last two days, with the time when they first came out."""
    name = frames.load().site_name
    root = Element("urlset", {"xmlns": MAPS, "xmlns:news": NEWS})
    since = timezone.now() - dt.timedelta(days=NEWS_DAYS)
    for row in queries.listed("front").filter(at__gte=since)[:MOST_NEWS]:
        url = SubElement(root, "url")
        _texts(url, loc=absolute(row.teaser.shelf.path))
        item = SubElement(url, "news:news")
        publication = SubElement(item, "news:publication")
        SubElement(publication, "news:name").text = name
        SubElement(publication, "news:language").text = row.teaser.language
        SubElement(item, "news:publication_date").text = row.at.isoformat(timespec="seconds")
        SubElement(item, "news:title").text = row.teaser.headline
    return _answer(root)


@public
def robots(request: HttpRequest) -> HttpResponseBase:
    """What robots may read: all but the newsroom and the search."""
    closed = [reverse("wagtailadmin_home"), reverse("account_login"), reverse("search")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}", f"Sitemap: {absolute(reverse('sitemap_news'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Where browsers look without being told."""
    return HttpResponseRedirect(static("reader/icon-48.png"))


def _urls(rows: Iterable[Listing]) -> HttpResponse:
    root = Element("urlset", xmlns=MAPS)
    columns = ("teaser__shelf__path", "teaser__updated_at")
    for path, updated_at in rows.values_list(*columns)[:MOST_URLS]:  # type: ignore[attr-defined]
        _texts(SubElement(root, "url"), loc=absolute(path), lastmod=updated_at.isoformat(timespec="seconds"))
    return _answer(root)


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _answer(root: Element) -> HttpResponse:
    return HttpResponse(
        tostring(root, encoding="utf-8", xml_declaration=True), content_type="application/xml; charset=utf-8"
    )
