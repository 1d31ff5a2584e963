from .env import env
from .security import PRODUCTION

__all__ = ["NEWSLETTER_FROM", "NEWSLETTER_KEEP_DAYS", "WEBHOOK_ALLOWED_NETS", "WEBHOOK_HTTPS_ONLY"]

NEWSLETTER_FROM = env.str("NEWSLETTER_FROM", default="")
"""The sender of the newsletter, ``Name <address>``; without it ``DEFAULT_FROM_EMAIL``."""

NEWSLETTER_KEEP_DAYS = env.int("NEWSLETTER_KEEP_DAYS", default=30)
"""Days for which the address of somebody is kept who never confirmed the subscription, or has ended it."""

WEBHOOK_ALLOWED_NETS = env.list("WEBHOOK_ALLOWED_NETS", default=[] if PRODUCTION else ["127.0.0.0/8", "::1/128"])
"""Private networks in which partners' endpoints may stand, as ``10.1.0.0/16``. All other private addresses are refused."""

WEBHOOK_HTTPS_ONLY = PRODUCTION
"""Whether partners' endpoints must speak https."""
