"""What the machine knows by itself: who wrote which word, who passed what, what may be read. Nothing here asks the gate, the rules
of review or the story: only rows as they are stored, and what readers get."""

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState

from cms.articles.models import Topic
from cms.channels.models import Dispatch
from cms.publication.inspection import differences
from cms.publication.models import Publication, Shelf
from cms.registry.models import Person
from cms.review.emergency.models import AfterReview
from cms.staff.roles import Role
from cms.trail.verify import faults
from media.models import Photo
from tests.publication.doors import addresses

from .house import ROLES, House
from .words import words_in

Said = tuple[Any, ...]
DESK, APPROVAL = "Ban biên tập", "Duyệt xuất bản"
MAY_PASS = {DESK: {Role.EDITOR}, APPROVAL: {Role.APPROVING_EDITOR}}
MAY_WITHDRAW = {Role.APPROVING_EDITOR, Role.ADMINISTRATOR}
AT_ONCE = "at once: "
"""How an act is called that goes past the review by intent."""
PUBLICATION_FIELDS = (
    "pk", "page_id", "number", "kind", "story_json", "seal", "revision_id", "revision_digest", "sealed_at", "approved_by_id",
)  # fmt: skip


class Broken(AssertionError):
    """An invariant that does not hold."""


def require(holds: Any, sentence: str) -> None:
    if not holds:
        raise Broken(sentence)


@dataclass(frozen=True)
class Pass:
    """That somebody passed a stage, of what the page said then."""

    stage: str
    who: str
    said: Said
    after: int


