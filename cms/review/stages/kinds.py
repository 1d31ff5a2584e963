"""What may be chosen of a stage. The values are stored, so they never change."""

from typing import get_args

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from cms.publication.story import StoryKind
from cms.registry.choices import PhaseKind, SessionKind


class StageKind(TextChoices):
    """What a stage is for. The last one that is no ``leader`` is the approval, to which four eyes apply."""

    DESK = "desk", pgettext_lazy("kind of stage", "desk: works on the copy")
    PHOTO = "photo", pgettext_lazy("kind of stage", "photos")
    PROTOCOL = "protocol", pgettext_lazy("kind of stage", "protocol: names, offices, order")
    APPROVAL = "approval", pgettext_lazy("kind of stage", "approval: by an approving editor")
    LEADER = "leader", pgettext_lazy("kind of stage", "word of a leader outside the newsroom")


class Part(TextChoices):
    """A part of a story that a stage looks at."""

    TEXT = "text", pgettext_lazy("part of a story", "text")
    PHOTOS = "photos", pgettext_lazy("part of a story", "photos with their words")
    PERSONS = "persons", pgettext_lazy("part of a story", "persons and their offices")
    POSTS = "posts", pgettext_lazy("part of a story", "posts for the channels")
    METADATA = "metadata", pgettext_lazy("part of a story", "address, day, session, topics, times")


class Clean(TextChoices):
    """What must be in order before a stage may be passed."""

    COMMENTS = "comments", pgettext_lazy("must be clean", "no comment is open, whether it stops the approval or not")
    DOUBTS = "doubts", pgettext_lazy("must be clean", "proofreading has no doubts")
    STYLE = "style", pgettext_lazy("must be clean", "proofreading finds nothing against the house style")
    CAPTIONS = "captions", pgettext_lazy("must be clean", "every photo has a caption")


class AppliesTo(TextChoices):
    """The kinds of pages that a stage may be for."""

    ARTICLE = "article", pgettext_lazy("kind of page", "articles")
    SESSION = "session", pgettext_lazy("kind of page", "sessions")
    PERSON = "person", pgettext_lazy("kind of page", "persons")
    BODY = "body", pgettext_lazy("kind of page", "bodies with their members")
    SECTION = "section", pgettext_lazy("kind of page", "sections")
    FRONT = "front", pgettext_lazy("kind of page", "the front page")
    IMPRINT = "imprint", pgettext_lazy("kind of page", "the imprint")
    DIGEST = "digest", pgettext_lazy("kind of page", "digests of the newsletter")
    PAGE = "page", pgettext_lazy("kind of page", "information pages")
    DOCUMENT = "document", pgettext_lazy("kind of page", "documents")


class AboutSession(TextChoices):
    """The kinds of sessions that a version may be about, as the registry has them, and none."""

    MEETING = SessionKind.MEETING.value, SessionKind.MEETING.label
    PREPARATORY = SessionKind.PREPARATORY.value, SessionKind.PREPARATORY.label
    OPENING = SessionKind.OPENING.value, SessionKind.OPENING.label
    PLENARY = SessionKind.PLENARY.value, SessionKind.PLENARY.label
    GROUP = SessionKind.GROUP.value, SessionKind.GROUP.label
    CLOSING = SessionKind.CLOSING.value, SessionKind.CLOSING.label
    CONFERENCE = SessionKind.CONFERENCE.value, SessionKind.CONFERENCE.label
    PRESS = SessionKind.PRESS.value, SessionKind.PRESS.label
    OTHER = SessionKind.OTHER.value, SessionKind.OTHER.label
    NONE = "none", pgettext_lazy("a stage is for", "about no session")


class InPhase(TextChoices):
    """The phases of a congress that a version may be in: that of its session, else that of its day."""

    BEFORE = PhaseKind.BEFORE.value, PhaseKind.BEFORE.label
    DURING = PhaseKind.DURING.value, PhaseKind.DURING.label
    AFTER = PhaseKind.AFTER.value, PhaseKind.AFTER.label
    NONE = "none", pgettext_lazy("a stage is for", "in no phase")


class ForSlips(TextChoices):
    """Whether a declared slip passes the stage. The approval it passes always."""

    USUAL = "usual", pgettext_lazy("a stage and slips", "as usual")
    ASKED = "asked", pgettext_lazy("a stage and slips", "a slip passes it, too")
    LEFT_OUT = "left_out", pgettext_lazy("a stage and slips", "a slip skips it")


for mine, theirs in (
    (AppliesTo.values, get_args(StoryKind)),
    (AboutSession.values, [*SessionKind.values, "none"]),
    (InPhase.values, [*PhaseKind.values, "none"]),
):
    if set(mine) != set(theirs):
        raise RuntimeError("Something is missing among what a stage may be for.")
