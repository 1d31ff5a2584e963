import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.publication.models import Contribution
from cms.text.fold import slug
from cms.text.normal import one_line
from cms.trail.record import record
from media.actions import add_photo
from media.errors import BadFile
from media.models import Photo

from ..importing import Grid, PhotoSlot, Report, ReportBlock
from ..models import ArticleAuthor, ArticlePage, SectionPage
from .drafting import add_draft, check_may_add, files_undone, rich_text, stream, table_value

if TYPE_CHECKING:
    from cms.staff.models import User

_CREDIT = re.compile(r"[\s.,;–-]*\(?\s*Ảnh\s*:\s*(?P<credit>[^()]{2,120}?)\s*\)?\.?$", re.IGNORECASE)

# A caption of 500 characters with its credit of 160, and blanks.
_LONGEST_WORDS = 1_000


@dataclass(frozen=True)
class ImportedArticle:
    """The draft, and what whoever brought it should look at."""

    page: ArticlePage
    warnings: tuple[str, ...]


def import_report(
    report: Report, *, section: SectionPage, user: "User | None", day: dt.date | None = None
) -> ImportedArticle:
    """Makes a draft of a report below the section, all of it or nothing: rows in one transaction, and no file left over.

    ``user`` is whose contribution it is, and signs where the report is not signed. ``day`` stands above a day that the report
    names. Raises ``PermissionDenied`` where the user may not add articles there.
    """
    check_may_add(user, section)
    with files_undone() as written, transaction.atomic():
        day, warnings = _day_of(report, day)
        blocks, photo_warnings = raw_body(report.blocks, user, written)
        page = ArticlePage(title=report.headline, lede=report.lede, day=day, body=stream(blocks))
        page.authors.set(_authors(report.byline, user))
        add_draft(page, section, user, Contribution.Way.IMPORT)
        record("article.imported", actor=user, subject=f"page:{page.pk}", data={"section": section.pk})
    return ImportedArticle(page, (*report.warnings, *warnings, *photo_warnings))


def _day_of(report: Report, day: dt.date | None) -> tuple[dt.date | None, list[str]]:
    partial = report.partial_day or (report.day and (report.day.day, report.day.month))
    named = f"{partial[0]}/{partial[1]}" if partial else ""
    if day is not None:
        if (partial and partial != (day.day, day.month)) or (report.day and report.day != day):
            return day, [
                _("The lede names the day %(named)s, the article got the day %(day)s.")
                % {"named": named, "day": f"{day:%d/%m/%Y}"}
            ]
        return day, []
    if report.day is not None:
        return report.day, []
    if named:
        return None, [
            _("The lede names the day %(named)s without its year; please set the article's day.") % {"named": named}
        ]
    return None, [_("The lede names no day; please set the article's day.")]


def _authors(byline: tuple[str, ...], user: "User | None") -> list[ArticleAuthor]:
    """Pen names of the newsroom become their persons; a report without a byline is signed by who brought it."""
    if not byline:
        return [ArticleAuthor(user=user, sort_order=0)] if user else []
    by_name: dict[str, list[User]] = {}
    for member in get_user_model()._default_manager.filter(is_active=True):
        by_name.setdefault(member.byline, []).append(member)
    authors = []
    for order, name in enumerate(byline):
        known = by_name.get(name, [])
        if user in known:
            known = [user]
        # A name that two people sign with stays a name.
        authors.append(
            ArticleAuthor(user=known[0], sort_order=order)
            if len(known) == 1
            else ArticleAuthor(name=name[:120], sort_order=order)
        )
    return authors


def raw_body(
    blocks: tuple[ReportBlock, ...], user: "User | None", written: list[Any]
) -> tuple[list[tuple[str, Any]], list[str]]:
    """The raw blocks of the body, with what went wrong; text that follows text becomes one block. Files that are stored on the way
    are put down in ``written``."""
    body: list[tuple[str, Any]] = []
    warnings: list[str] = []
    for block in blocks:
        if isinstance(block, PhotoSlot):
            body.append(("photo", _photo(block, user, written, warnings)))
        elif isinstance(block, Grid):
            body.append(("table", table_value(block)))
        elif body and body[-1][0] == "text":
            body[-1] = ("text", body[-1][1] + rich_text(block))
        else:
            body.append(("text", rich_text(block)))
    return body, warnings


def _photo(slot: PhotoSlot, user: "User | None", written: list[Any], warnings: list[str]) -> dict[str, Any]:
    value = {"photo": None, "title": slot.title[:250], "caption": slot.caption[:500]}
    if slot.data is None:
        return value
    try:
        photo = _stored(slot.data, slot, user, written)
    except (BadFile, ValidationError) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        warnings.append(_("A photo could not be taken along: %(reason)s") % {"reason": reason})
        return value
    # The caption went to the photo, so that it is there for whoever uses it next.
    return {"photo": photo.pk, "title": value["title"], "caption": ""}


def _stored(data: bytes, slot: PhotoSlot, user: "User | None", written: list[Any]) -> Photo:
    # The text that stands for a picture may have any length, and the search takes its square.
    words = one_line(slot.caption[:_LONGEST_WORDS])
    credit = _CREDIT.search(words)
    caption = words[: credit.start()] if credit else words
    name = slot.title or caption or slot.filename or _("Photo")
    with transaction.atomic():
        photo = add_photo(
            data,
            slug(name, longest=40),
            user=user,
            title=name,
            caption=caption[:500],
            credit=credit["credit"] if credit else "",
        )
        written.append(photo.file)
    return photo