@dataclass
class Known:
    """What is known of one page."""

    said: Said | None = None
    publications: int = 0
    base: int = 0
    """How many publications there were with the last that somebody approved: an emergency frees nobody."""
    wrote: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Who changed the page, by how many publications it had then."""
    passes: list[Pass] = field(default_factory=list)
    current: int | None = None
    scheduled: tuple[int, dt.datetime] | None = None
    withdrawn: bool = False
    expires: dt.datetime | None = None

    def workers(self) -> set[str]:
        """Who has worked on the page since somebody approved it."""
        return set().union(*(who for after, who in self.wrote.items() if after >= self.base))

    def is_public(self) -> bool:
        return self.current is not None and not self.withdrawn and not (self.expires and self.expires <= timezone.now())


@dataclass
class AfterLook:
    """What somebody did past the review, and who had worked on that version."""

    who: str
    page_id: int
    workers: frozenset[str]
    closed_by: str = ""


class Oracle:
    """Looks before and after each step, and says what must not be."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.pages: dict[int, Known] = defaultdict(Known)
        self.writer: dict[str, str] = {}
        """Who wrote a word; what nobody of the newsroom wrote has no entry."""
        self.notices: set[str] = set()
        """Words of notices to readers."""
        self.rows: dict[int, tuple[Any, ...]] = {}
        self.approved_words: dict[int, frozenset[str]] = {}
        """The words of each publication."""
        self.fixed: dict[int, Said] = {}
        """What a revision said that somebody counts on: submitted, passed or sealed."""
        self.standing: dict[int, Said] = {}
        """What was passed, by the state of its stage."""
        self.after_reviews: dict[int, AfterLook] = {}
        self.blocking: Counter[int] = Counter()
        """Open comments of a page that must be resolved."""
        self._begin()

    # Looking

    def _begin(self) -> None:
        for row in Publication.objects.order_by("pk").values_list(*PUBLICATION_FIELDS):
            self.rows[row[0]] = row
            self.approved_words[row[0]] = words_in(row[4])
            self.pages[row[1]].publications = self.pages[row[1]].base = row[2]
        for shelf in Shelf.objects.all():
            known = self.pages[shelf.pk]
            known.current, known.withdrawn = shelf.current_id, shelf.withdrawn_at is not None
        for page_id, (_revision, said) in self.latest().items():
            self.pages[page_id].said = said
        for pk, _stage, page_id in _approved_states():
            self.standing[pk] = self.pages[page_id].said or ()
        self.entries = _trail_length()

    def latest(self) -> dict[int, tuple[int, Said]]:
        """The newest revision of each page and what it says, shared facts included, read from the rows."""
        facts = self._facts()
        found: dict[int, tuple[int, Said]] = {}
        rows = Revision.page_revisions.order_by("created_at", "pk").values_list("pk", "object_id", "content")
        for pk, page_id, content in rows:
            found[int(page_id)] = (pk, _said(content, facts))
        return found

    def _facts(self) -> dict[str, Any]:
        photos = Photo.objects.values_list("pk", "caption", "credit", "alt_text")
        return {
            **{f"photo:{pk}": words for pk, *words in photos},
            **{f"topic:{pk}": name for pk, name in Topic.objects.values_list("pk", "name")},
            **{f"person:{pk}": name for pk, name in Person.objects.values_list("pk", "name")},
        }

    # After a step

    def after(self, who: str, what: str, *, system: bool = False) -> None:
        """``who`` acted, or nobody (``""``); ``system`` where the act is one that needs no person: the clock, a shell."""
        latest = self.latest()
        self._wrote(who, latest)
        self._fixed(latest)
        self._passed(who)
        self._sealed(who, what, latest)
        self._approvals_stand()
        self._shelves(who, what, system)
        self._after_reviews(who, what)
        self._labels()
        length = _trail_length()
        require(length >= self.entries, "entries of the trail are gone")
        self.entries = length

    def _wrote(self, who: str, latest: dict[int, tuple[int, Said]]) -> None:
        for page_id, (_revision, said) in latest.items():
            known = self.pages[page_id]
            if said != known.said:
                if who:
                    known.wrote[known.publications].add(who)
                known.said = said

    def copied(self, source: int, copy: int, before: set[str]) -> None:
        """The copy is also the work of whoever worked on what it was made from."""
        self.pages[copy].wrote[0] |= before

    def _fixed(self, latest: dict[int, tuple[int, Said]]) -> None:
        if not self.fixed and not TaskState.objects.exists():
            return
        counted = set(Publication.objects.values_list("revision_id", flat=True))
        in_review = ("in_progress", "approved")
        counted |= set(TaskState.objects.filter(status__in=in_review).values_list("revision_id", flat=True))
        wanted = counted | set(self.fixed)
        for pk, content in Revision.objects.filter(pk__in=wanted).values_list("pk", "content"):
            raw = _said(content, {})
            require(
                self.fixed.setdefault(pk, raw) == raw, f"revision {pk} was overwritten after somebody counted on it"
            )

    def _passed(self, who: str) -> None:
        for pk, stage, page_id in _approved_states():
            if pk in self.standing:
                continue
            known = self.pages[page_id]
            by = self.house.names.get(TaskState.objects.get(pk=pk).finished_by_id, "")
            require(
                by and by == who,
                f"page {page_id}: {stage} was passed by {by or 'nobody'}, while {who or 'nobody'} acted",
            )
            require(ROLES[by] & MAY_PASS[stage], f"page {page_id}: {by} passed {stage}, and is no member of it")
            self.standing[pk] = known.said or ()
            known.passes.append(Pass(stage, by, known.said or (), known.publications))

    def _approvals_stand(self) -> None:
        """A changed text takes back what was approved before."""
        running = ("in_progress", "needs_changes")
        for pk, stage, page_id in _approved_states(workflow_state__status__in=running):
            said = self.pages[page_id].said
            require(self.standing[pk] == said, f"page {page_id}: {stage} still counts as passed, for another text")

    # Publications

    def _sealed(self, who: str, what: str, latest: dict[int, tuple[int, Said]]) -> None:
        stored = Publication.objects.order_by("pk").values_list(*PUBLICATION_FIELDS)
        now = {row[0]: row for row in stored}
        for pk, row in self.rows.items():
            require(now.get(pk) == row, f"publication {pk} was changed or is gone")
        for pk in sorted(now.keys() - self.rows.keys()):
            self._judge(Publication.objects.get(pk=pk), who, what, latest)
            self.rows[pk] = now[pk]

    def _judge(self, publication: Publication, who: str, what: str, latest: dict[int, tuple[int, Said]]) -> None:
        page_id = publication.page_id
        known, name = self.pages[page_id], f"page {page_id}, publication {publication.number}"
        approver = self.house.names.get(publication.approved_by_id, "")
        words = words_in(publication.story_json)
        require(approver == who and who, f"{name}: approved by {approver or 'nobody'} while {who or 'nobody'} acted")
        require(publication.number == known.publications + 1, f"{name}: the number is not the next one")
        if what.startswith(AT_ONCE):
            self._judge_emergency(publication, approver, words, name, latest)
        elif what.startswith("roll back"):
            self._judge_rollback(publication, approver, name)
        else:
            self._judge_approval(publication, approver, words, name, latest)
        self.approved_words[publication.pk] = words
        story = json.loads(publication.story_json)
        known.publications += 1
        if not what.startswith(AT_ONCE):
            known.base = known.publications
        hour = _moment(story.get("go_live_at"))
        if hour and hour > timezone.now():
            known.scheduled = (publication.pk, hour)
        else:
            known.current, known.scheduled, known.withdrawn = publication.pk, None, False
            known.expires = _moment(story.get("expire_at"))

    def _judge_approval(
        self,
        publication: Publication,
        approver: str,
        words: frozenset[str],
        name: str,
        latest: dict[int, tuple[int, Said]],
    ) -> None:
        page_id = publication.page_id
        known = self.pages[page_id]
        require(publication.kind == "approval", f"{name}: a {publication.kind}")
        require(Role.APPROVING_EDITOR in ROLES[approver], f"{name}: {approver} is no approving editor")
        require(approver not in known.workers(), f"{name}: {approver} approved it and has worked on it")
        earlier = frozenset().union(*self.approved_words.values())
        own = {word for word in words - earlier if self.writer.get(word) == approver}
        require(not own, f"{name}: {approver} approved own words {own}")
        passes = [each for each in known.passes if each.after == known.publications and each.said == known.said]
        desk = {each.who for each in passes if each.stage == DESK}
        last = {each.who for each in passes if each.stage == APPROVAL}
        require(desk, f"{name}: the desk has not passed this text")
        require(approver in last, f"{name}: {approver} has not passed the approval of this text")
        others = {each.who for each in known.passes if each.after >= known.base and each.stage == DESK}
        require(approver not in others, f"{name}: {approver} passed the desk, too")
        require(
            words == _words_of(known.said), f"{name}: says {sorted(words)}, the draft {sorted(_words_of(known.said))}"
        )
        require(latest[page_id][0] == publication.revision_id, f"{name}: not the newest revision")
        require(self.blocking[page_id] == 0, f"{name}: approved while a comment was open that has to be resolved")

    def _judge_emergency(
        self,
        publication: Publication,
        actor: str,
        words: frozenset[str],
        name: str,
        latest: dict[int, tuple[int, Said]],
    ) -> None:
        known = self.pages[publication.page_id]
        require(publication.kind == "emergency", f"{name}: a {publication.kind}")
        require(Role.EMERGENCY in ROLES[actor], f"{name}: {actor} is not on emergency duty")
        require(words == _words_of(known.said), f"{name}: says something else than the draft")
        require(latest[publication.page_id][0] == publication.revision_id, f"{name}: not the newest revision")
        require(
            AfterReview.objects.filter(publication=publication, act="publish").exists(),
            f"{name}: nobody will look at it afterwards",
        )

    def _after_reviews(self, who: str, what: str) -> None:
        """Each act past the review is looked at by somebody else, and stays in the books."""
        found = {row.pk: row for row in AfterReview.objects.all()}
        require(self.after_reviews.keys() <= found.keys(), "an after-review is gone")
        for pk, row in found.items():
            opener = self.house.names.get(row.opened_by_id, "")
            look = self.after_reviews.get(pk)
            if look is None:
                require(what.startswith(AT_ONCE) and opener == who, f"after-review {pk} was opened by «{what}»")
                require(Role.EMERGENCY in ROLES[opener], f"after-review {pk}: {opener} is not on emergency duty")
                look = AfterLook(opener, row.page_id, frozenset(self.pages[row.page_id].workers()))
                self.after_reviews[pk] = look
            require(opener == look.who and row.reason, f"after-review {pk} was changed")
            closer = self.house.names.get(row.closed_by_id, "")
            if closer and not look.closed_by:
                require(closer == who and Role.APPROVING_EDITOR in ROLES[closer], f"{closer} closed after-review {pk}")
                require(closer != look.who, f"{closer} closed the after-review of an own act")
                require(
                    row.act != "publish" or closer not in look.workers,
                    f"{closer} closed the after-review of own work",
                )
            require(not look.closed_by or closer == look.closed_by, f"after-review {pk} was opened again")
            look.closed_by = closer

    def _judge_rollback(self, publication: Publication, approver: str, name: str) -> None:
        known = self.pages[publication.page_id]
        rows = [row for row in self.rows.values() if row[1] == publication.page_id and row[5] == publication.seal]
        require(rows and rows[-1][4] == publication.story_json, f"{name}: brings back what never was approved")
        require(Role.APPROVING_EDITOR in ROLES[approver], f"{name}: {approver} is no approving editor")
        require(known.is_public(), f"{name}: brings back a page that is not public")
        number = min(row[2] for row in rows)
        worked = set().union(*(who for after, who in known.wrote.items() if after >= number - 1))
        numbers = [row[2] for row in rows]
        if len(numbers) == 1:
            require(approver not in worked, f"{name}: {approver} brought it back and has worked on it since")
        # The draft goes on from what was replaced: those who worked on that have contributed to the next version, too.
        known.wrote[publication.number] |= set().union(
            *(who for after, who in known.wrote.items() if after >= max(numbers))
        )

    # What is public

    def _shelves(self, who: str, what: str, system: bool) -> None:
        now = timezone.now()
        roles = ROLES.get(who, frozenset())
        at_once = what.startswith(AT_ONCE) and Role.EMERGENCY in roles
        may = system or at_once or bool(roles & MAY_WITHDRAW)
        for shelf in Shelf.objects.all():
            known, name = self.pages[shelf.pk], f"page {shelf.pk}"
            if known.scheduled and shelf.current_id == known.scheduled[0] != known.current:
                require(known.scheduled[1] <= now, f"{name} went live before its hour")
                story = json.loads(self.rows[known.scheduled[0]][4])
                known.current, known.scheduled, known.withdrawn = known.scheduled[0], None, False
                known.expires = _moment(story.get("expire_at"))
            require(
                shelf.current_id == known.current,
                f"{name} shows publication {shelf.current_id}, which nothing made public",
            )
            if known.scheduled and shelf.scheduled_id is None:
                require(may, f"{name}: {who or 'nobody'} gave up the schedule")
                known.scheduled = None
            require(
                shelf.scheduled_id == (known.scheduled and known.scheduled[0]),
                f"{name}: an unknown version is scheduled",
            )
            if shelf.withdrawn_at and not known.withdrawn and known.current:
                ran_out = bool(known.expires and known.expires <= now)
                require(may or ran_out, f"{name}: {who or 'nobody'} took it back by «{what}»")
                known.withdrawn = True
            require(
                bool(shelf.withdrawn_at) == (known.withdrawn and known.current is not None),
                f"{name} came back by «{what}»",
            )

    def _labels(self) -> None:
        live = set(Page.objects.filter(live=True, depth__gt=1).values_list("pk", flat=True))
        public = {pk for pk, known in self.pages.items() if known.is_public()}
        ran_out = {pk for pk, known in self.pages.items() if known.expires and not known.is_public()}
        require(live - ran_out <= public, f"pages {live - public} are labelled live without an approval")

    def public_words(self) -> frozenset[str]:
        shown = (known.current for known in self.pages.values() if known.is_public())
        return frozenset().union(*(self.approved_words[pk] for pk in shown if pk))

    def ever_public(self) -> frozenset[str]:
        return frozenset().union(*self.approved_words.values()) | self.notices

    # The doors

    def look_at_page(self, page_id: int) -> None:
        """The page's own door: what was approved, 410 where it was taken back, nothing else."""
        shelf, known = Shelf.objects.filter(pk=page_id).first(), self.pages[page_id]
        if shelf is None:
            return
        response = _read(shelf.path)
        other = Shelf.objects.public().filter(path=shelf.path).exclude(pk=page_id).exists()
        if known.is_public():
            require(response.status_code == 200, f"{shelf.path} answers {response.status_code}")
            shown = words_in(_text(response))
            missing = self.approved_words[known.current or 0] - shown
            require(not missing, f"{shelf.path} lacks {missing}")
        elif known.current and not other:
            require(response.status_code == 410, f"{shelf.path} was taken back and answers {response.status_code}")
        self._allowed(shelf.path, response)

    def look(self, address: str) -> None:
        """Whether a door shows a word that is not public."""
        self._allowed(address, _read(address))

    def _allowed(self, address: str, response: Any) -> None:
        # The list of corrections goes on telling of pages that were taken back.
        told = self.ever_public() if address.startswith("/cai-chinh") else self.public_words() | self.notices
        leaked = words_in(_text(response)) - told
        require(not leaked, f"{address} shows {sorted(leaked)}, which nobody approved")

    def look_everywhere(self) -> None:
        """Every public door, what waits to be sent, the seals, the trail."""
        shelves = list(Shelf.objects.filter(kind="article"))[:2]
        found = {"/"}
        for shelf in shelves:
            self.look_at_page(shelf.pk)
            found.update(address for address in addresses(shelf.pk, shelf.path, "phien") if "{" not in address)
        for address in sorted(found):
            self.look(address)
        self.look_at_outbox()
        self.look_at_books()

    def look_at_outbox(self) -> None:
        seen: Counter[tuple[int, str, int, str]] = Counter()
        for dispatch in Dispatch.objects.select_related("publication"):
            seen[dispatch.page_id, dispatch.channel, dispatch.publication_id, dispatch.action] += 1
            words = words_in(dispatch.publication.story_json)
            require(words == self.approved_words.get(dispatch.publication_id), f"{dispatch} was never approved")
            known = self.pages[dispatch.page_id]
            require(not known.scheduled or known.scheduled[0] != dispatch.publication_id, f"{dispatch} before its hour")
        doubled = [key for key, count in seen.items() if count > 1]
        require(not doubled, f"in the outbox twice: {doubled}")

    def look_at_books(self) -> None:
        found = list(differences())
        require(not found, f"check_seals: {found}")
        found = list(faults())
        require(not found, f"verify_trail: {found}")


