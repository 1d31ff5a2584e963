from .env import env

__all__ = ["OPINION_KEEP_DAYS", "OPINION_SPAM_KEEP_DAYS"]

OPINION_KEEP_DAYS = env.int("OPINION_KEEP_DAYS", default=365)
"""Days for which an opinion of a reader on a draft is kept."""

OPINION_SPAM_KEEP_DAYS = env.int("OPINION_SPAM_KEEP_DAYS", default=30)
"""Days for which one that was marked as spam is kept."""
