from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, get_args

from cms.publication.story import Story, StoryKind

from ..finding import Finding

EVERY_KIND: frozenset[str] = frozenset(get_args(StoryKind))
ARTICLES: frozenset[str] = frozenset({"article"})


class Rule(ABC):
    """One thing to look for. ``kinds`` are the kinds of story that the rule is about."""

    kinds: ClassVar[frozenset[str]] = EVERY_KIND

    @abstractmethod
    def check(self, story: Story) -> Iterator[Finding]:
        """Gives a finding for each place where the story breaks the rule; never raises on an unfinished story."""
