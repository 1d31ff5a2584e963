"""What all actions that begin a draft have in common."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cms.publication.models import Contribution
from cms.publication.pages import ReviewedPage

from ..importing import Grid, Heading, ListOf, Paragraph, ReportBlock
from ..models import SectionPage
from ..permissions import user_can_add_article

if TYPE_CHECKING:
    from cms.staff.models import User

Page = TypeVar("Page", bound=ReviewedPage)


def check_may_add(user: "User | None", section: SectionPage) -> None:
    """Raises ``PermissionDenied`` where the user may not add an article below the section; nobody (a command) may."""
    if user is not None and not user_can_add_article(user, section):
        raise PermissionDenied(
            _("%(user)s may not add articles to the section “%(section)s”.") % {"user": user, "section": section.title}
        )


def add_draft(
    page: Page, section: SectionPage, user: "User | None", way: Contribution.Way = Contribution.Way.EDIT
) -> Page:
    """Adds the page below the section as a draft with its first revision, as the user's contribution."""
    page.live = False
    page.owner = user
    page.locale = section.locale
    section.add_child(instance=page)
    page.save_revision(user=user, log_action=True, way=way)
    return page


def stream(blocks: list[tuple[str, Any]]) -> str:
    """Blocks by type and raw value as the JSON of a body."""
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def rich_text(block: ReportBlock) -> str:
    """The rich text of what is text; empty for other blocks."""
    if isinstance(block, Paragraph):
        return f"<p>{block.html}</p>"
    if isinstance(block, Heading):
        tag = "h4" if block.level > 1 else "h3"
        return f"<{tag}>{escape(block.text, quote=False)}</{tag}>"
    if isinstance(block, ListOf):
        tag = "ol" if block.ordered else "ul"
        points = "".join(f"<li>{item}</li>" for item in block.items)
        return f"<{tag}>{points}</{tag}>"
    return ""


def table_value(grid: Grid) -> dict[str, Any]:
    """The raw value of a table block."""
    return {
        "data": [list(row) for row in grid.rows],
        "cell": [],
        "first_row_is_table_header": len(grid.rows) > 1,
        "first_col_is_header": False,
        "table_header_choice": "row" if len(grid.rows) > 1 else "",
        "table_caption": "",
    }


@contextmanager
def files_undone() -> Iterator[list[Any]]:
    """Gives a list for the file fields that are written; where the block fails, the files are deleted again.

    The database undoes its rows by itself, the disk does not.
    """
    written: list[Any] = []
    try:
        yield written
    except BaseException:
        for file in written:
            file.storage.delete(file.name)
        raise
