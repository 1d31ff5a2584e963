"""Whether a story goes to a channel by its rule: by the session that it is about, the phase of the congress, its section."""

from dataclasses import dataclass

from wagtail.models import Page

from cms.publication.story import Story
from cms.registry.models import Session
from cms.review.stages.about import phases_of
from cms.review.stages.kinds import AboutSession, InPhase
from cms.sending.queued import Queued

from .models import Rule
from .queries import rule_of

UNDER_WAY = frozenset({Queued.State.SENDING, Queued.State.UNKNOWN})
"""States of a delivery that may have arrived."""


@dataclass(frozen=True)
class Subject:
    """What a story is about, and where it stands, as rules go by."""

    session: str
    phases: frozenset[str]
    section_id: int | None


def subject_of(story: Story) -> Subject:
    """The story's session, phases and section as they are now."""
    session = None
    if story.session is not None:
        found = Session.objects.filter(pk=story.session.session_id).select_related("phase", "congress")
        session = found.prefetch_related("congress__phases").first()
    phases = phases_of(session, session.day if session else story.day) or frozenset({InPhase.NONE.value})
    return Subject(session.kind if session else AboutSession.NONE.value, phases, _section_of(story.page_id))


def why_not(rule: Rule, story: Story) -> frozenset[str]:
    """What keeps the story from the channel: ``sessions``, ``phases``, ``sections``; empty where it goes there. A digest of the
    newsletter is about none of them."""
    sections = set(rule.sections.values_list("pk", flat=True))
    if story.kind != "article" or not (rule.sessions or rule.phases or rule.names_sections or sections):
        return frozenset()
    subject, found = subject_of(story), set()
    if rule.sessions and subject.session not in rule.sessions:
        found.add("sessions")
    if rule.phases and subject.phases.isdisjoint(rule.phases):
        found.add("phases")
    # The preview of a page that is not saved yet stands nowhere.
    named = rule.names_sections or bool(sections)
    if named and subject.section_id is not None and subject.section_id not in sections:
        found.add("sections")
    return frozenset(found)


def goes(channel: str, story: Story) -> bool:
    """Whether the story goes to the channel by the rule of today, or may stand there already: then what comes of it follows."""
    return takes(channel, story) or may_stand(channel, story.page_id)


def takes(channel: str, story: Story) -> bool:
    """Whether the story goes to the channel by the rule of today."""
    rule = rule_of(channel)
    return rule is None or not why_not(rule, story)


def may_stand(channel: str, page_id: int) -> bool:
    """Whether the article stands on the channel, or was sent there where no places are kept, by itself or in a digest; or is on its
    way there, or nobody knows."""
    from ..models import Delivery, Dispatch, Placement
    from ..registry import channel as channel_of

    taker = channel_of(channel)
    dispatches = Dispatch.objects.filter(page_id=page_id, channel=channel).values("pk")
    sent = UNDER_WAY if taker.keeps_places else UNDER_WAY | {Delivery.State.DELIVERED}
    if Delivery.objects.filter(dispatch__in=dispatches, state__in=sent).exists():
        return True
    if not taker.keeps_places:
        return bool(taker.told_by(page_id))
    return Placement.objects.filter(page_id=page_id, channel=channel, state=Placement.State.STANDS).exists()


def _section_of(page_id: int) -> int | None:
    page = Page.objects.filter(pk=page_id).first()
    parent = page.get_parent() if page else None
    return parent.pk if parent else None
