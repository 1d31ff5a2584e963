"""Who acts, where a signal or a save does not say."""

from cms.trail.source import acting_user

__all__ = ["acting_user"]
