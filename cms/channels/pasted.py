"""The post that a link leads to which a person has pasted."""

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
