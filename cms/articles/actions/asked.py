"""What was asked for beside the file: words of a command line to things of the newsroom."""

import datetime as dt
import re
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from ..importing import ImportFileError
from ..models import SectionPage
from ..queries import article_sections, sections_open_to

if TYPE_CHECKING:
    from cms.staff.models import User


def author_named(username: str | None) -> "User | None":
    """The active member with this user name; None where none was asked for. Raises ``ImportFileError``."""
    if username is None:
        return None
    user = get_user_model()._default_manager.filter(username=username, is_active=True).first()
    if user is None:
        raise ImportFileError(_("There is no user “%(name)s”.") % {"name": username})
    return user


def section_named(slug: str | None, author: "User | None") -> SectionPage:
    """The section with this slug, else the first where the author may write. Raises ``ImportFileError``."""
    if slug is None:
        sections = article_sections() if author is None else sections_open_to(author)
        if not sections:
            raise ImportFileError(_("There is no section to put an article in."))
        return sections[0]
    section = next((section for section in article_sections() if section.slug == slug), None)
    if section is None:
        raise ImportFileError(_("There is no section of articles “%(slug)s”.") % {"slug": slug})
    return section


def day_written(text: str | None) -> dt.date | None:
    """The day written as ``2026-03-18``; None where none was asked for. Raises ``ImportFileError``."""
    if text is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise ImportFileError(_("“%(text)s” is no day: write it as 2026-03-18.") % {"text": text})
