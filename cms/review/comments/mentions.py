"""Members who are named in a text with ``@username``."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.publication.pages import ReviewedPage
from cms.text.fold import fold

from ..notices.concerned import active, members_of, workers_on_draft
from .models import Comment, Reply
from .permissions import user_can_comment

if TYPE_CHECKING:
    from cms.staff.models import User

OFFERED = 8
"""How many members the chooser shows."""
_MOST_ASKED = 60
"""How many of those whose name fits are asked whether they may see the draft; of more, one types another letter."""
# What a username may hold; a sign that ends the sentence is no part of it.
_MENTION = re.compile(r"(?<![\w.@+-])@([\w.@+-]*\w)")


def mentioned_in(text: str, page: ReviewedPage) -> "tuple[list[User], list[str]]":
    """The members named in the text who may see the draft, and the names that are none of theirs."""
    names = list(dict.fromkeys(_MENTION.findall(text)))
    known = {user.get_username(): user for user in active().filter(username__in=names)} if names else {}
    told = {name: user for name, user in known.items() if user_can_comment(user, page)}
    return list(told.values()), [name for name in names if name not in told]


def with_names(text: str, mentioned: "Iterable[User]") -> SafeString:
    """The text as HTML, with mentioned members by the names they bear."""
    names = {user.get_username(): str(user) for user in mentioned}
    paragraphs = (_line(line, names) for line in text.split("\n"))
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in paragraphs))


def _line(line: str, names: Mapping[str, str]) -> SafeString:
    pieces: list[str] = []
    at = 0
    for match in _MENTION.finditer(line):
        if name := names.get(match[1]):
            pieces += [conditional_escape(line[at : match.start()]), format_html("<b>@{}</b>", name)]
            at = match.end()
    return mark_safe("".join([*pieces, conditional_escape(line[at:])]))  # noqa: S308 - each piece is escaped


def members_to_mention(page: ReviewedPage, typed: str, by: "User") -> "list[User]":
    """Members whose name or username has a word that begins with what was typed, without diacritics too.

    First those who have to do with the draft; nobody who may not see it, and not the one who types.
    """
    wanted = fold(typed)
    members = [user for user in active().exclude(pk=by.pk) if _fits(user, wanted)]
    near = _concerned(page)
    members.sort(key=lambda user: (user.pk not in near, fold(user.first_name), str(user)))
    found: list[User] = []
    for user in members[:_MOST_ASKED]:
        if len(found) == OFFERED:
            break
        if user_can_comment(user, page):
            found.append(user)
    return found


def _fits(user: "User", wanted: str) -> bool:
    name = fold(f"{user} {user.pen_name}")
    return any(f" {known}".find(f" {wanted}") >= 0 for known in (name, fold(user.get_username())))


def _concerned(page: ReviewedPage) -> set[int]:
    """Who worked on the draft, said something about it, or passes the stage at which it stands."""
    ids = workers_on_draft(page.pk)
    ids.update(Comment.objects.filter(page=page).exclude(author=None).values_list("author_id", flat=True))
    ids.update(Reply.objects.filter(comment__page=page).exclude(author=None).values_list("author_id", flat=True))
    state = page.current_workflow_task_state
    if state is not None:
        ids.update(members_of(state.task.specific).values_list("pk", flat=True))
    return ids
