from .env import env
from .security import PRODUCTION
from .wagtail import PUBLIC_BASE_URL

__all__ = [
    "CHANNELS",
    "DIGEST_DAILY_HOUR",
    "DIGEST_WEEKLY_DAY",
    "DIGEST_WEEKLY_HOUR",
    "FACEBOOK_API_BASE",
    "NEWSLETTER_FROM",
    "NEWSLETTER_KEEP_DAYS",
    "NEWSLETTER_RETURN_ADDRESS",
    "NEWSLETTER_RETURN_MAILDIR",
    "NEWSLETTER_SOFT_BOUNCES",
    "OUTBOX_THREADS",
    "OUTGOING_ALLOWED_NETS",
    "OUTGOING_HTTPS_ONLY",
    "REGULATION_BODY",
    "WEB_PUSH_SERVICES",
    "ZALO_API_BASE",
    "ZALO_COVER_URL",
    "ZALO_OAUTH_BASE",
]

CHANNELS = [
    "cms.channels.mail.channel.EmailChannel",
    "cms.channels.webhook.channel.WebhookChannel",
    "cms.channels.telegram.channel.TelegramChannel",
    "cms.channels.facebook.channel.FacebookPage",
    "cms.channels.zalo.channel.ZaloOfficialAccount",
    "cms.channels.webpush.channel.WebPushChannel",
]
"""Where articles go: one class a channel."""

DIGEST_DAILY_HOUR = env.int("DIGEST_DAILY_HOUR", default=17)
"""The hour (0 to 23, the newsroom's clock) at which the daily digest is drawn up; -1: never by itself."""

DIGEST_WEEKLY_DAY = env.int("DIGEST_WEEKLY_DAY", default=5)
"""The weekday of the weekly digest, 1 (Monday) to 7; 0: never by itself."""

DIGEST_WEEKLY_HOUR = env.int("DIGEST_WEEKLY_HOUR", default=16)
"""The hour at which the weekly digest is drawn up."""

FACEBOOK_API_BASE = env.str("FACEBOOK_API_BASE", default="https://graph.facebook.com/v23.0").rstrip("/")
"""Where the Graph API stands, with its version: Facebook keeps one for about two years."""

NEWSLETTER_FROM = env.str("NEWSLETTER_FROM", default="")
"""The sender of the newsletter, ``Name <address>``; without it ``DEFAULT_FROM_EMAIL``."""

NEWSLETTER_KEEP_DAYS = env.int("NEWSLETTER_KEEP_DAYS", default=30)
"""Days for which the address of somebody is kept who never confirmed the subscription, or has ended it."""

NEWSLETTER_RETURN_ADDRESS = env.str("NEWSLETTER_RETURN_ADDRESS", default="")
"""Where mails of the newsletter come back to, as ``tra-lai@example.vn``; each gets a signed part of its own after a ``+``, which
the mail server has to deliver to the same mailbox. Without it mails come back to their sender, and nobody is taken off."""

NEWSLETTER_RETURN_MAILDIR = env.str("NEWSLETTER_RETURN_MAILDIR", default="")
"""The Maildir of that mailbox, which the worker empties; without it the mail server pipes to ``manage.py take_returns``."""

NEWSLETTER_SOFT_BOUNCES = env.int("NEWSLETTER_SOFT_BOUNCES", default=5)
"""On how many days, within thirty, mails may come back for a reason that may pass until somebody is taken off; 0: never."""

OUTBOX_THREADS = env.int("OUTBOX_THREADS", default=8)
"""How many accounts and partners one worker serves at the same time; each has a thread and a connection to the database."""

OUTGOING_ALLOWED_NETS = env.list("OUTGOING_ALLOWED_NETS", default=[] if PRODUCTION else ["127.0.0.0/8", "::1/128"])
"""Private networks that an address may lead into which somebody has typed (a partner's endpoint, a platform's server), as
``10.1.0.0/16``. All other private addresses are refused."""

OUTGOING_HTTPS_ONLY = PRODUCTION
"""Whether addresses that somebody has typed must speak https."""

WEB_PUSH_SERVICES = env.list(
    "WEB_PUSH_SERVICES",
    default=["fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"],
)
"""The hosts to which notifications for readers' browsers go, with all below them: Chrome and its kin, Firefox, Safari, Edge.
Browsers send these addresses, that is anybody does; one that leads elsewhere is refused."""

ZALO_API_BASE = env.str("ZALO_API_BASE", default="https://openapi.zalo.me/v2.0").rstrip("/")
"""Where Zalo's Open API stands, with its version."""

ZALO_OAUTH_BASE = env.str("ZALO_OAUTH_BASE", default="https://oauth.zaloapp.com/v4/oa").rstrip("/")
"""Where Zalo exchanges tokens."""

ZALO_COVER_URL = env.str("ZALO_COVER_URL", default=f"{PUBLIC_BASE_URL}/static/reader/icon-180.png")
"""The cover of an article without a photo: Zalo takes none without a cover."""
REGULATION_BODY = env.str("REGULATION_BODY", default="")
"""The body that issues the regulations of the channels, as it calls itself on paper. Only with it a printed regulation bears the
national title."""
