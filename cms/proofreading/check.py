"""The proofreader: every rule asked about one story."""

from cms.publication.story import Story

from .finding import Finding, Severity
from .rules import RULES

_WEIGHT = {Severity.STOP: 0, Severity.DOUBT: 1, Severity.STYLE: 2}


def findings(story: Story) -> list[Finding]:
    """What the rules find: the gravest first, and in the order of the text among equals."""
    found = [finding for rule in RULES if story.kind in rule.kinds for finding in rule().check(story)]
    return sorted(
        found, key=lambda finding: (_WEIGHT[finding.severity], -1 if finding.block is None else finding.block)
    )


def stops(story: Story) -> list[Finding]:
    """The findings that keep the story from being submitted."""
    return [finding for finding in findings(story) if finding.severity is Severity.STOP]
