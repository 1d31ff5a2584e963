from .env import env

__all__ = [
    "NOTICE_KEEP_DAYS",
    "SIGNOFF_HOURS",
    "STAGE_REMIND_PERCENT",
    "TELEGRAM_API_BASE",
    "TELEGRAM_STAFF_BOT_NAME",
    "TELEGRAM_STAFF_BOT_TOKEN",
]

NOTICE_KEEP_DAYS = env.int("NOTICE_KEEP_DAYS", default=90)
"""Days for which the staff's notices are kept."""

SIGNOFF_HOURS = env.int("SIGNOFF_HOURS", default=24)
"""Hours for which a leader's link is good."""

STAGE_REMIND_PERCENT = env.int("STAGE_REMIND_PERCENT", default=25)
"""How much of a stage's time is left when its reminder comes, in per cent; at least five minutes."""

TELEGRAM_STAFF_BOT_TOKEN = env.str("TELEGRAM_STAFF_BOT_TOKEN", default="")
"""The token of the bot that brings notices to the staff; without it Telegram is not offered."""

TELEGRAM_STAFF_BOT_NAME = env.str("TELEGRAM_STAFF_BOT_NAME", default="").lstrip("@")
"""The bot's user name, for the link that opens its chat."""

TELEGRAM_API_BASE = env.str("TELEGRAM_API_BASE", default="https://api.telegram.org").rstrip("/")
"""Where the Bot API stands: Telegram's own, or a server of yours that speaks it."""
