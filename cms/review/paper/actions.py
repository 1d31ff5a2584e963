"""What happens to papers: a version is printed, a marked-up paper is read back, its changes are accepted or rejected."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from cms.articles.importing.door import check_name, check_size
from cms.articles.importing.errors import ImportFileError
from cms.articles.models import ArticlePage
from cms.publication.models import Contribution
from cms.publication.queries import draft_digest
from cms.publication.story import RelatedBlock, Story, canonical_json, digest_of
from cms.text.dates import full_moment
from cms.text.fold import slug
from cms.trail.record import record

from ..comments.actions import LONGEST, make_comment
from ..comparison.versions import story_of
from ..errors import ReviewRefused
from .applying import CantApply, apply, draft_slots
from .finding import spot_of
from .models import Paper, PaperReading, ProposedChange
from .permissions import user_can_bring_back, user_can_decide, user_can_print
from .reading.changes import Said
from .reading.document import Marked, read_marked
from .reading.passages import reading_of
from .slots import slots_of
from .telling import tell_read
from .writing.form import Particulars, paper_docx

if TYPE_CHECKING:
    from cms.staff.models import User

MOST_CHANGES = 1_000
"""Changes of one paper: more are another article."""

MOST_COMMENTS = 200
"""Comments of one paper: each becomes a comment of the newsroom, with its notices."""

MOST_WORDS = 200_000
"""Characters of a paper with its changes and comments: an article has some thousands."""

Status = ProposedChange.Status


@dataclass(frozen=True)
class Printed:
    """The file with a name that any system takes."""

    paper: Paper
    filename: str
    data: bytes


def print_paper(page: ArticlePage, user: "User", key: str = "") -> Printed:
    """The version with the key (as the comparison has them; empty: the latest draft) as a .docx for submission.

    Raises ``PermissionDenied``, or ``LookupError`` for a key that is none of this page's.
    """
    if not user_can_print(user, page):
        raise PermissionDenied
    story = story_of(page, user, key) if key else page.latest_draft().story()
    digest = digest_of(story)
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=page.pk)
        paper = Paper.objects.filter(page=page.pk, digest=digest).first() or Paper.objects.create(
            page_id=page.pk,
            digest=digest,
            version=str(Paper.objects.filter(page=page.pk).count() + 1),
            story_json=canonical_json(story),
            made_by=user,
        )
        record("paper.printed", actor=user, subject=f"page:{page.pk}", data={"paper": paper.pk, "digest": digest})
    with translation.override(story.language):
        data = paper_docx(story, _particulars(page, story, paper, user))
        filename = f"{slug(story.headline, longest=60) or page.pk}-trinh-ky-{paper.version}.docx"
    return Printed(paper, filename, data)


def _particulars(page: ArticlePage, story: Story, paper: Paper, user: "User") -> Particulars:
    frame = page.get_ancestors().filter(depth=2).first()
    related = {pk for block in story.blocks if isinstance(block, RelatedBlock) for pk in block.page_ids}
    return Particulars(
        newsroom=frame.title if frame else "",
        version=paper.version,
        digest=paper.digest,
        made_at=timezone.now(),
        made_by=str(user),
        section=str(page.get_parent().title),
        headlines=dict(Page.objects.filter(pk__in=related).values_list("pk", "title")),
    )


# Back in


@transaction.atomic
def read_back(page: ArticlePage, user: "User", filename: str, data: bytes) -> PaperReading:
    """Reads a marked-up paper of the article: its changes wait for a decision, its comments stand with the others.

    Raises ``PermissionDenied``, or ``ImportFileError`` with one sentence where the file is no paper of this article.
    """
    if not user_can_bring_back(user, page):
        raise PermissionDenied
    if check_name(filename) != ".docx":
        raise ImportFileError(pgettext("paper", "Only the .docx that was printed here can be read back."))
    check_size(".docx", len(data))
    marked = read_marked(data)
    paper = _paper(page, marked.digest)
    sha256 = hashlib.sha256(data).hexdigest()
    Page.objects.select_for_update().get(pk=page.pk)
    if known := PaperReading.objects.filter(paper=paper, sha256=sha256).first():
        raise ImportFileError(
            pgettext("paper", "This very file was read before: %(moment)s.") % {"moment": full_moment(known.read_at)}
        )
    _check_length(marked)
    reading = reading_of(slots_of(paper.story), marked)
    if len(reading.changes) > MOST_CHANGES:
        raise ImportFileError(
            pgettext("paper", "The file holds %(count)d changes; %(most)d are the most.")
            % {"count": len(reading.changes), "most": MOST_CHANGES}
        )
    if len(reading.said) > MOST_COMMENTS:
        raise ImportFileError(
            pgettext("paper", "The file holds %(count)d comments; %(most)d are the most.")
            % {"count": len(reading.said), "most": MOST_COMMENTS}
        )
    row = PaperReading.objects.create(
        paper=paper,
        filename=filename[:250],
        sha256=sha256,
        notes=list(reading.notes),
        comments=len(reading.said),
        read_by=user,
    )
    ProposedChange.objects.bulk_create(
        ProposedChange(
            reading=row,
            kind=each.kind,
            path=each.path,
            target=each.target,
            passage=each.passage,
            start=each.start,
            before=each.before,
            after=each.after,
            listed=each.listed,
            author=each.author,
            at=each.at,
            tracked=each.tracked,
        )
        for each in reading.changes
    )
    for said in reading.said:
        _comment(page, user, said)
    counted = {"changes": len(reading.changes), "comments": len(reading.said)}
    record(
        "paper.read",
        actor=user,
        subject=f"page:{page.pk}",
        data={"paper": paper.pk, "reading": row.pk, "digest": paper.digest, **counted},
    )
    if reading.changes:
        tell_read(page, user, row, len(reading.changes))
    return row


def _check_length(marked: Marked) -> None:
    """Raises ``ImportFileError`` for more words than can be held against an article in a moment."""
    written = sum(len(each.text("same", "added", "removed")) for each in marked.paragraphs)
    said = sum(len(each.text) + sum(len(text) for _by, text in each.answers) for each in marked.remarks)
    if written + said > MOST_WORDS:
        raise ImportFileError(
            pgettext("paper", "The file holds %(count)d characters of text and comments; %(most)d are the most.")
            % {"count": written + said, "most": MOST_WORDS}
        )


def _paper(page: ArticlePage, digest: str) -> Paper:
    """The paper that the file was printed as. Raises ``ImportFileError``."""
    found = Paper.objects.filter(digest=digest) if digest else Paper.objects.none()
    paper = found.filter(page=page.pk).first()
    if paper is not None:
        return paper
    if not digest:
        raise ImportFileError(
            pgettext("paper", "The file carries no seal, so it is not known which version it was made from.")
        )
    if found.exists():
        raise ImportFileError(pgettext("paper", "The file is a paper of another article."))
    raise ImportFileError(
        pgettext("paper", "The file carries the seal %(seal)s, which no paper of this newsroom has.")
        % {"seal": digest[:12]}
    )


def _comment(page: ArticlePage, user: "User", said: Said) -> None:
    """The comment, by who brought it, with the name that stands on paper; a long one in several."""
    name = (
        pgettext("paper", "[From the paper of %(name)s]") % {"name": said.author}
        if said.author
        else pgettext("paper", "[From the paper]")
    )
    most = LONGEST - len(name) - 1
    for at in range(0, max(len(said.text), 1), most):
        make_comment(page, user, f"{name} {said.text[at : at + most]}", passage=said.anchor)


# Decisions


@dataclass
class Outcome:
    """What came of accepting: how many changes were made, how many stand nowhere any more, and what has to be done by hand."""

    accepted: int = 0
    obsolete: int = 0
    by_hand: list[str] = field(default_factory=list)


@transaction.atomic
def accept(page: ArticlePage, user: "User", ids: Iterable[int], digest: str) -> Outcome:
    """Makes the changes in a new version of the draft, as the contribution of who accepts them and of who brought the paper.

    ``digest`` is that of the draft which the user saw. Raises ``PermissionDenied``, or ``ReviewRefused`` where it is another now.
    """
    page = _locked(page, user)
    if draft_digest(page) != digest:
        raise ReviewRefused(
            pgettext("paper", "Somebody has changed the draft since you opened this page. Please look at it again."),
            page.pk,
        )
    draft = page.latest_draft()
    outcome, done = Outcome(), []
    brought: dict[int, User] = {}
    for change in _open(page, ids):
        slots = draft_slots(draft)
        spot = spot_of(change, slots, slots_of(change.reading.paper.story))
        if spot is None:
            _decide(change, user, Status.OBSOLETE)
            outcome.obsolete += 1
            continue
        try:
            apply(change, draft, slots, spot, _earlier(change))
        except CantApply as error:
            outcome.by_hand.append(str(error))
            continue
        _decide(change, user, Status.ACCEPTED)
        done.append(change.pk)
        if change.reading.read_by is not None:
            brought[change.reading.read_by.pk] = change.reading.read_by
    outcome.accepted = len(done)
    if done:
        draft.tidy()
        # The words come from a file that nobody else has seen being made: who brought it may have written them.
        draft.save_revision(user=user, log_action=True, way=Contribution.Way.SUGGESTION, others=brought.values())
        record(
            "paper.accepted",
            actor=user,
            subject=f"page:{page.pk}",
            data={"changes": done, "digest": draft_digest(page)},
        )
    return outcome


@transaction.atomic
def reject(page: ArticlePage, user: "User", ids: Iterable[int]) -> int:
    """Sets the changes aside; gives how many. Raises ``PermissionDenied``."""
    page = _locked(page, user)
    rows = _open(page, ids)
    for change in rows:
        _decide(change, user, Status.REJECTED)
    if rows:
        done = [change.pk for change in rows]
        record("paper.rejected", actor=user, subject=f"page:{page.pk}", data={"changes": done})
    return len(rows)


def _locked(page: ArticlePage, user: "User") -> ArticlePage:
    found = Page.objects.select_for_update().get(pk=page.pk).specific
    if not isinstance(found, ArticlePage) or not user_can_decide(user, found):
        raise PermissionDenied(_("The article can't be changed by you now."))
    return found


def _open(page: ArticlePage, ids: Iterable[int]) -> list[ProposedChange]:
    rows = ProposedChange.objects.filter(reading__paper__page=page.pk, pk__in=list(ids), status=Status.OPEN)
    return list(rows.select_related("reading__paper", "reading__read_by").order_by("pk"))


def _decide(change: ProposedChange, user: "User", status: str) -> None:
    change.status, change.decided_by, change.decided_at = status, user, timezone.now()
    change.save(update_fields=["status", "decided_by", "decided_at"])


def _earlier(change: ProposedChange) -> list[str]:
    """The new paragraphs that were put in after the same passage before this one."""
    if change.kind != ProposedChange.Kind.NEW:
        return []
    rows = ProposedChange.objects.filter(
        reading=change.reading, kind=change.kind, path=change.path, status=Status.ACCEPTED, pk__lt=change.pk
    )
    return [line for text in rows.values_list("after", flat=True) for line in text.split("\n")]
