"""What a rule asks of a post itself, beside the platform's limits."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .queries import rule_of

if TYPE_CHECKING:
    from ..channel import Channel, Payload


def missing(channel: "Channel", payload: "Payload") -> list[str]:
    """What the post lacks by the rule of today, in the user's language. Where the article itself goes out, nothing."""
    if channel.words is None or channel.has_picture(payload):
        return []
    rule = rule_of(channel.code)
    return [_("By the channel's rule a post needs a picture.")] if rule and rule.needs_picture else []
