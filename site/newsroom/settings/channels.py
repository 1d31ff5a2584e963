from .env import env
from .security import PRODUCTION

__all__ = [
    "CHANNELS",
    "NEWSLETTER_FROM",
    "NEWSLETTER_KEEP_DAYS",
    "OUTBOX_THREADS",
    "OUTGOING_ALLOWED_NETS",
    "OUTGOING_HTTPS_ONLY",
]

CHANNELS = [
    "cms.channels.mail.channel.EmailChannel",
    "cms.channels.webhook.channel.WebhookChannel",
    "cms.channels.telegram.channel.TelegramChannel",
]
"""Where articles go: one class a channel."""

NEWSLETTER_FROM = env.str("NEWSLETTER_FROM", default="")
"""The sender of the newsletter, ``Name <address>``; without it ``DEFAULT_FROM_EMAIL``."""

NEWSLETTER_KEEP_DAYS = env.int("NEWSLETTER_KEEP_DAYS", default=30)
"""Days for which the address of somebody is kept who never confirmed the subscription, or has ended it."""

OUTBOX_THREADS = env.int("OUTBOX_THREADS", default=8)
"""How many accounts and partners one worker serves at the same time; each has a thread and a connection to the database."""

OUTGOING_ALLOWED_NETS = env.list("OUTGOING_ALLOWED_NETS", default=[] if PRODUCTION else ["127.0.0.0/8", "::1/128"])
"""Private networks that an address may lead into which somebody has typed (a partner's endpoint, a platform's server), as
``10.1.0.0/16``. All other private addresses are refused."""

OUTGOING_HTTPS_ONLY = PRODUCTION
"""Whether addresses that somebody has typed must speak https."""
