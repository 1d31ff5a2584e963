from collections.abc import Iterator

from cms.publication import posts
from cms.publication.story import Story

from ..finding import Finding, Severity
from .base import ARTICLES, Rule


class PostsFit(Rule):
    """What the story says on each channel keeps to the channel's limits; once approved it leaves as it is."""

    kinds = ARTICLES

    def check(self, story: Story) -> Iterator[Finding]:
        if not story.headline.strip():
            # No post is whole without one, and another rule says so.
            return
        for channel, reason in posts.problems(story):
            yield Finding("post.unfit", Severity.STOP, f"{channel}: {reason}")
