from .env import env

__all__ = ["AFTER_REVIEW_HOURS", "CORRECTION_REQUEST_DAYS", "CORRECTION_REQUEST_KEEP_DAYS"]

AFTER_REVIEW_HOURS = env.int("AFTER_REVIEW_HOURS", default=24)
"""Hours within which somebody else looks at what was published or withdrawn in an emergency."""

CORRECTION_REQUEST_DAYS = env.int("CORRECTION_REQUEST_DAYS", default=5)
"""Days in which a request for correction from outside is to be answered, unless its form says another day."""

CORRECTION_REQUEST_KEEP_DAYS = env.int("CORRECTION_REQUEST_KEEP_DAYS", default=365)
"""Days for which an answered request keeps the name and the address of who sent it."""
