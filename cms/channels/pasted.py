"""The post that a link leads to which a person has pasted, and what the person is told of it."""

from django.utils.translation import gettext as _

from .errors import ChannelError
from .models import Account, Placement
from .registry import is_platform, platform


def post_at(code: str, recipient_id: int | None, page_id: int | None, url: str) -> str:
    """What the platform calls the post at the link, on the account and of the page; empty where the link does not say. Raises
    ``ChannelError`` for the post of another page."""
    account = Account.objects.filter(pk=recipient_id or 0).first() if is_platform(code) else None
    found = platform(code).post_at(account, url) if account else ""
    others = Placement.objects.filter(channel=code, recipient_id=recipient_id, remote_id=found)
    if found and page_id is not None and others.exclude(page_id=page_id).exists():
        raise ChannelError(_("This link leads to the post of another article."))
    return found


def told_of(place: Placement) -> str:
    """What the person is told whose link was kept at a place: whether corrections find the post by it."""
    if place.remote_id:
        return _("The link is kept: corrections find the post by it.")
    if is_platform(place.channel):
        return _(
            "The link is kept, but the platform's number of the post can't be read from it: each correction will be a task by "
            "hand. Where the platform shows another link of the post, with its number, enter that one."
        )
    return _("The link is kept: tasks by hand have it from now on.")