def _approved_states(**chosen: Any) -> list[tuple[int, str, int]]:
    states = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, **chosen).order_by("pk")
    return [
        (pk, stage, int(page))
        for pk, stage, page in states.values_list("pk", "task__name", "workflow_state__object_id")
    ]


def _trail_length() -> int:
    from cms.trail.models import Entry

    return Entry.objects.count()


def _said(content: dict[str, Any], facts: dict[str, Any]) -> Said:
    """What readers would be told by this revision: plain words, so that the editor's bookkeeping makes no other version."""
    topics = sorted(
        (str(facts.get(f"topic:{row['tag']}", row["tag"])) for row in content.get("topic_rows") or []),
    )
    people = [facts.get(f"person:{row['person']}", row["person"]) for row in content.get("mention_rows") or []]
    notes = [(row["kind"], row["note"]) for row in content.get("change_rows") or []]
    photo = content.get("lead_photo")
    body = content.get("body") or ""
    return (
        content.get("title"),
        content.get("slug"),
        content.get("lede"),
        " ".join(re.sub(r"<[^>]*>", " ", _values(body)).split()),
        _minute(content.get("go_live_at")),
        _minute(content.get("expire_at")),
        photo and str(facts.get(f"photo:{photo}", photo)),
        tuple(topics),
        tuple(map(str, people)),
        tuple(notes),
    )


def _values(body: Any) -> str:
    blocks = json.loads(body) if isinstance(body, str) and body else body
    return " ".join(str(block["value"]) for block in blocks or [])


def _words_of(said: Said | None) -> frozenset[str]:
    return words_in(str(said))


def _minute(moment: str | None) -> str:
    parsed = _moment(moment)
    return f"{parsed.astimezone(dt.UTC):%Y-%m-%dT%H:%M}" if parsed else ""


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _read(address: str) -> Any:
    client = Client()
    response = client.get(address)
    while "Location" in response.headers and response.status_code in (301, 302, 307, 308):
        response = client.get(response.headers["Location"])
    return response


def _text(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return unescape(body.decode(errors="replace"))
