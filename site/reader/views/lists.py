"""Lists that no page of the tree stands for: topics and the archive by day."""

import calendar
import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.text.dates import long_day, today

from .. import frame as frames
from .. import queries, structured
from ..links import absolute
from ..page import Crumb, Meta
from .door import current, readable


@readable
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What was published on a topic, newest first."""
    edition = queries.edition()
    before = queries.Cursor.parse(request.GET.get("truoc", ""))

    def build() -> HttpResponse:
        listing = queries.page_of(f"topic:{slug}", before)
        if not listing.teasers:
            raise Http404
        name = next(topic["name"] for topic in listing.teasers[0].topics if topic["slug"] == slug)
        path = reverse("topic", args=[slug])
        trail = (Crumb(_("Front page"), "/"), Crumb(name, path))
        return _render(
            "topic",
            frames.load(edition),
            {"listing": listing, "name": name, "crumbs": trail},
            title=name,
            path=path + (f"?truoc={before}" if before else ""),
            trail=trail,
            feed=path,
        )

    return current(request, edition, build, key=f"topic:{slug}|{before}")


@readable
def archive(request: HttpRequest, year: int | None = None, month: int | None = None) -> HttpResponseBase:
    """The calendar of a month with the days on which something came out; without a month, of the newest."""
    edition = queries.edition()
    asked = _month(year, month) if year and month else None

    def build() -> HttpResponse:
        months = queries.months()
        first = asked or (months[0][0] if months else today().replace(day=1))
        days = queries.days_of_month(first)
        if asked and not days:
            raise Http404
        weeks = [
            [(day, days.get(day, 0)) if day.month == first.month else None for day in week]
            for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        ]
        path = reverse("archive_month", args=[first.year, first.month]) if asked else reverse("archive")
        title = _("Archive: %(month)s") % {"month": f"{first:%m/%Y}"} if asked else _("Archive")
        trail = (Crumb(_("Front page"), "/"), Crumb(_("Archive"), reverse("archive")))
        at = [value for value, _articles in months].index(first) if days else -1
        around = {
            "later": months[at - 1][0] if at > 0 else None,
            "earlier": months[at + 1][0] if 0 <= at < len(months) - 1 else None,
        }
        context = {"month": first, "weeks": weeks, "years": _by_year(months), "crumbs": trail, "title": title, **around}
        return _render("archive", frames.load(edition), context, title=title, path=path, trail=trail)

    return current(request, edition, build, key=f"archive:{asked}")


@readable
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponseBase:
    """The articles of one day."""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise Http404 from None
    edition = queries.edition()
    before = queries.Cursor.parse(request.GET.get("truoc", ""))

    def build() -> HttpResponse:
        listing = queries.page_of(f"day:{date}", before)
        if not listing.teasers:
            raise Http404
        earlier, later = queries.neighbours(date)
        path = reverse("archive_day", args=[year, month, day])
        trail = (
            Crumb(_("Front page"), "/"),
            Crumb(_("Archive"), reverse("archive")),
            Crumb(f"{date:%m/%Y}", reverse("archive_month", args=[year, month])),
            Crumb(long_day(date), path),
        )
        context = {"listing": listing, "day": date, "earlier": earlier, "later": later, "crumbs": trail}
        return _render("day", frames.load(edition), context, title=long_day(date), path=path, trail=trail)

    return current(request, edition, build, key=f"day:{date}|{before}")


def _month(year: int, month: int) -> dt.date:
    try:
        return dt.date(year, month, 1)
    except ValueError:
        raise Http404 from None


def _by_year(months: list[tuple[dt.date, int]]) -> dict[int, list[tuple[dt.date, int]]]:
    years: dict[int, list[tuple[dt.date, int]]] = {}
    for month, articles in months:
        years.setdefault(month.year, []).append((month, articles))
    return years


def _render(
    template: str,
    frame: frames.Frame,
    context: dict[str, Any],
    *,
    title: str,
    path: str,
    trail: tuple[Crumb, ...],
    feed: str = "",
) -> HttpResponse:
    meta = Meta(
        title=f"{title} | {frame.site_name}",
        canonical=absolute(path),
        json_ld=structured.crumbs(trail),
        feed=feed,
        feed_title=title,
    )
    context |= {"frame": frame, "meta": meta, "sample": frame.edition.sample}
    return HttpResponse(render_to_string(f"reader/{template}.html", context))
