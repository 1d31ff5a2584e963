"""The newsroom's own guide, on one page of the admin: what each role does, then a chapter on each room of the review."""

from .views import GuideView

__all__ = ["GuideView"]
